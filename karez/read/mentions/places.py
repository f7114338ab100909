"""Place names in a text, and what each means there."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from karez.model.mention import ActorMention, PlaceMention
from karez.model.text import Span
from karez.model.vocabulary import PlaceUse
from karez.read.lexicon import alternatives, data
from karez.read.protocols import PlaceMatch, World

_CAPITAL = re.compile(r"[\s-]+(?:of\s+)?[^\W\d_a-z]")


@cache
def _operation() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(data('unlisted')['operations'])}\s+(?:[A-Z][\w’'-]*\s+){{0,3}}$")


def find_places(
    text: str, *, title: str | None, world: World, actors: Sequence[ActorMention] = ()
) -> tuple[PlaceMention, ...]:
    """Return every place name of ``text`` in order, the likeliest place with each.

    A name inside that of one of ``actors`` or of an operation is ``embedded``: it tells no place of anything.
    """
    found = []
    for match in world.gazetteer.find(text):
        best = match.candidates[0] if match.candidates and match.in_context else None
        use = PlaceUse.DEMONYM if best and best.name_kind == "demonym" else PlaceUse.LITERAL
        if use is PlaceUse.LITERAL and _is_embedded(text, match, actors):
            use = PlaceUse.EMBEDDED
        span = Span.of(text, match.start, match.end)
        found.append(PlaceMention(span, best.place if best else None, best.score if best else 0.0, use))
    return tuple(found)


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
