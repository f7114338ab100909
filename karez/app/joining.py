"""Which claims of a view speak of one incident: what the joining gives, under what persons decided.

Until claims are joined by weights, incidents are those of reconciling, with what their reports hold together.
"""

from collections.abc import Iterable

from karez.model.identity import incident_id
from karez.model.joining import Decisions, Joined
from karez.model.record import View
from karez.reconcile.incidents import incident_findings
from karez.reconcile.item import items
from karez.resolve.incidents.bundles import bundles, speaks_of_one, together
from karez.resolve.incidents.decisions import decisions_of


def joined_of(view: View, *, timezone: str) -> Joined:
    """Return the incident of every incident and toll claim of a view that is told or denied. ``timezone``: IANA."""
    told = [item for item in items(view) if speaks_of_one(item.claim)]
    found = [finding.claims for finding in incident_findings(told, timezone=timezone)]
    held = bundles([item.record for item in told])
    chains = [(claims[0], claim) for claims in (*found, *held.values()) for claim in claims[1:]]
    groups = {frozenset(group) for group in together(held, chains).values()}
    return Joined({claim: incident_id(group) for group in under(groups, decisions_of(view)) for claim in group})


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
