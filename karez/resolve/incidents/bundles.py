"""What a report itself holds together: a toll and the incident whose harm it counts, a part and its total.

These are of one incident by construction: nothing is scored between them. What is denied stands apart from what is
told, so a link from one to the other binds nothing.
"""

from collections.abc import Iterable, Mapping, Sequence

from karez.model.claim import Claim, Incident, Toll
from karez.model.record import ClaimRecord
from karez.model.vocabulary import Realis

TOLD = frozenset({Realis.ASSERTED, Realis.ALLEGED})


def speaks_of_one(claim: Claim) -> bool:
    """Whether a claim speaks of an incident: an incident or toll that is told or denied."""
    return isinstance(claim.body, Incident | Toll) and (claim.realis in TOLD or claim.realis is Realis.DENIED)


def denied(claim: Claim) -> bool:
    """Whether a claim says that something did not happen."""
    return claim.realis is Realis.DENIED


def links(claim: Claim) -> tuple[str, ...]:
    """Return the ids of the claims of its report that a claim is linked to."""
    body = claim.body
    if not isinstance(body, Toll):
        return ()
    return tuple(link for link in (body.of, body.part_of, body.replaces) if link)


def bundles(records: Sequence[ClaimRecord]) -> dict[str, tuple[str, ...]]:
    """Return for each claim id the ids, sorted, of all claims that its report holds together with it."""
    claims = {record.claim.id: record.claim for record in records}
    pairs = [
        (one.id, link)
        for one in claims.values()
        for link in links(one)
        if link in claims and denied(claims[link]) == denied(one)
    ]
    return together(claims, pairs)


def together(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return for each id all ids, sorted, that the pairs chain to it."""
    parent = {one: one for one in ids}
    for one, other in pairs:
        first, second = sorted((root(parent, one), root(parent, other)))
        parent[second] = first
    found: dict[str, list[str]] = {}
    for one in parent:
        found.setdefault(root(parent, one), []).append(one)
    whole = {name: tuple(sorted(members)) for name, members in found.items()}
    return {one: whole[root(parent, one)] for one in parent}


def root(parent: dict[str, str], one: str) -> str:
    """Return the head of the set that holds ``one`` and shorten the way to it (union-find with halving)."""
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def nearest(claim: Claim, members: Sequence[Claim], by_id: Mapping[str, Claim]) -> tuple[Claim, ...]:
    """Return a claim and those it is held together with, nearest first: itself, its links, incidents, the others."""
    linked = [by_id[link] for link in links(claim) if link in by_id and by_id[link] in members]
    rest = sorted(members, key=lambda one: (not isinstance(one.body, Incident), one.id))
    ordered = {one.id: one for one in (claim, *linked, *rest)}
    return tuple(ordered.values())
