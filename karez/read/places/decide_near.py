"""What the rows of a table have to do with each other: how near two places lie, and which holds which."""

import numpy as np
from numpy.typing import NDArray

from karez.model.geodesy import EARTH_KM
from karez.read.places.decide_rows import CITY, COUNTRY, FIRST, PART, REGION, SECOND, Floats, Ints, Table

Bools = NDArray[np.bool_]


def distances(table: Table, rows: Ints, others: Ints) -> Floats:
    """Great-circle distances in km of ``rows`` (down) to ``others`` (across), from the chord between two points.

    Source: chord length 2 sin(angle / 2) of unit vectors, solved for the angle.
    """
    cosines = table.point[rows] @ table.point[others].T
    half = np.sqrt(np.clip((1.0 - cosines) / 2.0, 0.0, 1.0))
    return np.asarray(2.0 * EARTH_KM * np.arcsin(half))


def away_from(table: Table, lat: float, lon: float) -> Floats:
    """Great-circle distances in km of every row to one point in degrees, as in ``distances``."""
    north, east = np.radians(lat), np.radians(lon)
    at = np.array([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    half = np.sqrt(np.clip((1.0 - table.point @ at) / 2.0, 0.0, 1.0))
    return np.asarray(2.0 * EARTH_KM * np.arcsin(half))


def held(table: Table, rows: Ints, others: Ints) -> Bools:
    """Whether each of ``rows`` (down) lies in each of ``others`` (across), by the units that the gazetteer names.

    What lies in a region that is no unit is told by the distance to its middle.
    """
    inner, outer = table.kind[rows][:, None], table.kind[others][None, :]
    found = _same(table.country, rows, others) & (outer == COUNTRY) & (inner != COUNTRY)
    small = (inner != COUNTRY) & (inner != FIRST)
    found |= _same(table.first, rows, others) & (outer == FIRST) & small
    found |= _same(table.second, rows, others) & (outer == SECOND) & ((inner == CITY) | (inner == PART))
    regions = outer[0] == REGION
    if regions.any():
        where = np.flatnonzero(regions)
        near = distances(table, rows, others[where]) <= table.radius[others[where]][None, :]
        found[:, where] |= near & ((inner == CITY) | (inner == SECOND))
    return np.asarray(found)


def _same(codes: Ints, rows: Ints, others: Ints) -> Bools:
    left, right = codes[rows][:, None], codes[others][None, :]
    return np.asarray((left == right) & (left >= 0))
