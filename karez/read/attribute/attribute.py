"""Adds to every draft who says it, how, when and where."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from karez.model.claim import Assessment, Claim, Control, Directive, Incident, NamedPlace, Status, Where
from karez.model.vocabulary import PlaceUse
from karez.read.attribute.claimant import find_claimant
from karez.read.attribute.homes import homes
from karez.read.attribute.realis import find_realis, told_for_context
from karez.read.attribute.speech import Speech, after_dateline, quoted_without, speeches
from karez.read.attribute.spots import spots_of
from karez.read.attribute.when import find_when
from karez.read.attribute.where import Geography, Units, anchor_of, find_where
from karez.read.kinds.statuses import LISTED
from karez.read.passage import Passage, within
from karez.read.places.areas import with_area

# A place may be told by its distance from one named so soon after it.
_BESIDE = 80
_PLACES = frozenset({PlaceUse.LITERAL, PlaceUse.METONYMIC, PlaceUse.MODIFIER})


def attributed(passage: Passage, drafts: Iterable[Claim], unit: Units) -> tuple[Claim, ...]:
    """Return the drafts with claimant, realis, when and where, in the same order.

    ``unit`` finds a district or province by its name and country, for lists of towns.
    """
    said = speeches(passage)
    geography = Geography.of(spots_of(passage), unit, homes(passage.text, passage.places))
    done: list[Claim] = []
    for draft in drafts:
        claim = _without_speaker(passage, draft, said)
        claimant, when = find_claimant(claim, said), find_when(passage, claim)
        realis, where = find_realis(passage, claim, when), claim.where
        if where is None and not (isinstance(claim.body, Status) and claim.reason.endswith(LISTED)):
            where = listed_places(passage, claim, find_where(passage, claim, geography))
        where = _with_area(passage, where)
        if isinstance(claim.body, Assessment):
            body = replace(claim.body, by=claimant) if claimant else claim.body
            done.append(replace(claim, body=body, realis=realis, when=when, where=where))
        else:
            done.append(replace(claim, claimant=claimant, realis=realis, when=when, where=where))
    return told_for_context(passage, done)


def listed_places(passage: Passage, claim: Claim, where: Where | None) -> Where | None:
    """Return where a state holds with every place that the words list: each counts, not only what holds them all."""
    if where is None or where.places or not isinstance(claim.body, Status):
        return where
    named = [mention for mention in within(passage.places, *where.span.offsets) if mention.use in _PLACES]
    if len(named) < 2:
        return where
    return replace(where, places=tuple(NamedPlace(mention.span, mention.place) for mention in named))


def _with_area(passage: Passage, where: Where | None) -> Where | None:
    """Return ``where`` with the area that is meant where the place named is only near."""
    if where is None:
        return None
    start, end = where.span.offsets
    near = [mention for mention in within(passage.places, start, end + _BESIDE) if mention.use in _PLACES]
    return with_area(passage.text, where, near)


def _without_speaker(passage: Passage, claim: Claim, said: Sequence[Speech]) -> Claim:
    """A happening or an opinion is quoted without the words for who tells it."""
    if not isinstance(claim.body, Assessment | Control | Directive | Incident):
        return claim
    anchor = anchor_of(claim)
    keep = (anchor, anchor) if isinstance(claim.body, Assessment) else (anchor, anchor + 1)
    start, end = quoted_without(said, claim.span.offsets, keep)
    sentence = passage.sentence_at(start)
    if start == sentence.start:
        start = min(after_dateline(passage.text, start, end), keep[0])
    while start < keep[0] and passage.text[start] in " ,;:\n":
        start += 1
    if start >= end or (start, end) == claim.span.offsets:
        return claim
    return replace(claim, span=passage.span(start, end))
