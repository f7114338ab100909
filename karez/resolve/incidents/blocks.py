"""Which claims are compared: each with the few others with which it shares most, by keys that carry a time.

The pairs are a function of the set of claims, whatever their order. A key of more than ``CROWD`` claims is split by
day, then by place; what stays a crowd is not searched and is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from karez.resolve.incidents.keys import Key, finer, keys, splits
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.vectors import Ints

# Each claim looks for so many others; with those that look for it, there are twice as many pairs a claim at most.
SOUGHT = 20
CROWD = 2_000
_ROWS = 512


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A key that so many claims share that none was compared by it."""

    key: str
    claims: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of positions (left < right) of the rows that were given, and the keys that were not searched."""

    left: Ints
    right: Ints
    unsearched: tuple[Unsearched, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """For each row the positions of those that it looks for with what they share, and the keys not searched."""

    sought: list[list[tuple[int, int]]]
    unsearched: tuple[Unsearched, ...]


def candidates(rows: Sequence[ClaimRow]) -> Candidates:
    """Return the pairs that are worth comparing: each claim with those with which it shares most."""
    looked = candidates_of(rows)
    found = {
        (min(position, other), max(position, other)) for position, own in enumerate(looked.sought) for other, _ in own
    }
    pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    return Candidates(pairs[:, 0], pairs[:, 1], looked.unsearched)


def candidates_of(rows: Sequence[ClaimRow]) -> Looked:
    """Return for each claim those with which it shares most, of equal worth the smaller id first."""
    entries, unsearched = _entries(rows)
    # Columns in order of ids: of equal worth the smaller id comes first.
    order = sorted(range(len(rows)), key=lambda position: rows[position].id)
    marks, worths = _matrices(entries, len(rows))
    marks, worths = marks[order], worths[order]
    turned = marks.T.tocsr()
    sought: list[list[tuple[int, int]]] = [[] for _ in rows]
    for first in range(0, len(rows), _ROWS):
        near = (worths[first : first + _ROWS] @ turned).tocsr()
        near.sort_indices()
        for row, strongest in enumerate(_strongest(near, first)):
            sought[order[first + row]] = [(order[column], strength) for column, strength in strongest]
    return Looked(sought, unsearched)


def _strongest(near: sparse.csr_matrix, first: int) -> Iterator[list[tuple[int, int]]]:
    """The strongest neighbours of each row, columns with their values."""
    for row in range(near.shape[0]):
        here = slice(near.indptr[row], near.indptr[row + 1])
        columns, values = near.indices[here], near.data[here]
        best = np.argsort(-values, kind="stable")[: SOUGHT + 1]
        found = zip(columns[best].tolist(), values[best].tolist(), strict=True)
        yield [(column, value) for column, value in found if column != first + row][:SOUGHT]


def _entries(rows: Sequence[ClaimRow]) -> tuple[list[tuple[list[int], list[int]]], tuple[Unsearched, ...]]:
    """For each key that may be searched its claims and what it is worth for each; crowded keys split or told."""
    held: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for position, row in enumerate(rows):
        for key, worth in keys(row).items():
            held[key].append((position, worth))
    todo, found, told = list(held.items()), [], []
    while todo:
        key, members = todo.pop()
        if len(members) <= CROWD:
            if len(members) > 1:
                found.append(([position for position, _ in members], [worth for _, worth in members]))
        elif splits(key):
            parts: dict[Key, list[tuple[int, int]]] = defaultdict(list)
            for position, worth in members:
                parts[finer(key, rows[position])].append((position, worth))
            todo += parts.items()
        else:
            told.append(Unsearched(" ".join(map(str, key)), len(members)))
    return found, tuple(sorted(told, key=lambda one: one.key))


def _matrices(
    entries: Sequence[tuple[list[int], list[int]]], count: int
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Claims by keys: one with ones, one with what each key is worth."""
    sizes = [len(positions) for positions, _ in entries]
    columns = np.repeat(np.arange(len(entries)), sizes)
    positions = np.array([one for own, _ in entries for one in own], dtype=np.int64)
    worths = np.array([one for _, own in entries for one in own], dtype=np.int64)
    shape = (count, max(len(entries), 1))
    marks = sparse.csr_matrix((np.ones(len(worths), dtype=np.int64), (positions, columns)), shape=shape)
    return marks, sparse.csr_matrix((worths, (positions, columns)), shape=shape)
