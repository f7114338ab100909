"""Simple work on lines, in their own unit."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Drop points that lie within ``tolerance`` (in the line's own unit) of the simpler line (Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        away, index = _farthest(line, first, last)
        if away > tolerance:
            kept.add(index)
            todo += [(first, index), (index, last)]
    return [line[index] for index in sorted(kept)]


def _farthest(line: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    away = ((_off(line[index], line[first], line[last]), index) for index in range(first + 1, last))
    return max(away, default=(0.0, first))


def _off(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from a stretch, in the plane."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    part = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
    return math.hypot(x - (x1 + part * dx), y - (y1 + part * dy))


def clip(line: Sequence[Point], box: tuple[float, float, float, float]) -> list[list[Point]]:
    """Cut a line of (lon, lat) to ``box`` (west, south, east, north): the runs inside, ends on the edge."""
    runs: list[list[Point]] = []
    for start, end in pairwise(line):
        piece = _clip_stretch(start, end, box)
        if piece is None:
            continue
        if runs and runs[-1][-1] == piece[0]:
            runs[-1].append(piece[1])
        else:
            runs.append(list(piece))
    return runs


def _clip_stretch(start: Point, end: Point, box: tuple[float, float, float, float]) -> tuple[Point, Point] | None:
    """Return the part of a stretch inside the box (Liang and Barsky), None where it misses it."""
    (x1, y1), (x2, y2) = start, end
    west, south, east, north = box
    dx, dy = x2 - x1, y2 - y1
    low, high = 0.0, 1.0
    for step, room in ((-dx, x1 - west), (dx, east - x1), (-dy, y1 - south), (dy, north - y1)):
        if step == 0:
            if room < 0:
                return None
            continue
        part = room / step
        low, high = (max(low, part), high) if step < 0 else (low, min(high, part))
    if low > high:
        return None
    first = start if low == 0 else (x1 + low * dx, y1 + low * dy)
    last = end if high == 1 else (x1 + high * dx, y1 + high * dy)
    return first, last
