"""What every job of the benchmarks gives: a figure beside its bar; and how long a job takes."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure. ``places`` is the size of the road graph of job access; the rest of it follows from that."""

    runs: int = 5
    claims: int = 100_000
    rows: int = 1_000_000
    places: int = 700_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, its bar (None: it has none) and whether less is better."""

    job: str
    value: float
    unit: str
    bar: float | None
    less_is_better: bool = True

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        if self.bar is None:
            return True
        return self.value <= self.bar if self.less_is_better else self.value >= self.bar


def median(job: Callable[[], object], runs: int) -> float:
    """The median time of a job in seconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
