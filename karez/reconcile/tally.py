"""Low, best and high of the figures that stand, by toll-1, kept up while figures come and go.

Low is the smallest floor, high the largest ceiling, best the number of the most reliable claimant, of equally reliable
ones the lower. What a party says of the other side's losses gives best only where nobody else gives a number, and words
that give only a bound ("at least ten") only where no words give a number. Figures that a claimant's own side denies, or
of sources that cannot be judged, bear on no bound while another figure stands. Nothing is averaged.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from karez.model.finding import TollFigure
from karez.model.series import Account, Bounds
from karez.reconcile.figures import ceiling, floor
from karez.reconcile.toll_rule import gives_number, rank

_Ranked = tuple[int, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with whose dead its claimant speaks of, the letter of its reliability, and whether it is credible."""

    figure: TollFigure
    account: Account = Account.OTHER
    grade: str | None = None
    credible: bool = True


def _standing(entry: Entry) -> tuple[int, bool, bool]:
    """How far an entry is from giving the best number, the nearest first."""
    bound = not gives_number(entry.figure.qualifier)
    return (rank(entry.grade), entry.account is Account.ENEMY, bound)


@dataclass(slots=True)
class _Side:
    """The figures that bear on the bounds, or all of them; sorted, so that a step costs no look at every figure."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    open_above: list[int] = field(default_factory=list)
    open_below: list[int] = field(default_factory=list)
    bests: list[_Ranked] = field(default_factory=list)
    said: Counter[Hashable] = field(default_factory=Counter)

    def put(self, entry: Entry, *, out: bool = False) -> None:
        """Enter a figure, or take it out."""
        figure = entry.figure
        low, high = floor(figure), ceiling(figure)
        _put(self.lows, low, out=out)
        _put(self.highs, high, out=out)
        _put(self.open_above, low if high is None else None, out=out)
        _put(self.open_below, high if low is None else None, out=out)
        if figure.best is not None:
            _put(self.bests, (*_standing(entry), figure.best), out=out)
        word: Hashable = figure.best if figure.best is not None else (figure.low, figure.high)
        self.said[word] += -1 if out else 1
        if not self.said[word]:
            del self.said[word]

    def bounds(self) -> Bounds:
        low = self.lows[0] if self.lows else None
        high = self.highs[-1] if self.highs else None
        if high is not None and self.open_above and self.open_above[-1] > high:
            high = None
        if low is not None and self.open_below and self.open_below[0] < low:
            low = None
        best = self.bests[0][-1] if self.bests else None
        return Bounds(low, best, high, contested=len(self.said) > 1)


def _put(held: list[Any], value: object, *, out: bool) -> None:
    if value is None:
        return
    if out:
        del held[bisect_left(held, value)]
    else:
        insort(held, value)


class Tally:
    """The figures that stand, each with its letter and whether it is credible."""

    def __init__(self) -> None:
        self._every, self._credible = _Side(), _Side()

    def put(self, entry: Entry, *, out: bool = False) -> None:
        """Enter a figure, or with ``out`` take out one that was entered just so."""
        self._every.put(entry, out=out)
        if entry.credible:
            self._credible.put(entry, out=out)

    def bounds(self) -> Bounds:
        """Return the bounds; where no figure is credible all of them bear on the bounds: nobody else gave one."""
        return (self._credible if self._credible.said else self._every).bounds()

    @property
    def uses_all(self) -> bool:
        """Whether no figure is credible, so that all of them stand."""
        return not self._credible.said


def bounds_of(entries: Iterable[Entry]) -> Bounds:
    """Return the bounds of figures that all bear on them."""
    side = _Side()
    for entry in entries:
        side.put(entry)
    return side.bounds()
