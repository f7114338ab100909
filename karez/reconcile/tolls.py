"""Tolls: which claims count the same people, and what their claimants say.

Killed and injured are never one toll, nor are persons and families, a day and a war's sum, the attackers' own dead
and their victims. "No casualties" joins only what is told of the same place and time. A part never stands against its
total or another part of it. Nothing is averaged.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations

from karez.model.finding import TollFigure, TollFinding
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.vocabulary import Qualifier
from karez.reconcile.by_incident import by_incident
from karez.reconcile.corrections import corrections
from karez.reconcile.counted import LONG, WHOLE, kind_of, numbers, toll
from karez.reconcile.figures import figures
from karez.reconcile.happening import Group, group
from karez.reconcile.item import TOLD, Item, told_order, within
from karez.reconcile.sums import root, tolls_of
from karez.reconcile.tally import Entry, bounds_of


def toll_findings(items: Sequence[Item], *, timezone: str, joined: Joined | None = None) -> tuple[TollFinding, ...]:
    """Return one finding per happening and kind of victims, the earliest first.

    ``joined`` tells which claims speak of one incident; without it place and time do.
    """
    replaced = corrections(sorted(tolls_of(items), key=told_order), kind_of)
    groups = toll_groups(items, replaced, timezone=timezone, joined=joined)
    found = [_finding(one, told_figures) for one in groups if (told_figures := figures(one.items, replaced))]
    return tuple(sorted(found, key=lambda one: (one.start or "~", one.harm, one.victims, one.id)))


def toll_groups(
    items: Sequence[Item], replaced: Mapping[str, Item], *, timezone: str, joined: Joined | None = None
) -> list[Group]:
    """Return the tolls that are told, put together by what they count: one kind of victims of one happening each.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it.
    """
    told = sorted((item for item in tolls_of(items) if item.claim.realis in TOLD), key=told_order)
    roots = total_of(told)
    kinds: dict[Hashable, list[Item]] = {}
    for item in told:
        if not _is_none(item):
            kinds.setdefault(kind_of(item), []).append(item)
    groups: list[Group] = []
    for members in kinds.values():
        may_join = _Totals(roots).may_join
        if joined is None:
            apart = group(members, timezone=timezone, may_join=may_join)
        else:
            apart = by_incident(members, joined, may_join=may_join)
        groups += _joined(apart, replaced, roots)
    _place_none(groups, [item for item in told if _is_none(item)])
    return groups


def total_of(told: Sequence[Item]) -> dict[str, str]:
    """Return for the id of every claim that of the largest total which it is a part of, its own where it is none.

    "Four more died" is a part of what rose by four in the same report.
    """
    known = {item.claim.id: item for item in told}
    roots = {item.claim.id: root(item, known) for item in told}
    for new in told:
        old = known.get(toll(new).replaces or "")
        before, after = (toll(old).best if old else None), toll(new).best
        if before is None or after is None:
            continue
        for item in told:
            if item is not old and item.report.id == new.report.id and toll(item).best == after - before:
                roots[item.claim.id] = roots[new.claim.id]
    return roots


def _is_none(item: Item) -> bool:
    return toll(item).qualifier is Qualifier.NONE


class _Totals:
    """Whose totals the claims of a group are parts of; a group only grows, so that each claim is looked at once."""

    def __init__(self, roots: Mapping[str, str]) -> None:
        self._roots = roots
        self._known: dict[int, tuple[Group, set[str]]] = {}

    def may_join(self, item: Item, one: Group) -> bool:
        """Whether the item can be of the group: no other part of its total is, and long sums begin the same day."""
        held = self._known.setdefault(id(one), (one, set()))[1]
        held.update(self._roots[other.claim.id] for other in one.items[len(held) :])
        if self._roots[item.claim.id] in held:
            return False
        return toll(item).scope not in LONG or (item.start or "")[:10] == (one.start or "")[:10]


def _joined(groups: list[Group], replaced: Mapping[str, Item], roots: Mapping[str, str]) -> list[Group]:
    """Join groups that hold a correction and what it corrects, or one party's one number in one report."""
    host = {item.claim.id: one for one in groups for item in one.items}
    for left, right in _related(groups, replaced):
        one, other = sorted((host[left], host[right]), key=lambda found: told_order(found.items[0]))
        if one is not other and _belong(one, other, replaced, roots):
            one.items = sorted((*one.items, *other.items), key=told_order)
            host.update(dict.fromkeys((item.claim.id for item in other.items), one))
    return list({id(one): one for one in host.values()}.values())


def _related(groups: Sequence[Group], replaced: Mapping[str, Item]) -> list[tuple[str, str]]:
    """Pairs of claims whose groups may be one, in a fixed order."""
    items = sorted((item for one in groups for item in one.items), key=told_order)
    here = {item.claim.id for item in items}
    pairs = [
        (item.claim.id, replaced[item.claim.id].claim.id)
        for item in items
        if item.claim.id in replaced and replaced[item.claim.id].claim.id in here
    ]
    repeats: dict[Hashable, list[str]] = {}
    for item in items:
        repeats.setdefault((item.report.id, item.source.key, numbers(item)), []).append(item.claim.id)
    for same in repeats.values():
        pairs += combinations(same, 2)
    return pairs


def _belong(host: Group, one: Group, replaced: Mapping[str, Item], roots: Mapping[str, str]) -> bool:
    pairs = [(left, right) for left in host.items for right in one.items]
    if any(roots[left.claim.id] == roots[right.claim.id] for left, right in pairs):
        return _corrected(pairs, replaced)
    return _corrected(pairs, replaced) or any(_repeated(left, right, host, one) for left, right in pairs)


def _corrected(pairs: Sequence[tuple[Item, Item]], replaced: Mapping[str, Item]) -> bool:
    return any(replaced.get(left.claim.id) is right or replaced.get(right.claim.id) is left for left, right in pairs)


def _repeated(left: Item, right: Item, host: Group, one: Group) -> bool:
    """Whether one party gives one number twice in one report, once with a place that holds the other's."""
    if left.report.id != right.report.id or left.source.key != right.source.key or numbers(left) != numbers(right):
        return False
    if None not in (host.start, one.start) and (host.start or "")[:10] != (one.start or "")[:10]:
        return False
    if left.place is None or right.place is None:
        return left.claim.where is None or right.claim.where is None
    return within(left.place, right.place) or within(right.place, left.place)


def _place_none(groups: list[Group], nobody: Sequence[Item]) -> None:
    """Lay "no casualties" beside the tolls of the same place and time; where there are none it stands alone."""
    places: dict[str | None, list[Group]] = {}
    for one in groups:
        places.setdefault(one.place, []).append(one)
    for item in sorted(nobody, key=told_order):
        beside = places.get(item.place.id, []) if item.place else []
        fitting = [one for one in beside if _against(item, one)]
        whole = [one for one in fitting if any(toll(other).victims in WHOLE for other in one.items)]
        for found in (fitting, whole):
            if len(found) == 1:
                found[0].items = sorted((*found[0].items, item), key=told_order)
                break
        else:
            alone = Group(item.place.id if item.place else None, item.start, item.end, [item])
            groups.append(alone)
            places.setdefault(alone.place, []).append(alone)


def _against(item: Item, one: Group) -> bool:
    body, first = toll(item), one.items[0]
    other = toll(first)
    if (body.harm, body.unit, body.perpetrators) != (other.harm, other.unit, other.perpetrators):
        return False
    if other.scope in LONG or (body.victims not in WHOLE and body.victims is not other.victims):
        return False
    start, begun = item.start, one.start
    if start is None or begun is None:
        return False
    return start < (one.end or begun + "~") and begun < (item.end or start + "~")


def _finding(one: Group, found: tuple[TollFigure, ...]) -> TollFinding:
    counted = next((item for item in one.items if not _is_none(item)), one.items[0])
    body = toll(counted)
    bounds = bounds_of(Entry(figure) for figure in found)
    return TollFinding(
        id=incident_id(item.claim.id for item in one.items),
        harm=body.harm,
        victims=body.victims,
        unit=body.unit,
        scope=body.scope,
        place=next((item.place for item in one.items if item.place), None),
        place_quote=next((item.claim.where.span.quote for item in one.items if item.claim.where), None),
        start=one.start,
        end=one.end,
        figures=found,
        low=bounds.low,
        best=None if bounds.contested else bounds.best,
        high=bounds.high,
        contested=bounds.contested,
        part_of=tuple(sorted({link for item in one.items if (link := toll(item).part_of)})),
        perpetrators=body.perpetrators,
    )
