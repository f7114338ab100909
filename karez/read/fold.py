"""One happening told twice by the same source in one report is one claim; the other spans go in ``also``."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from karez.model.claim import Claim, Incident, Toll
from karez.model.text import Offsets
from karez.model.vocabulary import Qualifier
from karez.read.passage import Passage

_ANOTHER = re.compile(
    r"\b(?:another|second|third|separate|separately|also|other|meanwhile|later|again|elsewhere|further|different)\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(r",| (?:of|in) ")
# Two short sentences may say the same of two things ("it was closed"): only longer words are one telling.
_SHORT = 40
# A toll this small may be told of two happenings; larger equal ones are one.
_FEW = 5


def folded(passage: Passage, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims in text order, each told once. A second named source keeps a claim of its own."""
    groups: dict[object, list[_Telling]] = {}
    for claim in claims:
        told = groups.setdefault(_same(passage, claim), [])
        known = next((telling for telling in told[:_FEW] if telling.is_of(claim)), None)
        if known:
            known.add(claim)
        else:
            told.append(_Telling(claim))
    done = [telling.claim() for told in groups.values() for telling in told]
    return sorted(done, key=lambda claim: (*claim.span.offsets, claim.kind.value, claim.id))


class _Telling:
    """All tellings of one claim; the first that names its source stands, else the first."""

    def __init__(self, claim: Claim) -> None:
        self._stands = claim
        self._spans: set[Offsets] = set(claim.tellings)

    def is_of(self, claim: Claim) -> bool:
        """Whether ``claim`` may be another telling, by its source."""
        if isinstance(claim.body, Incident):
            return same_source(self._stands, claim)
        return spoken(self._stands) == spoken(claim)

    def add(self, claim: Claim) -> None:
        """Take ``claim`` in."""
        self._spans |= set(claim.tellings)
        if claim.claimant and not self._stands.claimant:
            self._stands = claim

    def claim(self) -> Claim:
        """The claim with its other spans."""
        return told_at(self._stands, self._spans)


def _same(passage: Passage, claim: Claim) -> object:
    """What two tellings of one toll, or of one happening, share. Other kinds are one only in the same words."""
    body = claim.body
    if isinstance(body, Incident):
        return _same_happening(passage, claim, body)
    if not isinstance(body, Toll) or body.qualifier is Qualifier.VAGUE:
        words = " ".join(claim.span.quote.split())
        return claim.id if len(words) < _SHORT else (claim.kind, claim.reason, words, claim.realis)
    place = _spot(claim)
    time = claim.when.start if claim.when else None
    number = (body.low, body.best, body.high)
    words = _sentence_words(passage, claim) if body.best is None or body.best < _FEW else ""
    return (body.harm, number, body.victims, place, time, claim.realis, words)


def _same_happening(passage: Passage, claim: Claim, body: Incident) -> object:
    """Type, place, day and doers; without place and day, or where the words tell of another one, only the words."""
    place = _spot(claim)
    day = claim.when.start[:10] if claim.when and claim.when.start else None
    lead = passage.text[max(0, claim.span.start - 20) : claim.span.end]
    if place is None or day is None or _ANOTHER.search(lead) or claim.reason == "incident-responsibility":
        return (claim.reason, _sentence_words(passage, claim), claim.realis)
    doers = tuple(actor.actor or actor.actor_class.value for actor in body.initiators)
    return (body.type, place, day, doers, claim.realis)


def _spot(claim: Claim) -> str | None:
    """The place to compare: its id; of towns told by what they lie in ("X, Y province") the words, too."""
    where = claim.where
    if where is None or where.place is None:
        return None
    own = where.span.quote.casefold()
    return f"{where.place.id} {own}" if _HOLDING.search(own) else where.place.id


def spoken(claim: Claim) -> str | None:
    """Who stands behind a claim, as one word to compare: the actor's id, else the words; None is the report itself."""
    return (claim.claimant.actor or claim.claimant.span.quote.casefold()) if claim.claimant else None


def same_source(one: Claim, other: Claim) -> bool:
    """Whether both may be the word of one source: a telling without a source may be that of any."""
    return not (one.claimant and other.claimant) or spoken(one) == spoken(other)


def told_at(claim: Claim, spans: Iterable[Offsets]) -> Claim:
    """The claim with all of ``spans`` but its own as its other spans."""
    return replace(claim, also=tuple(sorted(set(spans) - {claim.span.offsets})))


def _sentence_words(passage: Passage, claim: Claim) -> str:
    sentence = passage.sentence_at(claim.span.start)
    return f"{claim.span.start - sentence.start}:{passage.text[sentence.start : sentence.end]}"
