"""What differs between two pictures: new, risen, fallen, revised, disputed, settled, aged, withdrawn; and its laws."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.change import SILENT, Change, ChangeKind
from karez.model.claim import Control, Directive, Incident
from karez.model.finding import Findings
from karez.model.vocabulary import Action, AssetState, ControlState, DerivedState, IncidentType, Realis
from karez.reconcile.changes import changes, told, words_of
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import (
    GROUP,
    HOSPITAL,
    OFFICIALS,
    OTHER_TOWN,
    POLICE,
    ROAD,
    SATURDAY,
    ZONE,
    Desk,
    at_least,
    killed,
    party,
)
from tests.reconcile.test_properties import desks

EXAMPLES = settings(max_examples=max(300, settings().max_examples))


def between(desk: Desk, start: float, end: float) -> tuple[Change, ...]:
    """What changed at a desk from one hour to another."""
    words = words_of(desk.view(at=end).claims)
    return changes(desk.findings(at=start), desk.findings(at=end), words)


def kinds(found: tuple[Change, ...]) -> list[ChangeKind]:
    return [change.kind for change in found if change.kind not in SILENT]


def bounds(change: Change) -> list[tuple[int | None, int | None] | None]:
    return [one and (one.low, one.high) for one in (change.before, change.after)]  # type: ignore[union-attr]


# ---------------------------------------------------------------- tolls
def test_a_first_toll_is_new() -> None:
    desk = Desk()
    desk.report(at=0)
    desk.told(killed(9), at=1)
    (change,) = between(desk, 0, 1)
    assert (change.kind, change.before) == (ChangeKind.NEW, None)


def test_a_toll_rises_falls_and_is_revised_by_its_claimant() -> None:
    desk = Desk()
    for hour, number in ((0, 9), (1, 12), (2, 10)):
        desk.told(killed(number), by=POLICE, at=hour)
    rose, revised = between(desk, 0, 1)
    assert (rose.kind, revised.kind) == (ChangeKind.ROSE, ChangeKind.REVISED)
    assert bounds(rose) == [(9, 9), (12, 12)]
    assert revised.figure is not None and revised.figure.best == 12
    assert kinds(between(desk, 1, 2)) == [ChangeKind.FELL, ChangeKind.REVISED]


def test_another_account_makes_it_contested_and_its_correction_settles_it() -> None:
    desk = Desk()
    desk.told(killed(9), by=POLICE)
    desk.told(killed(12), by=HOSPITAL, at=1)
    desk.told(killed(12), by=POLICE, at=2)
    assert kinds(between(desk, 0, 1)) == [ChangeKind.ROSE, ChangeKind.CONTESTED]
    found = between(desk, 1, 2)
    assert kinds(found) == [ChangeKind.ROSE, ChangeKind.SETTLED, ChangeKind.REVISED]
    assert bounds(found[0]) == [(9, 12), (12, 12)]


def test_an_end_that_opens_has_no_direction() -> None:
    desk = Desk()
    desk.told(killed(9), by=POLICE)
    desk.told(at_least(10), by=HOSPITAL, at=1)
    desk.told(at_least(8), by=OFFICIALS, at=2)
    assert kinds(between(desk, 0, 1))[0] is ChangeKind.CHANGED
    assert kinds(between(desk, 1, 2))[0] is ChangeKind.FELL


def test_a_reprint_is_no_change_whatever_it_leaves_out() -> None:
    desk = Desk()
    desk.told(killed(9))
    desk.told(killed(9), at=1, publisher="Example Daily")
    desk.told(killed(9), at=2, publisher="Example Post", where=None, when=None)
    assert kinds(between(desk, 0, 2)) == []


def test_a_second_attack_with_another_number_is_new() -> None:
    desk = Desk()
    desk.told(killed(9))
    desk.told(killed(4), at=1, where=OTHER_TOWN)
    assert kinds(between(desk, 0, 1)) == [ChangeKind.NEW]


def without(desk: Desk, *claims: str) -> Desk:
    """The same desk that never had these claims."""
    return Desk(desk.reports, [record for record in desk.claims if record.claim.id not in claims])


def test_a_figure_without_a_claim_is_withdrawn_and_one_that_falls_back_is_not_revised() -> None:
    desk = Desk()
    desk.told(killed(9), by=POLICE)
    later = desk.told(killed(12), by=POLICE, at=1)
    alone = desk.told(killed(4), at=1, where=OTHER_TOWN)
    found = changes(desk.findings(at=2), without(desk, later, alone).findings(at=2))
    assert kinds(found) == [ChangeKind.FELL, ChangeKind.WITHDRAWN]


def test_tolls_that_come_to_be_one_are_joined() -> None:
    desk = Desk()
    first = desk.told(killed(9), by=POLICE)
    second = desk.told(killed(4), by=POLICE, at=1, where=OTHER_TOWN)
    apart = desk.findings()
    one = replace(apart.tolls[0], figures=tuple(figure for toll in apart.tolls for figure in toll.figures))
    (change,) = changes(apart, replace(apart, tolls=(one,)))
    assert change.kind is ChangeKind.JOINED and change.after is one and change.come is None
    assert set(one.claims) == {first, second}
    (change,) = changes(replace(apart, tolls=(one,)), apart)
    assert change.kind is ChangeKind.SPLIT and change.before is one and change.gone is None


# ---------------------------------------------------------------- states
def test_a_state_is_new_changes_and_ages() -> None:
    desk = Desk()
    desk.report(at=-1)
    desk.told(ROAD.status(AssetState.CLOSED), by=POLICE)
    desk.told(ROAD.status(AssetState.RESTRICTED), by=POLICE, at=3)
    assert kinds(between(desk, -1, 0)) == [ChangeKind.NEW]
    (change,) = between(desk, 1, 3)
    assert change.kind is ChangeKind.CHANGED
    (aged,) = between(desk, 3, 500)
    assert aged.kind is ChangeKind.AGED
    assert getattr(aged.after, "state", None) is DerivedState.UNKNOWN
    assert between(desk, 500, 600) == ()


def test_accounts_come_to_differ_on_a_state_and_agree_again() -> None:
    desk = Desk()
    desk.told(ROAD.status(AssetState.CLOSED), by=POLICE, when=SATURDAY)
    desk.told(ROAD.status(AssetState.OPEN), by=GROUP, when=SATURDAY, at=1)
    desk.told(ROAD.status(AssetState.OPEN), by=POLICE, when=None, at=2)
    assert kinds(between(desk, 0, 1)) == [ChangeKind.CONTESTED]
    assert kinds(between(desk, 1, 2)) == [ChangeKind.SETTLED]


def test_a_state_whose_report_is_gone_is_withdrawn() -> None:
    desk = Desk()
    only = desk.told(ROAD.status(AssetState.CLOSED))
    (change,) = changes(desk.findings(), without(desk, only).findings(at=0))
    assert (change.kind, change.after) == (ChangeKind.WITHDRAWN, None)


# ---------------------------------------------------------------- holdings, orders, incidents
def test_a_holding_begins_ends_and_is_disputed() -> None:
    desk = Desk()
    desk.report(at=-1)
    desk.told(Control(party("Red", actor="made:red"), ControlState.HELD))
    desk.told(Control(party("Blue", actor="made:blue"), ControlState.HELD), at=0)
    desk.told(Control(party("Red", actor="made:red"), ControlState.WITHDRAWN), at=2, when="2026-02-01")
    assert kinds(between(desk, -1, 0)) == [ChangeKind.NEW, ChangeKind.NEW]
    assert ChangeKind.ENDED in kinds(between(desk, 1, 2))


def test_an_order_is_new_and_lapses() -> None:
    desk = Desk()
    desk.report(at=-1)
    desk.told(Directive(None, Action.BAN, None, 1), when=SATURDAY)
    assert kinds(between(desk, -1, 0)) == [ChangeKind.NEW]
    assert kinds(between(desk, 0, 100)) == [ChangeKind.LAPSED]
    assert kinds(between(desk, 100, 200)) == []


def test_an_alleged_incident_is_asserted_later() -> None:
    desk = Desk()
    desk.report(at=-1)
    desk.told(Incident(IncidentType.RAID), realis=Realis.ALLEGED)
    desk.told(Incident(IncidentType.RAID), at=1, publisher="Example Daily")
    assert kinds(between(desk, -1, 0)) == [ChangeKind.NEW]
    assert kinds(between(desk, 0, 1)) == [ChangeKind.CHANGED]


def test_what_is_told_again_in_the_same_words_is_no_news() -> None:
    desk = Desk()
    first = desk.told(Incident(IncidentType.RAID))
    again = desk.told(Incident(IncidentType.RAID), at=1, where=None)
    same = {first: "armed men raided a post", again: "armed men raided a post"}
    found = desk.findings(at=0), desk.findings(at=1)
    assert kinds(changes(*found, same)) == []
    assert kinds(changes(*found)) == [ChangeKind.NEW]


# ---------------------------------------------------------------- laws
def picture(found: Findings) -> Counter[object]:
    """All that the findings tell, each as often as it is told."""
    return Counter(
        told(one) for one in (*found.tolls, *found.incidents, *found.statuses, *found.control, *found.directives)
    )


def applied(shown: Counter[object], found: tuple[Change, ...]) -> Counter[object]:
    """A picture with a difference laid on it."""
    gone = {id(change.gone): change.gone for change in found if change.gone is not None}
    come = {id(change.come): change.come for change in found if change.come is not None}
    shown = Counter(shown)
    shown.subtract(Counter(told(one) for one in gone.values()))
    assert min(shown.values(), default=0) >= 0, "nothing goes that was not there"
    return +(shown + Counter(told(one) for one in come.values()))


TIMES = st.lists(st.integers(-1, 250), min_size=3, max_size=3).map(sorted)


@EXAMPLES
@given(desks(), TIMES)
def test_one_difference_after_another_is_the_difference_of_first_and_last(desk: Desk, times: list[int]) -> None:
    words = words_of(desk.claims)
    first, second, third = (desk.findings(at=at) for at in times)
    early, late, whole = (changes(*pair, words) for pair in ((first, second), (second, third), (first, third)))
    assert applied(picture(first), early) == picture(second)
    assert applied(applied(picture(first), early), late) == applied(picture(first), whole) == picture(third)


@EXAMPLES
@given(desks(), st.integers(-1, 250))
def test_nothing_differs_from_itself(desk: Desk, at: int) -> None:
    words = words_of(desk.claims)
    assert changes(desk.findings(at=at), desk.findings(at=at), words) == ()


@EXAMPLES
@given(desks(), st.sets(st.integers(0, 19)), st.integers(0, 250))
def test_what_loses_claims_and_gets_them_back_is_as_it_was(desk: Desk, lost: set[int], at: int) -> None:
    gone = [record.claim.id for number, record in enumerate(desk.claims) if number in lost]
    whole, less = desk.findings(at=at), without(desk, *gone).findings(at=at)
    there, back = changes(whole, less), changes(less, whole)
    assert applied(picture(whole), there) == picture(less)
    assert applied(applied(picture(whole), there), back) == picture(whole)
    if not any(change.kind not in SILENT for change in there):
        assert {told(one) for one in whole.statuses} == {told(one) for one in less.statuses}


@EXAMPLES
@given(desks(), st.integers(0, 250))
def test_every_kind_says_what_it_means(desk: Desk, at: int) -> None:
    before, after = desk.findings(at=0), desk.findings(at=at)
    for change in changes(before, after):
        was, now = change.before, change.after
        assert (was is None) == (change.kind is ChangeKind.NEW) or change.kind is ChangeKind.REVISED
        assert (now is None) == (change.kind is ChangeKind.WITHDRAWN)
        if change.kind is ChangeKind.AGED:
            assert getattr(now, "state", None) is DerivedState.UNKNOWN
        if change.kind in (ChangeKind.CONTESTED, ChangeKind.SETTLED) and hasattr(now, "contested"):
            assert getattr(now, "contested", None) is (change.kind is ChangeKind.CONTESTED)
        if change.kind is ChangeKind.REVISED:
            assert change.figure is not None and set(change.figure.claims) - before.sources.keys()


def test_the_same_claims_in_another_order_give_the_same_changes() -> None:
    desk = Desk()
    for hour, number in ((0, 9), (1, 12), (2, 10)):
        desk.told(killed(number), by=POLICE, at=hour)
        desk.told(killed(number + 1), by=HOSPITAL, at=hour, publisher="Example Daily")
    view = desk.view()
    mixed = replace(view, claims=tuple(reversed(view.claims)), reports=tuple(reversed(view.reports)))
    before = desk.findings(at=0)
    assert changes(before, reconcile(mixed, timezone=ZONE)) == changes(before, reconcile(view, timezone=ZONE))
