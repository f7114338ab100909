"""Which claims of a view speak of one incident: what the joining gives, under what persons decided.

Until claims are joined by weights, incidents are those of reconciling; a toll goes with the incident that it counts.
"""

from collections.abc import Iterable

from karez.model.claim import Incident, Toll
from karez.model.identity import incident_id
from karez.model.joining import Decisions, Joined
from karez.model.record import View
from karez.model.vocabulary import Realis
from karez.reconcile.incidents import incident_findings
from karez.reconcile.item import TOLD, items
from karez.resolve.incidents.decisions import decisions_of


def joined_of(view: View, *, timezone: str) -> Joined:
    """Return the incident of every incident and toll claim of a view that is told or denied. ``timezone``: IANA."""
    told = [item for item in items(view) if isinstance(item.claim.body, Incident | Toll)]
    told = [item for item in told if item.claim.realis in TOLD or item.claim.realis is Realis.DENIED]
    of = {item.claim.id: item.claim.body.of for item in told if isinstance(item.claim.body, Toll)}
    groups = {claim: {claim} for claim in (item.claim.id for item in told)}
    for finding in incident_findings(told, timezone=timezone):
        whole = set(finding.claims)
        groups.update(dict.fromkeys(whole, whole))
    for claim, incident in of.items():
        if incident in groups:
            groups[incident].add(claim)
            groups[claim] = groups[incident]
    found = under({frozenset(group) for group in groups.values()}, decisions_of(view))
    return Joined({claim: incident_id(group) for group in found for claim in group})


def under(groups: Iterable[frozenset[str]], decisions: Decisions) -> tuple[frozenset[str], ...]:
    """Return ``groups``, a partition, as decisions leave it: what is together is merged, what is apart is parted.

    Where a group is parted, its claims go one after the other, in order of their ids, to the first part that they may
    be of.
    """
    sets: dict[str, set[str]] = {claim: {claim} for group in groups for claim in group}
    for one, other in decisions.together:
        _unite(sets, sets[one], sets[other])
    for group in sorted(groups, key=min):
        parts: list[set[str]] = []
        for claim in sorted(group):
            mine = sets[claim]
            if any(mine is part for part in parts):
                continue
            fitting = next((part for part in parts if not _parted(mine, part, decisions)), None)
            if fitting is None:
                parts.append(mine)
            else:
                whole = _unite(sets, fitting, mine)
                parts = [whole if part is fitting else part for part in parts]
    return tuple(sorted({frozenset(one) for one in sets.values()}, key=min))


def _unite(sets: dict[str, set[str]], one: set[str], other: set[str]) -> set[str]:
    small, large = sorted((one, other), key=len)
    if small is not large:
        large |= small
        sets.update(dict.fromkeys(small, large))
    return large


def _parted(one: set[str], other: set[str], decisions: Decisions) -> bool:
    return any((one & left and other & right) or (one & right and other & left) for left, right in decisions.apart)
