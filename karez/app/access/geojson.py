"""The access picture as GeoJSON (RFC 7946): roads and railways as lines, towns, airports and ports as points.

Positions are longitude, latitude in degrees WGS 84. A line joins the two ends of a section straight. Nothing but towns,
airports and ports is a point: no party, post or convoy ever is.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from karez.atlas.atlas import Atlas
from karez.atlas.values import Link, Node
from karez.brief.access_report import AccessReport
from karez.brief.access_words import access_words
from karez.model.access import UserClass
from karez.model.access_answer import Stretch
from karez.model.reachability import Gateway, TownAccess
from karez.model.times import show

Json = dict[str, Any]
_DIGITS = 5


def access_geojson(report: AccessReport, atlas: Atlas) -> str:
    """Return the picture as a FeatureCollection, ending in a line break."""
    features = [*_roads(report, atlas), *_towns(report, atlas), *_gateways(report, atlas)]
    collection = {
        "type": "FeatureCollection",
        "as_of": report.as_of,
        "ledger_head": report.head,
        "marking": report.marking.value,
        "notice": " ".join(access_words()["notice"].split()),
        "credits": list(atlas.credits),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _feature(identity: str, kind: str, coordinates: Sequence[object], properties: Json) -> Json:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": properties}


def _position(lat: float, lon: float) -> list[float]:
    return [round(lon, _DIGITS), round(lat, _DIGITS)]


def _roads(report: AccessReport, atlas: Atlas) -> Iterator[Json]:
    """Every section of the network; one that no report speaks of is unknown."""
    users = report.answer.picture.question.users
    told = {link: stretch for stretch in report.answer.stretches for link in stretch.links}
    shown = report.answer.area is None
    for link in atlas.network.links:
        if shown or link.id in told:
            ends = [_position(*link.start_at), _position(*link.end_at)]
            yield _feature(link.id, "LineString", ends, _road(link, told.get(link.id), users, report))


def _road(link: Link, stretch: Stretch | None, users: UserClass, report: AccessReport) -> Json:
    names = report.answer.names
    told = stretch.told if stretch else None
    held = stretch.shown(users) if stretch else None
    return {
        "kind": link.mode,
        "name": link.designation,
        "from": names[link.start],
        "to": names[link.end],
        "length_km": link.length_km,
        "baseline": link.baseline,
        "state": held.state.value if held else "unknown",
        "conditions": [condition.value for condition in held.conditions] if held else [],
        "cause": held.cause.value if held and held.cause else None,
        "scope": told.scope.value if told and told.scope else None,
        "section_unknown": told.section_unknown if told else False,
        "since": told.since if told else None,
        "last_confirmed": _instant(told.last_confirmed if told else None, report),
        "claims": list(told.claims) if told else [],
    }


def _towns(report: AccessReport, atlas: Atlas) -> Iterator[Json]:
    nodes = {node.id: node for node in atlas.network.nodes}
    for town in (*report.answer.picture.towns, *report.answer.picture.hubs):
        node = nodes[town.town]
        yield _feature(town.town, "Point", _position(node.lat, node.lon), _town(town, node, report))


def _town(town: TownAccess, node: Node, report: AccessReport) -> Json:
    return {
        "kind": "hub" if town.town in report.answer.picture.question.hubs else "town",
        "name": node.name,
        "state": town.standing.value,
        "scope": "town",
        "now_km": round(town.optimistic.length_km, 1) if town.optimistic else None,
        "normally_km": round(town.baseline.length_km, 1) if town.baseline else None,
        "ways_before": town.ways_before,
        "ways_now": town.ways_now,
        "people_lower": town.people.lower,
        "people_upper": town.people.upper,
        "since": _instant(town.since, report),
        "claims": list(report.answer.behind.get(town.town, ())),
    }


def _gateways(report: AccessReport, atlas: Atlas) -> Iterator[Json]:
    for way in report.answer.gateways:
        asset = atlas.assets.asset(way.id)
        if asset and asset.lat is not None and asset.lon is not None:
            yield _feature(way.id, "Point", _position(asset.lat, asset.lon), _gateway(way, report))


def _gateway(way: Gateway, report: AccessReport) -> Json:
    return {
        "kind": way.kind.value,
        "name": way.name,
        "serves": report.answer.names[way.town],
        "state": way.state.value,
        "scope": way.kind.value,
        "claims": list(way.claims),
    }


def _instant(instant: int | None, report: AccessReport) -> str | None:
    return None if instant is None else show(instant, report.timezone)
