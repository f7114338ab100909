"""Which others each claim looks for, kept up to date as claims come and go: the same as ``blocks`` finds at once.

A key is held by its hash, and for each claim that has it the claim's number and what it is worth. A key that becomes a
crowd is split as in ``blocks``, and those who have it look anew.
"""

from bisect import insort
from collections.abc import Iterable, Mapping

from karez.resolve.incidents.blocks import BASE, CROWD, SOUGHT, Unsearched, candidates_of
from karez.resolve.incidents.keys import Key, finer, keys, splits
from karez.resolve.incidents.row import ClaimRow

Pair = tuple[str, str]


class Sought:
    """Claims (by the rows that stand for them) and for each the others that it looks for."""

    def __init__(self, rows: Iterable[ClaimRow] = ()) -> None:
        self.rows: dict[str, ClaimRow] = {}
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._holders: dict[int, list[int]] = {}
        self._crowds: dict[int, Key] = {}
        # For each claim (minus the strength, id), the strongest first; and who looks for it.
        self._top: dict[str, list[tuple[int, str]]] = {}
        self._by: dict[str, set[str]] = {}
        self._changed: set[Pair] = set()
        self._stale: set[str] = set()
        self._fill(list(rows))

    def change(self, gone: Iterable[str], come: Iterable[ClaimRow]) -> dict[Pair, bool]:
        """Take claims out and in; return the pairs (smaller id first) that came to be compared (True) or no longer."""
        self._changed, self._stale = set(), set()
        for name in sorted(gone):
            self._take_out(name)
        fresh = sorted(come, key=lambda row: row.id)
        for row in fresh:
            self._put_in(row)
        for row in fresh:
            self._look(row.id)
        for name in sorted(self._stale & self.rows.keys()):
            self._set(name, self._strongest(name))
        return {pair: self._is_pair(*pair) for pair in sorted(self._changed)}

    def pairs(self) -> list[Pair]:
        """Return all pairs that are compared, smaller id first, in order."""
        return sorted({(min(one, two), max(one, two)) for one, top in self._top.items() for _, two in top})

    def unsearched(self) -> tuple[Unsearched, ...]:
        """Return the crowded keys that are not searched, in order."""
        found = [
            Unsearched(" ".join(map(str, key)), len(self._holders[mark]))
            for mark, key in self._crowds.items()
            if not splits(key)
        ]
        return tuple(sorted(found, key=lambda one: one.key))

    # ------------------------------------------------------------ all at once
    def _fill(self, rows: list[ClaimRow]) -> None:
        for row in rows:
            self._put_in(row)
        for row, top in zip(rows, candidates_of(rows).sought, strict=True):
            self._set(row.id, [(-strength, rows[position].id) for position, strength in top])

    # ------------------------------------------------------------ keys
    def _put_in(self, row: ClaimRow) -> None:
        self._numbers[row.id] = len(self._names)
        self._names.append(row.id)
        self.rows[row.id] = row
        self._top.setdefault(row.id, [])
        self._by.setdefault(row.id, set())
        for key, worth in keys(row).items():
            self._enter(key, row, worth)

    def _enter(self, key: Key, row: ClaimRow, worth: int) -> None:
        mark = hash(key)
        holders = self._holders.setdefault(mark, [])
        holders.append(self._numbers[row.id] * BASE + worth)
        if len(holders) == CROWD + 1:
            self._crowds[mark] = key
            self._stale.update(self._names[one // BASE] for one in holders)
            if splits(key):
                for one in holders:
                    other = self.rows[self._names[one // BASE]]
                    self._enter(finer(key, other), other, one % BASE)
        elif len(holders) > CROWD and splits(key):
            self._enter(finer(key, row), row, worth)

    def _leave(self, key: Key, row: ClaimRow, worth: int) -> None:
        mark = hash(key)
        holders = self._holders[mark]
        if len(holders) > CROWD and splits(key):
            self._leave(finer(key, row), row, worth)
        holders.remove(self._numbers[row.id] * BASE + worth)
        if len(holders) == CROWD:
            del self._crowds[mark]
            self._stale.update(self._names[one // BASE] for one in holders)
            if splits(key):
                for one in holders:
                    other = self.rows[self._names[one // BASE]]
                    self._leave(finer(key, other), other, one % BASE)
        if not holders:
            del self._holders[mark]

    def _take_out(self, name: str) -> None:
        row = self.rows[name]
        for key, worth in keys(row).items():
            self._leave(key, row, worth)
        self._set(name, [])
        # Those who looked for it have room for another.
        self._stale |= self._by[name]
        for other in sorted(self._by[name]):
            self._set(other, [entry for entry in self._top[other] if entry[1] != name])
        self._stale.discard(name)
        del self.rows[name], self._top[name], self._by[name], self._numbers[name]

    def _searched(self, row: ClaimRow) -> Iterable[tuple[int, int]]:
        """The hashes of the keys by which a claim is looked for, crowded ones split, with what they are worth."""
        for key, worth in keys(row).items():
            part, mark = key, hash(key)
            while mark in self._crowds and splits(part):
                part = finer(part, row)
                mark = hash(part)
            if mark not in self._crowds:
                yield mark, worth

    # ------------------------------------------------------------ who looks for whom
    def _strongest(self, name: str) -> list[tuple[int, str]]:
        strength: dict[int, int] = {}
        for mark, worth in self._searched(self.rows[name]):
            for one in self._holders[mark]:
                strength[one // BASE] = strength.get(one // BASE, 0) + worth
        strength.pop(self._numbers[name], None)
        return sorted((-value, self._names[number]) for number, value in strength.items())[:SOUGHT]

    def _look(self, name: str) -> None:
        """Find the others of a new claim, and those who rather look for it than for one of theirs."""
        mine = self._strongest(name)
        strength: dict[int, int] = {}
        for mark, _ in self._searched(self.rows[name]):
            for one in self._holders[mark]:
                strength[one // BASE] = strength.get(one // BASE, 0) + one % BASE
        strength.pop(self._numbers[name], None)
        self._set(name, mine)
        for number, value in strength.items():
            other = self._names[number]
            top, entry = self._top[other], (-value, name)
            if entry not in top and (len(top) < SOUGHT or entry < top[-1]):
                longer = [*top]
                insort(longer, entry)
                self._set(other, longer[:SOUGHT])

    def _set(self, name: str, top: list[tuple[int, str]]) -> None:
        before, now = {other for _, other in self._top.get(name, ())}, {other for _, other in top}
        self._top[name] = top
        for other in before - now:
            self._by[other].discard(name)
        for other in now - before:
            self._by[other].add(name)
        self._changed |= {(min(name, other), max(name, other)) for other in before ^ now}

    def _is_pair(self, one: str, other: str) -> bool:
        seekers: Mapping[str, set[str]] = self._by
        return one in seekers.get(other, ()) or other in seekers.get(one, ())
