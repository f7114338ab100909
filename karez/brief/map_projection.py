"""Degrees to pixels: equirectangular, with longitudes shrunk by the cosine of the middle latitude."""

from dataclasses import dataclass
from math import cos, radians

from karez.model.picture import Frame, LonLat

Point = tuple[float, float]
# Kilometres along one degree of latitude, mean of the WGS 84 ellipsoid.
KM_A_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Projection:
    """The frame of a map and its size in pixels."""

    frame: Frame
    width: float

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is than one of latitude at the middle of the map."""
        return max(cos(radians((self.frame.south + self.frame.north) / 2)), 0.05)

    @property
    def pixels_a_degree(self) -> float:
        """Pixels along one degree of latitude."""
        return self.width / max((self.frame.east - self.frame.west) * self.shrink, 1e-6)

    @property
    def height(self) -> float:
        """The map's height in pixels."""
        return (self.frame.north - self.frame.south) * self.pixels_a_degree

    @property
    def pixels_a_km(self) -> float:
        """Pixels along one kilometre, right everywhere along a meridian and on the middle parallel."""
        return self.pixels_a_degree / KM_A_DEGREE

    def at(self, point: LonLat) -> Point:
        """Where a point lies, in pixels from the upper left."""
        x = (point[0] - self.frame.west) * self.shrink * self.pixels_a_degree
        return x, (self.frame.north - point[1]) * self.pixels_a_degree


def scale_km(projection: Projection) -> int:
    """A round length for the scale bar, at most a fifth of the map's width."""
    most = projection.width / 5 / projection.pixels_a_km
    steps = [digit * 10**power for power in range(5) for digit in (1, 2, 5)]
    return max((step for step in steps if step <= most), default=1)
