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
# What a key is worth is less than this.
BASE = 16
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


def _entries(rows: Sequence[ClaimRow]) -> tuple[list[list[int]], tuple[Unsearched, ...]]:
    """For each key that may be searched those who hold it; crowded keys split or told.

    A holder is one number, the claim's position times ``BASE`` and what the key is worth for it: pairs take far longer.
    """
    held: dict[Key, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        for key, worth in keys(row).items():
            held[key].append(position * BASE + worth)
    found = [holders for holders in held.values() if 1 < len(holders) <= CROWD]
    todo, told = [(key, holders) for key, holders in held.items() if len(holders) > CROWD], []
    while todo:
        key, holders = todo.pop()
        if len(holders) <= CROWD:
            if len(holders) > 1:
                found.append(holders)
        elif splits(key):
            parts: dict[Key, list[int]] = defaultdict(list)
            for holder in holders:
                parts[finer(key, rows[holder // BASE])].append(holder)
            todo += parts.items()
        else:
            told.append(Unsearched(" ".join(map(str, key)), len(holders)))
    return found, tuple(sorted(told, key=lambda one: one.key))


def _matrices(entries: Sequence[list[int]], count: int) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Claims by keys: one with ones, one with what each key is worth."""
    columns = np.repeat(np.arange(len(entries)), [len(holders) for holders in entries])
    holders = np.fromiter((holder for own in entries for holder in own), dtype=np.int64, count=len(columns))
    positions, worths = holders // BASE, holders % BASE
    shape = (count, max(len(entries), 1))
    marks = sparse.csr_matrix((np.ones(len(worths), dtype=np.int64), (positions, columns)), shape=shape)
    return marks, sparse.csr_matrix((worths, (positions, columns)), shape=shape)
