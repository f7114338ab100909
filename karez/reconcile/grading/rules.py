"""The rules by which grades are suggested, as a data file with a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from karez.model.grading import Credibility, Reliability
from karez.reconcile.tables import listed

_HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class ReliabilityRule:
    """A grade and what it takes: so many tested cases, such a share that held, at most so many faults."""

    grade: Reliability
    cases: int
    share: float
    faults: float | None = None
    first_hand: bool = False


@dataclass(frozen=True, slots=True)
class CredibilityRule:
    """A grade, what it takes and why; None stands for anything.

    ``others`` and ``against`` are the least numbers, but an ``against`` of 0 means none.
    """

    grade: Credibility
    reason: str
    told: bool | None = None
    withdrawn: bool | None = None
    others: int | None = None
    against: int | None = None
    opponent: bool | None = None
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one version; ``rises_after`` in microseconds, ``faults`` by the word of what happened."""

    version: str
    ungraded: frozenset[str]
    of_the_outlet: frozenset[str]
    sides: Mapping[str, str]
    losses: Mapping[str, str]
    doers: Mapping[str, str]
    rises_after: int
    least_cases: int
    faults: Mapping[str, float]
    reliability: tuple[ReliabilityRule, ...]
    credibility: tuple[CredibilityRule, ...]


@cache
def rules() -> Rules:
    """Return the rules ``grade-1``."""
    told = listed("grade-1")
    return Rules(
        version=told["version"],
        ungraded=frozenset(told["ungraded"]),
        of_the_outlet=frozenset(told["of_the_outlet"]),
        sides=told["sides"],
        losses=told["losses"],
        doers=told["doers"],
        rises_after=told["rises_after_hours"] * _HOUR,
        least_cases=told["least_cases"],
        faults=told["faults"],
        reliability=tuple(
            ReliabilityRule(**{**row, "grade": Reliability(row["grade"])}) for row in told["reliability"]
        ),
        credibility=tuple(
            CredibilityRule(**{**row, "grade": Credibility(str(row["grade"]))}) for row in told["credibility"]
        ),
    )
