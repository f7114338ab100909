"""Copies and versions: reports that share whole runs of words.

Reports are sets of runs of five words. MinHash with bands (Broder 1997; Leskovec, Rajaraman and Ullman, ch. 3) finds
the pairs worth a look; the overlap that is shown is counted exactly. A copy shares nearly all its runs with an earlier
report; a version shares half the runs of the shorter one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from karez.model.canonical import digest_text
from karez.resolve.terms import plain
from karez.resolve.told import Told

RUN = 5
COPY, VERSION = 0.8, 0.5
_BANDS, _ROWS = 64, 3
# In a crowded bucket a report is compared with the earliest so many.
_MOST = 40
_NO_DAY = 10**7
Hashes = np.ndarray[Any, np.dtype[np.uint64]]


@dataclass(frozen=True, slots=True)
class Kin:
    """``report`` is a ``copy_of`` or ``version_of`` the earlier report ``of``.

    ``overlap``, 0 to 1: for a copy the runs that both have of the runs that either has, for a version of the shorter's.
    """

    report: str
    of: str
    kind: str
    overlap: float


def copies(reports: Iterable[Told]) -> tuple[Kin, ...]:
    """Return for each report that has one its nearest earlier kin, by report id; links never run in circles."""
    ordered = sorted(reports, key=lambda one: (one.day or _NO_DAY, one.id))
    texts: dict[str, str] = {}
    found: list[Kin] = []
    kept: list[tuple[str, frozenset[int]]] = []
    for one in ordered:
        runs = runs_of(one.text)
        if not runs:
            continue
        first = texts.setdefault(digest_text(one.wording), one.id)
        if first != one.id:
            found.append(Kin(one.id, first, "copy_of", 1.0))
        else:
            kept.append((one.id, runs))
    found += _near(kept)
    return tuple(sorted(found, key=lambda kin: kin.report))


def runs_of(text: str) -> frozenset[int]:
    """Return the hashed runs of five words; a shorter text is one run, one without words none."""
    words = [plain(word) for word in text.split()]
    ends = range(RUN, max(len(words), RUN) + 1) if words else ()
    return frozenset(crc32(" ".join(words[end - RUN : end]).encode("utf-8", "surrogatepass")) for end in ends)


def _near(kept: Sequence[tuple[str, frozenset[int]]]) -> list[Kin]:
    buckets: dict[tuple[int, bytes], list[int]] = {}
    found = []
    for number, (name, runs) in enumerate(kept):
        earlier: set[int] = set()
        for band, mark in enumerate(_marks(runs)):
            bucket = buckets.setdefault((band, mark), [])
            earlier.update(bucket)
            if len(bucket) < _MOST:
                bucket.append(number)
        kin = [one for other in sorted(earlier) if (one := _kin(name, runs, *kept[other]))]
        if kin:
            found.append(max(kin, key=lambda one: (one.kind == "copy_of", one.overlap)))
    return found


def _kin(name: str, runs: frozenset[int], of: str, others: frozenset[int]) -> Kin | None:
    shared = len(runs & others)
    alike, part = shared / len(runs | others), shared / min(len(runs), len(others))
    if alike >= COPY:
        return Kin(name, of, "copy_of", round(alike, 3))
    return Kin(name, of, "version_of", round(part, 3)) if part >= VERSION else None


def _marks(runs: frozenset[int]) -> list[bytes]:
    """The bands of the MinHash of a set of runs."""
    values = np.fromiter(runs, dtype=np.uint64)
    least = [((values * factor + shift) >> np.uint64(32)).min() for factor, shift in _FUNCTIONS]
    return [np.array(least[at : at + _ROWS]).tobytes() for at in range(0, len(least), _ROWS)]


def _functions() -> Hashes:
    """Fixed odd factors and shifts of the hash functions."""
    raw = np.random.PCG64(20_251).random_raw(2 * _BANDS * _ROWS).reshape(-1, 2)
    raw[:, 0] |= np.uint64(1)
    return np.asarray(raw, dtype=np.uint64)


_FUNCTIONS = _functions()
