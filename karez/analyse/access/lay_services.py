"""Lays services, networks, airports, ports and crossings: on the line that trains run on, else on places."""

from collections.abc import Sequence

from karez.analyse.access.ground import Ground, GroundLink
from karez.analyse.access.lay_near import nearest
from karez.analyse.access.lay_told import Found, Lies, Miss, Told, ids, names, node_of, reach_km
from karez.analyse.access.lay_words import is_traffic
from karez.model.access import LinkScope, NotPlaced
from karez.model.mention import Place
from karez.model.vocabulary import AssetType

_POINTS = frozenset({AssetType.AIRPORT, AssetType.PORT, AssetType.BORDER_CROSSING})


def of_service(told: Told, ground: Ground) -> Found:
    """Return where trains, buses or traffic are in a state: the links of the line or the way, and the places."""
    places = _places(told, ground)
    if not places:
        return _nowhere(told)
    links: Sequence[GroundLink] = ()
    if told.is_stretch and (told.mode == "rail" or is_traffic(told.words)):
        links = _ways(told, ground)
    elif told.mode == "rail":
        links = [link for place in places for link in _lines_at(place, ground)]
    if links:
        why = f"{told.words}: the {told.mode} at {names(places)}"
        if told.is_stretch:
            why = f"{told.words}: the shortest {told.mode} of normal times between {names(places)}"
        # Traffic between two towns stops wherever on the way the road is cut.
        scope = LinkScope.SERVICE if told.mode == "rail" else LinkScope.ROUTE
        return Lies(ids(links), scope, why, places)
    return Lies((), LinkScope.SERVICE, f"{told.words}: told of {names(places)}, not of a road or line", places)


def _ways(told: Told, ground: Ground) -> list[GroundLink]:
    """The shortest way from the first place to each other; where an end is off the line, the line at the other end."""
    first, *others = told.places
    found: list[GroundLink] = []
    start = _on_line(first, told.mode, ground)
    for other in others:
        end = _on_line(other, told.mode, ground)
        if start and end:
            found.extend(ground.network.way(start, end, mode=told.mode))
        else:
            known = start or end
            found.extend(link for link in ground.network.links_at(known or "") if link.mode == told.mode)
    return found


def _on_line(place: Place, mode: str, ground: Ground) -> str | None:
    node = node_of(place, ground)
    return node if node and any(link.mode == mode for link in ground.network.links_at(node)) else None


def _lines_at(place: Place, ground: Ground) -> list[GroundLink]:
    node = node_of(place, ground)
    meeting = [link for link in ground.network.links_at(node) if link.mode == "rail"] if node else []
    if meeting or place.lat is None or place.lon is None:
        return meeting
    point, reach = (place.lat, place.lon), reach_km(place)
    near = nearest(point, ground.network.links_near(point, reach, mode="rail"), reach)
    return [near] if near else []


def of_point(told: Told, ground: Ground) -> Found:
    """Return the place of an airport, a port or a crossing; of all that a town has where none is named."""
    places = _places(told, ground)
    if not places:
        return _nowhere(told)
    known = [thing for place in places for thing in ground.assets.at(place.id, told.body.asset.asset_type)]
    named = ", ".join(thing.name for thing in known) if known else f"none that the atlas holds, told of {names(places)}"
    return Lies((), LinkScope.SECTION, f"{told.words}: {named}", places)


def of_area(told: Told, ground: Ground) -> Found:
    """Return the places in which a network or a facility is in a state: on the map they are areas, not roads."""
    places = _places(told, ground)
    if not places:
        return _nowhere(told)
    return Lies((), LinkScope.AREA, f"{told.words} in {names(places)}", places)


def is_point(kind: AssetType) -> bool:
    """Whether things of this type are points of the map."""
    return kind in _POINTS


def _places(told: Told, ground: Ground) -> tuple[Place, ...]:
    """The places that the claim names, else the one that the atlas gives the thing."""
    thing = ground.assets.asset(told.body.asset.asset) if told.body.asset.asset else None
    own = ground.gazetteer.place(thing.place) if thing and thing.place else None
    if own and told.body.asset.asset_type in _POINTS and own not in told.places:
        return (own,)
    return told.places or ((own,) if own else ())


def _nowhere(told: Told) -> Miss:
    if told.unknown:
        return Miss(NotPlaced.UNKNOWN_PLACE, f"{told.unknown[0]!r} is not in the atlas")
    return Miss(NotPlaced.NO_PLACE, f"{told.words}: no place is named")
