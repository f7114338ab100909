"""Links out of lines: cut where three ways meet, where a way ends, where its number or class changes; joined elsewhere.

A point with two stretches of the same kind is only the shape of the road and disappears into the link.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from karez.atlas.build.osm.lines import Lines


@dataclass(frozen=True, slots=True)
class Chain:
    """A link to be: the points at its ends, its length in km, and the ways in it (numbers in the extract)."""

    start: int
    end: int
    length_km: float
    ways: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of one line between two cuts, or line ends."""

    start: int
    end: int
    length_km: float
    way: int


def chains(lines: Lines, labels: Sequence[int], left_out: Counter[str]) -> Iterator[Chain]:
    """Yield the links of the lines. ``labels[w]`` is equal for two ways that may be joined into one link.

    Rings that begin and end at the same point lead nowhere: they are counted in ``left_out``.
    """
    stop = stops_of(lines, labels)
    pieces = list(_pieces(lines, stop))
    at: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        at.setdefault(piece.start, []).append(number)
        at.setdefault(piece.end, []).append(number)
    used = [False] * len(pieces)
    for number, piece in enumerate(pieces):
        for end in (piece.start, piece.end):
            if stop[end] and not used[number]:
                chain = _follow(pieces, at, used, number, end, stop)
                if chain.start == chain.end:
                    left_out["a ring of road that begins and ends at one point"] += 1
                else:
                    yield chain
    # What is left touches no stop at all: rings without a way in.
    left_out["a ring of road without a way in"] += sum(not done for done in used)


def stops_of(lines: Lines, labels: Sequence[int]) -> NDArray[np.bool_]:
    """Return which points end a link: not exactly two stretches, two kinds of road, or a place."""
    size = len(lines.lat)
    count = np.zeros(size, dtype=np.int64)
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, -1, dtype=np.int64)
    for run, way in zip(lines.runs, lines.way, strict=True):
        np.add.at(count, run[:-1], 1)
        np.add.at(count, run[1:], 1)
        least[run] = np.minimum(least[run], labels[way])
        most[run] = np.maximum(most[run], labels[way])
    stop: NDArray[np.bool_] = (count != 2) | (least != most)
    stop[list(lines.stops)] = True
    return stop


def _pieces(lines: Lines, stop: NDArray[np.bool_]) -> Iterator[_Piece]:
    for run, way in zip(lines.runs, lines.way, strict=True):
        along = np.append(0.0, np.cumsum(lines.lengths(run)))
        cuts = [0, *(np.flatnonzero(stop[run[1:-1]]) + 1).tolist(), len(run) - 1]
        for first, last in pairwise(cuts):
            yield _Piece(int(run[first]), int(run[last]), float(along[last] - along[first]), way)


def _follow(
    pieces: Sequence[_Piece],
    at: dict[int, list[int]],
    used: list[bool],
    number: int,
    start: int,
    stop: NDArray[np.bool_],
) -> Chain:
    """Walk from a stop over pieces until the next stop."""
    here, length, ways = start, 0.0, []
    while True:
        piece = pieces[number]
        used[number] = True
        length += piece.length_km
        ways.append(piece.way)
        here = piece.end if piece.start == here else piece.start
        if stop[here]:
            return Chain(start, here, length, tuple(ways))
        number = next(other for other in at[here] if not used[other])
