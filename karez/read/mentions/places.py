"""Place names in a text, how each is used, and which place each means."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from karez.model.mention import ActorMention, Place, PlaceMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import PlaceUse
from karez.read.lexicon import alternatives, data
from karez.read.mentions.covered import Covered
from karez.read.mentions.unlisted import find_unlisted, with_namesakes
from karez.read.places.decide import Context, decide
from karez.read.places.forms import form
from karez.read.places.listed import REGIONAL
from karez.read.places.names import PlaceName, can_find, find_names
from karez.read.protocols import PlaceMatch, World

# Of a name that is surely one, how sure its place is where nothing is known of it.
_UNKNOWN = 0.6
# How sure a place of another country must be to stand against the one of a regional pack.
_ABROAD = 0.7
_CAPITAL = re.compile(r"[\s-]+(?:of\s+)?[^\W\d_a-z]")


@cache
def _operation() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(data('unlisted')['operations'])}\s+(?:[A-Z][\w’'-]*\s+){{0,3}}$")


def find_places(
    text: str, *, context: Context, world: World, actors: Sequence[ActorMention] = (), taken: Sequence[Offsets] = ()
) -> tuple[PlaceMention, ...]:
    """Return every place name of ``text`` in order, none overlapping, the likeliest place with each.

    A name inside that of one of ``actors`` or of an operation is ``embedded``: it tells no place of anything. Names
    that only the words around them tell stand outside of the spans ``taken`` (parties, times).
    """
    matches = world.gazetteer.find(text)
    if not can_find():
        listed = [_by_match(text, match, actors) for match in matches]
    else:
        listed = _by_tagger(text, matches, actors, context, world)
    unlisted = find_unlisted(text, listed, taken, world=world)
    return tuple(sorted([*listed, *unlisted], key=lambda place: place.span.offsets))


def _by_tagger(
    text: str, matches: Sequence[PlaceMatch], actors: Sequence[ActorMention], context: Context, world: World
) -> list[PlaceMention]:
    """The names that the tagger finds, and beside them those of the regional packs: these are sure by themselves."""
    own = {(match.start, match.end): match for match in _regional(text, matches, world)}
    names = _widened(find_names(text, world.gazetteer), own)
    covered = Covered(text, ((name.start, name.end) for name in names))
    more = [
        PlaceName(*span, _use(text, match, actors), match.candidates[0].score)
        for span, match in own.items()
        if not covered.touches(span)
    ]
    names = sorted([*names, *more], key=lambda name: name.start)
    found = []
    for name, decided in zip(names, decide(text, names, context, world), strict=True):
        match = own.get((name.start, name.end))
        place, score = _chosen(match, decided)
        span = Span.of(text, name.start, name.end)
        found.append(PlaceMention(span, place, score if place else name.probability * _UNKNOWN, name.use))
    return list(with_namesakes(text, found, world))


def _chosen(match: PlaceMatch | None, decided: tuple[Place | None, float]) -> tuple[Place | None, float]:
    """The pack's place of the name, but where the whole text tells one of another country."""
    place, score = decided
    if match is None:
        return decided
    own = match.candidates[0]
    abroad = place is not None and place.country is not None and place.country != own.place.country
    return decided if abroad and score >= _ABROAD else (own.place, own.score)


def _widened(names: Sequence[PlaceName], own: Iterable[Offsets]) -> list[PlaceName]:
    """The names with the unit word that the pack has with them, where no other name stands there."""
    wider = dict(sorted(own))
    after = [*(name.start for name in names[1:]), sys.maxsize][: len(names)]
    ends = [wider.get(name.start, name.end) for name in names]
    return [
        replace(name, end=end) if name.end < end <= free else name
        for name, end, free in zip(names, ends, after, strict=True)
    ]


def _regional(text: str, matches: Sequence[PlaceMatch], world: World) -> list[PlaceMatch]:
    """The matches in context whose name a pack of one region holds."""
    sure = [match for match in matches if match.in_context]
    keys = [form(text[match.start : match.end]).key for match in sure]
    return [match for match, bits in zip(sure, world.gazetteer.flags(keys), strict=True) if bits & REGIONAL]


def _by_match(text: str, match: PlaceMatch, actors: Sequence[ActorMention]) -> PlaceMention:
    """What a gazetteer's match tells alone, where there are no weights."""
    best = match.candidates[0] if match.candidates and match.in_context else None
    span = Span.of(text, match.start, match.end)
    return PlaceMention(span, best.place if best else None, best.score if best else 0.0, _use(text, match, actors))


def _use(text: str, match: PlaceMatch, actors: Sequence[ActorMention]) -> PlaceUse:
    best = match.candidates[0] if match.candidates and match.in_context else None
    if best and best.name_kind == "demonym":
        return PlaceUse.DEMONYM
    return PlaceUse.EMBEDDED if _is_embedded(text, match, actors) else PlaceUse.LITERAL


def _is_embedded(text: str, match: PlaceMatch, actors: Sequence[ActorMention]) -> bool:
    """Inside a party's name the next word is a capital too, or the place ends it: not "X police" or "X residents"."""
    if _operation().search(text, max(0, match.start - 60), match.start):
        return True
    index = bisect_right(actors, match.start, key=lambda actor: actor.span.start) - 1
    if index < 0 or actors[index].span.end < match.end:
        return False
    start, end = actors[index].span.offsets
    inside = _CAPITAL.match(text, match.end, end) or (start < match.start and end == match.end)
    return bool(inside) and not text[start:end].isupper()
