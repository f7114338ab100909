"""The boundaries of units as lines for a map: what two units share is drawn once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from karez.atlas.build.draft import Draft
from karez.atlas.build.extra import driver
from karez.atlas.build.report import Tally

# Some 500 m, as the outlines of the packs that ship.
_TOLERANCE = 0.005
_DIGITS = 3
_FILE = "outlines.json"


def add_outlines(draft: Draft, shapes: Sequence[Any], source: str, tally: Tally) -> None:
    """Write ``outlines.json`` from the shapes, unless the pack has one of another source."""
    path = draft.folder / _FILE
    if path.exists() and _source(path) != source:
        tally.notes.append("the pack has outlines of another source already: they stay")
        return
    lines = [
        {"kind": "border", "points": points} for line in _lines(shapes) if len(points := _rounded(line.coords)) > 1
    ]
    west, south, east, north = (round(float(edge), _DIGITS) for edge in driver("shapely").total_bounds(list(shapes)))
    data = {"source": source, "box": [west, south, east, north], "lines": lines}
    draft.others[_FILE] = json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n"


def _source(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8")).get("source", ""))


def _lines(shapes: Sequence[Any]) -> Sequence[Any]:
    """Return the simplified lines; neighbours that fit together are simplified together, so that no gap opens."""
    shapely = driver("shapely")
    whole = list(shapes)
    if shapely.coverage_is_valid(whole):
        whole = list(shapely.coverage_simplify(whole, _TOLERANCE))
        merged = shapely.line_merge(shapely.union_all(shapely.boundary(whole)))
    else:
        merged = shapely.line_merge(shapely.union_all(shapely.boundary(whole))).simplify(_TOLERANCE)
    found = [line for line in shapely.get_parts(merged) if line.geom_type == "LineString" and not line.is_empty]
    return sorted(found, key=lambda line: (line.coords[0], line.coords[-1], line.length))


def _rounded(coords: Sequence[Sequence[float]]) -> list[list[float]]:
    points: list[list[float]] = []
    for lon, lat in coords:
        point = [round(lon, _DIGITS), round(lat, _DIGITS)]
        if not points or points[-1] != point:
            points.append(point)
    return points
