"""How the report tells it: asserted, alleged, denied, planned, hypothetical or background."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from karez.model.claim import Claim, Incident, Status, Toll
from karez.model.mention import TimeMention
from karez.model.text import Offsets
from karez.model.vocabulary import AssetState, ClaimKind, Qualifier, Realis
from karez.read.attribute.where import anchor_of
from karez.read.kinds.clauses import clause_at
from karez.read.lexicon import Words, data, words
from karez.read.passage import Passage

_OLD = timedelta(days=60)
_DAY, _FRESH, _LONG = timedelta(days=1), timedelta(days=4), timedelta(days=15)
_LEAD, _NEAR = 40, 60
# A plain "not" does not reach over these.
_JOINED = re.compile(r"\b(?:and|but)\s+(?:that|the|an?|in|on|at|later|then)\s", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = re.compile("|".join(_MONTHS), re.IGNORECASE)
_GOOD = frozenset({AssetState.OPEN, AssetState.RESTORED})


@cache
def _words(name: str) -> Words:
    return words(data("realis")[name])


@cache
def _any() -> Words:
    """Every word of the lists: most clauses have none of them."""
    return words(word for listed in data("realis").values() for word in listed)


def find_realis(passage: Passage, claim: Claim, when: TimeMention | None) -> Realis:
    """Return the realis that the clause's own words give; an extractor's own finding stays.

    Words that deny, plan or suppose count where they stand before the word that makes the claim, in its clause.
    """
    if claim.realis is not Realis.ASSERTED or claim.kind in {ClaimKind.DIRECTIVE, ClaimKind.ASSESSMENT}:
        return claim.realis
    lead, tail = _around(passage, claim)
    told = _any().search(passage.text, lead[0], tail[1]) and _by_words(passage, claim, lead, tail)
    return told or (Realis.BACKGROUND if _is_old(passage, when) else Realis.ASSERTED)


def _by_words(passage: Passage, claim: Claim, lead: Offsets, tail: Offsets) -> Realis | None:
    """What the words of the clause say; None where they say nothing of the kind."""
    text = passage.text
    if _is_denied(text, claim, lead, tail):
        return Realis.DENIED
    if _words("alleged").search(text, lead[0], tail[1]):
        return Realis.ALLEGED
    if not isinstance(claim.body, Status | Toll) and _is_planned(text, lead, tail):
        return Realis.PLANNED
    if _is_supposed(text, claim, lead):
        return Realis.HYPOTHETICAL
    if isinstance(claim.body, Status):
        return None
    old = any(not _is_recent(passage, match.group()) for match in _words("background").finditer(text, lead[0], tail[1]))
    return Realis.BACKGROUND if old else None


def _is_recent(passage: Passage, words: str) -> bool:
    """Whether "in January 2026" or "in 2026" is the time of the report itself: its month, the one before, its year."""
    year = _YEAR.search(words)
    if year is None or not passage.published or words.casefold().startswith("since"):
        return False
    published = passage.published
    month = _MONTH.search(words)
    if month is None:
        return year.group() == published[:4]
    number = _MONTHS.index(month.group().casefold()) + 1
    return 0 <= (int(published[:4]) - int(year.group())) * 12 + int(published[5:7] or 0) - number <= 1


def _around(passage: Passage, claim: Claim) -> tuple[Offsets, Offsets]:
    """The words of the clause before the word that makes the claim, and those after it."""
    start, end = claim.span.offsets
    anchor = max(anchor_of(claim), start)
    sentence = passage.sentence_at(start)
    first, _ = clause_at(passage.text, sentence, anchor, anchor + 1)
    return (min(first, max(sentence.start, start - _LEAD)), anchor), (anchor, max(end, anchor))


def _last(zone: Offsets, length: int) -> Offsets:
    return max(zone[0], zone[1] - length), zone[1]


def _is_denied(text: str, claim: Claim, lead: Offsets, tail: Offsets) -> bool:
    """A verb of denial denies anything; a plain "not" belongs to states ("have not resumed") and to "no casualties"."""
    if isinstance(claim.body, Toll) and claim.body.qualifier is Qualifier.NONE:
        return False
    if _words("refuted").search(text, *lead) or _words("denied_after").search(text, *tail):
        return True
    near = _last(lead, _NEAR)
    joined = [match.end() for match in _JOINED.finditer(text, *near)]
    near = (max(near[0], joined[-1]) if joined else near[0], near[1])
    return not isinstance(claim.body, Status) and bool(_words("denied").search(text, *near))


def _is_planned(text: str, lead: Offsets, tail: Offsets) -> bool:
    after = (tail[0], min(tail[1], tail[0] + _NEAR))
    return bool(_words("planned").search(text, *_last(lead, _NEAR)) or _words("planned_after").search(text, *after))


def _is_supposed(text: str, claim: Claim, lead: Offsets) -> bool:
    """ "if the road is cut", "once it is open": a good state that is only waited for is supposed, too."""
    if _words("hypothetical").search(text, *_last(lead, _NEAR)):
        return True
    waits = isinstance(claim.body, Status) and claim.body.state in _GOOD
    return waits and bool(_words("awaited").search(text, *_last(lead, _NEAR)))


def told_for_context(passage: Passage, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, where a report has news of its last days what it tells of more than two weeks before as background."""
    published = _day(passage.published)
    if published is None:
        return tuple(claims)
    news = any(is_news(passage, claim.when) for claim in claims if claim.realis is Realis.ASSERTED)
    return tuple(_as_context(claim, published) if news else claim for claim in claims)


def is_news(passage: Passage, when: TimeMention | None) -> bool:
    """Whether a time ended in the last days before the report was published."""
    published, day = _day(passage.published), _day(when.end) if when else None
    return published is not None and day is not None and published - _FRESH < day <= published + _DAY


def _as_context(claim: Claim, published: date) -> Claim:
    ended = _day(claim.when.end) if claim.when else None
    past = ended is not None and ended < published - _LONG and claim.realis is Realis.ASSERTED
    return replace(claim, realis=Realis.BACKGROUND) if past and isinstance(claim.body, Incident | Toll) else claim


def _day(moment: str | None) -> date | None:
    """The day of an ISO time; None where there is none, or where no such time lies before it."""
    if not moment:
        return None
    try:
        day = date.fromisoformat(moment[:10])
        return day if (day - 2 * _LONG) < (day + _DAY) else None
    except (ValueError, OverflowError):
        return None


def _is_old(passage: Passage, when: TimeMention | None) -> bool:
    """A happening that ended more than 60 days before the report is told for context."""
    if when is None or not when.end or not passage.published:
        return False
    try:
        return date.fromisoformat(when.end[:10]) < date.fromisoformat(passage.published[:10]) - _OLD
    except (ValueError, OverflowError):  # no day is 60 days before the first
        return False
