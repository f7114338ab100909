"""Lays what is told of roads that the atlas cannot name: all of an area, the ways to a town, the road between towns."""

from collections.abc import Iterator, Sequence

from karez.analyse.access.ground import Ground, GroundLink
from karez.analyse.access.lay_near import apart_km, distance_km, nearest
from karez.analyse.access.lay_route import on_route
from karez.analyse.access.lay_told import Found, Lies, Miss, Told, ids, is_unit, names, node_of, reach_km
from karez.analyse.access.lay_words import number_in, own_name, road_classes
from karez.model.access import LinkScope, NotPlaced
from karez.model.mention import Place
from karez.model.vocabulary import AssetType, Extent, Relation

Links = Sequence[GroundLink]


def on_open_roads(told: Told, ground: Ground) -> Found:
    """Return the links that a status of a road without a known name speaks of, or why none can be told."""
    number = number_in(told.words)
    if number:
        return _numbered(told, number, ground)
    own = own_name(told.words, [place.name for place in told.places])
    if own and not told.is_stretch and told.body.extent is None:
        return Miss(NotPlaced.UNKNOWN_ROAD, f"the atlas does not hold {told.words!r}")
    return _all(list(_each(told, ground)))


def _each(told: Told, ground: Ground) -> Iterator[Found]:
    """What is found for each of the places."""
    if told.is_stretch and told.body.extent is None:
        yield from (_way(told, told.places[0], other, ground) for other in told.places[1:])
        return
    for place in told.places:
        if told.body.extent is Extent.APPROACHES:
            yield _approaches(place, told.mode, ground)
        elif told.body.extent is Extent.AREA:
            yield _area(place, told, ground)
        else:
            yield _single(place, told, ground)
    if not told.places and told.unknown:
        yield Miss(NotPlaced.UNKNOWN_PLACE, f"{told.unknown[0]!r} is not in the atlas")
    elif not told.places:
        yield Miss(NotPlaced.NO_PLACE, "neither a road that the atlas knows nor a place is named")


def _all(found: Sequence[Found]) -> Found:
    lies = [one for one in found if isinstance(one, Lies)]
    if not lies:
        return found[0]
    links = dict.fromkeys(link for one in lies for link in one.links)
    scope = max((one.scope for one in lies), key=list(LinkScope).index)
    points = tuple(dict.fromkeys(point for one in lies for point in one.points))
    return Lies(tuple(links), scope, "; ".join(dict.fromkeys(one.reason for one in found)), points=points)


def _numbered(told: Told, number: str, ground: Ground) -> Found:
    """A number that the text around did not make a road of this region: a place on that road does so."""
    for thing in ground.assets.lookup(number):
        if told.places and ground.network.links_of(thing.id):
            found = on_route(told, thing.id, ground)
            if isinstance(found, Lies) and found.scope is LinkScope.SECTION:
                return found
    return Miss(NotPlaced.UNKNOWN_ROAD, f"nothing in the report makes {told.words!r} a road that the atlas holds")


def _of_class(links: Links, told: Told) -> list[GroundLink]:
    classes = road_classes(told.words) if told.mode == "road" else frozenset()
    return [link for link in links if link.mode == told.mode and (not classes or link.road_class in classes)]


def _approaches(place: Place, mode: str, ground: Ground) -> Found:
    if is_unit(place):
        nodes = ground.network.nodes_in(place)
        inside = ground.network.links_in(place, mode=mode)
        links = [link for link in inside if (link.start in nodes) != (link.end in nodes)]
        why = f"the {mode}s that cross the border of {place.name}"
    else:
        node = node_of(place, ground)
        links = [link for link in ground.network.links_at(node) if link.mode == mode] if node else []
        why = f"all {mode}s that meet at {place.name}"
    if links:
        return Lies(ids(links), LinkScope.AREA, why)
    return Miss(NotPlaced.OFF_NETWORK, f"no {mode} of the network leads to {place.name}")


def _area(place: Place, told: Told, ground: Ground) -> Found:
    node = node_of(place, ground)
    found = ground.network.links_in(place, mode=told.mode) if is_unit(place) or not node else ()
    links = _of_class(found or (ground.network.links_at(node) if node else ()), told)
    if links:
        return Lies(ids(links), LinkScope.AREA, f"all {told.mode}s of the network with an end in {place.name}")
    return Miss(NotPlaced.EMPTY_AREA, f"the network has no such {told.mode} in {place.name}")


def _way(told: Told, first: Place, second: Place, ground: Ground) -> Found:
    ends = [node_of(place, ground) for place in (first, second)]
    missing = [place for place, end in zip((first, second), ends, strict=True) if end is None]
    if ends[0] is None or ends[1] is None:
        return Miss(NotPlaced.OFF_NETWORK, f"no {told.mode} of the network leads to {names(missing)}")
    links = ground.network.way(ends[0], ends[1], mode=told.mode)
    if not links:
        return Miss(NotPlaced.NO_WAY, f"the network has no {told.mode} between {first.name} and {second.name}")
    why = f"the {told.mode} is not named: the shortest way of normal times between {first.name} and {second.name}"
    scope = LinkScope.ROUTE if told.relation is Relation.ALONG else LinkScope.SECTION
    return Lies(ids(links), scope, why)


def _single(place: Place, told: Told, ground: Ground) -> Found:
    """One road at a place: the one that is there. Of several none is taken, but at a pass all."""
    node = node_of(place, ground)
    if node and ground.assets.at(place.id, told.body.asset.asset_type):
        # The atlas holds such a tunnel, bridge or pass here.
        return at_point(place, told.mode, ground)
    if node:
        links = _of_class(ground.network.links_at(node), told)
    elif is_unit(place):
        links = _of_class(ground.network.links_in(place, mode=told.mode), told)
    else:
        return _nearest(place, told, ground)
    if not links:
        return Miss(NotPlaced.OFF_NETWORK, f"the network has no such {told.mode} at {place.name}")
    if len({link.asset or link.id for link in links}) > 1 and told.body.asset.asset_type is not AssetType.PASS:
        return Miss(NotPlaced.SEVERAL, f"several {told.mode}s meet at {place.name}; which is meant is not told")
    scope = LinkScope.AREA if is_unit(place) and len(links) > 1 else LinkScope.SECTION
    name = next((link.designation for link in links if link.designation), f"the {told.mode}")
    points = () if is_unit(place) else (place.id,)
    return Lies(ids(links), scope, f"{name} is the only such {told.mode} at {place.name}", points=points)


def _nearest(place: Place, told: Told, ground: Ground) -> Found:
    """The link that passes nearest to a place beside the network, where no other road passes as near."""
    if place.lat is None or place.lon is None:
        return Miss(NotPlaced.UNKNOWN_PLACE, f"{place.name} has no position in the atlas")
    point = (place.lat, place.lon)
    links = _of_class(ground.network.links_near(point, reach_km(place), mode=told.mode), told)
    near = nearest(point, links, reach_km(place))
    if near is None:
        return Miss(NotPlaced.OFF_NETWORK, f"no {told.mode} of the network passes near {place.name}")
    own, around = near.asset or near.id, max(2 * distance_km(point, near), 5.0)
    beside = _of_class(ground.network.links_near(point, around, mode=told.mode), told)
    if nearest(point, [link for link in beside if (link.asset or link.id) != own], around):
        return Miss(NotPlaced.SEVERAL, f"several {told.mode}s pass near {place.name}; which is meant is not told")
    why = f"the only {told.mode} that passes near {place.name}"
    return Lies((near.id,), LinkScope.SECTION, why, points=(place.id,))


def at_point(place: Place, mode: str, ground: Ground) -> Found:
    """Return the links that a pass, bridge or tunnel stands on: those that meet there, else the road through it."""
    node = node_of(place, ground)
    meeting = [link for link in ground.network.links_at(node) if link.mode == mode] if node else []
    if meeting:
        return Lies(ids(meeting), LinkScope.SECTION, f"the {mode}s that meet at {place.name}", points=(place.id,))
    if place.lat is None or place.lon is None:
        return Miss(NotPlaced.UNKNOWN_PLACE, f"{place.name} has no position in the atlas")
    point = (place.lat, place.lon)
    near = nearest(point, ground.network.links_near(point, reach_km(place), mode=mode), reach_km(place))
    if near is None:
        return Miss(NotPlaced.OFF_NETWORK, f"no {mode} of the network passes {place.name}")
    # A gorge is longer than a section: what lies in it wholly belongs to it, too.
    radius = place.radius_km or 0.0
    route = ground.network.links_of(near.asset) if near.asset else ()
    inside = [link for link in route if max(apart_km(point, at) for at in (link.start_at, link.end_at)) <= radius]
    why = f"the {mode} through {place.name}"
    return Lies(ids([*inside, near]), LinkScope.SECTION, why, points=(place.id,))
