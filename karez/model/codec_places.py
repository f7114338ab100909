"""Places to and from the JSON of the reading contract (version 1): spans, places, and where something happened."""

from collections.abc import Mapping
from typing import Any

from karez.model.claim import Area, NamedPlace, Where
from karez.model.mention import Place, PlaceMention
from karez.model.text import Span
from karez.model.vocabulary import Relation

Json = dict[str, Any]


def span_json(span: Span) -> Json:
    """Write a span as ``{start, end, quote}``."""
    return {"start": span.start, "end": span.end, "quote": span.quote}


def place_json(place: Place | None) -> Json | None:
    """Write a place as the contract has it, or null."""
    if place is None:
        return None
    return {
        "id": place.id,
        "name": place.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "pcode": place.pcode,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "same_as": place.same_as,
    }


def where_json(where: Where | None) -> Json | None:
    """Write a where, or null."""
    if where is None:
        return None
    value: Json = {
        **span_json(where.span),
        "place": place_json(where.place),
        "relation": where.relation.value,
    }
    if where.places:
        value["places"] = [{**span_json(named.span), "place": place_json(named.place)} for named in where.places]
    if where.area:
        value["area"] = area_json(where.area)
    return value


def area_json(area: Area) -> Json:
    """Write an area; ``points`` only where it is a stretch."""
    value: Json = {"lat": area.lat, "lon": area.lon, "radius_km": area.radius_km}
    return {**value, "points": [list(point) for point in area.points]} if area.points else value


def place_mention_json(mention: PlaceMention) -> Json:
    """Write a place mention."""
    return {
        **span_json(mention.span),
        "place": place_json(mention.place),
        "score": round(mention.score, 3),
        "use": mention.use.value,
    }


def span_from(value: Mapping[str, Any]) -> Span:
    """Read a span."""
    return Span(value["start"], value["end"], value["quote"])


def place_from(value: Mapping[str, Any] | None) -> Place | None:
    """Read a place, or None."""
    return None if value is None else Place(**value)


def where_from(value: Mapping[str, Any] | None) -> Where | None:
    """Read a where, or None."""
    if value is None:
        return None
    places = tuple(NamedPlace(span_from(named), place_from(named["place"])) for named in value.get("places", ()))
    relation, area = Relation(value["relation"]), area_from(value.get("area"))
    return Where(span_from(value), place_from(value["place"]), relation, places, area)


def area_from(value: Mapping[str, Any] | None) -> Area | None:
    """Read an area, or None."""
    if value is None:
        return None
    points = tuple((lat, lon) for lat, lon in value.get("points", ()))
    return Area(value["lat"], value["lon"], value["radius_km"], points)
