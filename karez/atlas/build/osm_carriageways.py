"""Two carriageways of one road: cut at the same places and joined there, so that they are one link, not two ways out.

OpenStreetMap draws a divided road as two one-way lines some metres apart. What meets one of them meets the road: from
each point at which one is cut, the other is cut too, at its nearest point that runs the other way, and both points are
one from then on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from karez.atlas.build.osm_chains import stops_of
from karez.atlas.build.osm_lines import Lines, Samples, insert, point_of, samples_of
from karez.atlas.build.osm_read import Way
from karez.atlas.build.towns_near import on_sphere

# Two carriageways lie no farther apart.
_APART_KM = 0.06
_SPACING_KM = 0.02
# The cosine of the angle between two headings that are opposite.
_OPPOSITE = -0.7

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A point at which a carriageway is cut, with the kind of road and its heading there (north, east)."""

    point: int
    label: int
    heading: Floats


def join_carriageways(
    lines: Lines, ways: Sequence[Way], labels: Sequence[int], places: Mapping[int, str]
) -> Mapping[int, int]:
    """Cut carriageways beside each other's cuts; return for each point that is joined the point that stands for it.

    ``labels`` are equal for ways of one road; ``places`` are the points at which a place lies: they stand for others.
    """
    runs = [run for run, way in enumerate(lines.way) if ways[way].oneway]
    if not runs:
        return {}
    cuts = list(_cuts(lines, ways, labels, runs))
    samples = samples_of(lines, runs, _SPACING_KM)
    headings = _headings(lines, ways, samples)
    kinds = np.array([labels[lines.way[run]] for run in samples.run.tolist()])
    tree = KDTree(on_sphere(np.column_stack((samples.lat, samples.lon))))
    pairs: list[tuple[int, int]] = []
    chosen: dict[int, int] = {}
    cut_at = {(cut.point, cut.label) for cut in cuts}
    for cut in cuts:
        here = on_sphere([lines.at(cut.point)])[0]
        near = np.array(tree.query_ball_point(here, _APART_KM), dtype=np.int64)
        near = near[(kinds[near] == cut.label) & (headings[near] @ cut.heading < _OPPOSITE)]
        if not len(near):
            continue
        known = [(sample, point_of(lines, samples, sample)) for sample in near.tolist()]
        away = {sample: float(np.linalg.norm(tree.data[sample] - here)) for sample in near.tolist()}
        others = [(away[sample], point) for sample, point in known if point is not None]
        cut_there = [(km, point) for km, point in others if (point, cut.label) in cut_at]
        if any(point == cut.point for _, point in others):
            # Where a road parts into two carriageways both begin at one point already.
            continue
        if cut_there:
            pairs.append((cut.point, min(cut_there)[1]))
        else:
            chosen[cut.point] = min(near.tolist(), key=lambda sample: (away[sample], sample))
    made = insert(lines, samples, chosen)
    return _groups([*pairs, *made.items()], lines, places)


def _cuts(lines: Lines, ways: Sequence[Way], labels: Sequence[int], runs: Sequence[int]) -> Iterator[_Cut]:
    """Yield where a carriageway is cut, each point and kind of road once."""
    stop = stops_of(lines, labels)
    seen: set[tuple[int, int]] = set()
    for run in runs:
        points, way = lines.runs[run], lines.way[run]
        for at in np.flatnonzero(stop[points]).tolist():
            key = int(points[at]), labels[way]
            if key not in seen:
                seen.add(key)
                first = min(at, len(points) - 2)
                yield _Cut(*key, ways[way].oneway * _heading(lines, points[first], points[first + 1]))


def _heading(lines: Lines, first: NDArray[np.int64], second: NDArray[np.int64]) -> Floats:
    """Return unit vectors (north, east) from one point to another, on a plane that touches the Earth there."""
    north = np.asarray(lines.lat[second] - lines.lat[first])
    east = np.asarray((lines.lon[second] - lines.lon[first]) * np.cos(np.radians(lines.lat[first])))
    length = np.hypot(north, east)
    return np.stack((north, east), axis=-1) / np.where(length == 0, 1, length)[..., None]


def _headings(lines: Lines, ways: Sequence[Way], samples: Samples) -> Floats:
    begin, flat = np.cumsum([0, *map(len, lines.runs)]), np.concatenate(lines.runs)
    first = flat[begin[samples.run] + samples.stretch]
    second = flat[begin[samples.run] + samples.stretch + 1]
    order = np.array([ways[lines.way[run]].oneway for run in samples.run.tolist()], dtype=np.float64)
    return _heading(lines, first, second) * order[:, None]


def _groups(pairs: Sequence[tuple[int, int]], lines: Lines, places: Mapping[int, str]) -> Mapping[int, int]:
    """Return for each point of a pair the one that stands for its group: a place, else the smallest OSM id."""
    parent: dict[int, int] = {}

    def root(point: int) -> int:
        while parent.setdefault(point, point) != point:
            point = parent[point]
        return point

    for first, second in pairs:
        one, other = root(first), root(second)
        # Two places stay two, however near they lie.
        if one != other and not (one in places and other in places):
            best = min(one, other, key=lambda point: (point not in places, lines.ids[point] or np.inf, point))
            parent[one] = parent[other] = best
    return {point: root(point) for point in parent}
