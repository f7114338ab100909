"""When the reports on one link end: by their own end, by age, by a contrary report or by their own denial.

Of n reports each is ended by the one among all later ones that speaks to it and began first. The reports are sorted by
what decides that (``Kind``), and of each kind a tree of least values over the order in which they became known answers
for a span of time, so that n reports take about n log n steps for each pair of kinds, not n times n.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from karez.reconcile.entries import fresh_until
from karez.reconcile.links_said import Kind, Said, one_telling_agrees

# When something ends a report, and the claim that does so.
End = tuple[int, str]
_NEVER: End = (sys.maxsize, "")
_Span = tuple[int, int | None]


class Least:
    """The least of the values at some positions; positions may be filled one by one, spans be asked for between."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tree = [_NEVER] * (2 * size)

    def put(self, at: int, value: End) -> None:
        """Fill a position."""
        at += self._size
        while at and value < self._tree[at]:
            self._tree[at] = value
            at //= 2

    def of(self, first: int, end: int) -> End:
        """Return the least value from ``first`` up to ``end``, which is no part of it."""
        least, first, end = _NEVER, first + self._size, end + self._size
        while first < end:
            if first & 1:
                least, first = min(least, self._tree[first]), first + 1
            if end & 1:
                end -= 1
                least = min(least, self._tree[end])
            first, end = first // 2, end // 2
        return least


@dataclass(slots=True)
class _Row:
    """Reports in the order in which they became known, with the least of their starts over any span of it."""

    known: list[int] = field(default_factory=list)
    starts: list[End] = field(default_factory=list)
    least: Least = field(default_factory=lambda: Least(0))

    def add(self, known: int, start: End) -> int:
        """Add what became known last, and return its position."""
        self.known.append(known)
        self.starts.append(start)
        return len(self.known) - 1

    def close(self, *, filled: bool) -> None:
        """Make the tree; ``filled`` with all starts, else empty."""
        self.least = Least(len(self.known))
        for at, start in enumerate(self.starts if filled else ()):
            self.least.put(at, start)

    def after(self, known: int, until: int | None) -> End:
        """The least start of what became known after ``known`` and not after ``until``."""
        last = len(self.known) if until is None else bisect_right(self.known, until)
        return self.least.of(bisect_right(self.known, known), last)


def ended(said: Sequence[Said], denied: Sequence[Said], *, agrees: bool = True) -> list[Said]:
    """Return the reports, in their order (by known-from, then start), each with its end and why it ended.

    ``agrees``: that one report tells two bad states of a link is no dispute (``one_telling_agrees``).
    """
    until = [fresh_until(one.entry) for one in said]
    others = _by_others(said, until)
    own, denials = _Own(said, agrees=agrees), _Own(denied, agrees=agrees)
    return [_ended(one, until[at], min(others[at], own.ends(one, until[at])), denials) for at, one in enumerate(said)]


def _ended(one: Said, until: int | None, contrary: End, denials: "_Own") -> Said:
    entry = one.entry
    told: list[tuple[int, str]] = []
    if until is not None:
        told.append((until, "its own end" if until == entry.report.end else "freshness over"))
    if contrary != _NEVER:
        told.append((contrary[0], f"contrary report {contrary[1]}"))
    denial = denials.denies(one)
    if denial != _NEVER:
        told.append((denial[0], f"denied by {denial[1]}"))
    if not told:
        return one
    end, why = min(told)
    return replace(one, entry=replace(entry, report=replace(entry.report, end=end, ended_by=why)))


def _by_others(said: Sequence[Said], until: Sequence[int | None]) -> list[End]:
    """For each report the contrary one that became known later, began later, and of these began first.

    Worked through from the last start to the first, so that the trees hold only what began later.
    """
    rows: dict[Kind, _Row] = {}
    places = []
    for one in said:
        row = rows.setdefault(one.kind, _Row())
        places.append(row.add(one.entry.item.known_from, (one.entry.report.start, one.id)))
    for row in rows.values():
        row.close(filled=False)
    against = {kind: [rows[other] for other in rows if _can_end(other, kind)] for kind in rows}
    found = [_NEVER] * len(said)
    by_start = sorted(range(len(said)), key=lambda at: said[at].entry.report.start, reverse=True)
    for _, together in groupby(by_start, key=lambda at: said[at].entry.report.start):
        begun = list(together)
        for at in begun:
            one = said[at]
            known = one.entry.item.known_from
            found[at] = min((row.after(known, until[at]) for row in against[one.kind]), default=_NEVER)
        for at in begun:
            row = rows[said[at].kind]
            row.least.put(places[at], row.starts[places[at]])
    return found


def _can_end(other: Kind, one: Kind) -> bool:
    return other.speaks_to(one) and other.contrary(one)


class _Own:
    """Reports by who stands behind them and by kind: what a source says itself ends what it said before."""

    def __init__(self, said: Sequence[Said], *, agrees: bool) -> None:
        self._agrees = agrees
        self._rows: dict[str, dict[Kind, _Row]] = {}
        self._at_once: dict[tuple[str, Kind, int], dict[str, list[End]]] = {}
        for one in sorted(said, key=lambda one: (one.entry.item.known_from, one.entry.report.start)):
            known, start = one.entry.item.known_from, (one.entry.report.start, one.id)
            self._rows.setdefault(one.source, {}).setdefault(one.kind, _Row()).add(known, start)
            self._at_once.setdefault((one.source, one.kind, known), {}).setdefault(one.report, []).append(start)
        for kinds in self._rows.values():
            for row in kinds.values():
                row.close(filled=True)

    def ends(self, one: Said, until: int | None) -> End:
        """The contrary report of the same source that was told later, and of these began first."""
        known, start = one.entry.item.known_from, one.entry.report.start
        found = _NEVER
        for kind, row in self._rows.get(one.source, {}).items():
            if _can_end(kind, one.kind):
                found = min(found, _not_before(row.after(known, until), start))
                if until is None or known <= until:
                    found = min(found, *self._told_at_once(one, kind), _NEVER)
        return found

    def _told_at_once(self, one: Said, kind: Kind) -> Iterator[End]:
        """What became known at the same instant and began later."""
        start = one.entry.report.start
        for report, starts in self._at_once.get((one.source, kind, one.entry.item.known_from), {}).items():
            if report != one.report or not (self._agrees and one_telling_agrees(kind, one.kind)):
                yield from starts[bisect_right(starts, (start, _LAST)) :][:1]

    def denies(self, one: Said) -> End:
        """The denial by the same source of a report that was known by then, of these the one that began first."""
        known, start = one.entry.item.known_from, one.entry.report.start
        rows = [row for kind, row in self._rows.get(one.source, {}).items() if kind.state is one.entry.state]
        least = [row.least.of(bisect_left(row.known, known), len(row.known)) for row in rows]
        return min((_not_before(end, start) for end in least), default=_NEVER)


# After any claim id.
_LAST = "\U0010ffff"


def _not_before(end: End, start: int) -> End:
    """A report ends no sooner than it begins."""
    return end if end == _NEVER else (max(end[0], start), end[1])
