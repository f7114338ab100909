"""For whom a reported state holds: table ``users-1``, from the report's words for users to classes of user."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from karez.model.access import UserClass
from karez.model.claim import Status
from karez.model.vocabulary import Condition, DerivedState
from karez.reconcile.freshness import derived
from karez.reconcile.tables import listed, table

VERSION = "users-1"
_OTHER, _ALL = "other", "all"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a report says for one class of user."""

    state: DerivedState
    conditions: tuple[Condition, ...] = ()


def holding(body: Status, users: UserClass) -> Holding | None:
    """Return what a reported state means for a class of user; None where the report says nothing of it.

    A state told of no users holds for all. A road open to light traffic is restricted, and closed to heavy vehicles;
    one closed to heavy vehicles is restricted for the rest. Conditions that the report tells are added.
    """
    state = derived(body.state)
    group = user_group(body)
    if state is DerivedState.DAMAGED:
        group = _ALL
    found = _table().get((state, group, users))
    if found is None:
        return None
    told = body.conditions if found.state is DerivedState.RESTRICTED else ()
    return Holding(found.state, tuple(one for one in Condition if one in {*found.conditions, *told}))


def user_group(body: Status) -> str:
    """Return the group that a report's words for users name: all, heavy, light, relief, or other for any else.

    Without such words the conditions tell it: ``light_only`` is light traffic.
    """
    if body.users is None:
        if Condition.LIGHT_ONLY in body.conditions:
            return "light"
        return "relief" if Condition.RELIEF_ONLY in body.conditions else _ALL
    words = " ".join(body.users.casefold().split())
    return next((name for name, pattern in _groups().items() if pattern.search(words)), _OTHER)


@cache
def _groups() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") for name, words in listed(VERSION).items()}


@cache
def _table() -> Mapping[tuple[DerivedState, str, UserClass], Holding]:
    return {
        (DerivedState(row["reported"]), row["users"], UserClass(row["class"])): Holding(
            DerivedState(row["state"]), (Condition(row["condition"]),) if row["condition"] else ()
        )
        for row in table(VERSION)
    }
