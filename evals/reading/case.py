"""What every measure of the reader is made of: texts, cases with a gold answer, parts of a figure, faults, rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from evals.draws import Parts as Parts
from evals.draws import figure as figure
from evals.draws import tenth

Claim = Mapping[str, Any]
Claims = Sequence[Claim]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One text as a user would hand it in. ``set`` and ``id`` name the record that it comes from."""

    set: str
    id: str
    text: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One unit of a measure: a text (or the texts of one happening) with its gold.

    ``data`` names the data set in the table; ``open`` tells whether its text may be shown to people who tune.
    """

    data: str
    items: tuple[Item, ...]
    gold: Any
    open: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """One error in a text; ``span`` is where it lies, None where it has no place."""

    note: str
    span: Span | None = None
    item: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what is measured, the bar as the issue writes it, the name of its parts.

    ``bar`` None: a figure beside the bars. ``low``: fewer is better.
    """

    what: str
    bar: float | None
    name: str
    low: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A measure: its rows, its cases (by part, every one or a sample), and how a case is scored on claims by text."""

    name: str
    rows: tuple[Row, ...]
    cases: Callable[[str | None, bool], list[Case]]
    parts: Callable[[Case, Sequence[Claims]], Parts]
    faults: Callable[[Case, Sequence[Claims]], list[Fault]]


def part_of(set_name: str, identity: str) -> str:
    """``train`` or ``unseen``, by the rule of ``claims-2`` (annotations/README.md), for any record of any set."""
    return "train" if tenth(f"claims-2:{set_name}:{identity}") <= 6 else "unseen"


def f1(matched: float, found: float, wanted: float) -> tuple[float, float]:
    """The parts of an F1: twice the matches over what was found and wanted together."""
    return 2 * matched, found + wanted


def most_pairs(fits: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) with the greatest sum of ``fits``; pairs that fit by nothing are left out."""
    if not fits or not fits[0]:
        return []
    weights = np.asarray(fits, dtype=float)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(a), int(b)) for a, b in zip(rows, columns, strict=True) if weights[a, b] > 0]


def interval(rows: Sequence[Parts], name: str) -> tuple[float, float] | None:
    """The 95 % interval when the cases are drawn again 1000 times; None where nearly all of them hold nothing."""
    own = np.array([row[name] for row in rows if name in row], dtype=float)
    if len(own) < 2:
        return None
    sums = _draws(len(own)) @ own
    values = sums[sums[:, 1] > 0]
    if len(values) < 0.95 * len(sums):
        return None
    low, high = np.quantile(values[:, 0] / values[:, 1], (0.025, 0.975))
    return float(low), float(high)


@lru_cache(maxsize=8)
def _draws(count: int) -> NDArray[np.float64]:
    """How often each of ``count`` cases is drawn, in each of 1000 draws."""
    return np.random.default_rng(20240229).multinomial(count, np.full(count, 1 / count), size=1000).astype(float)
