"""What changed in states, holdings, orders and incidents from one picture to a later one.

``words`` gives the words of claims, folded: what is told again in the same words is no news.
"""

from collections.abc import Hashable, Iterator, Mapping

from karez.model.change import Change, ChangeKind
from karez.model.finding import AssetStatus, ControlSpan, DirectiveFinding, Findings, IncidentFinding
from karez.model.vocabulary import DerivedState
from karez.reconcile.pairing import Kin, became, paired

Words = Mapping[str, str]


# ---------------------------------------------------------------- states
def status_changes(before: Findings, after: Findings, words: Words) -> Iterator[Change]:
    """Yield new, changed, disputed, settled and aged states in their later order, then those that nobody gives."""
    old = {status.key: status for status in before.statuses}
    told = {_said(was, words): was for was in reversed(before.statuses)}
    for status in after.statuses:
        was = old.get(status.key)
        beside = told.get(_said(status, words)) if words.get(status.claims[-1]) else None
        if was is not None:
            yield from _state(was, status)
        elif beside is not None:
            yield Change(ChangeKind.AGAIN, beside, status)
        else:
            yield Change(ChangeKind.NEW, None, status)
    present = {status.key for status in after.statuses}
    keeper = {claim: status for status in after.statuses for claim in _claims(status)}
    for was in before.statuses:
        if was.key not in present:
            host = next((keeper[claim] for claim in was.claims if claim in keeper), None)
            yield Change(ChangeKind.WITHDRAWN if host is None else ChangeKind.JOINED, was, host)


def told_status(status: AssetStatus) -> tuple[Hashable, ...]:
    """What a line on a state says: of what, its state and what was last reported."""
    return (status.key, status.state, status.reported)


def _said(status: AssetStatus, words: Words) -> tuple[Hashable, ...]:
    return (status.asset_type, status.reported, words.get(status.claims[-1]))


def _claims(status: AssetStatus) -> tuple[str, ...]:
    return (*status.claims, *(report.claim for report in status.history))


def _state(was: AssetStatus, now: AssetStatus) -> Iterator[Change]:
    if (was.state, was.reported) == (now.state, now.reported):
        return
    kind = ChangeKind.CHANGED
    if now.state is DerivedState.UNKNOWN:
        kind = ChangeKind.AGED if was.reported is now.reported else ChangeKind.CHANGED
    elif DerivedState.CONTESTED in (was.state, now.state) and was.state is not now.state:
        kind = ChangeKind.CONTESTED if now.state is DerivedState.CONTESTED else ChangeKind.SETTLED
    yield Change(kind, was, now)


# ---------------------------------------------------------------- holdings
def control_changes(before: Findings, after: Findings) -> Iterator[Change]:
    """Return new, ended and disputed holdings in their later order, then those that nobody claims any more."""
    kin: Kin[ControlSpan] = Kin(lambda span: span.claims, holding, holding)
    return became(paired(before.control, after.control, kin), _held)


def holding(span: ControlSpan) -> tuple[Hashable, ...]:
    """What two tellings of one holding share: place, holder, how it stands to the place, whether it is denied."""
    place = span.place.id if span.place else (span.place_quote or "").casefold()
    return (place, span.holder_id or (span.holder or "").casefold(), span.state, span.realis)


def told_holding(span: ControlSpan) -> tuple[Hashable, ...]:
    """What a line on a holding says: who, where, from when, how long, to when, whether another disputes it."""
    return (*holding(span), span.start, span.duration_hours, span.end, span.open, span.contested)


def _held(was: ControlSpan, now: ControlSpan) -> Iterator[Change]:
    kinds = []
    if was.open != now.open:
        kinds.append(ChangeKind.ENDED if was.open else ChangeKind.CHANGED)
    if was.contested != now.contested:
        kinds.append(ChangeKind.CONTESTED if now.contested else ChangeKind.SETTLED)
    if not kinds and told_holding(was) != told_holding(now):
        kinds.append(ChangeKind.MOVED)
    yield from (Change(kind, was, now) for kind in kinds)


# ---------------------------------------------------------------- orders
def directive_changes(before: Findings, after: Findings, words: Words) -> Iterator[Change]:
    """Return new and changed orders and those whose end has passed, in their later order, then those that are gone."""

    def same(item: DirectiveFinding) -> Hashable | None:
        said = words.get(item.claims[0])
        return (item.action, said) if said else None

    kin: Kin[DirectiveFinding] = Kin(lambda item: item.claims, lambda item: (told_directive(item), same(item)), same)
    return became(paired(before.directives, after.directives, kin), _ordered, shared=ChangeKind.AGAIN)


def told_directive(item: DirectiveFinding) -> tuple[Hashable, ...]:
    """What a line on an order says: what, by whom, from when to when, and whether its end has passed."""
    issuer = item.issuer_id or (item.issuer or "").casefold()
    return (item.action, issuer, (item.subject or "").casefold(), item.begins, item.ends, item.latest, item.lapsed)


def _ordered(was: DirectiveFinding, now: DirectiveFinding) -> Iterator[Change]:
    if now.lapsed and not was.lapsed:
        yield Change(ChangeKind.LAPSED, was, now)
    elif (was.begins, was.ends, was.lapsed) != (now.begins, now.ends, now.lapsed):
        yield Change(ChangeKind.CHANGED, was, now)
    elif told_directive(was) != told_directive(now):
        yield Change(ChangeKind.MOVED, was, now)


# ---------------------------------------------------------------- incidents
def incident_changes(before: Findings, after: Findings, words: Words) -> Iterator[Change]:
    """Return new incidents and those that are now asserted, alleged or denied, then those that are gone."""

    def same(item: IncidentFinding) -> Hashable | None:
        said = words.get(item.claims[0])
        return (item.type, item.realis, said) if said else None

    kin: Kin[IncidentFinding] = Kin(lambda item: item.claims, _happening, same, _may_be_one)
    return became(paired(before.incidents, after.incidents, kin), _happened)


def _happened(was: IncidentFinding, now: IncidentFinding) -> Iterator[Change]:
    if was.realis is not now.realis:
        yield Change(ChangeKind.CHANGED, was, now)
    elif told_incident(was) != told_incident(now):
        yield Change(ChangeKind.MOVED, was, now)


def told_incident(item: IncidentFinding) -> tuple[Hashable, ...]:
    """What a line on an incident says: what, where, when, and whether it is asserted, alleged or denied."""
    return (*_happening(item), item.end, item.realis)


def _happening(item: IncidentFinding) -> tuple[Hashable, ...]:
    place = item.place.id if item.place else (item.place_quote or "").casefold()
    return (item.type, place, item.start)


def _may_be_one(one: IncidentFinding, other: IncidentFinding) -> bool:
    """Whether the days of two incidents do not differ, where both tell them."""
    return len({item.start[:10] for item in (one, other) if item.start}) < 2
