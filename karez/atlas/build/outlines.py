"""Coast and borders of a pack's region, from Natural Earth (public domain) as npm ``world-atlas`` packs it.

The input is TopoJSON: borders are arcs that two countries share, coast is an arc of one country alone.
Format: https://github.com/topojson/topojson-specification (delta-coded, quantised arcs).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from karez.atlas.geometry import Point, clip, simplify
from karez.atlas.pack import load_pack

# Degrees around the pack's own box, so that the map has a rim.
_MARGIN = 1.5
# Some 500 m for a province, some 2 km for the world: below what a map of it shows.
_TOLERANCE = 0.005
_STEPS = 18_000


def write_outlines(folder: Path, countries: Path) -> int:
    """Write ``outlines.json`` of the pack in ``folder``; return its size in bytes."""
    west, south, east, north = load_pack(folder).info.bbox
    box = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    topology = json.loads(countries.read_text(encoding="utf-8"))
    tolerance = max(_TOLERANCE, (east - west) / _STEPS)
    digits = 3 if tolerance == _TOLERANCE else 2
    lines = [
        {"kind": kind, "points": [[round(lon, digits), round(lat, digits)] for lon, lat in simplify(run, tolerance)]}
        for kind, arc in _arcs(topology)
        for run in clip(arc, box)
    ]
    data = {"source": f"Natural Earth (public domain), {countries.stem} of npm world-atlas", "box": box, "lines": lines}
    text = json.dumps(data, separators=(",", ":")) + "\n"
    (folder / "outlines.json").write_text(text, encoding="utf-8")
    return len(text.encode("utf-8"))


def _arcs(topology: Mapping[str, Any]) -> Iterator[tuple[str, list[Point]]]:
    """Yield every arc of the countries once, with its kind."""
    uses = Counter(abs_index for abs_index in _used(topology["objects"]["countries"]))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for index, arc in enumerate(topology["arcs"]):
        if uses[index]:
            yield ("border" if uses[index] > 1 else "coast"), _decode(arc, scale, shift)


def _used(geometry: Mapping[str, Any]) -> Iterator[int]:
    for part in geometry.get("geometries", ()):
        yield from _used(part)
    yield from _flat(geometry.get("arcs", ()))


def _flat(arcs: Any) -> Iterator[int]:  # noqa: ANN401 - any JSON
    for item in arcs:
        if isinstance(item, int):
            # A negative index is the arc read backwards: ~index.
            yield item if item >= 0 else ~item
        else:
            yield from _flat(item)


def _decode(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points
