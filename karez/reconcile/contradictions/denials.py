"""Contradictions by denial: one denies that something happened, or a number, which another tells.

What counts is what each claimant came to say last. Where nobody denies it any more, or nobody tells it, it is settled.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from karez.model.claim import Toll
from karez.model.contradiction import Contradiction, ContradictionKind, Settlement
from karez.model.times import moment
from karez.model.vocabulary import Realis
from karez.reconcile.contradictions.happenings import Happening, of_one_town
from karez.reconcile.contradictions.positions import allowed
from karez.reconcile.contradictions.rules import severity
from karez.reconcile.contradictions.sides import ordered, side, whose
from karez.reconcile.counted import toll
from karez.reconcile.item import Item, told_order

TOLD_WORD, DENIED_WORD = "told", "denied"


def denial_contradiction(happening: Happening, replaced: Mapping[str, Item], timezone: str) -> Contradiction | None:
    """Return who tells and who denies one happening or its toll; None where nobody denies it, or nobody tells it.

    An old number that is denied in the breath of its correction ("nine, not 11") is no denial; ``replaced`` names it.
    """
    sure = [item for item in happening.items if happening.joined or _placed(item)]
    denied = [item for item in sure if _denies(item) and item.claim.id not in replaced]
    if not denied:
        return None
    meant = _Meant(denied, timezone)
    told = [item for item in sure if not _denies(item) and meant.holds(item)]
    if not told:
        return None
    return denial(happening.about, told, denied)


def denial(about: str, told: Sequence[Item], denied: Sequence[Item]) -> Contradiction:
    """Return the contradiction between what is told and its denial, open while some tell it and others deny it."""
    stands = _stands(told, denied)
    deniers = [item for item in stands if _denies(item)]
    tellers = [item for item in stands if not _denies(item)]
    sides = ordered((side(TOLD_WORD, told), side(DENIED_WORD, denied)))
    grade, rules = severity(ContradictionKind.DENIAL, whose(sides, (*told, *denied)))
    first = min((*told, *denied), key=told_order)
    open_ = bool(deniers and tellers)
    body = first.claim.body
    return Contradiction(
        ContradictionKind.DENIAL,
        first.claim.kind,
        about,
        sides,
        grade,
        rules,
        open=open_,
        settlement=None if open_ else (Settlement.RETRACTION if deniers else Settlement.ACCEPTED),
        settled_by=() if open_ else _turned(stands, told, denied),
        harm=body.harm if isinstance(body, Toll) else None,
        victims=body.victims if isinstance(body, Toll) else None,
        place=next((item.place for item in (*told, *denied) if item.place), None),
        place_quote=next((item.claim.where.span.quote for item in (*told, *denied) if item.claim.where), None),
        start=next((item.start for item in (*told, *denied) if item.start), None),
    )


def _stands(told: Sequence[Item], denied: Sequence[Item]) -> list[Item]:
    """What each claimant says in the end: that which it first said later; both where it said both at once.

    A late print of what it had said before is no new word of it.
    """
    first: dict[tuple[str, bool], Item] = {}
    for item in sorted((*told, *denied), key=told_order):
        first.setdefault((item.source.key, _denies(item)), item)
    return [
        item
        for (source, denies), item in first.items()
        if (other := first.get((source, not denies))) is None or other.known_from <= item.known_from
    ]


def _turned(stands: Sequence[Item], told: Sequence[Item], denied: Sequence[Item]) -> tuple[str, ...]:
    """The last words of those who said both."""
    both = {item.source.key for item in told} & {item.source.key for item in denied}
    return tuple(item.claim.id for item in stands if item.source.key in both)


def _denies(item: Item) -> bool:
    return item.claim.realis is Realis.DENIED


def _placed(item: Item) -> bool:
    """Whether it tells the town and the day, so that without joining what is told there and then is one happening.

    Of a toll the number that is denied says as much.
    """
    if isinstance(item.claim.body, Toll):
        return not _unnumbered(item)
    return item.start is not None and of_one_town(item)


class _Meant:
    """What denials speak of: a happening, or the numbers that they can mean, in order of their lower ends."""

    def __init__(self, denied: Sequence[Item], timezone: str) -> None:
        tolls = [item for item in denied if isinstance(item.claim.body, Toll)]
        self._any = len(tolls) < len(denied) or any(_unnumbered(item) for item in tolls)
        spans = sorted(allowed(item) for item in tolls)
        self._lows = [low for low, _ in spans]
        self._highs = list(accumulate((high for _, high in spans), max))
        first: dict[str, int] = {}
        for item in sorted(denied, key=told_order):
            first.setdefault(item.source.key, item.known_from)
        self._last = max(first.values())
        self._day = moment(self._last, timezone).date().isoformat()

    def holds(self, item: Item) -> bool:
        """Whether what is told is what some denial speaks of: not what came to be after the last of them."""
        if item.start[:10] > self._day if item.start else item.known_from > self._last:
            return False
        if self._any or not isinstance(item.claim.body, Toll):
            return True
        low, high = allowed(item)
        at = bisect_right(self._lows, high)
        return at > 0 and self._highs[at - 1] >= low


def _unnumbered(item: Item) -> bool:
    body = toll(item)
    return body.low is body.best is body.high is None
