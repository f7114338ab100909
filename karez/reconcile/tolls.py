"""Tolls: which claims count the same people, and what their claimants say.

Nothing is averaged. Across claimants low is the smallest low and high the largest high; best stands only where
all agree. Claims that tell place and day group first; a claim that leaves one untold joins a group only where
exactly one fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from karez.model.claim import Toll
from karez.model.finding import SumCheck, TollFigure, TollFinding
from karez.model.identity import incident_id
from karez.model.vocabulary import Qualifier, Realis, Scope, Victims
from karez.reconcile.item import TOLD, Item, place_key

_LONG = frozenset({Scope.PERIOD, Scope.CUMULATIVE})
# A report that says "people" and one that names several kinds count the same whole.
_WHOLE = frozenset({Victims.UNKNOWN, Victims.MIXED})


@dataclass(slots=True)
class _Group:
    place: str | None
    start: str | None
    end: str | None
    items: list[Item] = field(default_factory=list)


def toll(item: Item) -> Toll:
    """Return the claim's body. Raises TypeError for a claim of another kind."""
    body = item.claim.body
    if not isinstance(body, Toll):
        raise TypeError(f"{item.claim.id} is no toll")
    return body


def toll_findings(items: Sequence[Item]) -> tuple[TollFinding, ...]:
    """Return one finding per happening and kind of victims, the earliest first."""
    told = [item for item in items if isinstance(item.claim.body, Toll) and item.claim.realis in TOLD]
    kinds: dict[tuple[object, ...], list[Item]] = {}
    for item in told:
        kinds.setdefault(_kind(item), []).append(item)
    found = [_finding(group) for members in kinds.values() for group in _groups(members)]
    return tuple(sorted(found, key=lambda one: (one.start or "~", one.harm, one.victims, one.id)))


def _kind(item: Item) -> tuple[object, ...]:
    body = toll(item)
    victims = "all" if body.victims in _WHOLE else body.victims
    nobody = body.qualifier is Qualifier.NONE
    return (body.harm, victims, body.unit, body.scope in _LONG, body.perpetrators, nobody)


def _groups(members: Sequence[Item]) -> list[_Group]:
    groups: list[_Group] = []
    for item in sorted(members, key=_untold):
        place = place_key(item.claim.where)
        fitting = [group for group in groups if _fits(group, place, item)]
        same_day = [group for group in fitting if item.start and group.start == item.start]
        fitting = same_day if len(fitting) > 1 and same_day else fitting
        if len(fitting) == 1:
            group = fitting[0]
        else:
            exact = [group for group in groups if (group.place, group.start) == (place, item.start)]
            group = exact[0] if exact else _Group(place, item.start, item.end)
            if not exact:
                groups.append(group)
        group.items.append(item)
    for group in groups:
        group.items.sort(key=lambda item: (item.known_from, item.report.id, item.claim.span.start, item.claim.id))
    return groups


def _untold(item: Item) -> tuple[bool, bool, int, str, int, str]:
    where, claim = place_key(item.claim.where), item.claim
    return (where is None, item.start is None, item.known_from, item.report.id, claim.span.start, claim.id)


def _fits(group: _Group, place: str | None, item: Item) -> bool:
    if None not in (place, group.place) and place != group.place:
        return False
    if item.start is None or group.start is None:
        return True
    return item.start < (group.end or group.start + "~") and group.start < (item.end or item.start + "~")


def _finding(group: _Group) -> TollFinding:
    figures = _figures(group.items)
    first = group.items[0]
    body = toll(first)
    bests = {figure.best for figure in figures}
    ranges = {(figure.low, figure.best, figure.high) for figure in figures}
    agreed = len(bests) == 1 and (None not in bests or len(ranges) == 1)
    lows = [low for figure in figures if (low := _first(figure.low, figure.best)) is not None]
    highs = [_high(figure) for figure in figures]
    told = [item for item in group.items if item.place] or [first]
    return TollFinding(
        id=incident_id(item.claim.id for item in group.items),
        harm=body.harm,
        victims=body.victims,
        unit=body.unit,
        scope=body.scope,
        place=told[0].place,
        place_quote=next((item.claim.where.span.quote for item in group.items if item.claim.where), None),
        start=group.start,
        end=group.end,
        figures=figures,
        low=min(lows, default=None),
        best=bests.pop() if agreed else None,
        high=None if None in highs else max(high for high in highs if high is not None),
        contested=not agreed,
        part_of=tuple(sorted({link for item in group.items if (link := toll(item).part_of)})),
        perpetrators=body.perpetrators,
    )


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _high(figure: TollFigure) -> int | None:
    """The upper bound of a figure; a plain "about n" bounds nothing but n, "at least n" leaves it open."""
    if figure.high is None and figure.low is None:
        return figure.best
    return figure.high


def _figures(items: Sequence[Item]) -> tuple[TollFigure, ...]:
    """Per claimant the latest own figure; two different ones known at the same time both stand."""
    replaced = {link for item in items if (link := toll(item).replaces)}
    parties: dict[str, list[Item]] = {}
    for item in items:
        parties.setdefault(item.source.key, []).append(item)
    figures = [figure for own in parties.values() for figure in _own(own, replaced)]
    return tuple(sorted(figures, key=lambda figure: (figure.known_from, figure.source.key, figure.claims)))


def _own(own: Sequence[Item], replaced: set[str]) -> list[TollFigure]:
    standing = [item for item in own if item.claim.id not in replaced] or list(own)
    latest = max(item.known_from for item in standing)
    numbers: dict[tuple[int | None, ...], list[Item]] = {}
    for item in standing:
        if item.known_from == latest:
            body = toll(item)
            numbers.setdefault((body.low, body.best, body.high), []).append(item)
    used = {item.claim.id for same in numbers.values() for item in same}
    earlier = tuple(item.claim.id for item in own if item.claim.id not in used)
    return [_figure(same, earlier) for same in numbers.values()]


def _figure(same: Sequence[Item], earlier: tuple[str, ...]) -> TollFigure:
    first, body = same[0], toll(same[0])
    alleged = all(item.claim.realis is Realis.ALLEGED for item in same)
    return TollFigure(
        first.source,
        body.low,
        body.best,
        body.high,
        body.qualifier,
        tuple(item.claim.id for item in same),
        first.known_from,
        Realis.ALLEGED if alleged else Realis.ASSERTED,
        body.word,
        earlier,
    )


def sum_checks(items: Sequence[Item]) -> tuple[SumCheck, ...]:
    """Return every total of a report beside the sum of its parts; parts are never added to their total."""
    tolls = {item.claim.id: item for item in items if isinstance(item.claim.body, Toll)}
    parts: dict[str, list[Item]] = {}
    for item in tolls.values():
        total = toll(item).part_of
        if total in tolls and toll(item).harm == toll(tolls[total]).harm:
            parts.setdefault(total, []).append(item)
    checks = [_check(tolls[total], members) for total, members in sorted(parts.items())]
    return tuple(check for check in checks if check)


def _check(total: Item, members: Sequence[Item]) -> SumCheck | None:
    expected, numbers = _point(toll(total)), [_point(toll(member)) for member in members]
    known = [number for number in numbers if number is not None]
    if expected is None or len(known) < len(numbers):
        return None
    return SumCheck(total.claim.id, tuple(member.claim.id for member in members), expected, sum(known))


def _point(body: Toll) -> int | None:
    return _first(body.best, body.low)
