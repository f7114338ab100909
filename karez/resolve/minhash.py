"""MinHash with bands: which of many sets share enough to be worth a look (Broder 1997; Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, ch. 3).

With 128 bands of two rows a pair of sets that share a tenth of all that they hold is found with a chance of 0.72, one
that shares a fifth with 0.99.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

BANDS, ROWS = 128, 2
# A set in a crowded bucket is compared with the first so many.
MOST = 40
Ints = np.ndarray[Any, np.dtype[np.int64]]
Marks = np.ndarray[Any, np.dtype[np.uint64]]

# Fixed odd factors and shifts: each pair of them is a permutation of the numbers of 32 bits.
_RAW = np.random.PCG64(20_251).random_raw(2 * BANDS * ROWS).astype(np.uint32)
_FACTORS, _SHIFTS = _RAW[::2, None] | np.uint32(1), _RAW[1::2, None]


def near(sets: Sequence[frozenset[int]]) -> list[list[int]]:
    """Return for every set the numbers of earlier ones that may share much with it, in order; none for an empty one."""
    marks = np.zeros((len(sets), BANDS), np.uint64)
    for number, one in enumerate(sets):
        if one:
            marks[number] = _marks(one)
    full = np.array([bool(one) for one in sets], bool)
    found: list[set[int]] = [set() for _ in sets]
    for band in range(BANDS):
        for bucket in _buckets(marks[:, band], full):
            for at, number in enumerate(bucket):
                found[number].update(bucket[: min(at, MOST)])
    return [sorted(earlier) for earlier in found]


def _buckets(values: Marks, full: np.ndarray[Any, np.dtype[np.bool_]]) -> list[list[int]]:
    """The numbers of the sets with one value, for every value that several have."""
    numbers = np.flatnonzero(full)
    order = numbers[np.argsort(values[numbers], kind="stable")]
    ends = np.flatnonzero(np.diff(values[order])) + 1
    starts, ends = np.concatenate([[0], ends]), np.concatenate([ends, [len(order)]])
    several = ends - starts > 1
    return [order[start:end].tolist() for start, end in zip(starts[several], ends[several], strict=True)]


def _marks(one: frozenset[int]) -> Marks:
    """The least value of a set under each permutation, those of a band as one number."""
    values = np.fromiter(one, np.uint64, len(one)).astype(np.uint32)
    found: Marks = (_FACTORS * values + _SHIFTS).min(axis=1).view(np.uint64)
    return found
