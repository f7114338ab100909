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
_DAY = 24 * 3_600_000_000


@dataclass(slots=True, eq=False)
class Group:
    """Claims of one happening with the place and time that its first claims tell."""

    place: str | None
    start: str | None
    end: str | None
    items: list[Item] = field(default_factory=list)


MayJoin = Callable[[Item, Group], bool]


def group(members: Sequence[Item], *, timezone: str, may_join: MayJoin) -> list[Group]:
    """Return the happenings that ``members`` speak of; ``may_join`` refuses what can be no part of a group."""
    groups: list[Group] = []
    for item in sorted(members, key=_untold):
        place = place_key(item.claim.where)
        fitting = [one for one in groups if may_join(item, one) and _fits(one, place, item, timezone)]
        found = _choice(fitting, place, item)
        if found is None:
            found = Group(place, item.start, item.end)
            groups.append(found)
        found.items.append(item)
    for one in groups:
        one.items.sort(key=told_order)
    return groups


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
    known = moment(known_from, timezone).date()
    try:
        began = date.fromisoformat(start[:10])
    except ValueError:
        return False
    return timedelta(0) <= known - began <= _RECENT
