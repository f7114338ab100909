"""What a comparison of two claims is: a short list of levels, each a condition that is said in SQL and in Python."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from karez.resolve.incidents.row import ClaimRow

Holds = Callable[[ClaimRow, ClaimRow], bool]
_SHARED, _COUNT = re.compile(r"SHARED\((\w+), (\w+)\)"), re.compile(r"COUNT_OF\((\w+)\)")
# How engines write both: of the items that two arrays share, of those of one.
DIALECTS = {
    "duckdb": (r"len(list_filter(\1, lambda item: list_contains(\2, item)))", r"len(\1)"),
    "spark": (r"size(array_intersect(\1, \2))", r"size(\1)"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its name, its condition in SQL and in Python; a ``null`` level weighs nothing."""

    name: str
    sql: str
    holds: Holds
    null: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. Its last level holds for every pair."""

    name: str
    levels: tuple[Level, ...]

    def level(self, left: ClaimRow, right: ClaimRow) -> int:
        """Return the number of the first level that holds."""
        for number, level in enumerate(self.levels):
            if level.holds(left, right):
                return number
        return len(self.levels) - 1


def condition(level: Level, dialect: str) -> str:
    """Return the SQL of a level for an engine (``duckdb`` or ``spark``)."""
    shared, count = DIALECTS[dialect]
    return _COUNT.sub(count, _SHARED.sub(shared, level.sql))


def always(_: ClaimRow, __: ClaimRow) -> bool:
    """Hold for every pair."""
    return True


def rest(name: str) -> Level:
    """Return the last level of a comparison, which holds for every pair."""
    return Level(name, "TRUE", always)
