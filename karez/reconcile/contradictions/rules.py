"""How severe a contradiction is: the table ``contradictions-1``, and the numbers to go by, kept as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from karez.model.contradiction import ContradictionKind, Severity
from karez.reconcile.tables import listed, table

VERSION = "contradictions-1"
Measures = Mapping[str, float]
_TEST = re.compile(r"(\w+)(>=|=)([\d.]+)")
_ORDER = tuple(Severity)
_LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: for which kinds, what must be measured (name, ``>=`` or ``=``, value) and the severity that it gives."""

    name: str
    kinds: frozenset[str]
    tests: tuple[tuple[str, str, float], ...]
    severity: str

    def fits(self, kind: ContradictionKind, measures: Measures) -> bool:
        """Whether the row is about the kind and all that it asks for was measured."""
        return kind.value in self.kinds and all(_holds(measures.get(name), sign, at) for name, sign, at in self.tests)


def _holds(value: float | None, sign: str, at: float) -> bool:
    if value is None:
        return False
    return value >= at if sign == ">=" else value == at


def severity(kind: ContradictionKind, measures: Measures) -> tuple[Severity, tuple[str, ...]]:
    """Return how severe it is and the names of the rows that say so.

    The first row that fits gives it; of the rows that say ``lower`` one that fits takes it down one step.
    """
    fitting = [rule for rule in rules() if rule.fits(kind, measures)]
    grade = next(rule for rule in fitting if rule.severity != _LOWER)
    lower = next((rule for rule in fitting if rule.severity == _LOWER), None)
    found = Severity(grade.severity)
    if lower is None or found is Severity.LOW:
        return found, (grade.name,)
    return _ORDER[_ORDER.index(found) - 1], (grade.name, lower.name)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the table, first match first."""
    return tuple(_rule(row) for row in table(VERSION))


def _rule(row: Mapping[str, str]) -> Rule:
    tests = tuple((name, sign, float(at)) for name, sign, at in _TEST.findall(row["when"]))
    return Rule(row["rule"], frozenset(row["kinds"].split(";")), tests, row["severity"])


def number(name: str) -> float:
    """Return a number of ``contradictions-1.yaml``."""
    return float(listed(VERSION)[name])


def own_speakers() -> frozenset[str]:
    """Return the classes of claimants whose word is their own."""
    return frozenset(listed(VERSION)["own_words"])


def side_of(table: str, name: str) -> str:
    """Return the side of the conflict that a class of people (``hurt``) or parties (``did``) is on; empty: any."""
    return str(listed(VERSION)[table].get(name, ""))
