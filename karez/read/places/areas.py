"""The area that a report means where it names a place only to tell another: a point moved, a circle, a stretch."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from karez.model.claim import Area, Where
from karez.model.geodesy import EARTH_KM, Point, distance_km
from karez.model.mention import Place, PlaceMention
from karez.model.vocabulary import Relation
from karez.read.lexicon import data
from karez.read.places.relation import Relative, find_relative

# A place told by its distance is not in the one it is told from.
_LOOSE = frozenset({Relation.IN, Relation.FROM})
_AWAY = frozenset({"distance", "direction"})
_APART = re.compile(
    r"\s*(?:(?:village|town|area)\s*)?[,(–—-]?\s*"
    r"(?:(?:which|located|lying|situated|a|an|the|some|about|around|nearly|is|village|town|area|just|only)\s+)*"
)


def destination(start: Point, bearing: float, km: float) -> Point:
    """The point (lat, lon) that lies ``km`` from ``start`` along the great circle that leaves it at ``bearing``.

    Degrees; bearing clockwise from north. Source: the direct problem on a sphere (J. P. Snyder, "Map Projections: A
    Working Manual", USGS Professional Paper 1395, 1987, equations 5-5 and 5-6).
    """
    lat, lon, way = math.radians(start[0]), math.radians(start[1]), math.radians(bearing)
    arc = km / EARTH_KM
    sine = math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(way)
    east = math.sin(way) * math.sin(arc) * math.cos(lat)
    turned = lon + math.atan2(east, math.cos(arc) - math.sin(lat) * sine)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (math.degrees(turned) + 540.0) % 360.0 - 180.0


def middle(first: Point, second: Point) -> Point:
    """The point halfway between two on their great circle: the sum of the unit vectors, scaled."""
    x = y = z = 0.0
    for lat, lon in (first, second):
        north, east = math.radians(lat), math.radians(lon)
        x += math.cos(north) * math.cos(east)
        y += math.cos(north) * math.sin(east)
        z += math.sin(north)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def with_area(text: str, where: Where, named: Sequence[PlaceMention]) -> Where:
    """Return ``where`` with the area that the words around it tell; as it is where they mean the place itself.

    ``named`` are the places named inside the words of ``where`` and the next after them, in text order.
    """
    inner = [mention for mention in named if mention.span.end <= where.span.end]
    if where.relation is Relation.BETWEEN:
        ends = {mention.span.quote.casefold(): mention.place for mention in inner}
        return replace(where, area=_stretch(tuple(ends.values())))
    if where.place is None:
        return replace(where, area=_beside(text, where, named[len(inner) :]))
    told = find_relative(text, *where.span.offsets)
    if told is None or len(inner) > 1:
        return where
    at = _point(where.place)
    area = _around(told, at, where.place.radius_km or 0.0) if at else None
    relation = Relation.NEAR if told.kind in _AWAY and where.relation in _LOOSE else where.relation
    return replace(where, relation=relation, area=area)


def _beside(text: str, where: Where, after: Sequence[PlaceMention]) -> Area | None:
    """ "X, 35 km north of Y": the area of a place of no gazetteer, by the distance that is told right after it."""
    mention = after[0] if after else None
    if mention is None or mention.place is None:
        return None
    told, at = find_relative(text, *mention.span.offsets), _point(mention.place)
    if at is None or told is None or told.kind != "distance":
        return None
    beside = _APART.fullmatch(text, where.span.end, mention.span.start - told.words)
    return _around(told, at, mention.place.radius_km or 0.0) if beside else None


def _stretch(ends: Sequence[Place | None]) -> Area | None:
    """Between two places: the stretch of both ends, and the circle that holds it."""
    points = [point for place in ends if place for point in (_point(place),) if point]
    if len(points) != 2 or points[0] == points[1]:
        return None
    first, second = points
    lat, lon = middle(first, second)
    radius = distance_km(first, second) / 2 + _vague("between")
    return _area((lat, lon), radius, (first, second))


def _around(told: Relative, at: Point, reach: float) -> Area:
    """A place with a relation to it. ``reach`` is how far the named place itself goes, in km."""
    if told.kind == "part":
        return _area(destination(at, told.bearing or 0.0, reach / 2), reach / 2)
    if told.kind == "direction":
        far = reach + _vague("direction")
        return _area(destination(at, told.bearing or 0.0, far), far)
    if told.kind != "distance" or told.km is None:
        return _area(at, reach + _vague(told.kind))
    off = told.km / 2 if told.loose else told.km * float(_lists()["distance_off"])
    far = told.km / 2 if told.loose else told.km
    if told.bearing is None:
        return _area(at, told.km + off + reach)
    return _area(destination(at, told.bearing, far), off + min(reach, told.km))


def _area(at: Point, radius: float, points: tuple[Point, ...] = ()) -> Area:
    least = float(_lists()["least_km"])
    rounded = tuple((round(lat, 4), round(lon, 4)) for lat, lon in points)
    return Area(round(at[0], 4), round(at[1], 4), round(max(radius, least), 1), rounded)


def _point(place: Place) -> Point | None:
    return None if place.lat is None or place.lon is None else (place.lat, place.lon)


def _vague(kind: str) -> float:
    return float(_lists()["vague_km"][kind])


def _lists() -> dict[str, Any]:
    found: dict[str, Any] = data("places")["relations"]
    return found
