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

from karez.atlas.build.osm.chains import stops_of
from karez.atlas.build.osm.lines import SPACING_KM, Lines, Position, ends_of, insert, point_of, samples_of
from karez.atlas.build.osm.read import Way
from karez.atlas.build.towns_near import on_sphere
from karez.model.geodesy import EARTH_KM

# Two carriageways lie no farther apart.
_APART_KM = 0.06
# The cosine of the angle between two headings that are opposite.
_OPPOSITE = -0.7
# Nearer to the end of a stretch than this the point at its end is meant.
_END_KM = 0.001

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A point at which a carriageway is cut, with the kind of road and its heading there (north, east)."""

    point: int
    label: int
    heading: Floats


class _Sides:
    """The stretches of all carriageways: found by position, with the kind of road and the heading of each."""

    def __init__(self, lines: Lines, ways: Sequence[Way], labels: Sequence[int], runs: Sequence[int]) -> None:
        self._lines = lines
        self._samples = samples_of(lines, runs, SPACING_KM)
        first, second = ends_of(lines, self._samples.run, self._samples.stretch)
        order = np.array([ways[lines.way[run]].oneway for run in self._samples.run.tolist()], dtype=np.float64)
        self._headings = _heading(lines, first, second) * order[:, None]
        self._labels = np.array([labels[lines.way[run]] for run in self._samples.run.tolist()])
        self._tree = KDTree(on_sphere(np.column_stack((self._samples.lat, self._samples.lon))))

    def opposite(self, cut: _Cut) -> list[tuple[float, Position]]:
        """Return where the other carriageway lies within reach of a cut, nearest first, with the distance in km."""
        here = on_sphere([self._lines.at(cut.point)])[0]
        near = np.array(self._tree.query_ball_point(here, _APART_KM + SPACING_KM), dtype=np.int64)
        near = near[(self._labels[near] == cut.label) & (self._headings[near] @ cut.heading < _OPPOSITE)]
        stretches = {(int(self._samples.run[sample]), int(self._samples.stretch[sample])) for sample in near.tolist()}
        found = [_nearest_on(self._lines, run, stretch, cut.point) for run, stretch in sorted(stretches)]
        return sorted((item for item in found if item[0] <= _APART_KM), key=lambda item: item[0])


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
    cut_at = {(cut.point, cut.label) for cut in cuts}
    sides = _Sides(lines, ways, labels, runs)
    pairs: list[tuple[int, int]] = []
    chosen: dict[int, Position] = {}
    for cut in cuts:
        found = sides.opposite(cut)
        there = [point for _, position in found if (point := point_of(lines, position)) is not None]
        known = [point for point in there if (point, cut.label) in cut_at]
        if not found or cut.point in there:
            # Where a road parts into two carriageways both begin at one point already.
            continue
        if known:
            pairs.append((cut.point, known[0]))
        else:
            chosen[cut.point] = found[0][1]
    made = insert(lines, chosen)
    return _groups([*pairs, *made.items()], lines, places)


def _nearest_on(lines: Lines, run: int, stretch: int, point: int) -> tuple[float, Position]:
    """Return how far a point lies from a stretch (km, on a plane that touches the Earth there), and where on it."""
    first, second = lines.runs[run][stretch : stretch + 2].tolist()
    scale = np.radians(EARTH_KM) * np.array([1.0, np.cos(np.radians(lines.lat[point]))])
    start, end, at = (np.array(lines.at(one)) * scale for one in (first, second, point))
    along = end - start
    length = float(np.hypot(*along))
    share = 0.0 if length == 0 else float(np.clip(np.dot(at - start, along) / length**2, 0, 1))
    share = 0.0 if share * length <= _END_KM else 1.0 if (1 - share) * length <= _END_KM else share
    return float(np.hypot(*(start + share * along - at))), Position(run, stretch, share)


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
