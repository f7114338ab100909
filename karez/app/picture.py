"""Puts the map of a brief together: the network with its states, and the towns where something was reported.

Armed actors are never drawn; a place is shown no finer than the atlas's own towns, passes and districts.
"""

from collections.abc import Mapping, Sequence

from karez.analyse.access import LinkState, lay
from karez.atlas.atlas import Atlas
from karez.atlas.values import Link
from karez.model.finding import Findings, IncidentFinding
from karez.model.mention import Place
from karez.model.picture import Frame, LonLat, Picture, PictureLine, PictureOutline, PicturePoint
from karez.model.times import moment

_MARGIN = 0.6
# A point that may lie further off than this is a district or more, not a town.
_TOWN_KM = 20.0
_MOST_SPREAD = 25.0
# How many degrees a map shows at least: towns alone need a coast or border in sight to be known by.
_LEAST_AROUND = 2.0
_LEAST_ALONE = 6.0


def picture(findings: Findings, atlas: Atlas, *, timezone: str) -> Picture | None:
    """Return the map of the findings; None where nothing on them has a place."""
    happened = _happened(findings, atlas)
    states = lay(findings.statuses, atlas.network)
    points = [place for place, _ in happened.values()]
    at_network = [place for place in points if atlas.network.node(place.id)]
    links = atlas.network.links if at_network or states else ()
    marks = [(place.lon, place.lat) for place in points if place.lon is not None and place.lat is not None]
    frame = _frame([*_ends(links), *_near(marks, links)], least=_LEAST_AROUND if links else _LEAST_ALONE)
    if frame is None:
        return None
    return Picture(
        "Places and roads in the reports",
        frame,
        _outlines(atlas, frame),
        (*_marked(happened, frame), *_nodes(atlas, set(happened), bool(links))),
        tuple(_line(link, states.get(link.id), timezone) for link in links),
        _credits(atlas, network=bool(links)),
    )


def _credits(atlas: Atlas, *, network: bool) -> tuple[str, ...]:
    """Who is to be named under the map: the network's sources only where it is drawn."""
    packs = [pack for pack in atlas.packs if network or not pack.links]
    return tuple(dict.fromkeys(credit for pack in packs for credit in pack.info.credits))


def _happened(findings: Findings, atlas: Atlas) -> Mapping[str, tuple[Place, list[str]]]:
    """The towns where something was told to have happened, with the claims; all of a list of towns."""
    found: dict[str, tuple[Place, list[str]]] = {}
    told = [
        *((place, incident.claims) for incident in findings.incidents for place in _places(incident, atlas)),
        *((toll.place, toll.claims) for toll in findings.tolls),
    ]
    for place, claims in told:
        if place and place.lat is not None and (place.radius_km or 0.0) <= _TOWN_KM:
            found.setdefault(place.id, (place, []))[1].extend(claims)
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


def _outlines(atlas: Atlas, frame: Frame) -> tuple[PictureOutline, ...]:
    box = (frame.west, frame.south, frame.east, frame.north)
    return tuple(PictureOutline(line.kind, line.points) for line in atlas.outlines(box))


def _marked(happened: Mapping[str, tuple[Place, list[str]]], frame: Frame) -> list[PicturePoint]:
    found = []
    for place, claims in happened.values():
        lat, lon = place.lat, place.lon
        if lat is not None and lon is not None and frame.west < lon < frame.east and frame.south < lat < frame.north:
            found.append(
                PicturePoint(place.id, place.name, lat, lon, 0, True, place.radius_km, tuple(dict.fromkeys(claims)))
            )
    return found


def _nodes(atlas: Atlas, used: set[str], wanted: bool) -> list[PicturePoint]:
    if not wanted:
        return []
    by_size = sorted(atlas.network.nodes, key=lambda node: (-(node.population or 0), node.id))
    return [
        PicturePoint(node.id, node.name, node.lat, node.lon, rank)
        for rank, node in enumerate(by_size, 1)
        if node.id not in used
    ]


def _line(link: Link, state: LinkState | None, timezone: str) -> PictureLine:
    (south, west), (north, east) = link.start_at, link.end_at
    name = link.designation or ("railway" if link.mode == "rail" else "road")
    points = ((west, south), (east, north))
    if state is None:
        return PictureLine(link.id, name, link.mode, points)
    newest = max(state.statuses, key=lambda status: status.last_known)
    day = moment(newest.last_known, timezone)
    cause = f" ({newest.cause.value})" if newest.cause else ""
    last = f"{newest.reported}{cause}, {day.day} {day:%b}"
    refs = tuple(claim for status in state.statuses for claim in status.claims)
    return PictureLine(link.id, name, link.mode, points, state.state, last, refs)
