"""What the reports of one incident tell of its place, day and operation: what most of them tell, then what was first.

A number that takes the place of another is dated by when it was revised ("rose to 31 on Tuesday"): where the incident
was and when, is asked of the others first.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from karez.model.claim import Incident
from karez.model.series import Level, Subject
from karez.reconcile.item import Item, place_key, told_order
from karez.reconcile.source import plain

_ONE = timedelta(days=1)
LONGER = "longer than a day"


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident: its claims in order of telling, its subject, and the name of the operation that it is of."""

    id: str
    items: tuple[Item, ...]
    subject: Subject
    operation: str | None = None


def happenings(items: Iterable[Item], incidents: Mapping[str, str]) -> dict[str, Happening]:
    """Return the incidents by id; ``incidents`` gives for the id of a claim that of its incident."""
    held: dict[str, list[Item]] = {}
    for item in sorted(items, key=told_order):
        if (identity := incidents.get(item.claim.id)) is not None:
            held.setdefault(identity, []).append(item)
    return {identity: _happening(identity, told) for identity, told in held.items()}


def _happening(identity: str, told: Sequence[Item]) -> Happening:
    operation = _most(told, _operation)
    body = operation.claim.body if operation else None
    name = body.operation if isinstance(body, Incident) else None
    return Happening(identity, tuple(told), subject_of(Level.INCIDENT, identity, told), name)


def subject_of(level: Level, key: str, told: Sequence[Item]) -> Subject:
    """Return a subject with the place and time that most of the claims tell."""
    first = _unrevised(told)
    placed = _most(first, _place) or _most(told, _place)
    dated = _most(first or told, lambda item: item.start)
    return Subject(
        level,
        key,
        place=placed.place if placed else None,
        place_quote=placed.claim.where.span.quote if placed and placed.claim.where else None,
        start=dated.start if dated else None,
        end=dated.end if dated else None,
    )


def _place(item: Item) -> str | None:
    return place_key(item.claim.where)


def _operation(item: Item) -> str | None:
    body = item.claim.body
    return plain(body.operation) if isinstance(body, Incident) and body.operation else None


def _most(told: Sequence[Item], of: Callable[[Item], Hashable]) -> Item | None:
    """The first claim with what most reports tell; None where none tells anything."""
    groups: dict[Hashable, dict[str, Item]] = {}
    for item in told:
        if of(item) is not None:
            groups.setdefault(of(item), {}).setdefault(item.report.id, item)
    return next(iter(max(groups.values(), key=len).values())) if groups else None


def _unrevised(told: Sequence[Item]) -> list[Item]:
    """The claims that neither take the place of another number nor are that number in the same report."""
    heirs = {item.claim.id: link for item in told if (link := getattr(item.claim.body, "replaces", None))}
    return [item for item in told if item.claim.id not in heirs and item.claim.id not in set(heirs.values())]


def subject_at(level: Level, one: Subject, operation: str | None) -> Subject | None:
    """Return what an incident is added up under at a level; None where it is under nothing there.

    A place is the very place that is told, not what lies in it; a day is one that holds the whole of the incident.
    """
    if level is Level.PLACE:
        key = one.place.id if one.place else plain(one.place_quote or "")
        return Subject(level, key, one.place, one.place_quote)
    if level is Level.DAY:
        return Subject(level, _day(one))
    if level is Level.OPERATION:
        return Subject(level, operation) if operation else None
    return Subject(level, "theatre")


def _day(one: Subject) -> str:
    """The ISO day, words where the incident is longer than a day, nothing where no day is told."""
    try:
        first = date.fromisoformat((one.start or "")[:10])
        last = date.fromisoformat((one.end or one.start or "")[:10])
    except ValueError:
        return ""
    if last > first + _ONE:
        return LONGER
    whole = len(one.end or "") > len("2026-01-31") and not (one.end or "").endswith("T00:00")
    ends = last + _ONE if whole else last
    return first.isoformat() if ends - first <= _ONE else LONGER
