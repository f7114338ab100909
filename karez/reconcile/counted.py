"""What a toll counts: its numbers, and whom."""

from collections.abc import Hashable

from karez.model.claim import Toll
from karez.model.vocabulary import Scope, Victims
from karez.reconcile.item import Item

Numbers = tuple[int | None, int | None, int | None]

# A report that says "people" and one that names several kinds count the same whole.
WHOLE = frozenset({Victims.UNKNOWN, Victims.MIXED})
# A sum over a longer time is no toll of one happening or day.
LONG = frozenset({Scope.PERIOD, Scope.CUMULATIVE})
_ALL = "all"


def toll(item: Item) -> Toll:
    """Return the claim's body. Raises TypeError for a claim of another kind."""
    body = item.claim.body
    if not isinstance(body, Toll):
        raise TypeError(f"{item.claim.id} is no toll")
    return body


def numbers(item: Item) -> Numbers:
    """Return low, best and high."""
    body = toll(item)
    return (body.low, body.best, body.high)


def people_of(body: Toll) -> tuple[Hashable, ...]:
    """Return what tolls of the same people share, over whatever time: harm, victims, unit and side."""
    return (body.harm, _ALL if body.victims in WHOLE else body.victims, body.unit, body.perpetrators)


def kind_of(item: Item) -> Hashable:
    """Return what claims of one toll share: the people that they count, and the scope of a longer sum."""
    body = toll(item)
    return (*people_of(body), body.scope if body.scope in LONG else None)
