"""Incidents, version 0: claims of one type, place and day are one happening."""

from collections.abc import Sequence

from karez.model.claim import Incident
from karez.model.finding import IncidentFinding
from karez.model.identity import incident_id
from karez.model.vocabulary import Realis
from karez.reconcile.item import Item, place_key

_SHOWN = frozenset({Realis.ASSERTED, Realis.ALLEGED, Realis.DENIED})


def incident_findings(items: Sequence[Item]) -> tuple[IncidentFinding, ...]:
    """Return the happenings that were told, in order of day, place and id; plans and background are left out."""
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Incident) and item.claim.realis in _SHOWN:
            place = place_key(item.claim.where)
            loose = None if place and item.start else item.report.id
            groups.setdefault((body.type, place, (item.start or "")[:10], loose), []).append(item)
    found = [_finding(members) for members in groups.values()]
    return tuple(sorted(found, key=lambda one: (one.start or "~", one.place.name if one.place else "~", one.id)))


def _finding(members: Sequence[Item]) -> IncidentFinding:
    first = members[0]
    body = first.claim.body
    if not isinstance(body, Incident):
        raise TypeError(f"{first.claim.id} is no incident")
    sources = {item.source.key: item.source for item in members}
    return IncidentFinding(
        id=incident_id(item.claim.id for item in members),
        type=body.type,
        place=first.place,
        place_quote=first.claim.where.span.quote if first.claim.where else None,
        start=first.start,
        end=first.end,
        claims=tuple(item.claim.id for item in members),
        sources=tuple(sources.values()),
        realis=_realis(members),
    )


def _realis(members: Sequence[Item]) -> Realis:
    told = {item.claim.realis for item in members}
    return next(realis for realis in (Realis.ASSERTED, Realis.ALLEGED, Realis.DENIED) if realis in told)
