"""Time and place that a claim shares with the happening it belongs to, where its own words tell none.

A toll has the time and the place of the incident that it counts, unless that is told later. Else a toll has the time of
the happening told just before it, and an incident has it where both are told of one place: reports tell the day once
and go on. Further than three sentences nothing is carried, nor past a blank line to a paragraph that names a place of
its own, and nothing from what is only planned, denied or of old.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from karez.model.claim import Claim, Incident, Toll, Where
from karez.model.vocabulary import Realis
from karez.read.passage import Passage

_TOLD = frozenset({Realis.ASSERTED, Realis.ALLEGED})
# In sentences. On the reports that were marked for tuning, 33 of 35 times so carried were right where the day is told.
_FAR = 3


def inherited(passage: Passage, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, in the same order, with what they share with the happening that they belong to."""
    by_id = {claim.id: claim for claim in claims}
    counted = [_from_incident(passage, claim, by_id) for claim in claims]
    told = [claim for claim in counted if claim.realis in _TOLD and isinstance(claim.body, Incident | Toll)]
    timed = sorted((claim for claim in told if claim.when), key=lambda claim: claim.span.offsets)
    wanting = {claim.id for claim in told if claim.when is None}
    return tuple(_from_before(passage, claim, timed) if claim.id in wanting else claim for claim in counted)


def _from_incident(passage: Passage, claim: Claim, by_id: dict[str, Claim]) -> Claim:
    """What the incident tells; one that a later sentence tells is often another attack of the same day."""
    incident = by_id.get(claim.body.of or "") if isinstance(claim.body, Toll) else None
    if incident is None or incident.span.start > passage.sentence_at(claim.span.start).end:
        return claim
    return replace(claim, when=claim.when or incident.when, where=claim.where or incident.where)


def _from_before(passage: Passage, claim: Claim, timed: Sequence[Claim]) -> Claim:
    before = bisect_left(timed, claim.span.start, key=lambda one: one.span.start)
    if before == 0:
        return claim
    last = timed[before - 1]
    here, there = passage.sentence_at(claim.span.start).index, passage.sentence_at(last.span.start).index
    one_place = claim.where is not None and _place(claim.where) == _place(last.where)
    goes_on = isinstance(claim.body, Toll) and _goes_on(passage.text, claim, last)
    return replace(claim, when=last.when) if here - there <= _FAR and (one_place or goes_on) else claim


def _goes_on(text: str, claim: Claim, last: Claim) -> bool:
    """Whether a claim stands in the paragraph of the last one, or in one that names no place of its own for it."""
    blank = text.rfind("\n\n", last.span.start, claim.span.start)
    return blank < 0 or claim.where is None or claim.where.span.start < blank


def _place(where: Where | None) -> str | None:
    if where is None:
        return None
    return where.place.id if where.place else where.span.quote.casefold()
