"""Which claims of one sort speak of the same happening, version 0: by place, day and when they were told.

Claims that tell place and day come first and group where the places are one and the times meet. A claim that leaves
one of them untold joins where exactly one group fits. What leaves both untold joins a group that has a claim of its
own report, or one that leaves both untold too and became known within a day of it. A time that is untold is taken to
lie in the week before the claim became known: news is of late. Grouping does not depend on the order of the claims.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from karez.model.times import moment
from karez.reconcile.item import Item, place_key, told_order

_RECENT = timedelta(days=7)
_LONG = timedelta(days=62)
_ONE = timedelta(days=1)
_DAY = 24 * 3_600_000_000


@dataclass(slots=True, eq=False)
class Group:
    """Claims of one happening with the place and time that its first claims tell; ``number`` is its turn."""

    place: str | None
    start: str | None
    end: str | None
    items: list[Item] = field(default_factory=list)
    number: int = 0


MayJoin = Callable[[Item, Group], bool]


def group(members: Sequence[Item], *, timezone: str, may_join: MayJoin) -> list[Group]:
    """Return the happenings that ``members`` speak of; ``may_join`` refuses what can be no part of a group."""
    index = _Index(timezone)
    for item in sorted(members, key=_untold):
        place = place_key(item.claim.where)
        near = index.near(item, place)
        fitting = [one for one in near if may_join(item, one) and _fits(one, place, item, timezone)]
        found = _choice(fitting, place, item)
        if found is None:
            found = Group(place, item.start, item.end, number=len(index.groups))
            index.groups.append(found)
        found.items.append(item)
        index.enter(found, item)
    for one in index.groups:
        one.items.sort(key=told_order)
    return index.groups


class _Index:
    """Finds the groups that an item may fit without looking at all: by day of the happening, of the telling, report."""

    def __init__(self, timezone: str) -> None:
        self.groups: list[Group] = []
        self._zone = timezone
        self._days: dict[str, dict[int, Group]] = {}
        self._long: dict[int, Group] = {}
        self._told: dict[str, dict[int, Group]] = {}
        self._reports: dict[str, dict[int, Group]] = {}

    def enter(self, one: Group, item: Item) -> None:
        """Note that the item is of the group."""
        number = one.number
        self._reports.setdefault(item.report.id, {})[number] = one
        if one.start is None:
            self._told.setdefault(_known_day(item, self._zone).isoformat(), {})[number] = one
        elif len(one.items) == 1:
            days = _days(one.start, one.end)
            for day in days or ():
                self._days.setdefault(day, {})[number] = one
            if days is None:
                self._long[number] = one

    def near(self, item: Item, place: str | None) -> list[Group]:
        """Return the groups that the item may fit, in the order in which they came to be."""
        known = _known_day(item, self._zone)
        days = _days(item.start, item.end) if item.start else _around(known, -_RECENT, timedelta(0))
        if days is None:
            return self.groups
        began = _day_of(item.start)
        told = _around(began, timedelta(0), _RECENT) if began else _around(known, -_RECENT - _ONE, _RECENT + _ONE)
        found = {**self._long, **self._reports.get(item.report.id, {})}
        for day in days:
            found.update(self._days.get(day, {}))
        for day in told:
            found.update(self._told.get(day, {}))
        fitting = (one for _, one in sorted(found.items()))
        return [one for one in fitting if None in (place, one.place) or place == one.place]


def _untold(item: Item) -> tuple[int, tuple[int, str, int, str]]:
    told = 2 * (item.claim.where is not None) + (item.start is not None)
    return (-told, told_order(item))


def _choice(fitting: Sequence[Group], place: str | None, item: Item) -> Group | None:
    """The one group that fits; of several the one with the same place and start."""
    exact = [one for one in fitting if (one.place, one.start) == (place, item.start)]
    same_day = [one for one in fitting if item.start and (one.start or "")[:10] == item.start[:10]]
    for found in (fitting, same_day, exact):
        if len(found) == 1:
            return found[0]
    return exact[0] if exact else None


def _fits(one: Group, place: str | None, item: Item, timezone: str) -> bool:
    if None not in (place, one.place) and place != one.place:
        return False
    if item.start is not None and one.start is not None:
        return item.start < (one.end or one.start + "~") and one.start < (item.end or item.start + "~")
    if place is None and item.start is None:
        return _near_in_telling(one, item)
    if item.start is not None:
        return any(_recent(item.start, other.known_from, timezone) for other in one.items)
    if one.start is not None:
        return _recent(one.start, item.known_from, timezone)
    return any(abs(other.known_from - item.known_from) <= 7 * _DAY for other in one.items)


def _near_in_telling(one: Group, item: Item) -> bool:
    if any(other.report.id == item.report.id for other in one.items):
        return True
    silent = one.place is None and one.start is None
    return silent and any(abs(other.known_from - item.known_from) <= _DAY for other in one.items)


def _recent(start: str, known_from: int, timezone: str) -> bool:
    """Whether something that began at ``start`` is news at ``known_from``: not later, and no more than a week old."""
    began = _day_of(start)
    return began is not None and timedelta(0) <= moment(known_from, timezone).date() - began <= _RECENT


def _known_day(item: Item, timezone: str) -> date:
    return moment(item.known_from, timezone).date()


def _day_of(start: str | None) -> date | None:
    try:
        return date.fromisoformat(start[:10]) if start else None
    except ValueError:
        return None


def _days(start: str, end: str | None) -> list[str] | None:
    """The days that a time touches; None for one of more than two months or one that is no date."""
    first, last = _day_of(start), _day_of(end or start)
    if first is None or last is None or last - first > _LONG:
        return None
    return _around(first, timedelta(0), max(last - first, timedelta(0)))


def _around(day: date, before: timedelta, after: timedelta) -> list[str]:
    first = max(day.toordinal() + before.days, date.min.toordinal())
    last = min(day.toordinal() + after.days, date.max.toordinal())
    return [date.fromordinal(number).isoformat() for number in range(first, last + 1)]
