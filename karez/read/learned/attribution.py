"""Claimant, realis, time and place of what the network found: its own words for them, else what the rules find."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Assessment, Claim, Claimant, Where
from karez.model.mention import TimeMention
from karez.model.vocabulary import ClaimantClass, PlaceUse, Realis, Relation
from karez.read.attribute.attribute import attributed
from karez.read.attribute.homes import Homes, homes
from karez.read.attribute.spots import Spot, spots_of
from karez.read.attribute.where import Units, where_at
from karez.read.learned.found import Found
from karez.read.learned.parties import party, time
from karez.read.passage import Passage, nearest

_NONE, _TOLD = "none", "told"
_PLACES = frozenset({PlaceUse.LITERAL, PlaceUse.METONYMIC, PlaceUse.MODIFIER})


@dataclass(frozen=True, slots=True)
class Places:
    """Where things may have happened in a passage, and how a list of places is put into a unit."""

    spots: Sequence[Spot]
    unit: Units
    known: Homes


def told(passage: Passage, drafts: Sequence[tuple[Claim, Found]], unit: Units) -> list[tuple[Claim, Found]]:
    """Return the drafts with claimant, realis, when and where, in the same order."""
    by_rule = attributed(passage, [claim for claim, _ in drafts], unit)
    places = Places(spots_of(passage), unit, homes(passage.text, passage.places))
    return [(_one(passage, claim, found, places), found) for claim, (_, found) in zip(by_rule, drafts, strict=True)]


def _one(passage: Passage, claim: Claim, found: Found, places: Places) -> Claim:
    body = claim.body
    if isinstance(body, Assessment):
        return replace(claim, body=replace(body, by=_claimant(passage, found, body.by)), realis=_realis(found))
    return replace(
        claim,
        claimant=_claimant(passage, found, claim.claimant),
        realis=_realis(found),
        when=_when(passage, found, claim.when),
        where=_where(passage, claim, found, places),
    )


def _realis(found: Found) -> Realis:
    return Realis(found.word("realis") or "asserted")


def _claimant(passage: Passage, found: Found, by_rule: Claimant | None) -> Claimant | None:
    word, role = found.word("claimant"), found.role("claimant")
    if word in {None, _NONE}:
        return None
    if role is None:
        return by_rule
    named = party(passage, role)
    return Claimant(named.span, named.actor, ClaimantClass(word))


def _when(passage: Passage, found: Found, by_rule: TimeMention | None) -> TimeMention | None:
    if found.word("when") != _TOLD:
        return None
    role = found.role("when")
    own = time(passage, role) if role else None
    return own or by_rule


def _where(passage: Passage, claim: Claim, found: Found, places: Places) -> Where | None:
    if found.word("where") != _TOLD:
        return None
    role = found.role("where")
    if role is None:
        return claim.where
    start, end = role.span
    spot = nearest((spot for spot in places.spots if spot.span.overlaps(start, end)), start, end)
    if spot is not None:
        return where_at(passage, claim, spot, places.unit, places.known)
    named = [place for place in passage.places if place.use in _PLACES and place.span.overlaps(start, end)]
    if named:
        return Where(named[0].span, named[0].place, Relation.IN)
    return claim.where or Where(passage.span(start, end), None, Relation.IN)
