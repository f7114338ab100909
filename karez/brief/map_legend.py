"""What stands under a map: the states by colour and dash, the scale, the notice and every credit in full."""

from collections.abc import Iterator
from html import escape

from karez.brief.map_labels import style, text_width
from karez.brief.map_marks import sign, town_mark
from karez.brief.map_projection import Projection, scale_km
from karez.model.picture import Picture
from karez.model.vocabulary import DerivedState

_MOST_COLUMNS, _ROW, _LINE, _EDGE = 3, 20, 14, 10


def legend_height(picture: Picture, projection: Projection) -> float:
    """How high the legend of a map is, in pixels."""
    return _rows(picture, projection) * _ROW + 22 + len(_notes(picture, projection)) * _LINE + 6


def legend(picture: Picture, projection: Projection) -> Iterator[str]:
    """Yield the drawn legend, below the map."""
    top, small = projection.height + 20, style()["fonts"]["small"]
    columns = _columns(picture, projection)
    for index, (kind, words) in enumerate(_entries(picture)):
        x, y = _EDGE + index % columns * _column(picture), top + index // columns * _ROW
        yield _sample(kind, x, y - 4)
        yield f'<text x="{x + 42:.1f}" y="{y:.1f}" font-size="{small}" fill="#1c2427">{escape(words)}</text>'
    yield from _scale(projection, top)
    under = top + _rows(picture, projection) * _ROW + 6
    for index, words in enumerate(_notes(picture, projection)):
        place = f'x="{_EDGE}" y="{under + index * _LINE:.1f}" font-size="{small - 1}"'
        yield f'<text {place} fill="#55616a">{escape(words)}</text>'


def _entries(picture: Picture) -> list[tuple[str, str]]:
    """The states, and what a railway looks like; the mark of a place. A map without roads explains none."""
    if not picture.lines:
        return [("place", style()["place"])]
    states = [(state, look["words"]) for state, look in style()["states"].items()]
    vague = any(line.section_unknown and line.state is not DerivedState.UNKNOWN for line in picture.lines)
    standing = {point.standing for point in picture.points}
    return [
        *states,
        *([("vague", style()["section_unknown"]["words"])] if vague else []),
        *((kind, words) for kind, words in style()["standing"].items() if kind in standing),
        ("rail", style()["railway"]),
        *([("place", style()["place"])] if any(point.marked for point in picture.points) else []),
    ]


def _rows(picture: Picture, projection: Projection) -> int:
    return -(-len(_entries(picture)) // _columns(picture, projection))


def _columns(picture: Picture, projection: Projection) -> int:
    """How many columns have room beside the scale."""
    room = _scale_left(projection) - _EDGE
    return max(1, min(_MOST_COLUMNS, int(room // _column(picture))))


def _column(picture: Picture) -> float:
    small = style()["fonts"]["small"]
    return 42 + max(text_width(words, small) for _, words in _entries(picture)) + 10


def _sample(kind: str, x: float, y: float) -> str:
    if kind == "place":
        return f'<circle cx="{x + 17:.1f}" cy="{y:.1f}" r="4.5" fill="#1c2427"/>'
    if kind == "rail":
        return rail_ties(f"M{x:.1f},{y:.1f}h34") + f'<path d="M{x:.1f},{y:.1f}h34" stroke="#7d888c"/>'
    if kind in style()["standing"]:
        return town_mark(kind, (x + 17, y))
    look = {"colour": "#1c2427", **style()["section_unknown"]} if kind == "vague" else style()["states"][kind]
    dash = f' stroke-dasharray="{look["dash"]}"' if look["dash"] else ""
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{x + 34:.1f}" y2="{y:.1f}"'
    drawn = f'<line {ends} stroke="{look["colour"]}" stroke-width="{look["width"]}"{dash}/>'
    return drawn if kind == "vague" else drawn + sign(DerivedState(kind), (x + 17, y))


def rail_ties(path: str) -> str:
    """Return the cross-ties that tell a railway from a road."""
    return f'<path class="ties" d="{path}" fill="none" stroke="#555555" stroke-width="6" stroke-dasharray="1.2 7"/>'


def _scale(projection: Projection, top: float) -> Iterator[str]:
    small, length = style()["fonts"]["small"], scale_km(projection)
    words = f"{length} km"
    pixels, left = length * projection.pixels_a_km, _scale_left(projection)
    yield f'<path d="M{left:.1f},{top - 8:.1f}v8h{pixels:.1f}v-8" fill="none" stroke="#1c2427" stroke-width="1.5"/>'
    yield f'<text x="{left + pixels + 6:.1f}" y="{top:.1f}" font-size="{small}" fill="#1c2427">{words}</text>'


def _scale_left(projection: Projection) -> float:
    length = scale_km(projection)
    words = text_width(f"{length} km", style()["fonts"]["small"])
    return projection.width - _EDGE - length * projection.pixels_a_km - 8 - words


def _notes(picture: Picture, projection: Projection) -> list[str]:
    """The notice and the credits, each whole, broken to the width of the map."""
    size = style()["fonts"]["small"] - 1
    words = " ".join([style()["notice"], *(f"{credit.rstrip('.')}." for credit in picture.credits)]).split()
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > projection.width - 2 * _EDGE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
