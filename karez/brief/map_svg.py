"""Draws a picture as one inline SVG: coast and borders, every link once, places, scale, legend and notice."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import cos, hypot, pi, sin

from karez.brief.map_labels import Box, Label, Wanted, place_labels, style
from karez.brief.map_legend import legend, legend_height, rail_ties
from karez.brief.map_marks import sign, sign_box, sign_places, town_mark
from karez.brief.map_projection import Point, Projection
from karez.model.picture import LonLat, Picture, PictureLine, PictureOutline, PicturePoint
from karez.model.vocabulary import DerivedState

_MOST_REFS = 2
# How far off a label may stand, joined by a thin line, where there is no room beside its point; in pixels.
_RINGS, _DIRECTIONS, _BESIDE = (22.0, 40.0, 60.0, 85.0, 115.0), 12, 14.0


def draw(picture: Picture, ids: Mapping[str, str]) -> str:
    """Return the map as SVG. ``ids`` gives the short reference id of a claim; the same picture gives the same bytes."""
    projection = Projection(picture.frame, float(style()["width"]))
    height = projection.height + legend_height(picture, projection)
    paths = {line.id: _offset(line, picture, projection) for line in picture.lines}
    signs = sign_places(_order(picture), {line: _middle(path) for line, path in paths.items()})
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {projection.width:.0f} {height:.0f}" '
        f'role="img" aria-label="{escape(picture.title)}" font-family="system-ui, sans-serif">',
        f"<title>{escape(picture.title)}</title>",
        f"<desc>{escape(style()['notice'])}</desc>",
        f'<clipPath id="frame"><rect width="{projection.width:.1f}" height="{projection.height:.1f}"/></clipPath>',
        f'<rect width="{projection.width:.1f}" height="{height:.1f}" fill="#ffffff"/>',
        '<g clip-path="url(#frame)">',
        *(_outline(outline, projection) for outline in picture.outlines),
        *(_link(line, paths[line.id], ids) for line in _order(picture)),
        *(_dot(point, projection) for point in picture.points),
        *(_sign(line, signs[line.id], ids) for line in _order(picture) if line.id in signs),
        "</g>",
        f'<rect width="{projection.width:.1f}" height="{projection.height:.1f}" fill="none" stroke="#aab3b7"/>',
        *_labels(picture, projection, ids, list(signs.values())),
        *legend(picture, projection),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _order(picture: Picture) -> list[PictureLine]:
    """Links without a report first, so that what was reported lies on top."""
    return sorted(picture.lines, key=lambda line: (line.state is not DerivedState.UNKNOWN, bool(line.refs), line.id))


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _outline(outline: PictureOutline, projection: Projection) -> str:
    look = style()["outlines"].get(outline.kind, style()["outlines"]["border"])
    path = _path([projection.at(point) for point in outline.points])
    dash = f' stroke-dasharray="{look["dash"]}"' if look["dash"] else ""
    pen = f'stroke="{look["colour"]}" stroke-width="{look["width"]}"{dash}'
    return f'<path class="{outline.kind}" d="{path}" fill="none" {pen}/>'


def _offset(line: PictureLine, picture: Picture, projection: Projection) -> list[Point]:
    """The line in pixels, railways moved aside so that one beside a road is seen."""
    points = [projection.at(point) for point in line.points]
    beside = [other for other in picture.lines if _same_ends(other.points, line.points)]
    step = (sorted(other.id for other in beside).index(line.id) - (len(beside) - 1) / 2) * 4.0
    (ax, ay), (bx, by) = points[0], points[-1]
    length = hypot(bx - ax, by - ay) or 1.0
    # The normal must not depend on which end comes first.
    turn = 1.0 if (ax, ay) <= (bx, by) else -1.0
    dx, dy = -(by - ay) / length * step * turn, (bx - ax) / length * step * turn
    return [(x + dx, y + dy) for x, y in points]


def _same_ends(first: tuple[LonLat, ...], second: tuple[LonLat, ...]) -> bool:
    return {first[0], first[-1]} == {second[0], second[-1]}


def _middle(path: list[Point]) -> Point:
    (ax, ay), (bx, by) = path[0], path[-1]
    return (ax + bx) / 2, (ay + by) / 2


def _link(line: PictureLine, points: list[Point], ids: Mapping[str, str]) -> str:
    look = style()["states"][line.state.value]
    vague = line.section_unknown and line.state is not DerivedState.UNKNOWN
    pen = {**look, **style()["section_unknown"]} if vague else look
    dash = f' stroke-dasharray="{pen["dash"]}"' if pen["dash"] else ""
    ties = rail_ties(_path(points)) if line.mode == "rail" else ""
    path = f'<path d="{_path(points)}" fill="none" stroke="{look["colour"]}" stroke-width="{pen["width"]}"{dash}/>'
    kind = f"link {line.state.value}" + (" vague" if vague else "")
    group = f'<g class="{kind}" id="{escape(line.id)}">{_title(line, ids)}{ties}{path}</g>'
    return _linked(group, line, ids)


def _title(line: PictureLine, ids: Mapping[str, str]) -> str:
    """What a reader sees who points at a road."""
    refs = " ".join(ids[claim] for claim in line.refs if claim in ids)
    told = style()["section_unknown"]["words"]
    where = f", {told}" if line.section_unknown else ""
    last = f"; last reported {line.last}" if line.last else ""
    words = f"{line.name} ({line.mode}): {style()['states'][line.state.value]['words']}{where}{last} {refs}"
    return f"<title>{escape(words.strip())}</title>"


def _linked(drawn: str, line: PictureLine, ids: Mapping[str, str]) -> str:
    first = next((ids[claim] for claim in line.refs if claim in ids), None)
    return f'<a href="#{first}">{drawn}</a>' if first else drawn


def _sign(line: PictureLine, at: Point, ids: Mapping[str, str]) -> str:
    drawn = f'<g class="sign">{_title(line, ids)}{sign(line.state, at, faint=line.section_unknown)}</g>'
    return _linked(drawn, line, ids)


def _dot(point: PicturePoint, projection: Projection) -> str:
    x, y = projection.at((point.lon, point.lat))
    ring = ""
    if point.marked and point.radius_km and (point.area or point.radius_km > 10):
        radius = point.radius_km * projection.pixels_a_km
        faint = 'fill="#1d5f8a" fill-opacity="0.08" stroke="#1d5f8a" stroke-dasharray="2 3"'
        ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {faint}/>'
    if point.area:
        return ring
    mark = town_mark(point.standing, (x, y))
    if mark:
        told = escape(f"{point.name}: {style()['standing'][point.standing]}")
        mark = f"<g><title>{told}</title>{mark}</g>"
    if mark and not point.marked:
        return mark
    radius, fill = (4.5, "#1c2427") if point.marked else (2.2, "#ffffff")
    if mark:
        radius, fill = 2.5, "#ffffff"
    return (
        f'{ring}{mark}<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="#1c2427" stroke-width="1"/>'
    )


def _labels(picture: Picture, projection: Projection, ids: Mapping[str, str], signs: Sequence[Point]) -> Iterator[str]:
    """First places with a report and towns cut off, then the states of roads, then the rest while there is room."""
    points = sorted(picture.points, key=lambda point: (not _is_told(point), point.rank, point.id))
    wanted = [_wanted(point, projection, ids) for point in points]
    taken = [_dot_box(projection.at((point.lon, point.lat))) for point in points] + [sign_box(at) for at in signs]
    bounds = Box(0, 0, projection.width, projection.height)
    marked = sum(_is_told(point) for point in points)
    middles = _state_middles(picture, projection, ids)
    labels = place_labels([*wanted[:marked], *_state_labels(middles), *wanted[marked:]], taken=taken, bounds=bounds)
    anchors = {point.id: [projection.at((point.lon, point.lat))] for point in points} | middles
    yield from (_leader(label, anchors[label.key]) for label in labels)
    first = {point.id: next((ids[claim] for claim in point.refs if claim in ids), None) for point in points}
    yield from (_text(label, first.get(label.key)) for label in labels)


def _leader(label: Label, anchors: list[Point]) -> str:
    """A thin line from a place or road to its label, where that does not stand beside it."""
    ends = [
        (min(max(x, label.box.left), label.box.right), min(max(y, label.box.top), label.box.bottom)) for x, y in anchors
    ]
    length, at, end = min(
        (hypot(x - ax, y - ay), (ax, ay), (x, y)) for (ax, ay), (x, y) in zip(anchors, ends, strict=True)
    )
    if length <= _BESIDE:
        return ""
    return f'<path class="leader" d="{_path([at, end])}" fill="none" stroke="#1c2427" stroke-width="0.7"/>'


def _around(at: Point) -> tuple[Point, ...]:
    """The point itself, then points around it, ring by ring."""
    turns = [2 * pi * number / _DIRECTIONS for number in range(_DIRECTIONS)]
    rings = [(at[0] + ring * cos(turn), at[1] - ring * sin(turn)) for ring in _RINGS for turn in turns]
    return (at, *rings)


def _dot_box(at: Point) -> Box:
    return Box(at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5)


def _wanted(point: PicturePoint, projection: Projection, ids: Mapping[str, str]) -> Wanted:
    fonts = style()["fonts"]
    refs = " ".join(dict.fromkeys(ids[claim] for claim in point.refs[:_MOST_REFS] if claim in ids))
    told = _is_told(point)
    text = f"{point.name} {refs}".strip() if told else point.name
    size = fonts["marked"] if told else fonts["label"]
    at = projection.at((point.lon, point.lat))
    return Wanted(point.id, text, _around(at) if told else (at,), size, bold=told)


def _is_told(point: PicturePoint) -> bool:
    """Whether something was reported there, or of the ways to it."""
    return point.marked or bool(point.standing)


def _state_middles(picture: Picture, projection: Projection, ids: Mapping[str, str]) -> dict[str, list[Point]]:
    """The words for the state of each road that was reported on, and the middles of its links."""
    middles: dict[str, list[Point]] = {}
    for line in picture.lines:
        if any(claim in ids for claim in line.refs):
            at = _middle([projection.at(point) for point in line.points])
            middles.setdefault(_state_text(line, ids), []).append(at)
    return middles


def _state_labels(middles: Mapping[str, list[Point]]) -> list[Wanted]:
    """Each state once, in the middle of one of the road's links that has room, else around one."""
    size = style()["fonts"]["small"]
    return [Wanted(text, text, (*at, *_around(at[len(at) // 2])[1:]), size) for text, at in middles.items()]


def _state_text(line: PictureLine, ids: Mapping[str, str]) -> str:
    """What was last reported of a road; one whose report has aged is named unknown first."""
    ref = next(ids[claim] for claim in line.refs if claim in ids)
    if line.state is DerivedState.UNKNOWN:
        return f"{line.name}: unknown, last {line.last} {ref}"
    if line.state is DerivedState.CONTESTED:
        return f"{line.name}: reports disagree {ref}"
    if line.section_unknown and line.state is DerivedState.CLOSED:
        return f"{line.name}: closed somewhere, section not told {ref}"
    return f"{line.name}: {line.last or line.state.value} {ref}"


def _text(label: Label, ref: str | None) -> str:
    weight = ' font-weight="600"' if label.bold else ""
    text = (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" font-size="{label.size}"{weight} fill="#1c2427" stroke="#ffffff" '
        f'stroke-width="3" paint-order="stroke">{escape(label.text)}</text>'
    )
    return f'<a href="#{ref}">{text}</a>' if ref else text
