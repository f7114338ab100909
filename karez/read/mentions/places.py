"""Place names in a text, and what each means there."""

from karez.model.mention import PlaceMention
from karez.model.text import Span
from karez.model.vocabulary import PlaceUse
from karez.read.protocols import World


def find_places(text: str, *, title: str | None, world: World) -> tuple[PlaceMention, ...]:
    """Return every place name of ``text`` in order, the likeliest place with each."""
    found = []
    for match in world.gazetteer.find(text):
        best = match.candidates[0] if match.candidates and match.in_context else None
        use = PlaceUse.DEMONYM if best and best.name_kind == "demonym" else PlaceUse.LITERAL
        span = Span.of(text, match.start, match.end)
        found.append(PlaceMention(span, best.place if best else None, best.score if best else 0.0, use))
    return tuple(found)
