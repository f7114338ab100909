"""Where it happened: the most exact place in the claim's words, its sentence, else the last one before it."""

import re
from collections.abc import Sequence

from karez.model.claim import Assessment, Claim, Directive, Status, Where
from karez.model.mention import PlaceMention
from karez.model.vocabulary import PlaceUse, Relation
from karez.read.passage import Passage, within

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
    places = [
        place
        for place in within(passage.places, sentence.start, sentence.end)
        if _is_spot(passage, place, sentence.start)
    ]
    inside = [place for place in places if start <= place.span.start and place.span.end <= end]
    chosen = _finest(inside, start) or _finest(places, start)
    if chosen is None and not isinstance(claim.body, Directive | Status):
        before = [
            place
            for place in within(passage.places, max(0, start - _REACH), sentence.start)
            if _is_spot(passage, place, -1)
        ]
        chosen = _last(before)
    return _where(passage, chosen) if chosen else None


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
