"""The transport network: nodes, sections, routes and hubs, in normal times. Live states never stand here."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from karez.atlas.links_near import LinkGrid
from karez.atlas.pack import Pack
from karez.atlas.values import Link, Node, Tehsil
from karez.model.errors import RequestError
from karez.model.mention import Place


class Network:
    """The networks of some packs as one. Ids of nodes are place ids, ids of routes are asset ids."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = tuple(packs)
        self._inside: dict[str, frozenset[str]] = {}
        # Reports speak of the same few ways and areas again and again.
        self._ways: dict[tuple[str, str, str], tuple[Link, ...]] = {}
        self._links_inside: dict[tuple[str, str | None], tuple[Link, ...]] = {}

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All points, in the order of the packs' files."""
        return tuple(node for pack in self._packs for node in pack.nodes)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All sections, in the order of the packs' files."""
        return tuple(link for pack in self._packs for link in pack.links)

    @cached_property
    def tehsils(self) -> Mapping[str, Tehsil]:
        """The census areas below the districts, by id: what ``Node.tehsils`` names."""
        return {area.id: area for pack in self._packs for area in pack.tehsils}

    @cached_property
    def hubs(self) -> tuple[str, ...]:
        """The place ids from which supplies come, as the packs name them."""
        return tuple(hub for pack in self._packs for hub in pack.hubs)

    @cached_property
    def _node_by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _links_by_node(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.start, []).append(link)
            found.setdefault(link.end, []).append(link)
        return {key: tuple(links) for key, links in found.items()}

    @cached_property
    def _links_by_asset(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            if link.asset:
                found.setdefault(link.asset, []).append(link)
        return {key: tuple(links) for key, links in found.items()}

    def node(self, place: str) -> Node | None:
        """Return the node with this place id, None where the place is not on the network."""
        return self._node_by_id.get(place)

    def links_of(self, asset: str) -> tuple[Link, ...]:
        """Return the sections of a route, in file order; none for an asset that is no route."""
        return self._links_by_asset.get(asset, ())

    def links_at(self, place: str) -> tuple[Link, ...]:
        """Return the sections that end at a place."""
        return self._links_by_node.get(place, ())

    def assets_at(self, place: str, *, mode: str | None = None) -> tuple[str, ...]:
        """Return the ids of the routes (of ``mode`` road or rail) with a section at the place, in file order."""
        found = (link.asset for link in self.links_at(place) if mode in (None, link.mode))
        return tuple(dict.fromkeys(asset for asset in found if asset))

    def links_between(self, asset: str, first: str, second: str) -> tuple[Link, ...]:
        """Return the route's sections from ``first`` to ``second``, in travel order; none where it has no such way.

        A route that is not continuous gives no way across its gap. Raises RequestError (``unknown-id``) for a place
        that is not on the network.
        """
        for place in (first, second):
            if place not in self._node_by_id:
                raise RequestError("unknown-id", "the place is not on the network", place=place)
        sections: dict[str, list[Link]] = {}
        for link in self.links_of(asset):
            sections.setdefault(link.start, []).append(link)
            sections.setdefault(link.end, []).append(link)
        return _shortest(lambda place: sections.get(place, ()), first, second)

    def way(self, first: str, second: str, *, mode: str) -> tuple[Link, ...]:
        """Return the shortest way between two places in normal times, in travel order; none where there is none.

        Only sections of ``mode`` (road or rail) whose baseline is open count.
        """

        def links_at(place: str) -> list[Link]:
            return [link for link in self.links_at(place) if link.mode == mode and link.baseline == "open"]

        asked = first, second, mode
        if asked not in self._ways:
            joined = first != second and self._joined(first, second, mode)
            self._ways[asked] = _shortest(links_at, first, second) if joined else ()
        return self._ways[asked]

    def _joined(self, first: str, second: str, mode: str) -> bool:
        """Whether any way at all leads from one to the other: else a search would look at all that the one reaches."""
        parts = self._parts.get(mode, {})
        return first in parts and second in parts and parts[first] == parts[second]

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, int]]:
        """For each mode the part of the network of normal times that a place lies in."""
        found: dict[str, dict[str, int]] = {}
        for link in self.links:
            for place in (link.start, link.end):
                parts = found.setdefault(link.mode, {})
                if place in parts:
                    continue
                number, queue = len(parts), [place]
                parts[place] = number
                while queue:
                    here = queue.pop()
                    for other in self.links_at(here):
                        if other.mode == link.mode and other.baseline == "open":
                            new = [end for end in (other.start, other.end) if end not in parts]
                            parts.update(dict.fromkeys(new, number))
                            queue.extend(new)
        return found

    def links_near(self, at: tuple[float, float], km: float, *, mode: str) -> tuple[Link, ...]:
        """Return, in file order, every section of ``mode`` that passes within ``km`` of a point, and some beside."""
        return tuple(link for link in self._grid.near(at, km) if link.mode == mode)

    @cached_property
    def _grid(self) -> LinkGrid:
        return LinkGrid(self.links)

    def links_in(self, unit: Place, *, mode: str | None = None) -> tuple[Link, ...]:
        """Return the sections with an end in a district, province or country, in file order; of ``mode``, if given."""
        asked = unit.id, mode
        if asked not in self._links_inside:
            inside = self.nodes_in(unit)
            links = (link for link in self.links if link.start in inside or link.end in inside)
            self._links_inside[asked] = tuple(link for link in links if mode in (None, link.mode))
        return self._links_inside[asked]

    def nodes_in(self, unit: Place) -> frozenset[str]:
        """Return the ids of the points that lie in a district, province or country."""
        if unit.id not in self._inside:
            found = (identity for identity, place in self._places.items() if _lies_in(place, unit))
            self._inside[unit.id] = frozenset(found)
        return self._inside[unit.id]

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return {node.id: pack.by_local[node.local].place for pack in self._packs for node in pack.nodes}

    def continuous(self, asset: str) -> bool:
        """Tell whether the route's sections, those that are open in normal times, hang together as one."""
        links = [link for link in self.links_of(asset) if link.baseline == "open"]
        if not links:
            return False
        reached = {links[0].start}
        grown = True
        while grown:
            more = {end for link in links for end in (link.start, link.end) if {link.start, link.end} & reached}
            grown = not more <= reached
            reached |= more
        return all(link.start in reached for link in links)


def _shortest(links_at: Callable[[str], Sequence[Link]], first: str, second: str) -> tuple[Link, ...]:
    """Dijkstra from place to place; of two ways of one length the smaller link id decides, so the answer is one."""
    best: dict[str, float] = {first: 0.0}
    came: dict[str, Link] = {}
    queue: list[tuple[float, str]] = [(0.0, first)]
    done: set[str] = set()
    while queue:
        length, place = heapq.heappop(queue)
        if place == second:
            break
        if place in done:
            continue
        done.add(place)
        for link in links_at(place):
            other = link.end if place == link.start else link.start
            reached = length + link.length_km
            known = best.get(other)
            if known is None or reached < known or (reached == known and other in came and link.id < came[other].id):
                best[other] = reached
                came[other] = link
                heapq.heappush(queue, (reached, other))
    way: list[Link] = []
    place = second
    while place != first and place in came:
        way.append(came[place])
        place = came[place].start if came[place].end == place else came[place].end
    return tuple(reversed(way))


def _lies_in(place: Place, unit: Place) -> bool:
    """By P-codes where both have one, else by the names of its units; the unit's kind says which level counts."""
    if place.country and unit.country and place.country != unit.country:
        return False
    if place.pcode and unit.pcode:
        return place.pcode.startswith(unit.pcode)
    level = {"district": place.admin2, "country": None}.get(unit.kind, place.admin1)
    return unit.kind == "country" or (level is not None and level.casefold() == unit.name.casefold())
