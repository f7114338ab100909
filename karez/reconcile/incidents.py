"""Incidents: the claims that joining puts together; where nothing was joined, those of one type, place and day.

What is denied stands apart from what is told, and the release of people from how they were taken. A claim of
responsibility is an incident claim like another. Plans, conditions and background are left out. Of several types that
an incident is told by, it has the one that most reports give.
"""

from collections import Counter
from collections.abc import Hashable, Sequence

from karez.model.claim import Area, Incident
from karez.model.finding import IncidentFinding
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.vocabulary import IncidentType, Realis
from karez.reconcile.happening import Group, group
from karez.reconcile.item import TOLD, Item, place_key, told_order


def incident_findings(
    items: Sequence[Item], *, timezone: str, joined: Joined | None = None
) -> tuple[IncidentFinding, ...]:
    """Return the happenings that were told or denied, in order of day, place and id."""
    told = [item for item in items if item.claim.realis in TOLD or item.claim.realis is Realis.DENIED]
    happened = [item for item in told if isinstance(item.claim.body, Incident)]
    groups = _grouped(happened, timezone) if joined is None else _joined(happened, joined)
    found = [_finding(members, joined) for members in groups]
    return tuple(sorted(found, key=lambda one: (one.start or "~", one.place.name if one.place else "~", one.id)))


def _grouped(told: Sequence[Item], timezone: str) -> list[list[Item]]:
    """Claims of one type, place and day together."""
    kinds: dict[Hashable, list[Item]] = {}
    for item in told:
        kinds.setdefault((_type(item), item.claim.realis is Realis.DENIED), []).append(item)
    groups = (group(members, timezone=timezone, may_join=may_join) for members in kinds.values())
    return [one.items for found in groups for one in found]


def _joined(told: Sequence[Item], joined: Joined) -> list[list[Item]]:
    """Claims of one incident together; each that was not joined by itself."""
    groups: dict[Hashable, list[Item]] = {}
    for item in sorted(told, key=told_order):
        incident = joined.incidents.get(item.claim.id, item.claim.id)
        key = (incident, item.claim.realis is Realis.DENIED, _type(item) is IncidentType.RELEASE)
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def may_join(item: Item, one: Group) -> bool:
    """Whether the places are told and one, or both untold in one report; a day is not stretched over several."""
    told = item.claim.where is not None and one.place is not None
    same_report = any(other.report.id == item.report.id for other in one.items)
    if not told and not (same_report and item.claim.where is None and one.place is None):
        return False
    return None in (item.start, one.start) or (item.start or "")[:10] == (one.start or "")[:10]


def _finding(members: Sequence[Item], joined: Joined | None) -> IncidentFinding:
    first = members[0]
    sources = {item.source.key: item.source for item in members}
    dated = next((item for item in members if item.start), first)
    placed = _placed(members)
    return IncidentFinding(
        id=_identity(members, joined),
        type=_usual_type(members),
        place=placed.place,
        place_quote=placed.claim.where.span.quote if placed.claim.where else None,
        start=dated.start,
        end=dated.end,
        claims=tuple(item.claim.id for item in members),
        sources=tuple(sources.values()),
        realis=_realis(members),
        area=_area(members),
    )


def _identity(members: Sequence[Item], joined: Joined | None) -> str:
    """The id of the incident; a denial or a release of it has that of its own claims, which leads there, too."""
    first = members[0]
    whole = joined.incidents.get(first.claim.id) if joined else None
    apart = first.claim.realis is Realis.DENIED or _type(first) is IncidentType.RELEASE
    return whole if whole and not apart else incident_id(item.claim.id for item in members)


def _type(item: Item) -> IncidentType:
    body = item.claim.body
    if not isinstance(body, Incident):
        raise TypeError(f"{item.claim.id} is no incident")
    return body.type


def _usual_type(members: Sequence[Item]) -> IncidentType:
    """The type that most reports give; of equally many the one told first."""
    given = Counter(kind for kind, _ in dict.fromkeys((_type(item), item.report.id) for item in members))
    return max(given, key=lambda kind: given[kind])


def _placed(members: Sequence[Item]) -> Item:
    """The first claim of the place that most reports give, resolved before unresolved; the first claim without one."""
    told = [item for item in members if item.claim.where]
    given = Counter(key for key, _ in dict.fromkeys((place_key(item.claim.where), item.report.id) for item in told))
    return max(told, key=lambda item: (item.place is not None, given[place_key(item.claim.where)]), default=members[0])


def _area(members: Sequence[Item]) -> Area | None:
    """The area that all members mean which tell a place; None where one means the place itself, or another area."""
    told = {item.claim.where.area for item in members if item.claim.where}
    return next(iter(told)) if len(told) == 1 else None


def _realis(members: Sequence[Item]) -> Realis:
    told = {item.claim.realis for item in members}
    return next(realis for realis in (Realis.ASSERTED, Realis.ALLEGED, Realis.DENIED) if realis in told)
