"""The lines of a network out of the ways of an extract: one mode at a time, cut at the rim, each stretch once.

A line is a run of points; the same stretch in two ways (drawn twice) counts once. Places are put on the lines at the
nearest point that there is at least every 250 m.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from karez.atlas.build.osm.read import Extract
from karez.atlas.build.towns_near import on_sphere
from karez.model.geodesy import EARTH_KM, Point

# A road without points has at least one so often, for places to be put on it.
SPACING_KM = 0.25
_NEAREST = 8

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Lines:
    """Lines as rows of point numbers. ``ids`` are OSM ids of points, 0 for a point put in for a place.

    ``way[i]`` is the number of the way in the extract that line ``i`` belongs to. ``stops`` are points where a line is
    to be cut although the way goes on.
    """

    runs: list[Ints]
    way: list[int]
    ids: Ints
    lat: Floats
    lon: Floats
    stops: set[int] = field(default_factory=set)

    def lengths(self, run: Ints) -> Floats:
        """Return the great-circle length of each stretch of a run, in km (haversine)."""
        return stretch_km(self.lat[run[:-1]], self.lon[run[:-1]], self.lat[run[1:]], self.lon[run[1:]])

    def at(self, point: int) -> Point:
        """Return the (lat, lon) of a point."""
        return float(self.lat[point]), float(self.lon[point])


def stretch_km(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Return great-circle distances in km of pairs of points in degrees; the formula of ``geometry.distance_km``."""
    a1, o1, a2, o2 = map(np.radians, (lat1, lon1, lat2, lon2))
    half = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin((o2 - o1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half))))


def lines_of(extract: Extract, mode: str) -> Lines:
    """Return the lines of all ways of a mode."""
    ids, first, number = np.unique(extract.points, return_index=True, return_inverse=True)
    # A point has one position; where one part of the extract lacks it, another may have it.
    lat, lon = extract.lat[first].copy(), extract.lon[first].copy()
    known = ~np.isnan(extract.lat)
    lat[number[known]], lon[number[known]] = extract.lat[known], extract.lon[known]
    lines = Lines([], [], ids, lat, lon)
    seen: set[tuple[int, int]] = set()
    for index, way in enumerate(extract.ways):
        if way.kind.mode == mode:
            run = number[extract.start[index] : extract.start[index + 1]]
            for part in _parts(run, lat, seen):
                lines.runs.append(part)
                lines.way.append(index)
    return lines


def _parts(run: Ints, lat: Floats, seen: set[tuple[int, int]]) -> Iterable[Ints]:
    """Yield the parts of a way between missing points and stretches that another way has already."""
    part: list[int] = []
    for point in run.tolist():
        if np.isnan(lat[point]):
            yield from _long(part)
            part = []
        elif part and part[-1] == point:
            continue
        else:
            if part:
                stretch = (min(part[-1], point), max(part[-1], point))
                if stretch in seen:
                    yield from _long(part)
                    part = []
                seen.add(stretch)
            part.append(point)
    yield from _long(part)


def _long(part: Sequence[int]) -> Iterable[Ints]:
    if len(part) > 1:
        yield np.array(part, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the lines: which run, which stretch of it, and how far along that (0 to 1)."""

    run: int
    stretch: int
    share: float


@dataclass(frozen=True, slots=True)
class Samples:
    """Points of the lines, those that are there and those between, as positions with their latitude and longitude."""

    run: Ints
    stretch: Ints
    share: Floats
    lat: Floats
    lon: Floats

    def position(self, sample: int) -> Position:
        """Return the position of a sample."""
        return Position(int(self.run[sample]), int(self.stretch[sample]), float(self.share[sample]))


def put_on(lines: Lines, spots: Sequence[Point], within_km: Sequence[float]) -> Mapping[int, int]:
    """Put (lat, lon) spots on the lines, the first first; return the point of each that has one within its reach.

    Two spots never share a point. The points are stops from then on.
    """
    if not lines.runs or not spots:
        return {}
    samples = samples_of(lines, range(len(lines.runs)), SPACING_KM)
    tree = KDTree(on_sphere(np.column_stack((samples.lat, samples.lon))))
    count = min(_NEAREST, len(samples.lat))
    away, nearest = tree.query(on_sphere(spots), k=np.arange(1, count + 1))
    taken: set[int | Position] = set()
    chosen: dict[int, Position] = {}
    for spot in range(len(spots)):
        for km, sample in zip(away[spot], nearest[spot], strict=True):
            position = samples.position(int(sample))
            point = point_of(lines, position)
            key = position if point is None else point
            if km <= within_km[spot] and key not in taken:
                taken.add(key)
                chosen[spot] = position
                break
    return insert(lines, chosen)


def samples_of(lines: Lines, runs: Iterable[int], spacing_km: float) -> Samples:
    """Return points of the runs of these numbers, at least one every ``spacing_km``."""
    run, stretch, share = [], [], []
    for number in runs:
        pieces = np.maximum(1, np.ceil(lines.lengths(lines.runs[number]) / spacing_km)).astype(np.int64)
        stretches = np.repeat(np.arange(len(pieces)), pieces)
        first = np.repeat(np.cumsum(pieces) - pieces, pieces)
        parts = (np.arange(len(stretches)) - first) / np.repeat(pieces, pieces)
        # The last point of a run ends its last stretch.
        stretch.append(np.append(stretches, len(pieces) - 1))
        share.append(np.append(parts, 1.0))
        run.append(np.full(len(stretches) + 1, number))
    runs_, stretches, shares = np.concatenate(run), np.concatenate(stretch), np.concatenate(share)
    first, second = ends_of(lines, runs_, stretches)
    lat = lines.lat[first] + shares * (lines.lat[second] - lines.lat[first])
    lon = lines.lon[first] + shares * (lines.lon[second] - lines.lon[first])
    return Samples(runs_, stretches, shares, lat, lon)


def ends_of(lines: Lines, runs: Ints, stretches: Ints) -> tuple[Ints, Ints]:
    """Return the points at both ends of stretches."""
    begin, flat = np.cumsum([0, *map(len, lines.runs)]), np.concatenate(lines.runs)
    return flat[begin[runs] + stretches], flat[begin[runs] + stretches + 1]


def point_of(lines: Lines, position: Position) -> int | None:
    """Return the number of the point at a position, None where it lies between two."""
    if 0 < position.share < 1:
        return None
    return int(lines.runs[position.run][position.stretch + int(position.share)])


def insert(lines: Lines, chosen: Mapping[int, Position]) -> Mapping[int, int]:
    """Make a point of each position and cut there; return the numbers of the points by the keys of ``chosen``."""
    points: dict[int, int] = {}
    new: dict[int, list[tuple[int, float, int]]] = {}
    lat: list[float] = []
    lon: list[float] = []
    for key, position in chosen.items():
        point = point_of(lines, position)
        if point is None:
            first, second = lines.runs[position.run][position.stretch : position.stretch + 2]
            point = len(lines.lat) + len(lat)
            lat.append(lines.lat[first] + position.share * (lines.lat[second] - lines.lat[first]))
            lon.append(lines.lon[first] + position.share * (lines.lon[second] - lines.lon[first]))
            new.setdefault(position.run, []).append((position.stretch + 1, position.share, point))
        points[key] = point
    for run, inserted in new.items():
        inserted.sort()
        places, _, numbers = zip(*inserted, strict=True)
        lines.runs[run] = np.insert(lines.runs[run], places, numbers)
    lines.lat, lines.lon = np.append(lines.lat, lat), np.append(lines.lon, lon)
    lines.ids = np.append(lines.ids, np.zeros(len(lat), dtype=np.int64))
    lines.stops.update(points.values())
    return points
