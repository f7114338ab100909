"""Which claims of one sort count the same people, where joining tells the incident of each.

Claims of one incident go together, whenever they were told and whatever day they name: a toll rises over days. Claims
that name two places of it stay apart, since one may count a part of the other; a claim without a place goes with those
of the same number, else with the place that most name. The order of the claims changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from karez.model.joining import Joined
from karez.reconcile.counted import Numbers, numbers
from karez.reconcile.happening import Group, MayJoin
from karez.reconcile.item import Item, place_key, told_order, within


def by_incident(members: Sequence[Item], joined: Joined, *, may_join: MayJoin) -> list[Group]:
    """Return ``members``, tolls of one kind, by incident and place; ``may_join`` refuses what is no part of a group.

    A claim that was not joined is of an incident of its own.
    """
    held: dict[str, list[_Own]] = {}
    for item in sorted(members, key=_placed_first):
        own = held.setdefault(joined.incidents.get(item.claim.id, item.claim.id), [])
        fitting = [one for one in own if _fits(item, one) and may_join(item, one.group)]
        if fitting:
            found = max(fitting, key=lambda one: (numbers(item) in one.told, len(one.group.items)))
        else:
            found = _Own(Group(place_key(item.claim.where), item.start, item.end))
            own.append(found)
        found.take(item)
    groups = [one.group for own in held.values() for one in own]
    for one in groups:
        one.items.sort(key=told_order)
    return groups


@dataclass(slots=True, eq=False)
class _Own:
    """A group, and the claims of it that name a place, by the number that they tell."""

    group: Group
    told: dict[Numbers, list[Item]] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        self.group.items.append(item)
        self.group.start, self.group.end = self.group.start or item.start, self.group.end or item.end
        places = self.told.setdefault(numbers(item), [])
        if all(place_key(item.claim.where) != place_key(other.claim.where) for other in places):
            places.append(item)


def _placed_first(item: Item) -> tuple[bool, tuple[int, str, int, str]]:
    return (item.claim.where is None, told_order(item))


def _fits(item: Item, one: _Own) -> bool:
    """Whether the places are one, or one is untold, or one number is told of a place and of what holds it."""
    place = place_key(item.claim.where)
    if None in (place, one.group.place) or place == one.group.place:
        return True
    return any(_nested(item, other) for other in one.told.get(numbers(item), ()))


def _nested(item: Item, other: Item) -> bool:
    if item.place is None or other.place is None:
        return False
    return within(item.place, other.place) or within(other.place, item.place)
