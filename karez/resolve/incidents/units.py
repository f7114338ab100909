"""Claims that are one before anything is scored: what a report holds together, and prints of the same words.

Only the claim that stands for a unit is compared with others. What persons keep apart parts a unit too, also where only
what they joined leads from the one side to the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from karez.model.joining import Decisions
from karez.resolve.incidents.bundles import root
from karez.resolve.incidents.row import ClaimRow

Apart = Sequence[tuple[frozenset[str], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """Claims that are one: the row that stands for them and the ids of all, sorted."""

    row: ClaimRow
    claims: tuple[str, ...]


def units(rows: Iterable[ClaimRow], apart: Apart = (), together: Iterable[tuple[str, str]] = ()) -> tuple[Unit, ...]:
    """Return the units of a set of rows, in order of the ids of the rows that stand for them.

    ``apart`` and ``together`` are what persons decided (``Decisions``); what is together alone makes no unit.
    """
    known = {row.id: row for row in rows}
    found = [
        Unit(min((known[one] for one in members), key=standing), tuple(sorted(members)))
        for members in _grouped(known, apart, together)
    ]
    return tuple(sorted(found, key=lambda unit: unit.row.id))


def marks(row: ClaimRow) -> tuple[tuple[str, str], ...]:
    """Return what makes a claim one with others that have the same: its bundle, its copy, its type, day and place.

    Incidents of one type, day and place in one report are one happening that it tells again.
    """
    found = (("bundle", row.bundle), ("copy", f"{row.denied} {row.copy}"))
    if row.type is None or row.kind != "incident":
        return found
    return (*found, ("again", f"{row.report} {row.denied} {row.type} {row.day_from} {row.day_to} {row.place}"))


def standing(row: ClaimRow) -> tuple[bool, bool, int, int, str]:
    """Order rows by which stands for a unit: an incident, that its report is about, told first, with most harm."""
    return (row.kind != "incident", not row.head, row.known, -(row.high or 0), row.id)


def _grouped(known: Mapping[str, ClaimRow], apart: Apart, together: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Rows that share a bundle or a copy; where persons keep some of them apart, as many as may stay together."""
    parent = {key: key for key in known}
    chained = _Chained(known, apart, together)
    first: dict[tuple[str, str], str] = {}
    for key in sorted(known):
        row = known[key]
        for mark in marks(row):
            other = root(parent, first.setdefault(mark, key))
            mine = root(parent, key)
            if other != mine and chained.chain(other, mine):
                parent[mine] = other
    found: dict[str, list[str]] = {}
    for key in sorted(known):
        found.setdefault(root(parent, key), []).append(key)
    return list(found.values())


class _Chained:
    """Claims that will be of one incident, whether by what persons joined or by units, and the sides they touch."""

    def __init__(self, known: Collection[str], apart: Apart, together: Iterable[tuple[str, str]]) -> None:
        self._parent = {key: key for key in known}
        self._sides = {key: set[tuple[int, int]]() for key in known}
        for number, pair in enumerate(apart):
            for side, names in enumerate(pair):
                for name in names & self._parent.keys():
                    self._sides[name].add((number, side))
        for one, other in together:
            if one in self._parent and other in self._parent:
                self.chain(one, other)

    def chain(self, one: str, other: str) -> bool:
        """Chain two claims, and all with them, unless persons keep any of them apart; return whether they are one."""
        first, second = root(self._parent, one), root(self._parent, other)
        if first == second:
            return True
        if any((number, 1 - side) in self._sides[first] for number, side in self._sides[second]):
            return False
        self._parent[second] = first
        self._sides[first] |= self._sides[second]
        return True


def bound(units: Iterable[Unit], decisions: Decisions) -> tuple[tuple[str, str], ...]:
    """Return the pairs of units, by the ids of their rows, that persons joined; claims that are unknown are passed."""
    of = {claim: unit.row.id for unit in units for claim in unit.claims}
    pairs = {(of[one], of[other]) for one, other in decisions.together if one in of and other in of}
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}))


def kept_apart(units: Iterable[Unit], apart: Apart) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return what persons keep apart by units instead of claims."""
    of = {claim: unit.row.id for unit in units for claim in unit.claims}
    return [(_lifted(one, of), _lifted(other, of)) for one, other in apart]


def _lifted(claims: frozenset[str], of: Mapping[str, str]) -> frozenset[str]:
    return frozenset(of[claim] for claim in claims if claim in of)
