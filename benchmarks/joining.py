"""Joining claims at constant density: ``python -m benchmarks.run --only joining``, and ``--only spark`` once.

The claims are made up (``tests/resolve/many_rows``): with more of them the period grows longer and the area larger.
From nothing means from rows to incidents: units, candidate pairs, their weights on DuckDB, clusters. How the time grows
is told in processor time: that of the most claims over that of the fewest, as a part of what n log n would give.
Reports that come in one by one are added to the most claims in a running process.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from math import log
from random import Random
from typing import TypeVar

import numpy as np

from benchmarks.figures import Figure, Options
from karez.ledger.engine.java import java_home
from karez.resolve.incidents.blocks import candidates
from karez.resolve.incidents.engines import DUCKDB, PYTHON, SPARK, scored
from karez.resolve.incidents.index import Joiner
from karez.resolve.incidents.join import NO_DECISIONS, join_rows, settled
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.units import units
from tests.resolve.many_rows import many_rows

# And so many as are asked for, 100,000 unless told.
SIZES = (5_000, 20_000, 50_000)
BARS = {50_000: 60.0}
RUNS = 3
# So many reports are added one by one.
ADDED = 50
# There are so many candidate pairs a unit at most.
MOST_PAIRS = 40.0
T = TypeVar("T")


def joining(options: Options) -> Iterator[Figure]:
    """Joining so many claims from nothing, whole and by its steps, and how the time grows."""
    sizes = [*(size for size in SIZES if size < options.claims), options.claims]
    join_rows(many_rows(min(sizes)), engine=DUCKDB)  # loads Splink and DuckDB
    processor = {}
    for size in sizes:
        rows = many_rows(size)
        took, processor[size] = _whole(rows, min(options.runs, RUNS))
        yield Figure(f"joining {size:,} claims from nothing", took, "s", BARS.get(size))
        yield Figure("  processor time of it", processor[size], "s", None)
        yield from _steps(rows)
    yield from _adding(rows)
    if len(sizes) > 1:
        few, many = sizes[0], sizes[-1]
        allowed = many * log(many) / (few * log(few))
        grown = processor[many] / processor[few] / allowed
        yield Figure(f"growth, {few:,} to {many:,}, over n log n", grown, "times", 1.0)


def _whole(rows: list[ClaimRow], runs: int) -> tuple[float, float]:
    """Median seconds of joining from nothing, and of processor time, of all threads together."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        took, _ = _timed(lambda: join_rows(rows, engine=DUCKDB))
        times.append((took, time.process_time() - began))
    walls, processors = zip(*times, strict=True)
    return statistics.median(walls), statistics.median(processors)


def _timed(job: Callable[[], T]) -> tuple[float, T]:
    """Seconds that a job takes, and what it gives."""
    began = time.perf_counter()
    found = job()
    return time.perf_counter() - began, found


def _steps(rows: list[ClaimRow]) -> Iterator[Figure]:
    """Each step by itself, once."""
    name = f"  {len(rows):,}:"
    took, whole = _timed(lambda: units(rows, ()))
    yield Figure(f"{name} {len(whole):,} units", took, "s", None)
    standing = [unit.row for unit in whole]
    took, pairs = _timed(lambda: candidates(standing))
    yield Figure(f"{name} {len(pairs.left):,} candidate pairs", took, "s", None)
    beside = np.bincount(np.concatenate([pairs.left, pairs.right]), minlength=len(standing))
    yield Figure(f"{name} pairs a unit", len(pairs.left) / len(standing), "pairs", MOST_PAIRS)
    yield Figure(f"{name} most pairs of one unit", float(beside.max()), "pairs", None)
    took, weights = _timed(lambda: scored(standing, pairs, DUCKDB))
    yield Figure(f"{name} weights on DuckDB", took, "s", None)
    took, same = _timed(lambda: scored(standing, pairs, PYTHON))
    yield Figure(f"{name} weights in Python", took, "s", None)
    if weights != same:
        raise AssertionError("DuckDB and Python weigh pairs otherwise")
    took, _ = _timed(lambda: settled(rows, whole, weights, NO_DECISIONS, pairs.unsearched))
    yield Figure(f"{name} clusters and incidents", took, "s", None)


def _adding(rows: list[ClaimRow]) -> Iterator[Figure]:
    """Adding reports, drawn from all, one by one to the others."""
    of: dict[str, list[ClaimRow]] = {}
    for row in rows:
        of.setdefault(row.report, []).append(row)
    added = set(Random(1).sample(sorted(of), min(ADDED, len(of) - 1)))
    rest = [row for row in rows if row.report not in added]
    took, joiner = _timed(lambda: Joiner(rest))
    yield Figure(f"a running joiner of {len(rest):,} claims, made", took, "s", None)
    times = [_timed(lambda report=report: joiner.add(of[report]))[0] for report in sorted(added)]
    yield Figure("adding one report to it", statistics.median(times), "s", 1.0)
    yield Figure(f"the slowest of {len(times)}", max(times), "s", 1.0)


def spark(options: Options) -> Iterator[Figure]:
    """The weights of the largest set on Spark on this machine, once, start and all; they are those of DuckDB."""
    if java_home() is None:
        print("missing: Java 17, for Spark", file=sys.stderr)
        return
    rows = many_rows(options.claims)
    standing = [unit.row for unit in units(rows, ())]
    pairs = candidates(standing)
    took, weights = _timed(lambda: scored(standing, pairs, SPARK))
    yield Figure(f"weights of {len(rows):,} claims on Spark, with its start", took, "s", None)
    if weights != scored(standing, pairs, DUCKDB):
        raise AssertionError("DuckDB and Spark weigh pairs otherwise")
