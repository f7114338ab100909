"""Which claims of one sort count the same people, where joining tells the incident of each.

Claims of one incident go together, whenever they were told and whatever day they name: a toll rises over days. Claims
that name two places of it stay apart, since one may count a part of the other; a claim without a place goes with those
of the same number, else with the place that most name. The order of the claims changes nothing.
"""

from collections.abc import Sequence

from karez.model.joining import Joined
from karez.reconcile.happening import Group, MayJoin
from karez.reconcile.item import Item, place_key, told_order, within
from karez.reconcile.voices import numbers


def by_incident(members: Sequence[Item], joined: Joined, *, may_join: MayJoin) -> list[Group]:
    """Return ``members``, tolls of one kind, by incident and place; ``may_join`` refuses what is no part of a group.

    A claim that was not joined is of an incident of its own.
    """
    held: dict[str, list[Group]] = {}
    for item in sorted(members, key=_placed_first):
        groups = held.setdefault(joined.incidents.get(item.claim.id, item.claim.id), [])
        fitting = [one for one in groups if may_join(item, one) and _fits(item, one)]
        if fitting:
            found = max(fitting, key=lambda one: (_same_number(item, one), len(one.items)))
        else:
            found = Group(place_key(item.claim.where), item.start, item.end)
            groups.append(found)
        found.items.append(item)
        found.start, found.end = found.start or item.start, found.end or item.end
    groups = [one for own in held.values() for one in own]
    for one in groups:
        one.items.sort(key=told_order)
    return groups


def _placed_first(item: Item) -> tuple[bool, tuple[int, str, int, str]]:
    return (item.claim.where is None, told_order(item))


def _fits(item: Item, one: Group) -> bool:
    """Whether the places are one, or one is untold, or one number is told of a place and of what holds it."""
    place = place_key(item.claim.where)
    if None in (place, one.place) or place == one.place:
        return True
    return any(numbers(item) == numbers(other) and _nested(item, other) for other in one.items)


def _nested(item: Item, other: Item) -> bool:
    if item.place is None or other.place is None:
        return False
    return within(item.place, other.place) or within(other.place, item.place)


def _same_number(item: Item, one: Group) -> bool:
    return any(numbers(item) == numbers(other) for other in one.items)
