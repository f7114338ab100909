"""Builds the sides of a contradiction, and finds those among intervals that cannot all hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karez.model.contradiction import Side
from karez.reconcile.contradictions.rules import own_speakers
from karez.reconcile.figures import numbers
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


def own_words(sides: Sequence[Side]) -> float:
    """Return 1 where a named party stands behind every side in its own words, else 0."""
    named = own_speakers()
    return float(all(any(source.source_class in named for source in one.sources) for one in sides))


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
