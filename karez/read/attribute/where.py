"""Where it happened: the most exact place in the claim's words, its sentence, else the last one before it."""

import re
from collections.abc import Sequence

from karez.model.claim import Assessment, Claim, Control, Directive, Status, Where
from karez.model.mention import PlaceMention
from karez.model.vocabulary import PlaceUse, Relation
from karez.read.kinds.clauses import clause_at
from karez.read.passage import Passage, within
from karez.read.sentences import Sentence

_USES = frozenset({PlaceUse.LITERAL, PlaceUse.MODIFIER})
_LARGE = {"country": 3, "continent": 4, "province": 2, "region": 2, "state": 2, "district": 1}
_RELATION = re.compile(
    r"\b(?P<near>near|close to|outside of|around|next to|km from|miles from|off)|(?P<between>between)|(?P<along>along)|"
    r"(?P<outside>outside)|(?P<from>from)\s*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^\s*[A-Z][A-Z .'-]{2,30}(?:,|:|\s-)")
_REACH = 700


def find_where(passage: Passage, claim: Claim) -> Where | None:
    """Return the place of the happening, with the words' relation to it; None where none is told."""
    if isinstance(claim.body, Assessment):
        return None
    sentence = passage.sentence_at(claim.span.start)
    start, end = claim.span.offsets
    spots = [
        place
        for place in within(passage.places, sentence.start, sentence.end)
        if _is_spot(passage, place, sentence.start)
    ]
    anchor = _anchor(claim)
    chosen = _finest([place for place in spots if start <= place.span.start and place.span.end <= end], anchor)
    if chosen is None and isinstance(claim.body, Status):
        clause = clause_at(passage.text, sentence, start, end)
        chosen = _finest([place for place in spots if clause[0] <= place.span.start < clause[1]], anchor)
    elif chosen is None:
        chosen = _finest(spots, anchor)
    if chosen is None and not isinstance(claim.body, Directive | Status | Control):
        chosen = _earlier(passage, sentence)
    return _where(passage, chosen) if chosen else None


def _anchor(claim: Claim) -> int:
    """The offset of the word that makes the claim: places near it are meant."""
    for name in ("number", "type", "state", "action"):
        spot = claim.fields.get(name)
        if spot and isinstance(spot[0], int):
            return spot[0]
    return claim.span.start


def _earlier(passage: Passage, sentence: Sentence) -> PlaceMention | None:
    """The place of the sentences before. Where these list several towns, the unit that holds them is meant."""
    before = [
        place
        for place in within(passage.places, max(0, sentence.start - _REACH), sentence.start)
        if _is_spot(passage, place, -1)
    ]
    if not before:
        return None
    last = passage.sentence_at(before[-1].span.start)
    towns = {place.span.quote for place in before if place.span.start >= last.start and _size(place) < 2}
    if len(towns) < 2:
        return _last(before)
    large = [place for place in before if _size(place) == 2]
    return large[-1] if large else None


def _is_spot(passage: Passage, mention: PlaceMention, head: int) -> bool:
    if mention.use not in _USES:
        return False
    inner = any(
        actor.span.overlaps(*mention.span.offsets)
        for actor in within(passage.actors, mention.span.start - 60, mention.span.end + 60)
    )
    if inner:
        return False
    return not (mention.span.start == head and _DATELINE.match(passage.text[head : head + 40]))


def _size(mention: PlaceMention) -> int:
    return _LARGE.get(mention.place.kind, 0) if mention.place else 1


def _finest(places: Sequence[PlaceMention], start: int) -> PlaceMention | None:
    """The smallest kind of place; of several, the nearest to the claim."""
    return min(places, key=lambda place: (_size(place), abs(place.span.start - start)), default=None)


def _last(places: Sequence[PlaceMention]) -> PlaceMention | None:
    fine = [place for place in places if _size(place) < 2]
    chosen = fine or list(places)
    return chosen[-1] if chosen else None


def _where(passage: Passage, mention: PlaceMention) -> Where:
    before = passage.text[max(0, mention.span.start - 16) : mention.span.start]
    found = list(_RELATION.finditer(before))
    name = next((name for name, value in found[-1].groupdict().items() if value), "in") if found else "in"
    return Where(mention.span, mention.place, Relation(name))
