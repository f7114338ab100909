"""Contradictions about a road, service or place: states that cannot both hold, and two holders at one time."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from karez.model.claim import Control, Status
from karez.model.contradiction import Contradiction, ContradictionKind, Settlement, Side
from karez.model.finding import AssetStatus, ControlSpan, StatusReport
from karez.model.vocabulary import AssetState, ClaimKind, DerivedState, Realis
from karez.reconcile.contradictions.denials import denial
from karez.reconcile.contradictions.happenings import Told
from karez.reconcile.contradictions.rules import severity
from karez.reconcile.contradictions.sides import ordered, side, whose
from karez.reconcile.control import Holder, holder_of
from karez.reconcile.entries import holds, plain_users, states_contrary
from karez.reconcile.freshness import derived
from karez.reconcile.item import Item

_CLAIM = re.compile(r"clm-[0-9a-f]+")
_SHUT = frozenset({DerivedState.CLOSED, DerivedState.DAMAGED})


def state_contradiction(status: AssetStatus, told: Told, as_of: int) -> Contradiction | None:
    """Return what is told against each other of the state of one asset, open where it is so at ``as_of``.

    Where nothing is contested now, the last two reports by others that could not both hold at one time are settled.
    """
    if status.state is DerivedState.CONTESTED:
        standing = [report for report in status.history if holds(report, as_of)]
        if status.denials:
            stated = [told.by_id[report.claim] for report in standing]
            denied = denial(status.key, stated, [told.by_id[claim] for claim in status.denials])
            return replace(denied, name=status.name)
        return _made(status, _by_state(standing, told))
    pair = _clash(status.history, told)
    if pair is None:
        return None
    over = sorted((report.end or 0, report.ended_by) for report in pair if report.end is not None)
    settled_by = tuple(dict.fromkeys(claim for _, why in over for claim in _CLAIM.findall(why)))
    how = Settlement.REVISION if settled_by else Settlement.ENDED
    return _made(status, _by_state(pair, told), open_=False, settled=(how, settled_by))


def _by_state(reports: Sequence[StatusReport], told: Told) -> list[Side]:
    states: dict[str, list[Item]] = {}
    for report in reports:
        states.setdefault(report.state.value, []).append(told.by_id[report.claim])
    return [side(state, items) for state, items in states.items()]


def _made(
    status: AssetStatus,
    sides: Sequence[Side],
    *,
    open_: bool = True,
    settled: tuple[Settlement | None, tuple[str, ...]] = (None, ()),
) -> Contradiction | None:
    if len(sides) < 2:
        return None
    states = {derived(AssetState(one.says)) for one in sides}
    measures = {"open_closed": float(DerivedState.OPEN in states and bool(states & _SHUT))}
    grade, rules = severity(ContradictionKind.STATE, measures)
    return Contradiction(
        ContradictionKind.STATE,
        ClaimKind.STATUS,
        status.key,
        ordered(sides),
        grade,
        rules,
        open=open_,
        settlement=settled[0],
        settled_by=settled[1],
        place=status.place,
        start=status.since,
        name=status.name,
    )


_ANYBODY = "*"


class _Lasting:
    """Of the reports of each state and users, the two of different claimants that last longest."""

    def __init__(self) -> None:
        self._two: dict[tuple[DerivedState, str | None], list[StatusReport]] = {}

    def add(self, report: StatusReport, users: str | None) -> None:
        """Note a report."""
        for key in ((derived(report.state), users), (derived(report.state), _ANYBODY)):
            own = [one for one in self._two.get(key, []) if one.source.key == report.source.key]
            best = max((*own, report), key=_end)
            others = [one for one in self._two.get(key, []) if one.source.key != report.source.key]
            self._two[key] = sorted((best, *others), key=_end, reverse=True)[:2]

    def rival(self, report: StatusReport, users: str | None) -> StatusReport | None:
        """Return a report of another claimant that still holds and is contrary to this one, the longest lasting."""
        said_of = (_ANYBODY,) if users is None else (users, None)
        found = [
            one
            for state in DerivedState
            if states_contrary(derived(report.state), state)
            for other in said_of
            for one in self._two.get((state, other), [])
            if one.source.key != report.source.key and _end(one)[0] > report.start
        ]
        return max(found, key=_end, default=None)


def _end(report: StatusReport) -> tuple[int, str]:
    return (sys.maxsize if report.end is None else report.end, report.claim)


def _clash(history: Sequence[StatusReport], told: Told) -> tuple[StatusReport, StatusReport] | None:
    """The last two reports of different claimants that could not both hold while both did."""
    lasting = _Lasting()
    last: tuple[StatusReport, StatusReport] | None = None
    for report in sorted(history, key=lambda one: (one.start, one.claim)):
        if _end(report)[0] <= report.start:
            continue
        body = told.by_id[report.claim].claim.body
        users = plain_users(body.users) if isinstance(body, Status) else None
        rival = lasting.rival(report, users)
        last = (rival, report) if rival is not None else last
        lasting.add(report, users)
    return last


def control_contradictions(spans: Sequence[ControlSpan], told: Told) -> list[Contradiction]:
    """Return for each place who is told to hold it, and what of it is denied, where that cannot all be so at one time.

    It is open while two of them hold on; settled by the claims which tell that one of them ended.
    """
    places: dict[str, list[ControlSpan]] = {}
    for span in spans:
        if span.contested:
            places.setdefault(span.place.id if span.place else (span.place_quote or ""), []).append(span)
    return [one for place, held in places.items() for one in _of_place(place, held, told)]


def _of_place(place: str, held: Sequence[ControlSpan], told: Told) -> Iterator[Contradiction]:
    claims = [span for span in held if span.realis is not Realis.DENIED]
    denied = [item for span in held if span.realis is Realis.DENIED for item in _items(span, told)]
    if denied and claims:
        yield denial(place, [item for span in claims for item in _items(span, told)], denied)
    holders: dict[Holder, list[ControlSpan]] = {}
    for span in claims:
        holders.setdefault(_holder(span, told), []).append(span)
    rivals = [one for one in holders if any(_rivals(one, other) for other in holders)]
    if len(rivals) > 1:
        yield _of_holders(place, [holders[one] for one in rivals], told)


def _rivals(one: Holder, other: Holder) -> bool:
    """Whether the two cannot be one party; one that is named by no id and is on no known side may be any."""
    known = all(holder.actor is not None or holder.side for holder in (one, other))
    return known and not one.may_be(other)


def _holder(span: ControlSpan, told: Told) -> Holder:
    item = told.by_id[span.claims[0]]
    if not isinstance(item.claim.body, Control):
        raise TypeError(f"{item.claim.id} says nothing of control")
    return replace(holder_of(item, item.claim.body), name=None)


def _of_holders(place: str, holders: Sequence[Sequence[ControlSpan]], told: Told) -> Contradiction:
    sides = ordered(
        side(spans[0].holder or "", [item for span in spans for item in _items(span, told)]) for spans in holders
    )
    items = [item for spans in holders for span in spans for item in _items(span, told)]
    standing = [spans for spans in holders if any(span.open for span in spans)]
    ended_by = tuple(dict.fromkeys(claim for spans in holders for span in spans for claim in span.ended_by))
    settled = len(standing) < 2 and bool(ended_by)
    grade, rules = severity(ContradictionKind.PARTY, {"sides_apart": 1.0, **whose(sides, items)})
    return Contradiction(
        ContradictionKind.PARTY,
        ClaimKind.CONTROL,
        place,
        sides,
        grade,
        rules,
        open=not settled,
        settlement=Settlement.ENDED if settled else None,
        settled_by=ended_by if settled else (),
        place=holders[0][0].place,
        place_quote=holders[0][0].place_quote,
        start=min((span.start for spans in holders for span in spans if span.start), default=None),
    )


def _items(span: ControlSpan, told: Told) -> list[Item]:
    return [told.by_id[claim] for claim in span.claims]
