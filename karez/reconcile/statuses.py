"""The state of an asset over time, by the ageing rules of access: what holds, since when, and what was last said.

A report holds from ``valid_from``, else from when it says that it began, else from when it became known. A later
report that says the same renews it. It ends at ``valid_to``, at a contrary report or when its freshness is over,
whichever comes first. A contrary report ends an earlier one when it starts later or comes from the same claimant; two
that start at the same time from different claimants stand side by side: contested, and so does what another denies.

A road or line is told of in sections: each place has its own timeline, in which reports that the whole route is open,
or open to some, count too; that it is closed somewhere says nothing of one section.
"Damaged" stands beside "closed" and "restricted" and contradicts neither. What is told for different users ("heavy
traffic") is no contradiction: open to some and closed to others is restricted.
"""

from collections.abc import Sequence

from karez.model.claim import Status
from karez.model.finding import AssetStatus
from karez.model.vocabulary import AssetType, DerivedState, Realis
from karez.reconcile.entries import (
    OF_EVERY_SECTION,
    Entry,
    Timeline,
    aged,
    entry_of,
    fresh_until,
    holds,
    joint_state,
    last_said,
    since,
)
from karez.reconcile.freshness import UNCONFIRMED_AFTER
from karez.reconcile.item import TOLD, Item, place_key
from karez.reconcile.links_ends import ended
from karez.reconcile.links_said import Said, sources_by_state
from karez.reconcile.source import plain

_SERVICES = frozenset({AssetType.INTERNET, AssetType.MOBILE, AssetType.POWER, AssetType.WATER, AssetType.FUEL})
_ROUTES = frozenset({AssetType.ROAD, AssetType.RAIL})


def status_findings(items: Sequence[Item], *, as_of: int, timezone: str) -> tuple[AssetStatus, ...]:
    """Return one timeline per asset with its state at ``as_of`` (an instant), in order of type, name and key."""
    lines: dict[str, Timeline] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Status) and (item.claim.realis in TOLD or item.claim.realis is Realis.DENIED):
            line = lines.setdefault(asset_key(item, body), Timeline(asset_group(body)))
            told = line.denials if item.claim.realis is Realis.DENIED else line.reports
            told.append(entry_of(item, body, timezone))
    for key, line in lines.items():
        whole = lines.get(line.group)
        if whole is not None and key != line.group and _is_route(line):
            line.whole += [entry for entry in whole.reports if entry.state in OF_EVERY_SECTION]
    found = [_status(key, line, as_of) for key, line in lines.items() if line.reports]
    return tuple(sorted(found, key=lambda one: (one.asset_type, one.name, one.key)))


def asset_group(body: Status) -> str:
    """What statuses of one network, road or service in several places share: the atlas's id, else type and words."""
    if body.asset.asset:
        return body.asset.asset
    kind = body.asset.asset_type
    return f"{kind}|" if kind in _SERVICES else f"{kind}|{plain(body.asset.span.quote)}"


def asset_key(item: Item, body: Status) -> str:
    """What two claims about one asset share: its group, and its place unless it is a single point with an id."""
    place = place_key(item.claim.where)
    apart = body.asset.asset_type in _ROUTES or not body.asset.asset
    return f"{asset_group(body)}|{place}" if apart and place else asset_group(body)


def _is_route(line: Timeline) -> bool:
    return any(entry.body.asset.asset_type in _ROUTES and entry.body.asset.asset for entry in line.reports)


def _status(key: str, line: Timeline, as_of: int) -> AssetStatus:
    ordered = line.all_reports()
    history = _history(ordered, line.denials)
    standing = [entry for entry in history if holds(entry.report, as_of)]
    state = joint_state(standing)
    denials = _denials(line, standing, as_of)
    if denials and standing:
        state = DerivedState.CONTESTED
    last = last_said(ordered)
    newest = last[-1]
    shown = standing if state is DerivedState.CONTESTED else last
    until = max((fresh_until(entry) for entry in last), key=lambda end: (end is None, end or 0))
    named = next((entry for entry in line.reports if entry.body.asset.asset), line.reports[-1])
    return AssetStatus(
        key=key,
        asset=newest.body.asset.asset,
        name=" ".join(named.body.asset.span.quote.split()),
        asset_type=newest.body.asset.asset_type,
        place=next((entry.item.place for entry in reversed(line.reports) if entry.item.place), None),
        state=state,
        reported=newest.body.state,
        cause=next((entry.body.cause for entry in reversed(last) if entry.body.cause), None),
        since=since(last),
        last_known=newest.item.known_from,
        fresh_until=until,
        stale=until is None and as_of - newest.item.known_from > UNCONFIRMED_AFTER,
        claims=tuple(entry.item.claim.id for entry in shown),
        users=next((entry.body.users for entry in reversed(last) if entry.body.users), None),
        history=tuple(entry.report for entry in history),
        realis=newest.item.claim.realis if all(_alleged(entry) for entry in last) else Realis.ASSERTED,
        denials=denials,
        group=line.group,
    )


def _alleged(entry: Entry) -> bool:
    return entry.item.claim.realis is Realis.ALLEGED


def _history(ordered: Sequence[Entry], denials: Sequence[Entry]) -> list[Entry]:
    """The reports with their ends; what one report tells of two states of one thing is a dispute here, too."""
    made = ended([Said(entry) for entry in ordered], [Said(denial) for denial in denials], agrees=False)
    return [one.entry for one in made]


def _denials(line: Timeline, standing: Sequence[Entry], as_of: int) -> tuple[str, ...]:
    """The denials that are still fresh and speak against what stands."""
    by_state = sources_by_state(Said(entry) for entry in standing)
    return tuple(
        denial.item.claim.id
        for denial in line.denials
        if holds(aged(denial).report, as_of) and by_state.get(denial.state, frozenset()) - {denial.item.source.key}
    )
