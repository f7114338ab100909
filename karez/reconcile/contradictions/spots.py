"""Contradictions of place and time: one happening told of two places too far apart, or of two times that do not meet.

Only what joining took for one happening is compared: without it, place and day are what makes a happening one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from karez.model.claim import Where
from karez.model.contradiction import Contradiction, ContradictionKind
from karez.model.geodesy import Point, distance_km
from karez.model.mention import Place
from karez.model.vocabulary import ClaimKind
from karez.reconcile.contradictions.happenings import Happening
from karez.reconcile.contradictions.rules import number, severity
from karez.reconcile.contradictions.sides import extremes, ordered, side, whose
from karez.reconcile.item import Item, within

_DAY = 86_400.0


@dataclass(slots=True)
class Spot:
    """Places near each other, and all claims that name one of them."""

    place: Place
    point: Point
    radius_km: float
    items: list[Item] = field(default_factory=list)

    def km(self, other: "Spot") -> float:
        """How far the circles of the two lie apart, 0 where they meet."""
        return max(0.0, distance_km(self.point, other.point) - self.radius_km - other.radius_km)

    def apart(self, other: "Spot") -> bool:
        """Whether the two are other places: neither lies in the other, and their circles lie far apart."""
        if within(self.place, other.place) or within(other.place, self.place):
            return False
        return self.km(other) > number("apart_km")


def spots(items: Sequence[Item]) -> list[Spot]:
    """Return the places that claims of one happening name, those near each other as one, the most told first.

    A claim that lists several places is left out: it tells of all of them; so is a province, which is no spot.
    """
    named: dict[str, Spot] = {}
    for item in items:
        where = item.claim.where
        found = _spot(where) if where and len(where.places) < 2 else None
        if found is not None:
            named.setdefault(found.place.id, found).items.append(item)
    told = sorted(named.values(), key=lambda one: (-len(one.items), one.place.id))[: round(number("most_places"))]
    kept: list[Spot] = []
    for one in told:
        near = next((other for other in kept if not one.apart(other)), None)
        if near is None:
            kept.append(one)
        else:
            near.items += one.items
    return kept


def _spot(where: Where) -> Spot | None:
    place, area = where.place, where.area
    if place is None or place.lat is None or place.lon is None:
        return None
    if area is None and (place.radius_km or 0.0) > number("spot_km"):
        return None
    if area is not None:
        return Spot(replace(place, id=f"{place.id} {area.lat} {area.lon}"), (area.lat, area.lon), area.radius_km)
    return Spot(place, (place.lat, place.lon), place.radius_km or 0.0)


def farthest(found: Sequence[Spot]) -> tuple[float, tuple[Spot, ...]]:
    """Return how many km the farthest two lie apart, and all spots that lie apart from some other."""
    pairs = [(one, other) for at, one in enumerate(found) for other in found[:at] if one.apart(other)]
    against = {id(one): one for pair in pairs for one in pair}
    return max((one.km(other) for one, other in pairs), default=0.0), tuple(against.values())


def place_contradiction(happening: Happening) -> Contradiction | None:
    """Return the places that two or more claimants give to one happening, where they are too far apart to be one."""
    if not happening.joined:
        return None
    km, against = farthest(spots(happening.told))
    if len({frozenset(item.source.key for item in one.items) for one in against}) < 2:
        return None
    sides = ordered(side(one.place.name, one.items) for one in against)
    grade, rules = severity(ContradictionKind.PLACE, {"km": km, **whose(sides, happening.told)})
    return Contradiction(
        ContradictionKind.PLACE,
        ClaimKind.INCIDENT,
        happening.about,
        sides,
        grade,
        rules,
        place=against[0].place,
        start=next((item.start for item in happening.told if item.start), None),
    )


def time_contradiction(happening: Happening) -> Contradiction | None:
    """Return the times that two or more claimants give to one happening, where they do not meet."""
    if not happening.joined:
        return None
    timed = [(span, item) for item in happening.told if (span := _seconds(item)) is not None]
    if not timed:
        return None
    ends = extremes([span for span, _ in timed])
    against: dict[str, list[Item]] = {}
    for (low, high), item in timed:
        # Ends are exclusive: a day and the next one do not meet.
        if low >= ends.ceiling or high <= ends.floor:
            against.setdefault((item.start or "")[:10], []).append(item)
    if len({frozenset(item.source.key for item in items) for items in against.values()}) < 2:
        return None
    sides = ordered(side(day, items) for day, items in against.items())
    grade, rules = severity(ContradictionKind.TIME, {"days": ends.gap / _DAY, **whose(sides, happening.told)})
    return Contradiction(
        ContradictionKind.TIME,
        ClaimKind.INCIDENT,
        happening.about,
        sides,
        grade,
        rules,
        place=next((item.place for item in happening.told if item.place), None),
        start=min(against),
    )


def _seconds(item: Item) -> tuple[float, float] | None:
    """Start and end (exclusive) in seconds; None where no time is told."""
    if item.start is None:
        return None
    try:
        start = datetime.fromisoformat(item.start)
        end = datetime.fromisoformat(item.end) if item.end else start
    except ValueError:
        return None
    zero = datetime(1, 1, 1)
    first = (start - zero).total_seconds()
    return (first, max((end - zero).total_seconds(), first + (1.0 if item.end else _open(item.start))))


def _open(start: str) -> float:
    """How long a time lasts whose end is not told: a day, or an hour where the hour is told."""
    return 3600.0 if "T" in start else _DAY
