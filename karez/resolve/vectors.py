"""Reports as sparse vectors of rare terms, and sums over the terms that two of them share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from scipy import sparse

from karez.resolve.background import Background, background
from karez.resolve.terms import Terms, lead_of, terms_of
from karez.resolve.told import Told, days, places

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Matrix = Any  # a scipy.sparse.csr_matrix, which has no types


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a report is compared."""

    id: str
    day: int | None
    all: Terms
    lead: Terms
    title: Mapping[str, int]
    places: frozenset[str]
    days: frozenset[int]


def sketch(report: Told) -> Sketch:
    """Return what of a report is compared."""
    return Sketch(
        report.id,
        report.day,
        terms_of(report.text),
        terms_of(lead_of(report.title, report.text)),
        terms_of(report.title or "").words,
        places(report.reading),
        days(report.reading),
    )


class Vectors:
    """The term vectors of a sequence of sketches: row n is sketch n."""

    def __init__(self, sketches: Sequence[Sketch], table: Background | None = None) -> None:
        table = table or background()
        self.sketches = sketches
        self.words = _unit(sketches, lambda one: one.all.words, table.rarity)
        self.names = _unit(sketches, lambda one: one.all.names, table.rarity)
        self.pairs = _unit(sketches, lambda one: one.all.pairs, table.pair_rarity)
        self.title = _unit(sketches, lambda one: one.title, table.rarity)
        self.lead_words = _unit(sketches, lambda one: one.lead.words, table.rarity)
        self.lead_names = _unit(sketches, lambda one: one.lead.names, table.rarity)
        self.shared_names = _shared(sketches, lambda one: one.all.names, table.rarity)
        self.shared_pairs = _shared(sketches, lambda one: one.all.pairs, table.pair_rarity)
        self.shared_numbers = _shared(sketches, lambda one: one.all.numbers, table.rarity)
        self.shared_lead_names = _shared(sketches, lambda one: one.lead.names, table.rarity)
        self.shared_lead_pairs = _shared(sketches, lambda one: one.lead.pairs, table.pair_rarity)
        self.ages = _shared(sketches, lambda one: one.all.ages, _one)
        self.blocks = _shared(sketches, lambda one: one.all.blocks, _one)
        self.places = _shared(sketches, lambda one: one.places, table.pair_rarity)
        # These two are multiplied with each other, so one numbering of names serves both.
        names: dict[str, int] = {}
        self.name_marks = _matrix([dict.fromkeys((*one.all.names, *one.lead.names), 1.0) for one in sketches], names)
        self.lead_known = _matrix([{term: table.rarity(term) for term in one.lead.names} for one in sketches], names)


def together(matrix: Matrix, left: Ints, right: Ints, other: Matrix | None = None) -> Floats:
    """Return for each pair the sum over its shared terms of the product of both values."""
    found = matrix[left].multiply((matrix if other is None else other)[right]).sum(axis=1)
    return np.asarray(found, dtype=np.float64).ravel()


def _one(_: str) -> float:
    return 1.0


def _unit(
    sketches: Sequence[Sketch], terms: Callable[[Sketch], Mapping[str, int]], rarity: Callable[[str], float]
) -> Matrix:
    """Rows of length 1 with (1 + log count) times rarity."""
    matrix = _matrix([{term: (1 + log(n)) * rarity(term) for term, n in terms(one).items()} for one in sketches])
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    return sparse.csr_matrix(sparse.diags(1 / lengths) @ matrix)


def _shared(
    sketches: Sequence[Sketch],
    terms: Callable[[Sketch], Iterable[str]],
    rarity: Callable[[str], float],
) -> Matrix:
    """Rows whose product is the sum of the rarities of the terms that both hold."""
    return _matrix([{term: sqrt(max(rarity(term), 0.0)) for term in terms(one)} for one in sketches])


def _matrix(rows: Sequence[Mapping[str, float]], columns: dict[str, int] | None = None) -> Matrix:
    columns = {} if columns is None else columns
    values: list[float] = []
    indices: list[int] = []
    ends = [0]
    for row in rows:
        for term, value in row.items():
            indices.append(columns.setdefault(term, len(columns)))
            values.append(value)
        ends.append(len(values))
    return sparse.csr_matrix((values, indices, ends), shape=(len(rows), max(len(columns), 1)))
