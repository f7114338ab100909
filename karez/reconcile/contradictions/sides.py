"""Builds the sides of a contradiction, and finds those among intervals that cannot all hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karez.model.contradiction import Side
from karez.reconcile.contradictions.rules import own_speakers
from karez.reconcile.counted import numbers
from karez.reconcile.item import Item, told_order


def side(says: str, items: Iterable[Item]) -> Side:
    """Return what ``items`` say, which have at least one, with each of their claimants once."""
    told = sorted(items, key=told_order)
    sources = {item.source.key: item.source for item in told}
    return Side(says, tuple(dict.fromkeys(item.claim.id for item in told)), tuple(sources.values()), told[0].known_from)


def number_side(items: Iterable[Item]) -> Side:
    """Return the side of tolls that give one number."""
    told = sorted(items, key=told_order)
    plain = side("", told)
    low, best, high = numbers(told[0])
    return Side("", plain.claims, plain.sources, plain.known_from, low, best, high)


def ordered(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Return sides in the order in which they became known."""
    return tuple(sorted(sides, key=lambda one: (one.known_from, one.claims)))


def whose(sides: Sequence[Side], items: Iterable[Item]) -> dict[str, float]:
    """Return whose words the sides are, as measures: ``items`` are all their claims.

    ``own_words``: 1 where two sides or more are a named party's own word, else 0; ``one_origin``: 1 where all their
    words go back to one origin, else 0.
    """
    named = sum(any(source.source_class in own_speakers() for source in one.sources) for one in sides)
    return {"own_words": float(named > 1), "one_origin": float(len({item.origin for item in items}) == 1)}


@dataclass(frozen=True, slots=True)
class Extremes:
    """The least upper and the greatest lower end of some intervals; where ``gap`` is positive they cannot all hold."""

    ceiling: float
    floor: float

    @property
    def gap(self) -> float:
        """How far the two lie apart."""
        return self.floor - self.ceiling

    def apart(self, low: float, high: float) -> bool:
        """Whether an interval cannot hold together with at least one other."""
        return self.gap > 0 and (low > self.ceiling or high < self.floor)


def extremes(intervals: Sequence[tuple[float, float]]) -> Extremes:
    """Return the extremes of intervals (lower and upper end, both part of it); there is at least one."""
    return Extremes(min(high for _, high in intervals), max(low for low, _ in intervals))
