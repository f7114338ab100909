"""One happening told twice by the same source in one report is one claim; the other spans go in ``also``."""

import re
from collections.abc import Sequence
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
        self._spans: set[Offsets] = {claim.span.offsets, *claim.also}

    def is_of(self, claim: Claim) -> bool:
        """Whether ``claim`` may be another telling, by its source."""
        unsourced = isinstance(claim.body, Incident) and not (self._stands.claimant and claim.claimant)
        return unsourced or spoken(self._stands) == spoken(claim)

    def add(self, claim: Claim) -> None:
        """Take ``claim`` in."""
        self._spans |= {claim.span.offsets, *claim.also}
        if claim.claimant and not self._stands.claimant:
            self._stands = claim

    def claim(self) -> Claim:
        """The claim with its other spans."""
        also = tuple(sorted(self._spans - {self._stands.span.offsets}))
        return replace(self._stands, also=also) if also else self._stands


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


def _sentence_words(passage: Passage, claim: Claim) -> str:
    sentence = passage.sentence_at(claim.span.start)
    return f"{claim.span.start - sentence.start}:{passage.text[sentence.start : sentence.end]}"
