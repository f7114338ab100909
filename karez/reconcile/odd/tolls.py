"""Tolls that cannot be, or are odd: parts over their total, and a number that falls without a correction."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from karez.model.contradiction import Contradiction, ContradictionKind, Oddity, OddityKind, Side
from karez.model.finding import SumCheck
from karez.reconcile.odd.words import oddity

_FELL = "fell"


def parts_over_total(sums: Sequence[SumCheck]) -> Iterator[Oddity]:
    """Yield each total that is exceeded by its parts."""
    for check in sums:
        if check.fails:
            claims = (check.total, *check.parts)
            yield oddity(OddityKind.PARTS_OVER_TOTAL, claims, added=check.added, total=check.expected)


def falling_tolls(found: Sequence[Contradiction]) -> Iterator[Oddity]:
    """Yield each claimant's revision by which its number fell without a correction."""
    for one in found:
        if one.kind is ContradictionKind.SELF_REVISION and _FELL in one.rules:
            before, after = _fall(one.sides)
            claims = (*before.claims, *after.claims)
            yield oddity(OddityKind.TOLL_FALLS, claims, before=_point(before), after=_point(after))


def _fall(sides: Sequence[Side]) -> tuple[Side, Side]:
    """The first fall from one number to the next; the first and the last where one was given again in between."""
    falls = ((one, other) for one, other in pairwise(sides) if _point(other) < _point(one))
    return next(falls, (sides[0], sides[-1]))


def _point(one: Side) -> int:
    return next((number for number in (one.best, one.low, one.high) if number is not None), 0)
