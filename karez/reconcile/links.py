"""The state of every link over time, for each class of user, by the ageing rules of access.

A link's reports are all status claims that are laid on it. What is told of the section itself stands before what is
told of trains on it, of an area, and of the route as a whole, in this order. A report ends at its own end, when its
freshness is over, or at a contrary report: of any that speaks as exactly or more so, of an area, and of the whole
route where that is said to be open; that a route is closed somewhere ends nothing that is told of one section.
Announced, threatened and supposed states are none: what was announced is kept beside the state.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from karez.model.access import Announced, Laid, Laying, LinkState, UserClass, UserState
from karez.model.claim import Status
from karez.model.finding import Source
from karez.model.record import View
from karez.model.vocabulary import Cause, Condition, DerivedState, Realis
from karez.reconcile.entries import (
    Entry,
    aged,
    entry_of,
    fresh_until,
    holds,
    last_said,
    order,
    since,
)
from karez.reconcile.freshness import UNCONFIRMED_AFTER
from karez.reconcile.item import TOLD, Item, items
from karez.reconcile.links_ends import ended
from karez.reconcile.links_said import Said, joint, sources_by_state
from karez.reconcile.source import PartyOf
from karez.reconcile.users import holding


@dataclass(slots=True)
class _Link:
    """What is laid on one link."""

    told: list[tuple[Entry, Laid]] = field(default_factory=list)
    denied: list[tuple[Entry, Laid]] = field(default_factory=list)
    planned: list[tuple[Entry, Laid]] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        """What two links with the same reports share."""
        return tuple((laid.claim, laid.scope, laid.points) for _, laid in (*self.told, *self.denied, *self.planned))


def link_states(view: View, laying: Laying, *, timezone: str, party_of: PartyOf | None = None) -> tuple[LinkState, ...]:
    """Return the state at ``view.as_of`` of every link that a report of ``view`` speaks of, in order of link id.

    ``laying`` tells on which links each status claim lies; claims that it does not lay are on no link. ``timezone``
    (IANA) places local times of reports. A pure function: the same claims in any order give the same states.
    """
    known = {item.claim.id: item for item in items(view, party_of)}
    links: dict[str, _Link] = {}
    for laid in laying.laid:
        item = known.get(laid.claim)
        if item is not None and isinstance(item.claim.body, Status) and laid.links:
            _add(links, laid, item, item.claim.body, timezone)
    # The sections of one road mostly have the same reports: these are worked out once.
    made: dict[object, LinkState | None] = {}
    found = []
    for link in sorted(links):
        on = links[link]
        if on.key not in made:
            made[on.key] = _state(link, on, view.as_of)
        state = made[on.key]
        if state is not None:
            found.append(replace(state, link=link))
    return tuple(found)


def _add(links: dict[str, _Link], laid: Laid, item: Item, body: Status, timezone: str) -> None:
    realis = item.claim.realis
    if realis not in {*TOLD, Realis.DENIED, Realis.PLANNED}:
        return
    entry = entry_of(item, body, timezone)
    for link in dict.fromkeys(laid.links):
        on = links.setdefault(link, _Link())
        kept = on.planned if realis is Realis.PLANNED else on.denied if realis is Realis.DENIED else on.told
        kept.append((entry, laid))


def _state(link: str, on: _Link, as_of: int) -> LinkState | None:
    announced = _announced(on.planned, as_of)
    if not on.told and not announced:
        return None
    lives = {users: _lives(on, users) for users in UserClass}
    held = {users: _holding(found, on.denied, users, as_of) for users, found in lives.items()}
    shown, users = _shown(held)
    said = lives[users] or next((found for found in lives.values() if found), [])
    standing = _finest([one for one in said if holds(one.entry.report, as_of)])
    basis = standing or _newest_scope(said)
    last = last_said(sorted((one.entry for one in basis), key=order)) if basis else []
    newest = last[-1] if last else None
    expires = max((fresh_until(entry) for entry in last), key=lambda end: (end is None, end or 0), default=None)
    history = {one.entry.report.claim: one.entry for found in reversed(lives.values()) for one in found}
    denials = _denials(standing, on.denied, users, as_of)
    return LinkState(
        link=link,
        state=shown.state,
        conditions=shown.conditions,
        cause=shown.cause or next((entry.body.cause for entry in reversed(last) if entry.body.cause), None),
        scope=basis[0].scope if basis else announced[0].scope,
        all=held[UserClass.ALL],
        heavy=held[UserClass.HEAVY],
        relief=held[UserClass.RELIEF],
        reported=newest.body.state if newest else None,
        since=since(last),
        last_confirmed=newest.item.known_from if newest else None,
        expires=expires,
        stale=newest is not None and expires is None and as_of - newest.item.known_from > UNCONFIRMED_AFTER,
        sources=_sources(last),
        claims=shown.claims or tuple(entry.item.claim.id for entry in last),
        denials=denials,
        history=tuple(entry.report for entry in sorted(history.values(), key=order)),
        announced=announced,
    )


def _shown(held: Mapping[UserClass, UserState]) -> tuple[UserState, UserClass]:
    """What a map draws: what holds for all; where nothing is told of all, that some are kept out or let through."""
    for users in (UserClass.ALL, UserClass.HEAVY, UserClass.RELIEF):
        found = held[users]
        if found.state is not DerivedState.UNKNOWN:
            bounded = users is not UserClass.ALL and found.state is DerivedState.CLOSED
            return (replace(found, state=DerivedState.RESTRICTED) if bounded else found), users
    return held[UserClass.ALL], UserClass.ALL


def _lives(on: _Link, users: UserClass) -> list[Said]:
    """The reports of a link with their ends, as a class of user sees them, in order of known-from."""
    said = [one for entry, laid in on.told if (one := _seen(entry, laid, users))]
    said.sort(key=lambda one: order(one.entry))
    denied = [one for entry, laid in on.denied if (one := _seen(entry, laid, users))]
    return ended(said, denied)


def _seen(entry: Entry, laid: Laid, users: UserClass) -> Said | None:
    """The report with the state that it gives this class of user; None where it says nothing of it."""
    found = holding(entry.body, users)
    if found is None:
        return None
    seen = replace(entry, state=found.state, body=replace(entry.body, users=None))
    return Said(seen, laid.scope, frozenset(laid.points), found.conditions)


def _finest(standing: Sequence[Said]) -> list[Said]:
    """Of what holds, what speaks of the link most exactly."""
    best = min((one.rank for one in standing), default=0)
    return [one for one in standing if one.rank == best]


def _newest_scope(said: Sequence[Said]) -> list[Said]:
    """What was reported last, with all that speaks as exactly."""
    return [one for one in said if one.rank == said[-1].rank] if said else []


def _holding(said: Sequence[Said], denied: Sequence[tuple[Entry, Laid]], users: UserClass, as_of: int) -> UserState:
    standing = _finest([one for one in said if holds(one.entry.report, as_of)])
    if not standing:
        return UserState(DerivedState.UNKNOWN)
    state = joint(standing)
    if _denials(standing, denied, users, as_of):
        state = DerivedState.CONTESTED
    basis = [one for one in standing if one.entry.state is state] or standing
    return UserState(
        state,
        _conditions(basis) if state is DerivedState.RESTRICTED else (),
        _cause(basis),
        standing[0].scope,
        tuple(one.id for one in (standing if state is DerivedState.CONTESTED else basis)),
    )


def _conditions(basis: Iterable[Said]) -> tuple[Condition, ...]:
    told = {condition for one in basis for condition in one.conditions}
    return tuple(condition for condition in Condition if condition in told)


def _cause(basis: Sequence[Said]) -> Cause | None:
    """The last cause told with the state that was reported last: a road reopened to some is closed by mines no more."""
    reported = basis[-1].entry.body.state
    causes = [one.entry.body.cause for one in basis if one.entry.body.state is reported and one.entry.body.cause]
    return causes[-1] if causes else None


def _denials(
    standing: Sequence[Said], denied: Sequence[tuple[Entry, Laid]], users: UserClass, as_of: int
) -> tuple[str, ...]:
    """The denials by others that are still fresh and speak against what stands."""
    found = []
    by_state = sources_by_state(standing)
    for entry, laid in denied:
        denial = _seen(entry, laid, users)
        if denial is None or not holds(aged(denial.entry).report, as_of):
            continue
        if by_state.get(denial.entry.state, frozenset()) - {denial.source}:
            found.append(denial.id)
    return tuple(sorted(found))


def _announced(planned: Sequence[tuple[Entry, Laid]], as_of: int) -> tuple[Announced, ...]:
    """What was announced and is not yet over: its own end, else as long as such a state holds, from its beginning."""
    found = []
    for entry, laid in sorted(planned, key=lambda one: order(one[0])):
        until = fresh_until(entry)
        if until is None or as_of < until:
            body, item = entry.body, entry.item
            start = body.valid_from or item.start
            found.append(
                Announced(item.claim.id, item.source, body.state, laid.scope, start, body.valid_to, item.known_from)
            )
    return tuple(found)


def _sources(last: Sequence[Entry]) -> tuple[Source, ...]:
    return tuple({entry.item.source.key: entry.item.source for entry in last}.values())
