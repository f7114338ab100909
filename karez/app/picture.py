"""Puts the map of a brief together: the network with its states, and the towns where something was reported.

Armed actors are never drawn; a place is shown no finer than the atlas's own towns, passes and districts.
"""

from collections.abc import Mapping, Sequence

from karez.app.picture_network import drawn_links, network_lines, network_points, outlines, standings
from karez.atlas.atlas import Atlas
from karez.atlas.values import Link
from karez.model.access_answer import AccessAnswer
from karez.model.finding import Findings, IncidentFinding
from karez.model.mention import Place
from karez.model.picture import Frame, LonLat, Picture, PicturePoint

_MARGIN = 0.6
# A point that may lie further off than this is a district or more, not a town.
_TOWN_KM = 20.0
_MOST_SPREAD = 25.0
# A circle larger than this tells nothing on a map of roads.
_AREA_KM = 120.0
_AREA = "area/"
# How many degrees a map shows at least: towns alone need a coast or border in sight to be known by.
_LEAST_AROUND = 2.0
_LEAST_ALONE = 6.0


def picture(findings: Findings, atlas: Atlas, *, timezone: str, access: AccessAnswer | None = None) -> Picture | None:
    """Return the map of the findings and of what is reported of the roads; None where nothing on them has a place."""
    happened = {**_happened(findings, atlas), **_areas(findings)}
    states = access.stretches if access else ()
    points = [place for place, _ in happened.values()]
    at_network = [place for place in points if atlas.network.node(place.id)]
    links = drawn_links(atlas, access) if at_network or states else ()
    marks = [(place.lon, place.lat) for place in points if place.lon is not None and place.lat is not None]
    frame = _frame([*_ends(links), *_near(marks, links)], least=_LEAST_AROUND if links else _LEAST_ALONE)
    if frame is None:
        return None
    return Picture(
        "Places and roads in the reports",
        frame,
        outlines(atlas, frame),
        (*_marked(happened, frame, standings(access)), *(network_points(atlas, access, but=happened) if links else ())),
        network_lines(atlas, access, timezone=timezone) if links else (),
        _credits(atlas, network=bool(links)),
    )


def _credits(atlas: Atlas, *, network: bool) -> tuple[str, ...]:
    """Who is to be named under the map: the network's sources only where it is drawn."""
    packs = [pack for pack in atlas.packs if network or not pack.links]
    return tuple(dict.fromkeys(credit for pack in packs for credit in pack.info.credits))


def _happened(findings: Findings, atlas: Atlas) -> Mapping[str, tuple[Place, list[str]]]:
    """The towns where something was told to have happened, with the claims; all of a list of towns."""
    found: dict[str, tuple[Place, list[str]]] = {}
    plain = [incident for incident in findings.incidents if not _drawn_as_area(incident)]
    told = [
        *((place, incident.claims) for incident in plain for place in _places(incident, atlas)),
        *((toll.place, toll.claims) for toll in findings.tolls),
    ]
    for place, claims in told:
        if place and place.lat is not None and (place.radius_km or 0.0) <= _TOWN_KM:
            found.setdefault(place.id, (place, []))[1].extend(claims)
    return found


def _drawn_as_area(incident: IncidentFinding) -> bool:
    return incident.area is not None and incident.area.radius_km <= _AREA_KM


def _areas(findings: Findings) -> Mapping[str, tuple[Place, list[str]]]:
    """The circles where something was told to have happened near a place and not at it, with the claims."""
    found: dict[str, tuple[Place, list[str]]] = {}
    for incident in filter(_drawn_as_area, findings.incidents):
        area, place = incident.area, incident.place
        if area and place:
            key = f"{_AREA}{place.id}/{area.lat},{area.lon},{area.radius_km}"
            around = Place(key, f"near {place.name}", lat=area.lat, lon=area.lon, radius_km=area.radius_km)
            found.setdefault(key, (around, []))[1].extend(incident.claims)
    return found


def _places(incident: IncidentFinding, atlas: Atlas) -> list[Place | None]:
    """The place of an incident, and where its words list several, each of them in the same country."""
    listed = [match.best for match in atlas.gazetteer.find(incident.place_quote or "")]
    if incident.place is None or len(listed) < 2:
        return [incident.place]
    return [incident.place, *(place for place in listed if place and place.country == incident.place.country)]


def _ends(links: Sequence[Link]) -> list[LonLat]:
    return [(lon, lat) for link in links for lat, lon in (link.start_at, link.end_at)]


def _near(marks: Sequence[LonLat], links: Sequence[Link]) -> list[LonLat]:
    """Marks that belong on the map: near the network where there is one, else near the middle of the marks."""
    ends = _ends(links) or sorted(marks)[len(marks) // 2 : len(marks) // 2 + 1]
    reach = 3.0 if links else _MOST_SPREAD / 2
    return [mark for mark in marks if any(abs(mark[0] - x) < reach and abs(mark[1] - y) < reach for x, y in ends)]


def _frame(points: Sequence[LonLat], *, least: float) -> Frame | None:
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    grow = max(0.0, least - (east - west), least - (north - south)) / 2 + _MARGIN
    return Frame(west - grow, max(south - grow, -89.0), east + grow, min(north + grow, 89.0))


def _marked(
    happened: Mapping[str, tuple[Place, list[str]]], frame: Frame, standing: Mapping[str, str]
) -> list[PicturePoint]:
    found = []
    for place, claims in happened.values():
        lat, lon = place.lat, place.lon
        if lat is not None and lon is not None and frame.west < lon < frame.east and frame.south < lat < frame.north:
            found.append(
                PicturePoint(
                    place.id,
                    place.name,
                    lat,
                    lon,
                    marked=True,
                    radius_km=place.radius_km,
                    refs=tuple(dict.fromkeys(claims)),
                    area=place.id.startswith(_AREA),
                    standing=standing.get(place.id, ""),
                )
            )
    return found
