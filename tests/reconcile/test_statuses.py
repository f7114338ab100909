"""The state of roads, lines and networks over time: every row of the ageing table, renewals, contraries, denials."""

from datetime import timedelta

import pytest

from karez.model.finding import AssetStatus
from karez.model.times import moment
from karez.model.vocabulary import AssetState, AssetType, Cause, ClaimantClass, DerivedState, Realis
from karez.reconcile.freshness import UNCONFIRMED_AFTER, VERSION, derived, fresh_for, rules
from tests.reconcile.made import HOUR, MOBILE, NOON, OTHER_TOWN, POLICE, RAIL, ROAD, TOWN, ZONE, Desk, Thing

OPEN, CLOSED, RESTRICTED = AssetState.OPEN, AssetState.CLOSED, AssetState.RESTRICTED
DAMAGED, DESTROYED, RESTORED = AssetState.DAMAGED, AssetState.DESTROYED, AssetState.RESTORED
UNKNOWN, CONTESTED = DerivedState.UNKNOWN, DerivedState.CONTESTED

# State, cause, type of asset, hours; None is until a contrary report. Written from the access rules, not the file.
TABLE = [
    *[(CLOSED, cause, AssetType.ROAD, None) for cause in (Cause.MINES, Cause.SABOTAGE)],
    *[(DAMAGED, cause, AssetType.MOBILE, None) for cause in (Cause.MINES, Cause.SABOTAGE)],
    *[(DESTROYED, None, kind, None) for kind in (AssetType.ROAD, AssetType.BRIDGE, AssetType.RAIL, AssetType.POWER)],
    (DESTROYED, Cause.FLOOD, AssetType.BRIDGE, None),
    (DESTROYED, None, AssetType.SCHOOL, 48),
    (DESTROYED, Cause.FLOOD, AssetType.MARKET, 72),
    *[(CLOSED, c, AssetType.ROAD, 24) for c in (Cause.BLOCKADE, Cause.CHECKPOINT, Cause.CURFEW, Cause.STRIKE)],
    *[(CLOSED, c, AssetType.ROAD, 48) for c in (Cause.FIGHTING, Cause.ORDER, Cause.OUTAGE, Cause.OTHER, None)],
    *[(CLOSED, c, AssetType.ROAD, 72) for c in (Cause.FLOOD, Cause.LANDSLIDE, Cause.WEATHER, Cause.WORKS)],
    (DAMAGED, None, AssetType.ROAD, 48),
    *[(state, None, AssetType.ROAD, 24) for state in (OPEN, RESTORED, RESTRICTED)],
    *[(state, Cause.FLOOD, AssetType.ROAD, 24) for state in (OPEN, RESTORED, RESTRICTED)],
    *[(state, Cause.MINES, AssetType.ROAD, 24) for state in (OPEN, RESTORED, RESTRICTED)],
]


def only(desk: Desk, *, at: float | None = None, micros: int = 0) -> AssetStatus:
    (status,) = desk.findings(at=at, micros=micros).statuses
    return status


def state(desk: Desk, *, at: float | None = None, micros: int = 0) -> DerivedState:
    return only(desk, at=at, micros=micros).state


def local(hours: float) -> str:
    """The local wall-clock time `hours` after noon."""
    return (moment(NOON, ZONE) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


class TestTable:
    @pytest.mark.parametrize(("reported", "cause", "kind", "hours"), TABLE)
    def test_a_state_holds_to_the_last_microsecond_of_its_freshness(
        self, reported: AssetState, cause: Cause | None, kind: AssetType, hours: int | None
    ) -> None:
        desk = Desk()
        claim = desk.told(Thing(kind).status(reported, cause), when=None)
        if hours is None:
            assert state(desk, at=24 * 365) is derived(reported)
            assert only(desk).fresh_until is None
            return
        assert state(desk) is derived(reported)
        assert state(desk, at=hours, micros=-1) is derived(reported)
        over = only(desk, at=hours)
        assert over.state is UNKNOWN
        assert (over.reported, over.cause, over.claims) == (reported, cause, (claim,))
        assert over.fresh_until == NOON + hours * HOUR
        assert over.history[0].ended_by == "freshness over"
        assert not over.stale

    @pytest.mark.parametrize(("reported", "cause"), [(CLOSED, Cause.MINES), (DESTROYED, None)])
    def test_what_lasts_is_not_confirmed_since_after_three_days(
        self, reported: AssetState, cause: Cause | None
    ) -> None:
        desk = Desk()
        desk.told(ROAD.status(reported, cause), when=None)
        assert not only(desk, at=72).stale
        assert only(desk, at=72, micros=1).stale
        assert only(desk, at=72, micros=1).state is DerivedState.CLOSED
        desk.told(ROAD.status(reported, cause), when=None, at=80)
        assert not only(desk, at=81).stale

    def test_every_state_and_cause_has_one_rule(self) -> None:
        for reported in AssetState:
            for cause in (None, *Cause):
                for kind in AssetType:
                    assert fresh_for(reported, cause, kind) in {None, 24 * HOUR, 48 * HOUR, 72 * HOUR}

    def test_the_table_names_its_version_and_only_words_of_the_vocabulary(self) -> None:
        assert VERSION == "fresh-1"
        assert UNCONFIRMED_AFTER == 72 * HOUR
        for rule in rules():
            assert rule.states <= set(AssetState)
            assert rule.causes <= set(Cause)
            assert rule.asset_types <= set(AssetType)

    def test_restored_is_open_and_destroyed_is_closed(self) -> None:
        assert {one: derived(one).value for one in AssetState} == {
            OPEN: "open",
            CLOSED: "closed",
            RESTRICTED: "restricted",
            DAMAGED: "damaged",
            RESTORED: "open",
            DESTROYED: "closed",
        }


class TestWhenItHolds:
    def test_with_no_time_told_it_holds_from_when_it_was_known(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when=None)
        assert only(desk).history[0].start == NOON
        assert desk.findings(at=-1).statuses == ()

    def test_with_a_day_told_it_holds_from_the_beginning_of_that_day(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when="2026-01-31")
        status = only(desk)
        assert status.history[0].start == NOON - 36 * HOUR
        assert status.since == "2026-01-31"

    def test_its_own_beginning_goes_before_the_day(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, valid_from=local(-3)), when="2026-01-31")
        assert only(desk).history[0].start == NOON - 3 * HOUR

    def test_a_closure_announced_for_later_holds_from_then(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, valid_from=local(10)), when=None)
        assert state(desk) is UNKNOWN
        assert state(desk, at=10, micros=-1) is UNKNOWN
        assert state(desk, at=10) is DerivedState.CLOSED
        assert state(desk, at=58, micros=-1) is DerivedState.CLOSED
        assert state(desk, at=58) is UNKNOWN

    def test_it_ends_at_its_own_end(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, valid_to=local(6)), when=None)
        assert state(desk, at=6, micros=-1) is DerivedState.CLOSED
        assert state(desk, at=6) is UNKNOWN
        assert only(desk, at=6).history[0].ended_by == "its own end"

    def test_an_end_that_is_a_day_is_the_end_of_that_day(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, valid_to="2026-02-02"), when=None)
        assert state(desk, at=36, micros=-1) is DerivedState.CLOSED
        assert state(desk, at=36) is UNKNOWN

    def test_freshness_ends_it_before_an_own_end_far_off(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, valid_to=local(200)), when=None)
        assert state(desk, at=48) is UNKNOWN
        assert only(desk, at=48).history[0].ended_by == "freshness over"

    def test_a_later_report_renews_it(self) -> None:
        desk = Desk()
        first = desk.told(ROAD.status(CLOSED), when=None)
        again = desk.told(ROAD.status(CLOSED), when=None, at=40, publisher="Example Daily")
        assert state(desk, at=88, micros=-1) is DerivedState.CLOSED
        status = only(desk, at=88)
        assert status.state is UNKNOWN
        assert status.claims == (first, again)
        assert status.last_known == NOON + 40 * HOUR

    def test_restored_renews_open(self) -> None:
        desk = Desk()
        first = desk.told(ROAD.status(OPEN), when=None)
        again = desk.told(ROAD.status(RESTORED), when=None, at=20)
        status = only(desk, at=40)
        assert (status.state, status.reported, status.claims) == (DerivedState.OPEN, RESTORED, (first, again))


class TestContrary:
    def test_a_later_contrary_report_of_the_same_claimant_ends_it(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, Cause.MINES), when=None)
        claim = desk.told(ROAD.status(RESTORED), when=None, at=5)
        assert state(desk, at=5, micros=-1) is DerivedState.CLOSED
        status = only(desk, at=5)
        assert (status.state, status.claims) == (DerivedState.OPEN, (claim,))
        assert status.history[0].end == NOON + 5 * HOUR
        assert status.history[0].ended_by == f"contrary report {claim}"

    def test_a_contrary_report_of_another_claimant_that_starts_later_ends_it(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, Cause.MINES), when=None)
        desk.told(ROAD.status(OPEN), when=None, at=5, publisher="Example Daily")
        assert state(desk) is DerivedState.OPEN
        assert state(desk, at=30) is UNKNOWN

    @pytest.mark.parametrize("later", [0.0, 2.0])
    def test_two_claimants_on_one_time_are_contested(self, later: float) -> None:
        desk = Desk()
        one = desk.told(ROAD.status(CLOSED), when="2026-02-01")
        other = desk.told(ROAD.status(OPEN), when="2026-02-01", at=later, publisher="Example Daily")
        status = only(desk)
        assert status.state is CONTESTED
        assert set(status.claims) == {one, other}
        assert {report.claim for report in status.history} == {one, other}

    def test_a_contest_ends_with_the_freshness_of_one_side(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when="2026-02-01")
        desk.told(ROAD.status(OPEN), when="2026-02-01", publisher="Example Daily")
        assert state(desk, at=24, micros=-1) is CONTESTED
        assert state(desk, at=24) is DerivedState.CLOSED

    def test_one_report_that_contradicts_itself_is_contested(self) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, ROAD.status(CLOSED), when=None)
        desk.say(report, ROAD.status(OPEN), when=None)
        assert state(desk) is CONTESTED

    @pytest.mark.parametrize(
        ("beside", "expected"), [(CLOSED, DerivedState.CLOSED), (RESTRICTED, DerivedState.RESTRICTED)]
    )
    def test_damaged_contradicts_neither_closed_nor_restricted(
        self, beside: AssetState, expected: DerivedState
    ) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, RAIL.status(DAMAGED), when=None)
        desk.say(report, RAIL.status(beside), when=None)
        assert state(desk) is expected

    def test_restoration_ends_damage(self) -> None:
        desk = Desk()
        desk.told(RAIL.status(DAMAGED, Cause.SABOTAGE), when=None)
        desk.told(RAIL.status(RESTORED), when=None, at=3)
        assert state(desk) is DerivedState.OPEN

    def test_what_was_reported_before_a_contrary_report_is_not_what_was_last_reported(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when=None)
        desk.told(ROAD.status(OPEN), when=None, at=2)
        newest = desk.told(ROAD.status(CLOSED), when=None, at=4)
        assert only(desk).claims == (newest,)


class TestUsers:
    def test_whom_it_holds_for_is_told(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(RESTRICTED, users="light traffic"), when=None)
        assert only(desk).users == "light traffic"

    def test_open_to_some_and_closed_to_others_is_restricted(self) -> None:
        desk = Desk()
        report = desk.report()
        desk.say(report, ROAD.status(OPEN, users="light traffic"), when=None)
        desk.say(report, ROAD.status(CLOSED, users="heavy traffic"), when=None)
        assert state(desk) is DerivedState.RESTRICTED

    def test_open_and_closed_to_the_same_users_is_contested(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(OPEN, users="heavy traffic"), when="2026-02-01")
        desk.told(ROAD.status(CLOSED, users="Heavy  traffic"), when="2026-02-01", publisher="Example Daily")
        assert state(desk) is CONTESTED

    def test_what_holds_for_all_contradicts_what_holds_for_some(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(OPEN, users="heavy traffic"), when=None)
        desk.told(ROAD.status(CLOSED), when=None, at=1)
        assert state(desk) is DerivedState.CLOSED


class TestRealis:
    @pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.HYPOTHETICAL, Realis.BACKGROUND, Realis.DENIED])
    def test_what_is_not_told_as_so_is_no_state(self, realis: Realis) -> None:
        desk = Desk()
        desk.told(ROAD.status(RESTORED), when=None, realis=realis)
        assert desk.findings().statuses == ()

    def test_repair_crews_that_were_sent_do_not_end_a_closure(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when=None)
        desk.told(ROAD.status(RESTORED), when=None, at=2, realis=Realis.PLANNED)
        status = only(desk)
        assert (status.state, len(status.history)) == (DerivedState.CLOSED, 1)

    def test_reportedly_closed_counts_and_is_marked(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when=None, realis=Realis.ALLEGED)
        assert (state(desk), only(desk).realis) == (DerivedState.CLOSED, Realis.ALLEGED)
        desk.told(ROAD.status(CLOSED), when=None, at=1)
        assert only(desk).realis is Realis.ASSERTED
        assert [report.realis for report in only(desk).history] == [Realis.ALLEGED, Realis.ASSERTED]

    def test_what_another_denies_is_contested_while_the_denial_is_fresh(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, Cause.MINES), when=None)
        denial = desk.told(ROAD.status(CLOSED), when=None, at=3, by=POLICE, realis=Realis.DENIED)
        assert (state(desk), only(desk).denials) == (CONTESTED, (denial,))
        assert state(desk, at=51, micros=-1) is CONTESTED
        later = only(desk, at=51)
        assert (later.state, later.denials) == (DerivedState.CLOSED, ())

    def test_a_claimant_that_denies_what_it_said_ends_it(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, Cause.MINES), when=None)
        desk.told(ROAD.status(CLOSED), when=None, at=3, realis=Realis.DENIED)
        status = only(desk)
        assert (status.state, status.reported) == (UNKNOWN, CLOSED)

    def test_a_denial_of_another_state_changes_nothing(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when=None)
        desk.told(ROAD.status(OPEN), when=None, at=1, by=POLICE, realis=Realis.DENIED)
        assert state(desk) is DerivedState.CLOSED


class TestWhichAsset:
    def test_a_network_in_two_towns_has_two_statuses_of_one_group(self) -> None:
        desk = Desk()
        desk.told(MOBILE.status(CLOSED), where=TOWN)
        desk.told(Thing(AssetType.MOBILE, "cell phones", None).status(CLOSED), where=OTHER_TOWN)
        found = desk.findings().statuses
        assert len({status.key for status in found}) == 2
        assert {status.group for status in found} == {"mobile|"}

    def test_one_network_in_one_place_is_one_whatever_it_is_called(self) -> None:
        desk = Desk()
        desk.told(MOBILE.status(CLOSED), where=TOWN)
        desk.told(Thing(AssetType.MOBILE, "cell phones", None).status(RESTORED), where=TOWN, at=1)
        assert state(desk) is DerivedState.OPEN

    def test_internet_and_mobile_are_two(self) -> None:
        desk = Desk()
        desk.told(MOBILE.status(CLOSED))
        desk.told(Thing(AssetType.INTERNET, "internet", None).status(CLOSED))
        assert len({status.group for status in desk.findings().statuses}) == 2

    def test_things_without_an_id_are_told_apart_by_their_words(self) -> None:
        desk = Desk()
        desk.told(Thing(AssetType.MARKET, "the  Shops", None).status(CLOSED))
        desk.told(Thing(AssetType.MARKET, "the shops", None).status(CLOSED))
        desk.told(Thing(AssetType.MARKET, "the fish market", None).status(CLOSED))
        assert len(desk.findings().statuses) == 2

    def test_a_crossing_with_an_id_is_one_wherever_it_is_told_of(self) -> None:
        desk = Desk()
        crossing = Thing(AssetType.BORDER_CROSSING, "the crossing", "made:c-1")
        desk.told(crossing.status(CLOSED), where=TOWN, when=None)
        desk.told(crossing.status(OPEN), where=None, at=1, when=None)
        assert state(desk) is DerivedState.OPEN

    def test_two_sections_of_a_road_are_apart(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), where=TOWN, when=None)
        desk.told(ROAD.status(OPEN), where=OTHER_TOWN, at=1, when=None)
        found = {status.place.name: status.state for status in desk.findings().statuses if status.place}
        assert found == {"Alpha": DerivedState.CLOSED, "Beta": DerivedState.OPEN}
        assert {status.group for status in desk.findings().statuses} == {"made:r-1"}

    def test_a_report_on_the_whole_road_ends_the_closure_of_a_section(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED, Cause.MINES), where=TOWN, when=None)
        whole = desk.told(ROAD.status(OPEN), where=None, at=1, when=None)
        found = {status.key: status for status in desk.findings().statuses}
        assert [status.state for status in found.values()] == [DerivedState.OPEN, DerivedState.OPEN]
        assert all(status.claims == (whole,) for status in found.values())

    def test_a_closure_somewhere_on_the_road_does_not_end_what_is_told_of_a_section(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(OPEN), where=TOWN, when=None)
        desk.told(ROAD.status(CLOSED), where=None, at=1, when=None)
        found = {status.place.name if status.place else "": status.state for status in desk.findings().statuses}
        assert found == {"": DerivedState.CLOSED, "Alpha": DerivedState.OPEN}

    def test_a_closed_section_does_not_end_what_is_told_of_the_whole_road(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(OPEN), where=None, when=None)
        desk.told(ROAD.status(CLOSED), where=TOWN, at=1, when=None)
        found = {status.place.name if status.place else "": status.state for status in desk.findings().statuses}
        assert found == {"": DerivedState.OPEN, "Alpha": DerivedState.CLOSED}

    def test_the_name_is_the_one_that_the_atlas_knew(self) -> None:
        desk = Desk()
        desk.told(Thing(words="The  north\nroad").status(CLOSED), by=("an office", ClaimantClass.OFFICIAL))
        status = only(desk)
        assert (status.name, status.asset, status.asset_type) == ("The north road", "made:r-1", AssetType.ROAD)
