"""Incidents, version 0: claims of one type, place and day are one happening.

What is denied stands apart from what is told. A claim of responsibility is an incident claim like another and joins
the happening of its type, place and day. Plans, conditions and background are left out.
"""

from collections.abc import Sequence

from karez.model.claim import Area, Incident
from karez.model.finding import IncidentFinding
from karez.model.identity import incident_id
from karez.model.vocabulary import IncidentType, Realis
from karez.reconcile.happening import Group, group
from karez.reconcile.item import TOLD, Item


def incident_findings(items: Sequence[Item], *, timezone: str) -> tuple[IncidentFinding, ...]:
    """Return the happenings that were told or denied, in order of day, place and id."""
    kinds: dict[tuple[IncidentType, bool], list[Item]] = {}
    for item in items:
        body, realis = item.claim.body, item.claim.realis
        if isinstance(body, Incident) and (realis in TOLD or realis is Realis.DENIED):
            kinds.setdefault((body.type, realis is Realis.DENIED), []).append(item)
    found = [
        _finding(one.items)
        for members in kinds.values()
        for one in group(members, timezone=timezone, may_join=may_join)
    ]
    return tuple(sorted(found, key=lambda one: (one.start or "~", one.place.name if one.place else "~", one.id)))


def may_join(item: Item, one: Group) -> bool:
    """Whether the places are told and one, or both untold in one report; a day is not stretched over several."""
    told = item.claim.where is not None and one.place is not None
    same_report = any(other.report.id == item.report.id for other in one.items)
    if not told and not (same_report and item.claim.where is None and one.place is None):
        return False
    return None in (item.start, one.start) or (item.start or "")[:10] == (one.start or "")[:10]


def _finding(members: Sequence[Item]) -> IncidentFinding:
    first = members[0]
    body = first.claim.body
    if not isinstance(body, Incident):
        raise TypeError(f"{first.claim.id} is no incident")
    sources = {item.source.key: item.source for item in members}
    dated = next((item for item in members if item.start), first)
    return IncidentFinding(
        id=incident_id(item.claim.id for item in members),
        type=body.type,
        place=first.place,
        place_quote=first.claim.where.span.quote if first.claim.where else None,
        start=dated.start,
        end=dated.end,
        claims=tuple(item.claim.id for item in members),
        sources=tuple(sources.values()),
        realis=_realis(members),
        area=_area(members),
    )


def _area(members: Sequence[Item]) -> Area | None:
    """The area that all members mean which tell a place; None where one means the place itself, or another area."""
    told = {item.claim.where.area for item in members if item.claim.where}
    return next(iter(told)) if len(told) == 1 else None


def _realis(members: Sequence[Item]) -> Realis:
    told = {item.claim.realis for item in members}
    return next(realis for realis in (Realis.ASSERTED, Realis.ALLEGED, Realis.DENIED) if realis in told)
