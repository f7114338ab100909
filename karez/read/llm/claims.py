"""From a model's answer to claims: grounded, with who says it, how, when and where by our own mentions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Assessment, Claim, Claimant, Where
from karez.model.mention import TimeMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import ClaimantClass, ClaimKind, PlaceUse, Realis
from karez.read.attribute.attribute import listed_places
from karez.read.attribute.realis import find_realis
from karez.read.attribute.speakers import class_of
from karez.read.attribute.speech import OF_ACTOR
from karez.read.attribute.where import Geography, find_where
from karez.read.draft import draft
from karez.read.llm.bodies import Built, built, overlapping, party
from karez.read.llm.told import Told
from karez.read.passage import Passage, within
from karez.read.places.areas import with_area

# A time or place may be told so far from the words that a model quotes for it, in characters.
_NEAR = 120
# More claims than a piece of a report can make.
_MOST = 400
_PLACES = frozenset({PlaceUse.LITERAL, PlaceUse.METONYMIC, PlaceUse.MODIFIER})


@dataclass(frozen=True, slots=True)
class Ground:
    """The report that claims must stand in: its passage, and its places."""

    passage: Passage
    geography: Geography


@dataclass(frozen=True, slots=True)
class Grounded:
    """What of an answer has ground in the report, and how many claims and fields had none."""

    claims: tuple[Claim, ...]
    lost_claims: int = 0
    lost_fields: int = 0


def grounded(ground: Ground, answer: Sequence[object], zone: Offsets, confidence: float) -> Grounded:
    """Return the claims of ``answer`` that stand in ``zone`` of the report, as drafts; each has ``confidence``."""
    made: list[Claim] = []
    lost_claims, lost_fields = max(len(answer) - _MOST, 0), 0
    for value in answer[:_MOST]:
        told = Told.of(ground.passage, value, zone)
        claim = _claim(ground, told, confidence) if told else None
        if told is None or claim is None:
            lost_claims += 1
        else:
            made.append(claim)
            lost_fields += len(told.missed)
    return Grounded(tuple(made), lost_claims, lost_fields)


def _claim(ground: Ground, told: Told, confidence: float) -> Claim | None:
    kind = told.value("kind", ClaimKind)
    made = built(kind, told) if kind else None
    if kind is None or made is None:
        return None
    claim = draft(told.span, made.body, f"llm-{kind}", fields=made.fields, confidence=confidence)
    when = _when(told)
    realis = _realis(told, claim, when)
    if realis is None:
        return None
    claim = replace(claim, realis=realis, when=when, where=_where(ground, told, claim))
    return _said(told, claim, made)


def _said(told: Told, claim: Claim, made: Built) -> Claim:
    claimant = _claimant(told)
    if isinstance(made.body, Assessment):
        return replace(claim, body=replace(made.body, by=claimant))
    return replace(claim, claimant=claimant)


def _claimant(told: Told) -> Claimant | None:
    """Who says it: the class by our own words for speakers and our own mentions, else the one that is told."""
    at = told.at("claimant")
    if at is None:
        return None
    span = Span.of(told.passage.text, *at)
    actor = party(told.passage, at)
    kind = (OF_ACTOR.get(actor.actor_class.value) if actor.actor else None) or class_of(span.quote)
    pair = None if kind else told.pair("claimant", ClaimantClass)
    return Claimant(span, actor.actor, kind or (pair[0] if pair else ClaimantClass.UNNAMED))


def _realis(told: Told, claim: Claim, when: TimeMention | None) -> Realis | None:
    """How it is told: never more of a fact than our own rules find it; None where what is told has no ground.

    A model that says "denied" without the words for it may have read right: such a claim is dropped, not made a fact.
    """
    field = told.part("realis")
    if not field or field.get("value") == Realis.ASSERTED:
        return find_realis(told.passage, claim, when)
    pair = told.pair("realis", Realis)
    return pair[0] if pair else None


def _when(told: Told) -> TimeMention | None:
    at = told.at("when")
    known = overlapping(within(told.passage.times, at[0] - _NEAR, at[1] + _NEAR), at) if at else None
    if at is not None and known is None:
        told.missed.append("when")
    return known


def _where(ground: Ground, told: Told, claim: Claim) -> Where | None:
    """The place in the words that are told for it, by the rules that find it and its relation in a clause."""
    at = told.at("where")
    if at is None or isinstance(claim.body, Assessment):
        return None
    passage, known = ground.passage, ground.geography
    inside = [spot for spot in known.spots if spot.span.overlaps(*at)]
    told_here = replace(claim, span=Span.of(passage.text, *at), fields={}, reason="")
    plain = [spot for spot in inside if not spot.dateline]
    if plain:
        where = find_where(passage, told_here, Geography.of(plain, known.unit, known.homes))
    else:
        where = Where(inside[0].span, inside[0].mentions[0].place) if inside else None
    if where is None:
        told.missed.append("where")
        return None
    where = listed_places(passage, claim, where) or where
    start, end = where.span.offsets
    named = [mention for mention in within(passage.places, start, end + _NEAR) if mention.use in _PLACES]
    return with_area(passage.text, where, named)
