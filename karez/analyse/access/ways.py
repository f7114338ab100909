"""How many ways that share no link lead from a place to any hub: 0, 1, or 2 for two and more. No link is named.

With all hubs joined to one point by ties that never break, a place has two such ways unless one link alone holds it to
that point (Menger, 1927; Whitney, 1932). Such links are found all at once by cycle-space sampling (Pritchard and
Thurimella, 2011): every link outside of a spanning tree gets a random 64-bit number, every tree link the exclusive or
of those whose circle runs over it. It is 0 where no circle does; by chance alone once in 2**64 links.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order

from karez.analyse.access.graph import Mask, RoadGraph, Small, Ways

MOST_WAYS = 2
_SEED = 20260131


def ways_left(graph: RoadGraph, usable: Mask, hubs: Sequence[int]) -> NDArray[np.int8]:
    """Return the number of ways of every place (n,) to any hub over the usable links (m,).

    Parallel links are ways of their own. A hub itself counts as having two. ``hubs`` are numbers of places, one at
    least.
    """
    root = len(graph.nodes)
    hub = np.unique(np.asarray(hubs, dtype=np.int32))
    ways = graph.ways(usable)
    order, before = breadth_first_order(_joined(ways.matrix, hub), root, directed=True, return_predecessors=True)
    levels = _levels(order, before, root)
    sums = _sums(graph, usable & (graph.start != graph.end), _tree(ways, before[:root]))
    for level in reversed(levels[2:]):
        np.bitwise_xor.at(sums, before[level], sums[level])
    found = np.zeros(root, dtype=np.int8)
    found[hub] = MOST_WAYS
    for level in levels[2:]:
        found[level] = np.where(sums[level] == 0, 1, found[before[level]])
    return found


def _joined(matrix: csr_matrix, hub: Small) -> csr_matrix:
    """The matrix with one more point, the last, from which every hub is one step away."""
    size = matrix.shape[0] + 1
    data, indices = np.concatenate([matrix.data, np.ones(len(hub))]), np.concatenate([matrix.indices, hub])
    return csr_matrix((data, indices, np.append(matrix.indptr, len(indices)).astype(np.int32)), shape=(size, size))


def _levels(order: Small, before: Small, root: int) -> list[Small]:
    """The places in the order of the search, by how many links they lie from the root."""
    at = np.full(len(before), -1, dtype=np.int64)
    at[order] = np.arange(len(order))
    # Places found later come from places found later: one search a level finds where it ends.
    came_from = at[before[order[1:]]]
    levels, begin, end = [order[:1]], 0, 1
    while end < len(order):
        begin, end = end, 1 + int(np.searchsorted(came_from, end))
        levels.append(order[begin:end])
    return levels


def _tree(ways: Ways, before: Small) -> Small:
    """The links of the search tree: of each place's own row, the one to the place before it."""
    row = np.repeat(np.arange(len(before), dtype=np.int32), np.diff(ways.matrix.indptr))
    taken: Small = ways.link[ways.matrix.indices == before[row]]
    return taken


def _sums(graph: RoadGraph, counted: Mask, tree: Small) -> NDArray[np.uint64]:
    """For every place the exclusive or of the numbers of its links outside of the tree."""
    counted[tree] = False
    drawn = np.random.default_rng(_SEED).integers(1, 2**64, size=int(counted.sum()), dtype=np.uint64)
    sums = np.zeros(len(graph.nodes), dtype=np.uint64)
    np.bitwise_xor.at(sums, graph.start[counted], drawn)
    np.bitwise_xor.at(sums, graph.end[counted], drawn)
    return sums
