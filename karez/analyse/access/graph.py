"""The network as arrays: places and links by number, with every link kept as a record of its own.

Two places may be joined by several links. They are never merged in the graph: a question first leaves out the links
that it may not use, then the shortest of those left between each two places makes the matrix (``Ways``). Links that
may not be used are left out, not given an infinite length: SciPy's components would still count these as joined. The
matrix is built row by row and never from repeated pairs, whose lengths SciPy adds up.

Places and links are numbered in the order of their ids, so that the order in which they are given changes no answer,
nor which of two equally long ways is told.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix

from karez.analyse.access.protocols import AccessLink
from karez.model.errors import RequestError

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Ids = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """The usable links as a square matrix of lengths in km (CSR, both directions, the shortest of parallel links).

    ``link`` gives the number of the link of every stored entry, in the order of ``matrix.data``.
    """

    matrix: csr_matrix
    link: Small


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """Places joined by links with a length; links lead both ways.

    ``nodes`` (n,) and ``links`` (m,) are ids in ascending order; ``start`` and ``end`` (m,) number the places that a
    link joins, ``length_km`` (m,) is its length. Make one by ``from_links`` or ``from_arrays``.
    """

    nodes: Ids
    links: Ids
    start: Small
    end: Small
    length_km: Floats

    @classmethod
    def from_links(cls, links: Sequence[AccessLink], nodes: Sequence[str] = ()) -> "RoadGraph":
        """Make the graph of some links; ``nodes`` are ids of places that must stand in it even with no link.

        Raises RequestError (``bad-network``) as ``from_arrays`` does.
        """
        ids = sorted({*nodes, *(link.start for link in links), *(link.end for link in links)})
        number = {node: at for at, node in enumerate(ids)}
        return cls.from_arrays(
            nodes=np.array(ids, dtype=np.str_),
            links=np.array([link.id for link in links], dtype=np.str_),
            start=[number[link.start] for link in links],
            end=[number[link.end] for link in links],
            length_km=[link.length_km for link in links],
        )

    @classmethod
    def from_arrays(
        cls, *, nodes: ArrayLike, links: ArrayLike, start: ArrayLike, end: ArrayLike, length_km: ArrayLike
    ) -> "RoadGraph":
        """Make a graph of arrays: ids of places (n,) and links (m,), text or whole numbers, in any order.

        ``start`` and ``end`` (m,) are positions in ``nodes``; ``length_km`` (m,) is not negative. Raises RequestError
        (``bad-network``) for an id that stands twice, an end that is no place, or a length that is none.
        """
        places, names = np.asarray(nodes).reshape(-1), np.asarray(links).reshape(-1)
        ends = np.stack([np.asarray(start, np.int64).reshape(-1), np.asarray(end, np.int64).reshape(-1)])
        lengths = np.asarray(length_km, np.float64).reshape(-1)
        if not ends.shape[1] == len(names) == len(lengths):
            raise RequestError("bad-network", "ids, ends and lengths of the links are not equally many")
        outside: Mask = np.any((ends < 0) | (ends >= len(places)), axis=0)
        _refuse(names, outside, "an end of the link is no place of the network")
        _refuse(names, ~np.isfinite(lengths) | (lengths < 0), "the length of the link is no length in km")
        by_node, by_link = np.argsort(places, kind="stable"), np.argsort(names, kind="stable")
        places, names = places[by_node], names[by_link]
        _refuse(places[1:], places[1:] == places[:-1], "the id of a place stands twice")
        _refuse(names[1:], names[1:] == names[:-1], "the id of a link stands twice")
        number = np.empty(len(places), np.int32)
        number[by_node] = np.arange(len(places), dtype=np.int32)
        return cls(places, names, number[ends[0, by_link]], number[ends[1, by_link]], lengths[by_link])

    def place(self, node: object) -> int:
        """Return the number of a place. Raises RequestError (``unknown-id``) where the network has none of this id."""
        return _position(self.nodes, node, "the place is not on the network")

    def link(self, link: object) -> int:
        """Return the number of a link. Raises RequestError (``unknown-id``) where the network has none of this id."""
        return _position(self.links, link, "the network has no such link")

    def mask(self, *, usable: bool = True) -> Mask:
        """Return one value for every link (m,), all equal."""
        return np.full(len(self.links), usable, dtype=np.bool_)

    def ways(self, usable: Mask | None = None) -> Ways:
        """Return the matrix over the usable links (m,); None: all of them."""
        entries = self._entries
        row, column, link = entries.row, entries.column, entries.link
        if usable is not None:
            keep = usable[link]
            row, column, link = row[keep], column[keep], link[keep]
        if entries.parallel and len(row):
            # Sorted by pair, then length: the first of each pair is the shortest usable link.
            first = np.ones(len(row), dtype=np.bool_)
            first[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
            row, column, link = row[first], column[first], link[first]
        pointers = np.zeros(len(self.nodes) + 1, dtype=np.int32)
        np.cumsum(np.bincount(row, minlength=len(self.nodes)), out=pointers[1:])
        shape = (len(self.nodes), len(self.nodes))
        return Ways(csr_matrix((self.length_km[link], column, pointers), shape=shape), link)

    @cached_property
    def _entries(self) -> "_Entries":
        """Both directions of every link that joins two places, by pair, then length, then id."""
        order = np.argsort(self.length_km, kind="stable").astype(np.int32)
        order = order[self.start[order] != self.end[order]]
        # The two directions of a link side by side, so that shorter links stand first in both.
        row = np.stack([self.start[order], self.end[order]], axis=1).reshape(-1)
        column = np.stack([self.end[order], self.start[order]], axis=1).reshape(-1)
        pair = row.astype(np.int64) * len(self.nodes) + column
        by_pair = np.argsort(pair, kind="stable")
        pair = pair[by_pair]
        parallel = bool((pair[1:] == pair[:-1]).any())
        return _Entries(row[by_pair], column[by_pair], np.repeat(order, 2)[by_pair], parallel)


@dataclass(frozen=True, slots=True, eq=False)
class _Entries:
    row: Small
    column: Small
    link: Small
    parallel: bool


def _refuse(ids: Ids, wrong: Mask, message: str) -> None:
    if wrong.any():
        raise RequestError("bad-network", message, place=str(ids[int(np.argmax(wrong))]))


def _position(ids: Ids, wanted: object, message: str) -> int:
    """Where an id stands in the sorted ids. By bisection: NumPy's own search would copy all of a text array."""
    if isinstance(wanted, str if ids.dtype.kind == "U" else int | np.integer):
        at = bisect_left(ids, wanted)
        if at < len(ids) and ids[at] == wanted:
            return at
    raise RequestError("unknown-id", message, place=str(wanted))
