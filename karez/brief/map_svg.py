"""Draws a picture as one inline SVG: coast and borders, every link once, places, scale, legend and notice."""

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from math import hypot
from typing import Any

import yaml

from karez.brief.map_labels import Box, Label, Wanted, place_labels
from karez.brief.map_projection import Point, Projection, scale_km
from karez.model.picture import LonLat, Picture, PictureLine, PictureOutline, PicturePoint
from karez.model.vocabulary import DerivedState

_LEGEND = 96.0


@cache
def style() -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return ``data/map.yaml``."""
    return yaml.safe_load(files("karez.brief").joinpath("data").joinpath("map.yaml").read_text(encoding="utf-8"))


def draw(picture: Picture, ids: Mapping[str, str]) -> str:
    """Return the map as SVG. ``ids`` gives the short reference id of a claim; the same picture gives the same bytes."""
    projection = Projection(picture.frame, float(style()["width"]))
    height = projection.height + _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {projection.width:.0f} {height:.0f}" '
        f'role="img" aria-label="{escape(picture.title)}" font-family="system-ui, sans-serif">',
        f"<title>{escape(picture.title)}</title>",
        f"<desc>{escape(style()['notice'])}</desc>",
        f'<clipPath id="frame"><rect width="{projection.width:.1f}" height="{projection.height:.1f}"/></clipPath>',
        f'<rect width="{projection.width:.1f}" height="{height:.1f}" fill="#ffffff"/>',
        '<g clip-path="url(#frame)">',
        *(_outline(outline, projection) for outline in picture.outlines),
        *(_link(line, _offset(line, picture, projection), ids) for line in _order(picture)),
        *(_dot(point, projection) for point in picture.points),
        "</g>",
        *_labels(picture, projection, ids),
        *_legend(picture, projection),
        "</svg>",
    ]
    return "\n".join(parts)


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


def _link(line: PictureLine, points: list[Point], ids: Mapping[str, str]) -> str:
    look = style()["states"][line.state.value]
    width = 1.3 if line.state is DerivedState.UNKNOWN else 3.2
    dash = f' stroke-dasharray="{look["dash"]}"' if look["dash"] else ""
    ties = (
        f'<path d="{_path(points)}" fill="none" stroke="#555" stroke-width="5" stroke-dasharray="1 9"/>'
        if line.mode == "rail"
        else ""
    )
    refs = " ".join(ids[claim] for claim in line.refs if claim in ids)
    words = (
        f"{line.name} ({line.mode}): {look['words']}"
        + (f"; {line.last}" if line.last else "")
        + (f" {refs}" if refs else "")
    )
    path = f'<path d="{_path(points)}" fill="none" stroke="{look["colour"]}" stroke-width="{width}"{dash}/>'
    group = f'<g class="link {line.state.value}" id="{escape(line.id)}"><title>{escape(words)}</title>{ties}{path}</g>'
    first = next((ids[claim] for claim in line.refs if claim in ids), None)
    return f'<a href="#{first}">{group}</a>' if first else group


def _dot(point: PicturePoint, projection: Projection) -> str:
    x, y = projection.at((point.lon, point.lat))
    ring = ""
    if point.marked and point.radius_km and point.radius_km > 10:
        radius = point.radius_km * projection.pixels_a_km
        faint = 'fill="#1d5f8a" fill-opacity="0.08" stroke="#1d5f8a" stroke-dasharray="2 3"'
        ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {faint}/>'
    radius, fill = (4.5, "#1c2427") if point.marked else (2.2, "#ffffff")
    return f'{ring}<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="#1c2427" stroke-width="1"/>'


def _labels(picture: Picture, projection: Projection, ids: Mapping[str, str]) -> Iterator[str]:
    fonts = style()["fonts"]
    points = sorted(picture.points, key=lambda point: (not point.marked, point.rank, point.id))
    refs = {
        point.id: " ".join(dict.fromkeys(ids[claim] for claim in point.refs[:2] if claim in ids)) for point in points
    }
    wanted = [_wanted(point, refs[point.id], projection, fonts) for point in points]
    taken = [Box(label.x - 4, label.y - 4, label.x + 4, label.y + 4) for label in wanted]
    bounds = Box(0, 0, projection.width, projection.height)
    states = _state_labels(picture, projection, ids, fonts)
    for label in place_labels([*wanted, *states], taken=taken, bounds=bounds):
        yield _text(label, bold=label.size == fonts["marked"])


def _wanted(point: PicturePoint, refs: str, projection: Projection, fonts: Mapping[str, int]) -> Wanted:
    x, y = projection.at((point.lon, point.lat))
    text = f"{point.name} {refs}".strip() if point.marked else point.name
    return Wanted(point.id, text, x, y, fonts["marked"] if point.marked else fonts["label"])


def _state_labels(
    picture: Picture, projection: Projection, ids: Mapping[str, str], fonts: Mapping[str, int]
) -> Iterator[Wanted]:
    """The state of each road that was reported on, once, in the middle of its first link."""
    seen: set[tuple[str, str]] = set()
    for line in picture.lines:
        refs = next((ids[claim] for claim in line.refs if claim in ids), None)
        if refs is None or (line.name, line.state.value) in seen:
            continue
        seen.add((line.name, line.state.value))
        (ax, ay), (bx, by) = projection.at(line.points[0]), projection.at(line.points[-1])
        yield Wanted(
            line.id,
            f"{line.name}: {line.last or line.state.value} {refs}",
            (ax + bx) / 2,
            (ay + by) / 2,
            fonts["small"],
        )


def _text(label: Label, *, bold: bool) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" font-size="{label.size}"{weight} fill="#1c2427" stroke="#ffffff" '
        f'stroke-width="3" paint-order="stroke">{escape(label.text)}</text>'
    )


def _legend(picture: Picture, projection: Projection) -> Iterator[str]:
    top, small = projection.height + 20, style()["fonts"]["small"]
    for index, look in enumerate(style()["states"].values()):
        x, y = 10 + index % 3 * 190, top + index // 3 * 20
        dash = f' stroke-dasharray="{look["dash"]}"' if look["dash"] else ""
        ends = f'x1="{x}" y1="{y - 4:.1f}" x2="{x + 34}" y2="{y - 4:.1f}"'
        yield f'<line {ends} stroke="{look["colour"]}" stroke-width="3"{dash}/>'
        yield f'<text x="{x + 40}" y="{y:.1f}" font-size="{small}" fill="#1c2427">{escape(look["words"])}</text>'
    length = scale_km(projection)
    pixels, left = length * projection.pixels_a_km, projection.width - 250
    yield f'<path d="M{left:.1f},{top - 8:.1f}v8h{pixels:.1f}v-8" fill="none" stroke="#1c2427" stroke-width="1.5"/>'
    yield f'<text x="{left + pixels + 6:.1f}" y="{top:.1f}" font-size="{small}" fill="#1c2427">{length} km</text>'
    tail = " ".join([style()["notice"], "Crossed lines are railways.", *picture.credits])
    for index, words in enumerate(_wrapped(tail, 130)):
        place = f'x="10" y="{top + 42 + index * 13:.1f}" font-size="{small - 1}"'
        yield f'<text {place} fill="#5a666b">{escape(words)}</text>'


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3]
