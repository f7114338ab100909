"""The table: every row of every group beside the baseline, and the worst texts of what may be shown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.reading.annotated import sentences
from evals.reading.case import Case, Claims, Fault, Group, Parts, Row, figure, interval
from evals.reading.door import Readings


@dataclass(frozen=True, slots=True)
class Line:
    """A printed row: figures are None where there is nothing to measure; ``texts`` are those that a figure rests on."""

    what: str
    bar: float | None
    low: bool
    data: str
    texts: int
    figure: float | None
    interval: tuple[float, float] | None
    baseline: float | None

    @property
    def verdict(self) -> str:
        """Whether the bar is met; empty where there is none or no figure."""
        if self.bar is None or self.figure is None:
            return ""
        return "met" if (self.figure <= self.bar if self.low else self.figure >= self.bar) else "under"

    def json(self) -> dict[str, Any]:
        """The row for machines."""
        return {**asdict(self), "verdict": self.verdict}


# Bars of the issue for which no development set holds gold.
NO_DATA = (
    Line("event category right, PLOVER gold sentences", 0.70, False, "no dev data", 0, None, None, None),
    Line("who said it, attributed quotations", None, False, "no dev data", 0, None, None, None),
)


def lines(rows: Sequence[Row], data: str, systems: Mapping[str, Sequence[Parts]]) -> Iterator[Line]:
    """The rows of one data set, those that it holds nothing for left out."""
    own, dull = systems["reader"], systems["baseline"]
    for row in rows:
        texts = sum(bool(parts.get(row.name, (0, 0))[1]) for parts in own)
        if texts:
            found = figure(own, row.name), interval(own, row.name), figure(dull, row.name)
            yield Line(row.what, row.bar, row.low, data, texts, *found)


def measured(group: Group, cases: Sequence[Case], systems: Mapping[str, Readings]) -> list[Line]:
    """All rows of a group, the data sets of one measure beside each other."""
    by_data: dict[str, dict[str, list[Parts]]] = {}
    for case in cases:
        own = by_data.setdefault(case.data, {name: [] for name in systems})
        for name, readings in systems.items():
            own[name].append(group.parts(case, _claims(case, readings)))
    found = [line for data, own in by_data.items() for line in lines(group.rows, data, own)]
    order = [row.what for row in group.rows]
    return sorted(found, key=lambda line: order.index(line.what))


def _claims(case: Case, readings: Readings) -> list[Claims]:
    return [readings.claims[item] for item in case.items]


def earlier(text: str) -> dict[tuple[str, str], float | None]:
    """The figures of an earlier table, which ``--json`` printed, by what and data."""
    return {(row["what"], row["data"]): row["figure"] for row in json.loads(text)}


def show(rows: Sequence[Line], before: Mapping[tuple[str, str], float | None]) -> Iterator[str]:
    """The table as text, a line each; ``before`` are the figures of the previous release."""
    head = f"{'what':<56}{'bar':>8} {'reader':>7} {'95 %':>15}{'':>6}"
    yield f"{head}{'baseline':>9}{'previous':>9}  {'data':<18}{'texts':>5}"
    for row in rows:
        bar = "-" if row.bar is None else f"{'<=' if row.low else '>='} {row.bar:g}"
        spread = "-" if row.interval is None else f"{row.interval[0]:.3f} - {row.interval[1]:.3f}"
        yield (
            f"{row.what:<56}{bar:>8} {_number(row.figure):>7} {spread:>15} {row.verdict:<6}"
            f"{_number(row.baseline):>8} {_number(before.get((row.what, row.data))):>8}  {row.data:<18}{row.texts:>5}"
        )


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def worst(group: Group, cases: Sequence[Case], readings: Readings, most: int) -> Iterator[str]:
    """The texts with the most faults and the sentences of these; nothing of a text that may not be shown."""
    shown = [(group.faults(case, _claims(case, readings)), case) for case in cases if case.open]
    shown.sort(key=lambda pair: (-len(pair[0]), pair[1].items[0].set, pair[1].items[0].id))
    for faults, case in shown[:most]:
        if faults:
            yield f"== {case.data}: {', '.join(f'{item.set} {item.id}' for item in case.items)}: {len(faults)} faults"
            yield from (f"  {fault.note} | {sentence(case, fault)}" for fault in dict.fromkeys(faults))


def sentence(case: Case, fault: Fault) -> str:
    """The sentence that a fault begins in, blanks joined; empty where the fault has no place."""
    if fault.span is None:
        return ""
    text = case.items[fault.item].text
    found = ((a, b) for a, b in sentences(text) if a <= fault.span[0] < b)
    start, end = next(found, fault.span)
    return " ".join(text[start:end].split())
