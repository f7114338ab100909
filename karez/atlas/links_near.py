"""Which links pass near a point: a grid over the world, so that a large network isn't looked through for each point."""

import math
from collections.abc import Iterator, Sequence

from karez.atlas.values import Link

_CELL = 0.25
_AROUND = round(360 / _CELL)
_KM_A_DEGREE = 111.0
# Degrees: more than what is lost in sums of degrees, so that nothing on the border of a cell is missed.
_ROUNDING = 1e-9
# A link over more cells than these is looked at for every point.
_MOST_CELLS = 2_000

_Cell = tuple[int, int]


class LinkGrid:
    """Links by the cells of a grid over the boxes around them; longitudes go around at 180 degrees."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = tuple(links)
        self._cells: dict[_Cell, list[int]] = {}
        self._wide: list[int] = []
        for number, link in enumerate(self._links):
            (lat, lon), (other, far) = link.start_at, link.end_at
            # The short way around the world.
            far = lon + (far - lon + 180.0) % 360.0 - 180.0
            box = min(lat, other), max(lat, other), min(lon, far), max(lon, far)
            if _count(box) > _MOST_CELLS:
                self._wide.append(number)
                continue
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append(number)

    def near(self, at: tuple[float, float], km: float) -> tuple[Link, ...]:
        """Return, in file order, every link that passes within ``km`` of a point (lat, lon), and some beside."""
        lat, lon = at
        high = km / _KM_A_DEGREE + _ROUNDING
        narrowest = math.cos(math.radians(min(abs(lat) + high, 89.9)))
        wide = min(high / narrowest, 180.0 + _ROUNDING)
        box = lat - high, lat + high, lon - wide, lon + wide
        if _count(box) > len(self._cells) + _MOST_CELLS:
            return self._links
        found = {number for cell in _cells(box) for number in self._cells.get(cell, ())}
        return tuple(self._links[number] for number in sorted(found.union(self._wide)))


_Box = tuple[float, float, float, float]


def _count(box: _Box) -> int:
    south, north, west, east = (math.floor(degrees / _CELL) for degrees in box)
    return (north - south + 1) * (east - west + 1)


def _cells(box: _Box) -> Iterator[_Cell]:
    south, north, west, east = (math.floor(degrees / _CELL) for degrees in box)
    for row in range(south, north + 1):
        for column in range(west, min(east, west + _AROUND) + 1):
            yield row, column % _AROUND
