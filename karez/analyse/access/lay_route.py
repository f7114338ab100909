"""Lays what is told of a named road or line on its sections."""

from collections.abc import Sequence

from karez.analyse.access.ground import Ground, GroundLink
from karez.analyse.access.lay_near import nearest, nearest_end
from karez.analyse.access.lay_told import Found, Lies, Miss, Told, ids, is_unit, is_wide, names, node_of, reach_km
from karez.model.access import LinkScope, NotPlaced
from karez.model.mention import Place
from karez.model.vocabulary import AssetState, Relation

Links = Sequence[GroundLink]
# What is told of a whole road in these states holds for every section; a closure is somewhere on it.
_FOR_ALL = frozenset({AssetState.OPEN, AssetState.RESTORED, AssetState.RESTRICTED})


def on_route(told: Told, asset: str, ground: Ground) -> Found:
    """Return the sections of the road ``asset`` that a status speaks of.

    With both ends named the sections between them; with a place the sections that meet there, or the one that passes
    nearest; with a district those in it. With no place, or none that the atlas knows, the whole route, its section
    unknown. A road that does not come near the place named is not laid at all.
    """
    links = ground.network.links_of(asset)
    name = links[0].designation or told.words
    if not told.places:
        why = f"{told.unknown[0]!r} is not in the atlas" if told.unknown else "no place is named"
        unsure = "" if told.body.state in _FOR_ALL else ", so the section is unknown"
        return Lies(ids(links), LinkScope.ROUTE, f"{name} as a whole: {why}{unsure}")
    if told.is_stretch:
        pairs = [_stretch(told, name, links, (told.places[0], other), ground) for other in told.places[1:]]
        return _joined(pairs, links)
    return _joined([_at(name, links, place, ground) for place in told.places], links)


def _joined(found: Sequence[Found], links: Links) -> Found:
    """All that was found as one, in the order of the road; what was not found stays in the reason."""
    lies = [one for one in found if isinstance(one, Lies)]
    if not lies:
        return found[0]
    if len(lies) == 1 == len(found):
        return lies[0]
    wanted = {link for one in lies for link in one.links}
    scope = max((one.scope for one in lies), key=list(LinkScope).index)
    reason = "; ".join(dict.fromkeys(one.reason for one in found))
    inside = tuple(link.id for link in links if link.id in wanted)
    return Lies(inside, scope, reason, points=tuple(dict.fromkeys(point for one in lies for point in one.points)))


def _at(name: str, links: Links, place: Place, ground: Ground) -> Found:
    meeting = _meeting(links, place)
    if meeting:
        why = f"{name} at {place.name}: the sections that meet there"
        return Lies(ids(meeting), LinkScope.SECTION, why, points=(place.id,))
    if is_unit(place):
        return _in_unit(name, links, place, ground)
    if place.lat is None or place.lon is None:
        why = f"{place.name} has no position in the atlas"
        return Lies(ids(links), LinkScope.ROUTE, f"{name}: {why}, so the section is unknown")
    near = nearest((place.lat, place.lon), links, reach_km(place))
    if near:
        why = f"the section that passes nearest to {place.name}"
        return Lies((near.id,), LinkScope.SECTION, f"{name}: {why}", points=(place.id,))
    return Miss(NotPlaced.NOT_THERE, f"{name} does not come near {place.name}")


def _meeting(links: Links, place: Place) -> list[GroundLink]:
    known = {name for name in (place.id, place.same_as) if name}
    return [link for link in links if {link.start, link.end} & known]


def _in_unit(name: str, links: Links, unit: Place, ground: Ground) -> Found:
    nodes = ground.network.nodes_in(unit)
    inside = [link for link in links if link.start in nodes or link.end in nodes]
    if not inside:
        return Miss(NotPlaced.NOT_THERE, f"{name} has no section in {unit.name}")
    if is_wide(unit) or len(inside) == len(links):
        return Lies(ids(links), LinkScope.ROUTE, f"{name} in {unit.name}: the section is unknown")
    scope = LinkScope.SECTION if len(inside) == 1 else LinkScope.AREA
    return Lies(ids(inside), scope, f"{name} in {unit.name}: the sections with an end there")


def _stretch(told: Told, name: str, links: Links, ends: tuple[Place, Place], ground: Ground) -> Found:
    """The sections between two places. ``along`` names the road by its ends: then the section is unknown."""
    scope = LinkScope.ROUTE if told.relation is Relation.ALONG else LinkScope.SECTION
    unsure = ", the section unknown" if scope is LinkScope.ROUTE else ""
    first, second = (_end(links, place, ground) for place in ends)
    if first and second and first != second:
        asset = links[0].asset
        between = ground.network.links_between(asset, first, second) if asset else ()
        if between:
            return Lies(ids(between), scope, f"{name} between {names(ends)}{unsure}")
        return Miss(NotPlaced.NO_WAY, f"{name} has no continuous way between {names(ends)}")
    common = _on_the_way(told, links, ends, ground)
    if common:
        return Lies(ids(common), scope, f"{name}: its part of the shortest way between {names(ends)}{unsure}")
    known = [place for place, end in zip(ends, (first, second), strict=True) if end]
    if not known:
        return Miss(NotPlaced.NOT_THERE, f"{name} comes near neither {ends[0].name} nor {ends[1].name}")
    found = _at(name, links, known[0], ground)
    other = ends[1] if known[0] is ends[0] else ends[0]
    if isinstance(found, Miss):
        return found
    return Lies(found.links, scope, f"{found.reason}; {other.name} is not on it", points=found.points)


def _end(links: Links, place: Place, ground: Ground) -> str | None:
    """The point of the road that a place means: its own, a district's town of that name, else the nearest."""
    meeting = _meeting(links, place)
    if meeting:
        return next(name for name in (place.id, place.same_as) if name in {meeting[0].start, meeting[0].end})
    if is_unit(place):
        ends = {end for link in links for end in (link.start, link.end)}
        inside = sorted(ends & set(ground.network.nodes_in(place)))
        named = [end for end in inside if (known := ground.gazetteer.place(end)) and known.name == place.name]
        return next(iter(named or (inside if len(inside) == 1 else ())), None)
    if place.lat is None or place.lon is None:
        return None
    return nearest_end((place.lat, place.lon), links, reach_km(place))


def _on_the_way(told: Told, links: Links, ends: tuple[Place, Place], ground: Ground) -> list[GroundLink]:
    """The sections of the road on the shortest way between two places of the network that do not lie on it."""
    first, second = (node_of(place, ground) for place in ends)
    if not first or not second:
        return []
    way = ground.network.way(first, second, mode=told.mode)
    own = {link.id for link in links}
    return [link for link in way if link.id in own]
