"""Figures that may count the same people: told of a wide area, and of it or of places inside it at the same time.

A toll of a province on Saturday may hold another of that province, or that of a town in it, on Saturday, or not: the
reports do not say. So the two are never added. The larger account is kept: of several of one area the largest, of an
area and the places inside it that of the area or those of the places together.
"""

from collections.abc import Iterator, Sequence

from karez.model.mention import Place
from karez.model.series import TollSeries
from karez.reconcile.item import within
from karez.reconcile.toll_rule import is_area


def overlapping(members: Sequence[TollSeries]) -> Iterator[tuple[TollSeries, TollSeries]]:
    """Yield every figure that is not added, with the one whose account is kept in its place, in a fixed order."""
    ordered = sorted(members, key=lambda one: (-_low(one), one.id))
    gone: set[str] = set()
    for one, other in _of_one_area(ordered):
        gone.add(one.id)
        yield one, other
    inside = _inside([one for one in ordered if one.id not in gone])
    for wide in sorted(ordered, key=lambda one: (-len(inside.get(one.id, ())), one.id)):
        inner = [one for one in inside.get(wide.id, ()) if one.id not in gone]
        if not inner or wide.id in gone:
            continue
        if sum(_low(one) for one in inner) > _low(wide):
            gone.add(wide.id)
            yield wide, max(inner, key=_low)
        else:
            gone.update(one.id for one in inner)
            yield from ((one, wide) for one in inner)


def _low(one: TollSeries) -> int:
    return one.bounds.low or 0


def _of_one_area(ordered: Sequence[TollSeries]) -> Iterator[tuple[TollSeries, TollSeries]]:
    """Figures of one area at one time beside a larger one."""
    kept: dict[str, list[TollSeries]] = {}
    for one in ordered:
        place = one.subject.place
        if place is None or not is_area(place):
            continue
        larger = next((other for other in kept.setdefault(place.id, []) if _meet(one, other)), None)
        if larger is None:
            kept[place.id].append(one)
        else:
            yield one, larger


def _inside(members: Sequence[TollSeries]) -> dict[str, list[TollSeries]]:
    """The figures of places inside that of each figure, at the same time."""
    places = {one.subject.place.id: one.subject.place for one in members if one.subject.place}
    wider = _wider(list(places.values()))
    at: dict[str, list[TollSeries]] = {}
    for one in members:
        if one.subject.place:
            at.setdefault(one.subject.place.id, []).append(one)
    found: dict[str, list[TollSeries]] = {}
    for inner in members:
        for place in wider.get(inner.subject.place.id, ()) if inner.subject.place else ():
            for wide in at[place]:
                if _meet(inner, wide):
                    found.setdefault(wide.id, []).append(inner)
    return found


def _wider(places: Sequence[Place]) -> dict[str, list[str]]:
    """The places that hold each place; only those are compared that its units or its P-code name."""
    named: dict[str, list[Place]] = {}
    countries: dict[str, list[str]] = {}
    for place in places:
        if place.country and place.admin1 is None and is_area(place):
            countries.setdefault(place.country, []).append(place.id)
        for name in {place.name.casefold(), place.pcode or ""} - {""}:
            named.setdefault(name, []).append(place)
    found: dict[str, list[str]] = {}
    for place in places:
        code = place.pcode or ""
        names = {name.casefold() for name in (place.admin1, place.admin2) if name}
        names |= {code[:length] for length in range(1, len(code) + 1)}
        near = {other.id: other for name in names for other in named.get(name, ())}
        holding = {one for one, other in near.items() if within(place, other)} | set(
            countries.get(place.country or "", ())
        )
        found[place.id] = sorted(holding - {place.id})
    return found


def _meet(one: TollSeries, other: TollSeries) -> bool:
    """Whether two times overlap; a time that is not told may be any."""
    mine, theirs = one.subject, other.subject
    if mine.start is None or theirs.start is None:
        return True
    return mine.start < (theirs.end or theirs.start + "~") and theirs.start < (mine.end or mine.start + "~")
