"""The state of an asset over time, by the ageing rules of access: what holds, since when, and what was last said.

A report holds from its start until its end, a contrary report or the end of its freshness. A contrary report ends
an earlier one when it starts later or comes from the same claimant; two that start at the same time from different
claimants stand side by side: contested.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Status
from karez.model.finding import AssetStatus, StatusReport
from karez.model.times import known_instant
from karez.model.vocabulary import AssetState, DerivedState
from karez.reconcile.freshness import UNCONFIRMED_AFTER, derived, fresh_for
from karez.reconcile.item import TOLD, Item, place_key, plain

_SERVICES = frozenset({"internet", "mobile", "power", "water", "fuel"})


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    body: Status
    report: StatusReport


def status_findings(items: Sequence[Item], *, as_of: int, timezone: str) -> tuple[AssetStatus, ...]:
    """Return one timeline per asset with its state at ``as_of`` (an instant), in order of type, name and key."""
    assets: dict[str, list[_Entry]] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Status) and item.claim.realis in TOLD:
            assets.setdefault(asset_key(item, body), []).append(_entry(item, body, timezone))
    found = [_status(key, entries, as_of, timezone) for key, entries in assets.items()]
    return tuple(sorted(found, key=lambda one: (one.asset_type, one.name, one.key)))


def asset_key(item: Item, body: Status) -> str:
    """What two claims about one asset share: the atlas's id, else type, words and place."""
    place = place_key(item.claim.where) or ""
    if body.asset.asset:
        return body.asset.asset
    kind = body.asset.asset_type.value
    words = "" if kind in _SERVICES else plain(body.asset.span.quote)
    return f"{kind}|{words}|{place}"


def _entry(item: Item, body: Status, timezone: str) -> _Entry:
    told = body.valid_from or (item.claim.when.start if item.claim.when else None)
    start = min(_instant(told, timezone) or item.known_from, item.known_from)
    end = _instant(body.valid_to, timezone)
    return _Entry(item, body, StatusReport(item.claim.id, item.source, body.state, body.cause, start, end))


def _instant(text: str | None, timezone: str) -> int | None:
    """The instant of an ISO local time; a bare date begins at midnight here, since it says from when a state holds."""
    if not text:
        return None
    return known_instant(text if "T" in text else f"{text}T00:00", timezone)


def _status(key: str, entries: Sequence[_Entry], as_of: int, timezone: str) -> AssetStatus:
    ordered = sorted(entries, key=lambda one: (one.item.known_from, one.report.start, one.item.claim.id))
    history = _history(ordered)
    standing = [entry for entry in history if _holds(entry.report, as_of)]
    states = {derived(entry.body.state) for entry in standing}
    last = _last(ordered)
    newest = last[-1]
    fresh_until = max((_fresh_until(entry) for entry in last), key=_open_last)
    named = next((entry for entry in ordered if entry.body.asset.asset), newest)
    return AssetStatus(
        key=key,
        asset=newest.body.asset.asset,
        name=" ".join(named.body.asset.span.quote.split()),
        asset_type=newest.body.asset.asset_type,
        place=next((entry.item.place for entry in reversed(ordered) if entry.item.place), None),
        state=_state(states),
        reported=newest.body.state,
        cause=next((entry.body.cause for entry in reversed(last) if entry.body.cause), None),
        since=_since(last),
        last_known=newest.item.known_from,
        fresh_until=fresh_until,
        stale=fresh_until is None and as_of - newest.item.known_from > UNCONFIRMED_AFTER,
        claims=tuple(entry.item.claim.id for entry in last),
        users=next((entry.body.users for entry in reversed(last) if entry.body.users), None),
        history=tuple(entry.report for entry in history),
    )


def _state(states: set[DerivedState]) -> DerivedState:
    if not states:
        return DerivedState.UNKNOWN
    return states.pop() if len(states) == 1 else DerivedState.CONTESTED


def _open_last(until: int | None) -> tuple[bool, int]:
    return (until is None, until or 0)


def _fresh_until(entry: _Entry) -> int | None:
    """When the report's freshness ends, counted from when it was known or, where later, from its start."""
    if entry.report.end is not None:
        return entry.report.end
    hours = fresh_for(entry.body.state, entry.body.cause, entry.body.asset.asset_type)
    return None if hours is None else max(entry.item.known_from, entry.report.start) + hours


def _history(ordered: Sequence[_Entry]) -> list[_Entry]:
    """Give every report the instant at which it ended and why."""
    return [_ended(entry, ordered) for entry in ordered]


def _ended(entry: _Entry, ordered: Sequence[_Entry]) -> _Entry:
    ends: list[tuple[int, str]] = []
    until = _fresh_until(entry)
    if until is not None:
        ends.append((until, "its own end" if entry.report.end else "freshness over"))
    for other in ordered:
        if _contrary(other, entry):
            ends.append((max(other.report.start, entry.report.start), f"contrary report {other.item.claim.id}"))
    if not ends:
        return entry
    end, why = min(ends)
    return replace(entry, report=replace(entry.report, end=end, ended_by=why))


def _contrary(other: _Entry, entry: _Entry) -> bool:
    if derived(other.body.state) is derived(entry.body.state):
        return False
    later = (other.item.known_from, other.report.start) > (entry.item.known_from, entry.report.start)
    if other.item.source.key == entry.item.source.key:
        return later
    return later and other.item.known_from > entry.item.known_from and other.report.start > entry.report.start


def _holds(report: StatusReport, as_of: int) -> bool:
    return report.start <= as_of and (report.end is None or as_of < report.end)


def _last(ordered: Sequence[_Entry]) -> list[_Entry]:
    """What was last reported: the newest report and those before it that say the same, back to a contrary one."""
    newest: AssetState = ordered[-1].body.state
    last: list[_Entry] = []
    for entry in reversed(ordered):
        if entry.body.state is newest:
            last.append(entry)
        elif entry.item.known_from < ordered[-1].item.known_from:
            break
    return last[::-1]


def _since(last: Sequence[_Entry]) -> str | None:
    told = [entry.body.valid_from or entry.item.start for entry in last]
    return min((text for text in told if text), default=None)
