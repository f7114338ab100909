"""How far every place is from its nearest hub, by which links, and which places can be reached at all.

Shortest ways are Dijkstra's (1959), from all hubs at once, by ``scipy.sparse.csgraph``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components, dijkstra

from karez.analyse.access.graph import Floats, Mask, RoadGraph, Small, Ways

_NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class NearestMap:
    """The shortest way from the nearest hub to every place, by numbers of places and links, each (n,).

    ``distance_km`` is infinite where no way leads. ``hub`` is the hub that it starts from; ``before`` is the place
    and ``by`` the link from which the way comes in; -1 where there is none.
    """

    distance_km: Floats
    hub: Small
    before: Small
    by: Small

    def reached(self, place: int) -> bool:
        """Whether a way leads to the place."""
        return bool(np.isfinite(self.distance_km[place]))

    def hops(self, place: int) -> list[tuple[int, int, int]]:
        """Return the way from the hub to a place as (place, next place, link); none at a hub or where no way leads."""
        found = []
        while self.by[place] != _NONE:
            before = int(self.before[place])
            found.append((before, place, int(self.by[place])))
            place = before
        return found[::-1]


def nearest(ways: Ways, hubs: Sequence[int]) -> NearestMap:
    """Return the map of nearest hubs over the usable links; ``hubs`` are numbers of places, at least one."""
    start = np.unique(np.asarray(hubs, dtype=np.int32))
    length, before, hub = dijkstra(ways.matrix, directed=True, indices=start, min_only=True, return_predecessors=True)
    before, hub = np.where(before < 0, _NONE, before), np.where(hub < 0, _NONE, hub)
    # Of the entries in a place's own row, the one whose column is the place before it: both directions have one link.
    by = np.full(len(length), _NONE, dtype=np.int32)
    row = np.repeat(np.arange(len(length), dtype=np.int32), np.diff(ways.matrix.indptr))
    taken = ways.matrix.indices == before[row]
    by[row[taken]] = ways.link[taken]
    return NearestMap(length, hub.astype(np.int32), before.astype(np.int32), by)


def components(ways: Ways) -> Small:
    """Return the number of the part of the network that each place (n,) lies in: joined places have one number."""
    found: Small = connected_components(ways.matrix, directed=False)[1]
    return found


def reached(graph: RoadGraph, usable: Mask, hubs: Sequence[int]) -> NDArray[np.bool_]:
    """Return for every place (n,) whether any hub has a way to it over the usable links (m,)."""
    part = components(graph.ways(usable))
    held: NDArray[np.bool_] = np.isin(part, part[np.asarray(hubs, dtype=np.int64)])
    return held
