"""Which point of the network a name means, by any name that the atlas knows; and which points lie in an area."""

from collections.abc import Iterable
from difflib import get_close_matches
from math import cos, hypot, radians

from karez.atlas.atlas import Atlas
from karez.atlas.values import Node
from karez.model.errors import RequestError
from karez.model.mention import Place
from karez.model.reachability import Area, Town
from karez.model.vocabulary import AssetType
from karez.reconcile.item import within

_KM_A_DEGREE = 111.195
_MOST_NAMED = 4
_WAY = {AssetType.ROAD: "road", AssetType.RAIL: "railway"}


def towns(atlas: Atlas) -> tuple[Town, ...]:
    """Return the points of the network with the people who depend on a way there."""
    areas = {key: Area(key, area.name, area.population) for key, area in atlas.network.tehsils.items()}
    return tuple(
        Town(node.id, node.name, node.population, tuple(areas[key] for key in node.tehsils))
        for node in atlas.network.nodes
    )


def find_point(atlas: Atlas, asked: str, mode: AssetType) -> str:
    """Return the id of the point of the network by road or rail that a name, alias or id means.

    Raises RequestError: ``unknown-place`` for what no name of the network comes near, with those nearest in spelling;
    ``off-network`` for a place that is none of its points, with those nearest on the ground.
    """
    served = {end for link in atlas.network.links if link.mode == mode for end in (link.start, link.end)}
    known = _known(atlas, asked)
    on_it = [point for point in known if point in served]
    if on_it:
        return on_it[0]
    if known:
        node = atlas.network.node(known[0])
        near = _nearest(atlas, (node.lat, node.lon), served) if node else ""
        raise RequestError("off-network", f"no {_WAY[mode]} of the network ends there; near it: {near}", place=asked)
    alike = ", ".join(_alike(atlas, asked))
    for candidate in atlas.gazetteer.lookup(asked):
        place = candidate.place
        if place.lat is not None and place.lon is not None:
            near = _nearest(atlas, (place.lat, place.lon), served)
            name = f"{place.name}, {place.country}" if place.country else place.name
            told = f"{name} is no point of the network; near it: {near}"
            raise RequestError("off-network", told + (f"; names like it: {alike}" if alike else ""), place=asked)
    told = f"no place of the network is called so; names like it: {alike}" if alike else ""
    raise RequestError("unknown-place", told, place=asked)


def _known(atlas: Atlas, asked: str) -> list[str]:
    """The points that a name may mean, the surest first."""
    key = asked.casefold().strip()
    found = [node.id for node in atlas.network.nodes if key in (node.id, node.local, node.name.casefold())]
    for candidate in atlas.gazetteer.lookup(asked):
        found += [
            point for point in (candidate.place.id, candidate.place.same_as) if point and atlas.network.node(point)
        ]
    return list(dict.fromkeys(found))


def _nearest(atlas: Atlas, at: tuple[float, float], served: set[str]) -> str:
    """The points of the network nearest to a place, with how far they lie off in a straight line."""
    nodes = [(_km(at, node), node.name) for node in atlas.network.nodes if node.id in served]
    return ", ".join(f"{name} ({km:.0f} km)" for km, name in sorted(nodes)[:_MOST_NAMED])


def _km(at: tuple[float, float], node: Node) -> float:
    east = (node.lon - at[1] + 180.0) % 360.0 - 180.0
    return hypot(east * cos(radians(at[0])), node.lat - at[0]) * _KM_A_DEGREE


def _alike(atlas: Atlas, asked: str) -> list[str]:
    names = {node.name.casefold(): node.name for node in atlas.network.nodes}
    for pack in atlas.packs:
        targets = {node.local: node.name for node in pack.nodes}
        names |= {row.name.casefold(): targets[row.target] for row in pack.names["place"] if row.target in targets}
    near = get_close_matches(asked.casefold().strip(), sorted(names), n=2 * _MOST_NAMED, cutoff=0.6)
    return list(dict.fromkeys(names[name] for name in near))[:_MOST_NAMED]


def points_within(atlas: Atlas, area: str) -> frozenset[str]:
    """Return the points of the network that are, or lie in, an area: a name, id or P-code.

    Raises RequestError bad-value where none does.
    """
    wanted = area.casefold().strip()
    named = [candidate.place for candidate in atlas.gazetteer.lookup(area)]
    found = {
        node.id
        for pack in atlas.packs
        for node in pack.nodes
        if _lies_in(pack.by_local[node.local].place, named, wanted)
    }
    if not found:
        raise RequestError("bad-value", f"no point of the network lies in {area!r}; give a name, id or P-code")
    return frozenset(found)


def _lies_in(place: Place, named: Iterable[Place], wanted: str) -> bool:
    code = (place.pcode or "").casefold()
    by_code = len(wanted) > 2 and wanted[-1].isdigit() and code.startswith(wanted)
    return by_code or wanted == (place.country or "").casefold() or any(within(place, other) for other in named)
