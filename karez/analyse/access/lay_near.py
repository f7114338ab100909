"""Distances between a point and the straight lines of links, good enough for choosing the nearest."""

import math
from collections.abc import Sequence

from karez.analyse.access.ground import GroundLink, LatLon

_KM_A_DEGREE = 111.2


def distance_km(point: LatLon, link: GroundLink) -> float:
    """Return how far the point lies from the straight line of the link, in km, on a flat earth around the point."""
    shrink = math.cos(math.radians(point[0]))

    x, y = _east(point, link.start_at) * shrink, link.start_at[0] - point[0]
    u, v = x + _east(link.start_at, link.end_at) * shrink, link.end_at[0] - point[0]
    length = (u - x) ** 2 + (v - y) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x * (u - x) + y * (v - y)) / length))
    return math.hypot(x + along * (u - x), y + along * (v - y)) * _KM_A_DEGREE


def _east(one: LatLon, other: LatLon) -> float:
    """How far the other lies to the east, in degrees, the short way around the world."""
    return (other[1] - one[1] + 180.0) % 360.0 - 180.0


def apart_km(one: LatLon, other: LatLon) -> float:
    """Return the distance of two points in km, on a flat earth around the first."""
    shrink = math.cos(math.radians(one[0]))
    return math.hypot(_east(one, other) * shrink, other[0] - one[0]) * _KM_A_DEGREE


def nearest(point: LatLon, links: Sequence[GroundLink], limit_km: float) -> GroundLink | None:
    """Return the link that passes nearest to the point, the smaller id of two; None where none is within the limit."""
    near = min(((distance_km(point, link), link.id, link) for link in links), default=None, key=lambda item: item[:2])
    return near[2] if near and near[0] <= limit_km else None


def nearest_end(point: LatLon, links: Sequence[GroundLink], limit_km: float) -> str | None:
    """Return the place at an end of the links that lies nearest to the point; None where none is within the limit."""
    ends = [(link.start_at, link.start) for link in links] + [(link.end_at, link.end) for link in links]
    near = min(((apart_km(point, at), place) for at, place in ends), default=None)
    return near[1] if near and near[0] <= limit_km else None
