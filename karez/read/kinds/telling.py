"""How words tell of a happening: as its own news, as one told before, or only as the name of a kind of thing."""

import re
from collections.abc import Sequence
from functools import cache

from karez.model.claim import Claim, Incident
from karez.model.mention import ActorMention
from karez.model.vocabulary import ActorClass, IncidentType
from karez.read.lexicon import alternatives, data
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)\s+(?:\w+ly\s+|also\s+|later\s+|then\s+|not\s+|all\s+|both\s+){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+|an?\s+|some\s+|our\s+|its\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\s+(?:also\s+|later\s+|now\s+)?(?:said|says?|told|reported|claimed|confirmed|announced|stated|added|believes?|denied)\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\w/\s*\w|\w\s+/\s*\w")
_NUMBERED = re.compile(r"\d")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|been|be|will|due)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?P<who>we)\s+(?:now\s+|still\s+|have\s+|also\s+|fully\s+){0,2}$", re.IGNORECASE)
_OF_PUBLISHER = {"armed_group": ActorClass.ARMED_GROUP, "official": ActorClass.GOVERNMENT}
_KINDRED = 1500
_OLDER_FIRST = frozenset({IncidentType.RELEASE, IncidentType.PROTEST, IncidentType.AGREEMENT})


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(data('telling')[name])}$", re.IGNORECASE)


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(data('telling')[name])}(?!\w)", re.IGNORECASE)


def is_passive(text: str, start: int, at: int) -> bool:
    """Whether a form of "to be" stands right before ``at``: the subject is acted on."""
    return _PASSIVE.search(text, max(start, at - 40), at) is not None


def is_after_by(text: str, start: int, at: int) -> bool:
    """Whether "by", with at most two words between, stands before ``at``."""
    return _BY.search(text, max(start, at - 50), at) is not None


def own_party(passage: Passage, start: int, at: int) -> ActorMention | None:
    """ "We" right before ``at``: the publisher of a statement, of whom only the class is known."""
    own = _WE.search(passage.text, max(start, at - 30), at)
    if own is None:
        return None
    kind = _OF_PUBLISHER.get(passage.publisher_class or "", ActorClass.UNKNOWN)
    return ActorMention(passage.span(*own.span("who")), None, kind)


def is_speaker(text: str, end: int, stop: int) -> bool:
    """Whether a verb of saying comes right after ``end``."""
    return _SPEAKS.match(text, end, stop) is not None


def is_only_named(text: str, start: int, at: int) -> bool:
    """Whether the words before ``at`` make it no happening: "for fear of", "ability to carry out", "probe into"."""
    return _words("only_named").search(text, max(start, at - 60), at) is not None


def is_table_head(text: str, sentence: Sentence) -> bool:
    """Whether the sentence is the head of a table or column: a few words with no number and no verb."""
    if text[sentence.end - 1] in ".!?" or text[sentence.end : sentence.end + 1] not in {"", "\n", "\r"}:
        return False
    if _NUMBERED.search(text, sentence.start, sentence.end) or _VERB.search(text, sentence.start, sentence.end):
        return False
    words = text[sentence.start : sentence.end]
    capitals = [word[0].isupper() for word in re.findall(r"[^\W\d_]{3,}", words)]
    return bool(_SLASHED.search(words)) or (len(capitals) < 4 and all(capitals) and not words.isupper())


def is_heading(text: str, sentence: Sentence) -> bool:
    """Whether the sentence is a line of its own with no full stop, as titles are."""
    alone = text[sentence.end : sentence.end + 1] in {"", "\n", "\r"}
    return alone and text[sentence.end - 1] not in '.!?"”’)' and sentence.end - sentence.start < 140


def told_before(passage: Passage, claim: Claim, drafts: Sequence[Claim]) -> int | None:
    """The index of the happening that "the blast" or "this attack" means; None where the words tell a new one.

    A definite noun means the last happening of a fitting type, unless a place or an own time of day stands with it.
    """
    body, text = claim.body, passage.text
    spot = claim.fields.get("type")
    if not isinstance(body, Incident) or not spot or not isinstance(spot[0], int) or not isinstance(spot[1], int):
        return None
    if not _points_back(passage, spot[0], spot[1]):
        return None
    word = text[spot[0] : spot[1]]
    any_type = _whole("any").fullmatch(word) is not None
    for index in range(len(drafts) - 1, -1, -1):
        known = drafts[index]
        kind = known.body.type if isinstance(known.body, Incident) else None
        fits = kind is body.type or (any_type and kind not in _OLDER_FIRST) or _kindred(kind, body.type)
        if claim.span.start - known.span.start > _KINDRED:
            return None
        if fits and known.reason != "incident-responsibility":
            return index
    return None


def _points_back(passage: Passage, start: int, end: int) -> bool:
    """Whether ``start:end`` is a definite noun with no place, victims or target of its own."""
    text = passage.text
    sentence = passage.sentence_at(start)
    definite = _words("definite").search(text, max(sentence.start, start - 30), start)
    if definite is None or not _whole("nouns").fullmatch(text, start, end):
        return False
    return not _has_own_place(passage, end, sentence.end) and not _OF_WHOM.match(text, end, sentence.end)


def _kindred(one: IncidentType | None, other: IncidentType) -> bool:
    blasts = {IncidentType.BOMBING, IncidentType.SUICIDE_ATTACK}
    clashes = {IncidentType.ARMED_CLASH, IncidentType.RAID, IncidentType.SECURITY_OPERATION, IncidentType.AMBUSH}
    flights = {IncidentType.AIR_STRIKE, IncidentType.BOMBING, IncidentType.SHELLING}
    return any(one in kinds and other in kinds for kinds in (blasts, clashes, flights))


# "the killing of 22 guards" tells whom: that is a telling of its own.
_OF_WHOM = re.compile(r"\s+of\s+(?:\d|[a-z]+\b)|\s+(?:was|were)\s+(?:on|at|in|against)\b", re.IGNORECASE)
_IN = re.compile(
    r",?\s+(?:[\w’']+\s+){0,3}?(?:in|at|near|on|upon|against|outside|targeting|of|hit|struck|targeted)\s+",
    re.IGNORECASE,
)


def _has_own_place(passage: Passage, at: int, end: int) -> bool:
    """Whether "in A" or "on the base at B" follows: that happening has its own place."""
    lead = _IN.match(passage.text, at, end)
    return bool(lead and within(passage.places, lead.end(), min(end, lead.end() + 40)))


_CONTEXT = re.compile(
    r"\b(?:following|after|since|despite|amid|because of|over)\s+(?:the\s+|an?\s+|recent\s+|earlier\s+)*$",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(
    r"\s+(?:was|were|is|are|has|have|had|will|would|could|may|might|that|which|who|when|while|as|to|and|but|\w{2,}ed)\b|[,.;:]",
    re.IGNORECASE,
)


def is_context(text: str, start: int, at: int) -> bool:
    """Whether what stands at ``at`` is told only as the reason or the time of something else ("following attacks")."""
    return _CONTEXT.search(text, max(start, at - 40), at) is not None


def phrase_end(text: str, at: int, end: int) -> int:
    """Where the noun phrase that begins before ``at`` ends: at its verb or the next stop, at ``end`` at the latest."""
    stop = _PHRASE_ENDS.search(text, at, end)
    return stop.start() if stop else end


def is_effect(claim: Claim, drafts: Sequence[Claim]) -> bool:
    """Whether damage is only the effect of a disaster told before it, not a happening of its own."""
    body = claim.body
    if not isinstance(body, Incident) or body.type is not IncidentType.DESTRUCTION or body.initiators:
        return False
    return any(
        isinstance(known.body, Incident)
        and known.body.type is IncidentType.NATURAL_DISASTER
        and 0 < claim.span.start - known.span.start < _KINDRED
        for known in drafts
    )
