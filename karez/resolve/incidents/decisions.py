"""From the joins, splits and partings of a view to what persons decided: what stands, and what a later word overruled.

The latest judgement is looked at first, so that of two that contradict each other the later one stands. What is told of
claims that are not in the view, or of no incident, says nothing: a claim that was taken back is as one that never was.

- A join says that all its claims are of one incident. Where later words keep some of them apart, those that are parted
  from the same others stay together, first within each side as it was named, then over all sides.
- A parting says that no claim of the one side is of an incident with a claim of the other. It is overruled whole where
  later joins chain a claim of the one side to one of the other: each side was named as one happening.
- A split is a parting whose first side leaves as one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from karez.model.joining import Decisions
from karez.model.record import SPLIT, Judgement, View
from karez.model.vocabulary import Verdict
from karez.resolve.incidents.bundles import speaks_of_one

_Firsts = tuple[tuple[str, ...], tuple[str, ...]]
_Tag = tuple[int, int]  # a parting that stands, and one of its two sides
_VERDICTS = (Verdict.JOIN, Verdict.KEEP_APART)


@dataclass(frozen=True, slots=True)
class Standing:
    """What persons decided: ``decisions`` that stand, and ``overruled``.

    ``overruled`` gives for the id of a judgement that does not stand, or not in whole, the ids, sorted, of those that
    overruled it.
    """

    decisions: Decisions
    overruled: Mapping[str, tuple[str, ...]]


def decisions_of(view: View) -> Decisions:
    """Return what persons decided about which claims of a view speak of one incident."""
    return standing(view).decisions


def standing(view: View) -> Standing:
    """Return which joins and partings of a view stand, and which were overruled. The order of its rows is no matter."""
    made = [item for item in view.judgements if item.verdict in _VERDICTS]
    fold = _Fold()
    if made:
        present = {record.claim.id for record in view.claims if speaks_of_one(record.claim)}
        for item in sorted(made, key=lambda item: (item.recorded, item.id), reverse=True):
            fold.take(item, _sides(item, present))
    return fold.standing()


def _sides(item: Judgement, present: Collection[str]) -> list[list[str]]:
    """The sides of a judgement with the claims that there are; one that stands on both sides says nothing."""
    counts: dict[str, int] = {}
    sides = [[claim for claim in dict.fromkeys(side) if claim in present] for side in item.sides]
    for side in sides:
        for claim in side:
            counts[claim] = counts.get(claim, 0) + 1
    if item.verdict is Verdict.KEEP_APART:
        sides = [[claim for claim in side if counts[claim] == 1] for side in sides]
    return sides


@dataclass(slots=True)
class _Set:
    """Claims that are of one incident, by which judgements, and the sides of partings that they touch."""

    claims: list[str]
    by: set[str] = field(default_factory=set)
    tags: set[_Tag] = field(default_factory=set)


class _Fold:
    """Takes judgements, the latest first, and keeps what contradicts nothing that it has."""

    def __init__(self) -> None:
        self._sets: dict[str, _Set] = {}
        self._apart: list[tuple[frozenset[str], frozenset[str], str]] = []
        self._overruled: dict[str, set[str]] = {}

    def take(self, item: Judgement, sides: Sequence[Sequence[str]]) -> None:
        """Take one judgement, older than all before it."""
        if item.verdict is Verdict.KEEP_APART:
            for one, other in combinations(sides, 2):
                if one and other:
                    self._part(item, one, other)
            if SPLIT in item.changes:
                self._join(item, sides[:1])
        else:
            self._join(item, sides)

    def standing(self) -> Standing:
        """Return what stands, in an order of its own; a side of a parting brings along all that is joined to it."""
        sets = {id(one): tuple(sorted(one.claims)) for one in self._sets.values()}
        # Each set of claims goes by its smallest, so that no large one is sorted or kept more than once.
        whole = {claims[0]: frozenset(claims) for claims in sets.values()}
        apart = {self._firsts(one, other, sets) for one, other, _ in self._apart}
        return Standing(
            Decisions(
                tuple(sorted(pair for claims in sets.values() for pair in pairwise(claims))),
                tuple((_union(one, whole), _union(other, whole)) for one, other in sorted(apart)),
            ),
            {identity: tuple(sorted(by)) for identity, by in sorted(self._overruled.items())},
        )

    def _firsts(self, one: Iterable[str], other: Iterable[str], sets: Mapping[int, tuple[str, ...]]) -> _Firsts:
        """The smallest claims of all sets on both sides of a parting, the side with the smaller one first."""
        first, second = sorted(
            tuple(sorted({sets[id(self._sets[claim])][0] for claim in side})) for side in (one, other)
        )
        return first, second

    def _part(self, item: Judgement, one: Sequence[str], other: Sequence[str]) -> None:
        there = {id(self._set(claim)) for claim in one}
        common = [found for found in map(self._set, other) if id(found) in there]
        if common:
            self._overrule(item, (by for found in common for by in found.by))
            return
        number = len(self._apart)
        self._apart.append((frozenset(one), frozenset(other), item.id))
        for side, claims in enumerate((one, other)):
            for claim in claims:
                self._set(claim).tags.add((number, side))

    def _join(self, item: Judgement, sides: Sequence[Sequence[str]]) -> None:
        whole = [claim for side in sides for claim in side]
        for claims in (*sides, whole):
            for alike in self._alike(claims):
                self._merge(alike, item.id)
        left = self._found(whole)
        if len(left) > 1:
            self._overrule(item, (self._apart[number][2] for number in self._between(left)))

    def _alike(self, claims: Iterable[str]) -> list[list[_Set]]:
        """The sets of ``claims``, those together that are parted from the same others of them."""
        found = self._found(claims)
        holders: dict[_Tag, set[int]] = {}
        for one in found:
            for tag in one.tags:
                holders.setdefault(tag, set()).add(id(one))
        against: dict[frozenset[_Tag], frozenset[int]] = {}
        alike: dict[frozenset[int], list[_Set]] = {}
        for one in found:
            tags = frozenset(one.tags)
            if tags not in against:
                against[tags] = frozenset[int]().union(*(holders.get((at, 1 - side), ()) for at, side in tags))
            alike.setdefault(against[tags], []).append(one)
        return list(alike.values())

    def _between(self, sets: Iterable[_Set]) -> set[int]:
        """The partings that have one of the sets on each side."""
        tags = {tag for one in sets for tag in one.tags}
        return {number for number, side in tags if (number, 1 - side) in tags}

    def _merge(self, sets: Sequence[_Set], by: str) -> None:
        if len(sets) < 2:
            return
        largest = max(sets, key=lambda one: len(one.claims))
        largest.by.add(by)
        for one in sets:
            if one is not largest:
                largest.claims += one.claims
                largest.by |= one.by
                largest.tags |= one.tags
                self._sets.update(dict.fromkeys(one.claims, largest))

    def _found(self, claims: Iterable[str]) -> list[_Set]:
        return list({id(one): one for one in map(self._set, claims)}.values())

    def _set(self, claim: str) -> _Set:
        return self._sets.setdefault(claim, _Set([claim]))

    def _overrule(self, item: Judgement, by: Iterable[str]) -> None:
        self._overruled.setdefault(item.id, set()).update(by)


def _union(firsts: Sequence[str], whole: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return whole[firsts[0]] if len(firsts) == 1 else frozenset[str]().union(*(whole[first] for first in firsts))
