"""When reports on a link end: the same by trees as by comparing each with each; work grows with the reports alone."""

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.access import Laid, Laying, LinkScope
from karez.model.vocabulary import AssetState, AssetType, Cause, DerivedState, Realis
from karez.reconcile.entries import denies, ends, entry_of, fresh_until, order
from karez.reconcile.item import items
from karez.reconcile.links import link_states
from karez.reconcile.links_ends import Least, ended
from karez.reconcile.links_said import Said, disputed, joint, one_telling_agrees
from tests.reconcile.made import ROAD, ZONE, Desk

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
STATES = [AssetState.OPEN, AssetState.CLOSED, AssetState.DAMAGED, AssetState.RESTRICTED]
DAYS = ["2026-01-30T06:00", "2026-01-31T18:00", "2026-02-01T12:00", "2026-02-02T00:00", None]
TOLD = st.tuples(
    st.sampled_from(STATES),
    st.sampled_from([None, Cause.MINES, Cause.BLOCKADE]),
    st.sampled_from(list(LinkScope)),
    st.sets(st.sampled_from("ab"), max_size=2),
    st.sampled_from(["Sample Wire", "Example Daily"]),
    st.integers(0, 3),
    st.sampled_from(DAYS),
    st.sampled_from([None, "2026-01-31T20:00", "2026-02-02T10:00", "9999-12-31T23:59"]),
    st.sampled_from([Realis.ASSERTED, Realis.ASSERTED, Realis.DENIED]),
)


def said_of(told: list[tuple]) -> tuple[list[Said], list[Said]]:  # type: ignore[type-arg]
    """Reports as one class of user sees them, in order, and denials. One outlet tells one report an hour."""
    desk = Desk()
    reports = {}
    more = {}
    for state, cause, scope, points, publisher, at, start, end, realis in told:
        if (publisher, at) not in reports:
            reports[publisher, at] = desk.report(publisher, at=20 * at)
        body = ROAD.status(state, cause, valid_from=start, valid_to=end)
        more[desk.say(reports[publisher, at], body, when=None, realis=realis)] = (scope, frozenset(points))
    found, denied = [], []
    for item in items(desk.view()):
        one = Said(entry_of(item, item.claim.body, ZONE), *more[item.claim.id], ())  # type: ignore[arg-type]
        (denied if item.claim.realis is Realis.DENIED else found).append(one)
    return sorted(found, key=lambda one: order(one.entry)), denied


def cannot_both_hold(one: Said, other: Said) -> bool:
    same = one.report == other.report and one.source == other.source
    return one.kind.contrary(other.kind) and not (same and one_telling_agrees(one.kind, other.kind))


def plainly(one: Said, said: list[Said], denied: list[Said]) -> tuple[int | None, str]:
    """The end of a report and the first word of why, by looking at all others."""
    until = fresh_until(one.entry)
    start, known = one.entry.report.start, one.entry.item.known_from
    told = [] if until is None else [(until, "its" if until == one.entry.report.end else "freshness")]
    for other in said:
        late = until is not None and other.entry.item.known_from > until
        early = other.entry.item.known_from < known
        if late or early or not (other.kind.speaks_to(one.kind) and cannot_both_hold(other, one)):
            continue
        if ends(other.entry, one.entry):
            told.append((max(other.entry.report.start, start), "contrary"))
    for denial in denied:
        if denies(denial.entry, one.entry) and denial.source == one.source:
            told.append((max(denial.entry.report.start, start), "denied"))
    return min(told, default=(one.entry.report.end, ""))


class TestTheSameAsByComparingEachWithEach:
    @EXAMPLES
    @given(st.lists(TOLD, min_size=1, max_size=12))
    def test_ends(self, told: list[tuple]) -> None:  # type: ignore[type-arg]
        said, denied = said_of(told)
        made = ended(said, denied)
        assert [one.id for one in made] == [one.id for one in said]
        for one, whole in zip(made, said, strict=True):
            report = one.entry.report
            assert (report.end, report.ended_by.split(" ")[0]) == plainly(whole, said, denied)

    @EXAMPLES
    @given(st.lists(TOLD, max_size=10))
    def test_disputes(self, told: list[tuple]) -> None:  # type: ignore[type-arg]
        said, _ = said_of(told)
        pairs = any(cannot_both_hold(one, other) for at, one in enumerate(said) for other in said[:at])
        assert disputed(said) == pairs
        assert (joint(said) is DerivedState.CONTESTED) == pairs

    @EXAMPLES
    @given(
        st.lists(st.tuples(st.integers(0, 9), st.integers(-5, 5)), max_size=30), st.integers(0, 9), st.integers(0, 9)
    )
    def test_the_least_of_a_span(self, put: list[tuple[int, int]], first: int, length: int) -> None:
        tree = Least(10)
        for at, value in put:
            tree.put(at, (value, str(value)))
        end = min(first + length, 10)
        inside = [(value, str(value)) for at, value in put if first <= at < end]
        assert tree.of(first, end) == min(inside, default=Least(1).of(0, 1))


def calls(count: int, states: list[AssetState], *, spread: float, publishers: int = 7) -> int:
    """How many functions are called to tell the state of one link with so many reports."""
    desk, laid = Desk(), []
    for at in range(count):
        cause = Cause.MINES if at % 3 == 0 else None
        body = ROAD.status(states[at % len(states)], cause)
        claim = desk.told(body, at=at * spread, publisher=f"Outlet {at % publishers}", when=None)
        laid.append(Laid(claim, AssetType.ROAD, LinkScope.SECTION, ("ab",), "made up"))
    view, counted = desk.view(), 0

    def count_one(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count_one)
    try:
        (found,) = link_states(view, Laying(tuple(laid)), timezone=ZONE)
    finally:
        sys.setprofile(before)
    assert len(found.history) == count
    return counted


@pytest.mark.parametrize(
    ("spread", "publishers"),
    [(0.01, 7), (1.0, 7), (0.0, 400), (0.001, 1)],
    ids=["all in four hours", "one an hour", "all at once", "all by one"],
)
def test_four_times_the_contradictory_reports_take_little_more_than_four_times_the_work(
    spread: float, publishers: int
) -> None:
    few = calls(200, STATES, spread=spread, publishers=publishers)
    many = calls(800, STATES, spread=spread, publishers=publishers)
    assert many < 6 * few


def test_a_report_whose_end_lies_before_its_start_holds_at_no_time() -> None:
    desk = Desk()
    body = ROAD.status(AssetState.CLOSED, valid_from="2026-02-01T10:00", valid_to="2026-01-31T10:00")
    claim = desk.told(body, when=None)
    laying = Laying((Laid(claim, AssetType.ROAD, LinkScope.SECTION, ("ab",), "made up"),))
    (found,) = link_states(desk.view(at=1), laying, timezone=ZONE)
    assert found.state is DerivedState.UNKNOWN
    assert found.reported is AssetState.CLOSED


@pytest.mark.parametrize("moment", ["9999-12-31", "9999-12-31T23:59", "0001-01-01", "0001-01-01T00:00"])
def test_times_at_the_ends_of_the_calendar_are_told(moment: str) -> None:
    desk = Desk()
    claims = [
        desk.told(ROAD.status(AssetState.CLOSED, valid_to=moment), when=None),
        desk.told(ROAD.status(AssetState.OPEN, valid_from=moment), when=None),
    ]
    laid = tuple(Laid(claim, AssetType.ROAD, LinkScope.SECTION, ("ab",), "made up") for claim in claims)
    for zone in (ZONE, "America/New_York", "Europe/Berlin"):
        (found,) = link_states(desk.view(at=1), Laying(laid), timezone=zone)
        assert {report.claim for report in found.history} == set(claims)


@pytest.mark.parametrize("moment", ["2026-03-29T02:30", "2026-10-25T02:30"], ids=["skipped", "twice"])
def test_an_hour_that_the_clocks_skip_or_repeat_is_a_time(moment: str) -> None:
    desk = Desk()
    claim = desk.told(ROAD.status(AssetState.CLOSED, valid_from=moment, valid_to=moment), when=None)
    laying = Laying((Laid(claim, AssetType.ROAD, LinkScope.SECTION, ("ab",), "made up"),))
    (found,) = link_states(desk.view(at=1), laying, timezone="Europe/Berlin")
    assert [report.claim for report in found.history] == [claim]
