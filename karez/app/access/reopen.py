"""Which reported closure a user means by the name of a road, a section or a place on it."""

import re
from collections.abc import Sequence

from karez.app.values import AccessAsked
from karez.atlas.atlas import Atlas
from karez.atlas.values import Link
from karez.model.access_answer import Stretch
from karez.model.errors import RequestError
from karez.model.vocabulary import DerivedState

_BETWEEN = re.compile(r"\s*(?:[–—]|\s-\s|\bto\b|-)\s*")


def closed_link(atlas: Atlas, asked: AccessAsked, roads: Sequence[Stretch]) -> str:
    """Return the id of a link of the closure that ``asked.reopen`` names: a link's id, a road, a place, or two places.

    Raises RequestError: unknown-id for a name of nothing on the network, not-closed where no report closes it,
    one-at-a-time where several closures of it are reported.
    """
    name = (asked.reopen or "").strip()
    meant = {link.id for link in _meant(atlas, name, asked.mode)}
    if not meant:
        raise RequestError("unknown-id", f"no {asked.mode} and no place of the network is called so", place=name)
    closed = [road for road in roads if meant & set(road.links) and _is_closed(road, asked)]
    if not closed:
        raise RequestError("not-closed", place=name)
    if len({frozenset(road.told.claims) for road in closed}) > 1:
        listed = "; ".join(f"{road.name}, {road.id}" for road in closed)
        raise RequestError("one-at-a-time", f"several closures are reported there: {listed}", place=name)
    return next(link for link in closed[0].links if link in meant)


def _is_closed(road: Stretch, asked: AccessAsked) -> bool:
    held = road.told.of(asked.users)
    return held.state is DerivedState.CLOSED and road.mode == asked.mode


def _meant(atlas: Atlas, name: str, mode: str) -> list[Link]:
    """The links of the network by road or rail that a name may mean."""
    network = atlas.network
    links = [link for link in network.links if link.mode == mode]
    key = name.casefold()
    if not key:
        return []
    found = [link for link in links if key in (link.id.casefold(), (link.designation or "").casefold(), link.asset)]
    if found:
        return found
    roads = {asset.id for asset in atlas.assets.lookup(name)}
    found = [link for link in links if link.asset in roads]
    if found:
        return found
    at = _points(atlas, name)
    if at:
        return [link for link in links if at & {link.start, link.end}]
    return _between(atlas, name, mode)


def _between(atlas: Atlas, name: str, mode: str) -> list[Link]:
    """The sections between two places, wherever a dash of the name parts it into two."""
    for dash in _BETWEEN.finditer(name):
        ends = _points(atlas, name[: dash.start()]), _points(atlas, name[dash.end() :])
        for first in sorted(ends[0]):
            for second in sorted(ends[1]):
                for road in atlas.network.assets_at(first, mode=mode):
                    links = atlas.network.links_between(road, first, second)
                    if links:
                        return list(links)
    return []


def _points(atlas: Atlas, name: str) -> set[str]:
    """The points of the network that a name means."""
    key = name.casefold().strip()
    found = {node.id for node in atlas.network.nodes if key in (node.local, node.name.casefold())}
    for candidate in atlas.gazetteer.lookup(name.strip()) if key else ():
        place = candidate.place
        found |= {point for point in (place.id, place.same_as) if point and atlas.network.node(point)}
    return found
