"""Content addresses of claims and incidents.

A claim's id is a digest of the report's id and of what the report's own words say: kind, spans and values. Looked-up
ids (place, actor, asset), areas, confidence, reason and reader are left out, so that a better gazetteer changes no id.
"""

from collections.abc import Iterable
from dataclasses import replace

from karez.model.canonical import digest
from karez.model.claim import Body, Claim, Toll
from karez.model.codec import claim_json

_LOOKED_UP = frozenset({"id", "actor", "place", "area", "confidence", "reader", "reason"})
_LINKS = ("part_of", "of", "replaces")
_NESTED = (dict, list)


def claim_id(report: str, claim: Claim) -> str:
    """Return ``clm-`` + 32 hex: the content address of ``claim`` in ``report``.

    Links between tolls of one report (part_of, of, replaces) are claim ids themselves and are left out.
    """
    value = claim_json(claim)
    value.pop("id", None)
    for link in _LINKS:
        value.pop(link, None)
    return "clm-" + digest({"report": report, "claim": _worded(value)})[:32]


def _worded(value: object) -> object:
    """The value less what was looked up. An ``asset`` that is an object is a mention, any other the id of one."""
    if isinstance(value, dict):
        return {
            key: _worded(item) if isinstance(item, _NESTED) else item
            for key, item in value.items()
            if key not in _LOOKED_UP and (key != "asset" or isinstance(item, dict))
        }
    # A list holds mentions, or pairs of offsets.
    return [_worded(item) if isinstance(item, dict) else item for item in value] if isinstance(value, list) else value


def with_ids(report: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give every claim its content address and point links between claims at the new ids.

    Claims that come in have ids of their own (any distinct strings) which their links use; two claims that get
    one address are one claim, and the first stands.
    """
    drafts = list(claims)
    ids = {draft.id: claim_id(report, draft) for draft in drafts}
    named: dict[str, Claim] = {}
    for draft in drafts:
        fresh = replace(draft, id=ids[draft.id], body=_relinked(draft, ids))
        named.setdefault(fresh.id, fresh)
    return tuple(named.values())


def _relinked(claim: Claim, ids: dict[str, str]) -> Body:
    body = claim.body
    if not isinstance(body, Toll):
        return body

    def link(target: str | None) -> str | None:
        fresh = ids.get(target or "")
        return None if fresh == ids[claim.id] else fresh

    return replace(body, part_of=link(body.part_of), of=link(body.of), replaces=link(body.replaces))


def incident_id(claims: Iterable[str]) -> str:
    """Return the id of the incident that holds ``claims``: ``inc-`` + 12 hex of the smallest claim id."""
    return "inc-" + min(claims).removeprefix("clm-")[:12]
