"""What each claimant said of one number, from when to when: its word until it gave another.

Which number is whose word since when is told by ``figures``; this adds until when, and what ended it.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from karez.model.contradiction import Settlement
from karez.model.vocabulary import Qualifier
from karez.reconcile.contradictions.rules import number
from karez.reconcile.counted import Numbers, numbers, toll
from karez.reconcile.figures import figures
from karez.reconcile.item import Item, told_order


@dataclass(frozen=True, slots=True)
class Position:
    """One number of one claimant. ``low``/``high`` are all that its words allow; ``until`` None: it stands.

    ``ended_by`` is the claim that took its place, and ``how`` in which way.
    """

    source: str
    items: tuple[Item, ...]
    low: float
    high: float
    since: int
    until: int | None = None
    ended_by: str = ""
    how: Settlement | None = None

    @property
    def point(self) -> float:
        """The number that is named: the best, else the low, else the high."""
        body = toll(self.items[0])
        return next((float(one) for one in (body.best, body.low, body.high) if one is not None), 0.0)

    @property
    def key(self) -> tuple[int, str, tuple[str, ...]]:
        """The order of positions: by when they became known."""
        return (self.since, self.source, tuple(item.claim.id for item in self.items))


def positions(items: Sequence[Item], replaced: Mapping[str, Item]) -> tuple[Position, ...]:
    """Return every claimant's numbers in ``items``, tolls of one happening that count the same people.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it.
    """
    found = figures(items, replaced)
    since = {claim: figure.known_from for figure in found for claim in figure.claims}
    by_number: dict[tuple[str, Numbers, bool], list[Item]] = {}
    for item in sorted(items, key=told_order):
        by_number.setdefault((item.source.key, numbers(item), item.claim.id in since), []).append(item)
    standing = [_position(own, since[own[0].claim.id]) for (_, _, stands), own in by_number.items() if stands]
    past = [_position(own, own[0].known_from) for (_, _, stands), own in by_number.items() if not stands]
    following = _Following([*standing, *past])
    made = [*standing, *(_ended(one, following, replaced) for one in past)]
    return tuple(sorted(made, key=lambda one: one.key))


class _Following:
    """What each claimant said next, and since when each claim's number is its claimant's word."""

    def __init__(self, found: Sequence[Position]) -> None:
        self.since = {item.claim.id: one.since for one in found for item in one.items}
        self._own: dict[str, list[Position]] = {}
        for one in sorted(found, key=lambda one: one.key):
            self._own.setdefault(one.source, []).append(one)
        self._times = {source: [one.since for one in own] for source, own in self._own.items()}

    def after(self, one: Position) -> Position | None:
        """The next number of the same claimant that became known later."""
        at = bisect_right(self._times[one.source], one.since)
        own = self._own[one.source]
        return own[at] if at < len(own) else None


def allowed(item: Item) -> tuple[float, float]:
    """Return the least and the greatest number that a toll's words allow."""
    body = toll(item)
    if body.qualifier is Qualifier.ABOUT and body.best is not None:
        slack = body.best * number("about_share")
        return (body.best - slack, body.best + slack)
    low = body.low if body.low is not None else (body.best if body.high is None else None)
    high = body.high if body.high is not None else (body.best if body.low is None else None)
    return (float(low or 0), inf if high is None else float(high))


def _position(own: Sequence[Item], since: int) -> Position:
    low, high = allowed(own[0])
    return Position(own[0].source.key, tuple(own), low, high, since)


def _ended(one: Position, following: _Following, replaced: Mapping[str, Item]) -> Position:
    """A number that stands no longer, with what took its place: a correction, else its claimant's next number."""
    heirs = [replaced[item.claim.id] for item in one.items if item.claim.id in replaced]
    if heirs:
        heir = min(heirs, key=told_order)
        # The number in its place counts from its first print, which a later one of the correction may be.
        known = (
            following.since.get(heir.claim.id, heir.known_from) if heir.source.key == one.source else heir.known_from
        )
        return _until(one, max(known, one.since), heir.claim.id, Settlement.CORRECTION)
    after = following.after(one)
    if after is None:
        return _until(one, one.since, "", Settlement.REVISION)
    return _until(one, after.since, after.items[0].claim.id, Settlement.REVISION)


def _until(one: Position, until: int, ended_by: str, how: Settlement) -> Position:
    return Position(one.source, one.items, one.low, one.high, one.since, until, ended_by, how)


def clash(found: Sequence[Position]) -> tuple[Position, Position] | None:
    """Return the two positions furthest apart that stood at one time and cannot both be so; None where none did.

    Goes through the times in order and holds the least upper and the greatest lower end of what stands.
    """
    lasting = [one for one in found if one.until is None or one.until > one.since]
    begins = [(one.since, 1, at) for at, one in enumerate(lasting)]
    ends = [(one.until, 0, at) for at, one in enumerate(lasting) if one.until is not None]
    ceilings: list[tuple[float, int]] = []
    floors: list[tuple[float, int]] = []
    over: set[int] = set()
    worst: tuple[float, Position, Position] | None = None
    for _, began, at in sorted(begins + ends):
        if not began:
            over.add(at)
            continue
        one = lasting[at]
        for heap in (ceilings, floors):
            while heap and heap[0][1] in over:
                heappop(heap)
            other = lasting[heap[0][1]] if heap else one
            if _gap(one, other) > (worst[0] if worst else 0):
                worst = (_gap(one, other), other, one)
        heappush(ceilings, (one.high, at))
        heappush(floors, (-one.low, at))
    return (worst[1], worst[2]) if worst else None


def _gap(one: Position, other: Position) -> float:
    return max(one.low - other.high, other.low - one.high)
