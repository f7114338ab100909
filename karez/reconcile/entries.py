"""One report in the life of an asset: from when to when it holds, and what contradicts it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from karez.model.claim import Status
from karez.model.finding import StatusReport
from karez.model.times import is_date, known_instant
from karez.model.vocabulary import DerivedState
from karez.reconcile.freshness import derived, fresh_for
from karez.reconcile.item import Item, told_order

# A thing can be damaged and closed, or damaged and restricted, at once.
_BESIDE_DAMAGE = frozenset({DerivedState.CLOSED, DerivedState.RESTRICTED, DerivedState.DAMAGED})

# What is told of a whole route in these states holds for each of its sections; a closure is somewhere on it.
OF_EVERY_SECTION = frozenset({DerivedState.OPEN, DerivedState.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Entry:
    """A status claim, its body and what it reports."""

    item: Item
    body: Status
    report: StatusReport
    state: DerivedState


@dataclass(slots=True)
class Timeline:
    """The reports on one asset at one place, the denials, and the reports on the whole route that it lies on."""

    group: str
    reports: list[Entry] = field(default_factory=list)
    denials: list[Entry] = field(default_factory=list)
    whole: list[Entry] = field(default_factory=list)

    def all_reports(self) -> list[Entry]:
        """Return the reports in order of known-from."""
        return sorted((*self.reports, *self.whole), key=order)


def order(entry: Entry) -> tuple[int, int, tuple[int, str, int, str]]:
    """The order of reports: by known-from, start and place in the telling."""
    return (entry.item.known_from, entry.report.start, told_order(entry.item))


def entry_of(item: Item, body: Status, timezone: str) -> Entry:
    """Return what a claim reports. ``end`` is its own end, where told."""
    start = _instant(body.valid_from, timezone)
    if start is None:
        began = _instant(item.start, timezone)
        start = item.known_from if began is None else min(began, item.known_from)
    end = _end(body.valid_to, timezone)
    claim = item.claim
    report = StatusReport(claim.id, item.source, body.state, body.cause, start, end, "", claim.realis)
    return Entry(item, body, report, derived(body.state))


def _instant(text: str | None, timezone: str) -> int | None:
    """The instant of an ISO local time; a bare date begins at midnight here, since it says from when a state holds."""
    if not text:
        return None
    return known_instant(text if "T" in text else f"{text}T00:00", timezone)


def _end(text: str | None, timezone: str) -> int | None:
    """The instant of an ISO local time; a date alone ends with its day, also the last day of the calendar."""
    if text and is_date(text):
        # An end is exclusive.
        return known_instant(f"{text.strip()}T23:59:59.999999", timezone) + 1
    return known_instant(text, timezone) if text else None


def fresh_until(entry: Entry) -> int | None:
    """When the report is over if nothing contradicts it: its own end or the end of its freshness.

    Freshness counts from when it was known or, where later, from its start. None: until a contrary report.
    """
    hours = fresh_for(entry.body.state, entry.body.cause, entry.body.asset.asset_type)
    aged = None if hours is None else max(entry.item.known_from, entry.report.start) + hours
    ends = [end for end in (aged, entry.report.end) if end is not None]
    return min(ends, default=None)


def holds(report: StatusReport, as_of: int) -> bool:
    """Tell whether the report holds at an instant; its end is no part of it."""
    return report.start <= as_of and (report.end is None or as_of < report.end)


def contrary(one: Entry, other: Entry) -> bool:
    """Tell whether two reports cannot both hold: states that differ, for the same users or for all."""
    if not states_contrary(one.state, other.state):
        return False
    users = {plain_users(one.body.users), plain_users(other.body.users)}
    return None in users or len(users) == 1


def plain_users(words: str | None) -> str | None:
    """A report's words for users, written in one way; None where it tells of none."""
    return " ".join(words.casefold().split()) if words is not None else None


def states_contrary(one: DerivedState, other: DerivedState) -> bool:
    """Whether something cannot be in both states at once for the same users."""
    states = {one, other}
    return len(states) > 1 and not (DerivedState.DAMAGED in states and states <= _BESIDE_DAMAGE)


def ends(other: Entry, entry: Entry) -> bool:
    """Whether a contrary report ends an earlier one: always the same claimant's, another's where it starts later."""
    later = (other.item.known_from, other.report.start) > (entry.item.known_from, entry.report.start)
    if other.item.source.key == entry.item.source.key:
        return later
    return other.item.known_from > entry.item.known_from and other.report.start > entry.report.start


def denies(denial: Entry, entry: Entry) -> bool:
    """Whether a denial speaks of a report that was known by then."""
    return denial.state is entry.state and denial.item.known_from >= entry.item.known_from


def aged(denial: Entry) -> Entry:
    """A denial with the instant at which its freshness is over."""
    return replace(denial, report=replace(denial.report, end=fresh_until(denial)))


def last_said(ordered: Sequence[Entry]) -> list[Entry]:
    """What was last reported: the newest report and those before it that say the same, back to a contrary one."""
    newest = ordered[-1]
    last: list[Entry] = []
    for entry in reversed(ordered):
        if entry.state is newest.state:
            last.append(entry)
        elif entry.item.known_from < newest.item.known_from:
            break
    return last[::-1]


def since(last: Sequence[Entry]) -> str | None:
    """When what was last reported began, as told: the earliest of its ISO local times."""
    told = [entry.body.valid_from or entry.item.start for entry in last]
    return min((text for text in told if text), default=None)


def joint_state(standing: Sequence[Entry]) -> DerivedState:
    """The state that reports which stand together make up: contested where two of them cannot both hold."""
    states = {entry.state for entry in standing}
    if not states:
        return DerivedState.UNKNOWN
    if len(states) > 1:
        states -= {DerivedState.DAMAGED} if states & {DerivedState.CLOSED, DerivedState.RESTRICTED} else set()
    if len(states) == 1:
        return states.pop()
    # One for each state and users: reports that share both dispute the same others.
    kinds = list({(entry.state, plain_users(entry.body.users)): entry for entry in standing}.values())
    if not any(contrary(left, right) for at, left in enumerate(kinds) for right in kinds[:at]):
        return DerivedState.RESTRICTED
    return DerivedState.CONTESTED
