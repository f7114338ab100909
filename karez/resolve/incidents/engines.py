"""By what pairs of claims are weighed: plain Python, DuckDB or Spark, all with the same weights and the same result."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from karez.model.errors import LedgerError, RequestError
from karez.resolve.incidents.blocks import Candidates
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.score import weight
from karez.resolve.incidents.weights import incident_weights
from karez.resolve.vectors import Floats, Ints

PYTHON, DUCKDB, SPARK = "python", "duckdb", "spark"
ENGINES = (PYTHON, DUCKDB, SPARK)


class _OnEngine(Protocol):
    def weights_on_engine(self, rows: Sequence[ClaimRow], left: Ints, right: Ints) -> Floats: ...


def scored(rows: Sequence[ClaimRow], candidates: Candidates, engine: str = PYTHON) -> dict[tuple[str, str], float]:
    """Return the weight in bits of every candidate pair by the ids of its claims, in the order of the candidates.

    ``engine`` is one of ``ENGINES``. Raises LedgerError no-engine where what it needs is not installed, engine-failed
    where it gives up, RequestError bad-setting for another name.
    """
    if engine not in ENGINES:
        raise RequestError("bad-setting", f"engine {engine!r} is none of {', '.join(ENGINES)}")
    pairs = list(zip(candidates.left.tolist(), candidates.right.tolist(), strict=True))
    if engine == PYTHON:
        known = incident_weights()
        return {(rows[a].id, rows[b].id): weight(rows[a], rows[b], known) for a, b in pairs}
    found = _driver(engine).weights_on_engine(rows, candidates.left, candidates.right) if pairs else ()
    return {(rows[a].id, rows[b].id): float(bits) for (a, b), bits in zip(pairs, found, strict=True)}


def _driver(engine: str) -> _OnEngine:
    """The module of an engine, taken by name when it is first asked for: commands that need none load none."""
    try:
        return cast(_OnEngine, import_module(f"karez.resolve.incidents.on_{engine}"))
    except ImportError as error:
        raise LedgerError("no-engine", "its Python package is not installed", place=engine) from error
