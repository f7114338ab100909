"""The state of links over time for each class of user, on made-up reports. Composed; nobody reported any of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.access import Laid, Laying, LinkScope, LinkState, UserClass
from karez.model.claim import Status
from karez.model.mention import AssetMention
from karez.model.times import moment
from karez.model.vocabulary import AssetState, AssetType, Cause, ClaimantClass, Condition, DerivedState, Realis
from karez.reconcile.freshness import fresh_for
from karez.reconcile.links import link_states
from karez.reconcile.users import holding, user_group
from tests.reconcile.made import HOUR, NOON, POLICE, RAIL, ROAD, ZONE, Desk, shuffled, span

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
OPEN, CLOSED, DAMAGED = AssetState.OPEN, AssetState.CLOSED, AssetState.DAMAGED
RESTRICTED, RESTORED, DESTROYED = AssetState.RESTRICTED, AssetState.RESTORED, AssetState.DESTROYED
UNKNOWN, CONTESTED = DerivedState.UNKNOWN, DerivedState.CONTESTED
SECTION, SERVICE, AREA, ROUTE = LinkScope.SECTION, LinkScope.SERVICE, LinkScope.AREA, LinkScope.ROUTE


def local(hours: float) -> str:
    """The local wall-clock time `hours` after noon."""
    return (moment(NOON, ZONE) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


class Map:
    """Which links each claim lies on."""

    def __init__(self) -> None:
        self.laid: list[Laid] = []

    def lay(self, claim: str, *links: str, scope: LinkScope = SECTION, points: tuple[str, ...] = ()) -> None:
        self.laid.append(Laid(claim, AssetType.ROAD, scope, links or ("ab",), "made up", points=points))


def states(desk: Desk, on: Map, *, at: float | None = None, micros: int = 0) -> dict[str, LinkState]:
    view = desk.view(at=at, micros=micros)
    return {state.link: state for state in link_states(view, Laying(tuple(on.laid)), timezone=ZONE)}


def one(desk: Desk, on: Map, *, at: float | None = None, micros: int = 0) -> LinkState:
    found = states(desk, on, at=at, micros=micros)
    assert list(found) == ["ab"]
    return found["ab"]


def drawn(desk: Desk, on: Map, *, at: float | None = None, micros: int = 0) -> str:
    return one(desk, on, at=at, micros=micros).state.value


class TestUsers:
    @pytest.mark.parametrize(
        ("words", "group"),
        [
            (None, "all"),
            ("all kinds of traffic", "all"),
            ("heavy traffic", "heavy"),
            ("goods transport", "heavy"),
            ("commercial entities", "heavy"),
            ("lorries", "heavy"),
            ("light traffic", "light"),
            ("passenger buses", "light"),
            ("Small  Vehicles", "light"),
            ("aid convoys", "relief"),
            ("relief convoys under escort", "relief"),
            ("all but emergency vehicles", "relief"),
            ("pedestrians", "other"),
        ],
    )
    def test_words_for_users_have_a_group(self, words: str | None, group: str) -> None:
        assert user_group(ROAD.status(CLOSED, users=words)) == group

    @pytest.mark.parametrize(
        ("state", "users", "all_", "heavy", "relief"),
        [
            (OPEN, None, "open", "open", "open"),
            (RESTORED, "heavy traffic", "open", "open", "open"),
            (CLOSED, None, "closed", "closed", "closed"),
            (DESTROYED, None, "closed", "closed", "closed"),
            (DAMAGED, "heavy traffic", "damaged", "damaged", "damaged"),
            (CLOSED, "heavy traffic", "restricted light_only", "closed", "restricted light_only"),
            (RESTRICTED, "light traffic", "restricted light_only", "closed", "restricted light_only"),
            (OPEN, "light traffic", "restricted light_only", "closed", "restricted light_only"),
            (OPEN, "aid convoys", "restricted relief_only", "restricted relief_only", "open"),
            (CLOSED, "aid convoys", None, None, "closed"),
            (CLOSED, "pedestrians", "restricted", None, None),
            (RESTRICTED, None, "restricted", "restricted", "restricted"),
        ],
    )
    def test_what_a_state_means_for_each_class(
        self, state: AssetState, users: str | None, all_: str | None, heavy: str | None, relief: str | None
    ) -> None:
        body = ROAD.status(state, users=users)
        told = {users: holding(body, users) for users in UserClass}
        words = {users: " ".join([found.state, *found.conditions]) if found else None for users, found in told.items()}
        assert words == {UserClass.ALL: all_, UserClass.HEAVY: heavy, UserClass.RELIEF: relief}

    def test_conditions_of_the_report_are_kept_in_the_order_of_the_list(self) -> None:
        told = (Condition.ONE_LANE, Condition.ESCORT)
        found = holding(ROAD.status(RESTRICTED, conditions=told), UserClass.ALL)
        assert found is not None
        assert found.conditions == (Condition.ESCORT, Condition.ONE_LANE)
        assert holding(ROAD.status(RESTRICTED, conditions=(Condition.LIGHT_ONLY,)), UserClass.HEAVY) == holding(
            ROAD.status(CLOSED), UserClass.ALL
        )

    def test_every_state_and_group_of_the_table_is_of_the_vocabulary(self) -> None:
        for state in AssetState:
            for words in (None, "heavy traffic", "light traffic", "aid", "pedestrians"):
                for users in UserClass:
                    found = holding(ROAD.status(state, users=words), users)
                    assert found is None or found.state in set(DerivedState) - {UNKNOWN, CONTESTED}


class TestOneLink:
    def test_a_closure_to_heavy_traffic_leaves_the_rest_a_restricted_road(self) -> None:
        desk, on = Desk(), Map()
        claim = desk.told(ROAD.status(CLOSED, Cause.FLOOD, users="heavy traffic"), when=None)
        on.lay(claim)
        found = one(desk, on)
        assert (found.state, found.conditions, found.cause) == (
            DerivedState.RESTRICTED,
            (Condition.LIGHT_ONLY,),
            Cause.FLOOD,
        )
        assert (found.all.state, found.heavy.state) == (DerivedState.RESTRICTED, DerivedState.CLOSED)
        assert found.of(UserClass.HEAVY).claims == found.claims == (claim,)

    def test_a_road_reopened_to_light_traffic_stays_closed_to_lorries_and_no_more_by_mines(self) -> None:
        desk, on = Desk(), Map()
        first = desk.told(ROAD.status(CLOSED, Cause.MINES), when=None)
        later = desk.told(ROAD.status(RESTRICTED, users="light traffic"), when=None, at=5)
        on.lay(first)
        on.lay(later)
        heavy = one(desk, on).heavy
        assert (heavy.state, heavy.cause, heavy.claims) == (DerivedState.CLOSED, None, (first, later))

    def test_what_is_told_of_relief_alone_says_nothing_of_other_traffic(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, users="aid convoys"), when=None))
        found = one(desk, on)
        assert (found.all.state, found.relief.state, found.state) == (
            UNKNOWN,
            DerivedState.CLOSED,
            DerivedState.RESTRICTED,
        )

    def test_it_ages_and_what_was_last_reported_is_still_there(self) -> None:
        desk, on = Desk(), Map()
        claim = desk.told(ROAD.status(CLOSED, Cause.FLOOD), when=None, publisher="Example Daily")
        on.lay(claim)
        assert drawn(desk, on, at=72, micros=-1) == "closed"
        aged = one(desk, on, at=72)
        assert (aged.state, aged.all.state, aged.all.claims) == (UNKNOWN, UNKNOWN, ())
        assert (aged.reported, aged.cause, aged.claims, aged.last_confirmed) == (CLOSED, Cause.FLOOD, (claim,), NOON)
        assert [source.name for source in aged.sources] == ["Example Daily"]
        assert aged.history[0].ended_by == "freshness over"

    def test_mines_hold_and_are_marked_after_three_days(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, Cause.MINES), when=None))
        assert not one(desk, on, at=72).stale
        late = one(desk, on, at=200)
        assert (late.state, late.stale, late.expires) == (DerivedState.CLOSED, True, None)

    def test_a_later_report_by_another_ends_it(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, Cause.MINES), when=None))
        later = desk.told(ROAD.status(RESTORED), when=None, at=5, publisher="Example Daily")
        on.lay(later)
        found = one(desk, on)
        assert (found.state, found.claims, found.reported) == (DerivedState.OPEN, (later,), RESTORED)
        assert found.history[0].ended_by == f"contrary report {later}"

    def test_two_at_one_time_are_contested_and_both_are_kept(self) -> None:
        desk, on = Desk(), Map()
        told = [
            desk.told(ROAD.status(CLOSED), when="2026-02-01"),
            desk.told(ROAD.status(OPEN), when="2026-02-01", publisher="Example Daily"),
        ]
        for claim in told:
            on.lay(claim)
        found = one(desk, on)
        assert found.state is found.all.state is CONTESTED
        assert set(found.claims) == set(told)

    def test_one_report_that_tells_of_mines_on_a_blocked_road_does_not_dispute_itself(self) -> None:
        desk, on = Desk(), Map()
        report = desk.report()
        blocked = desk.say(report, ROAD.status(CLOSED, Cause.MINES), when=None)
        on.lay(blocked)
        on.lay(desk.say(report, ROAD.status(RESTRICTED, Cause.MINES), when=None))
        assert (drawn(desk, on), one(desk, on).claims) == ("closed", (blocked,))
        on.lay(desk.say(report, ROAD.status(OPEN), when=None))
        assert drawn(desk, on) == "contested"

    def test_a_denial_by_another_makes_it_contested_while_it_is_fresh(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, Cause.MINES), when=None))
        denial = desk.told(ROAD.status(CLOSED), when=None, at=3, by=POLICE, realis=Realis.DENIED)
        on.lay(denial)
        assert (drawn(desk, on), one(desk, on).denials) == ("contested", (denial,))
        assert drawn(desk, on, at=51) == "closed"

    @pytest.mark.parametrize("realis", [Realis.HYPOTHETICAL, Realis.BACKGROUND])
    def test_what_is_supposed_or_long_past_is_on_no_link(self, realis: Realis) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED), when=None, realis=realis))
        assert states(desk, on) == {}

    def test_what_is_announced_is_no_state_and_is_kept_apart_until_it_is_over(self) -> None:
        desk, on = Desk(), Map()
        planned = ROAD.status(CLOSED, valid_from=local(10), valid_to=local(20))
        claim = desk.told(planned, when=None, realis=Realis.PLANNED)
        on.lay(claim)
        for hours in (0.0, 12.0):
            found = one(desk, on, at=hours)
            assert (found.state, found.reported, found.claims) == (UNKNOWN, None, ())
            assert [(told.claim, told.state, told.start) for told in found.announced] == [(claim, CLOSED, local(10))]
        assert states(desk, on, at=20) == {}

    def test_a_report_that_lies_on_no_link_is_on_none(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(CLOSED), when=None)
        assert states(desk, Map()) == {}

    def test_a_claim_that_the_view_does_not_hold_yet_counts_for_nothing(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED), when=None))
        on.lay(desk.told(ROAD.status(OPEN), when=None, at=5))
        assert drawn(desk, on, at=4) == "closed"
        assert drawn(desk, on, at=5) == "open"


class TestScopes:
    def test_a_section_stands_before_the_route(self) -> None:
        desk, on = Desk(), Map()
        section = desk.told(ROAD.status(CLOSED), when="2026-02-01")
        on.lay(section, "ab")
        on.lay(desk.told(ROAD.status(OPEN), when="2026-02-01", publisher="Example Daily"), "ab", "bc", scope=ROUTE)
        found = states(desk, on)
        assert (found["ab"].state, found["ab"].claims, found["ab"].scope) == (DerivedState.CLOSED, (section,), SECTION)
        assert (found["bc"].state, found["bc"].scope) == (DerivedState.OPEN, ROUTE)

    def test_a_later_report_that_the_whole_route_is_open_ends_the_closure_of_a_section(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, Cause.MINES), when=None), "ab")
        on.lay(desk.told(ROAD.status(OPEN), when=None, at=1), "ab", "bc", scope=ROUTE)
        assert {link: state.state.value for link, state in states(desk, on).items()} == {"ab": "open", "bc": "open"}

    def test_a_later_closure_somewhere_on_the_route_does_not_close_a_section_that_is_open(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(OPEN), when=None), "ab")
        on.lay(desk.told(ROAD.status(CLOSED), when=None, at=1), "ab", "bc", scope=ROUTE)
        found = states(desk, on)
        assert found["ab"].state is DerivedState.OPEN
        assert not found["ab"].section_unknown
        assert (found["bc"].state, found["bc"].section_unknown) == (DerivedState.CLOSED, True)

    def test_a_route_that_is_open_to_some_ends_the_closure_of_a_section(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, Cause.MINES), when=None), "ab")
        on.lay(desk.told(ROAD.status(RESTRICTED, users="light traffic"), when=None, at=1), "ab", scope=ROUTE)
        found = one(desk, on)
        assert (found.state, found.heavy.state, found.section_unknown) == (
            DerivedState.RESTRICTED,
            DerivedState.CLOSED,
            False,
        )

    def test_a_route_that_is_open_leaves_no_section_unknown(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(OPEN), when=None), scope=ROUTE)
        assert not one(desk, on).section_unknown

    def test_a_later_closure_of_an_area_closes_a_section_that_was_open(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(OPEN), when=None), "ab")
        on.lay(desk.told(ROAD.status(CLOSED), when=None, at=1), "ab", scope=AREA)
        assert (drawn(desk, on), one(desk, on).scope) == ("closed", AREA)

    def test_trains_that_stopped_close_a_line_of_which_nothing_else_is_told(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(RAIL.status(CLOSED), when=None), scope=SERVICE)
        assert (drawn(desk, on), one(desk, on).scope) == ("closed", SERVICE)

    def test_open_at_one_place_says_nothing_of_a_closure_at_another_on_the_same_link(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(CLOSED, Cause.MINES), when=None), points=("made:pass",))
        on.lay(desk.told(ROAD.status(OPEN), when=None, at=1, publisher="Example Daily"), points=("made:town",))
        assert drawn(desk, on) == "closed"
        reopened = desk.told(ROAD.status(OPEN), when=None, at=2, publisher="Example Daily")
        on.lay(reopened, points=("made:pass",))
        assert (drawn(desk, on), one(desk, on).claims[-1]) == ("open", reopened)

    def test_a_closure_at_a_place_ends_what_was_told_of_the_whole_section(self) -> None:
        desk, on = Desk(), Map()
        on.lay(desk.told(ROAD.status(OPEN), when=None))
        on.lay(desk.told(ROAD.status(CLOSED), when=None, at=1), points=("made:pass",))
        assert drawn(desk, on) == "closed"


SCOPES = st.sampled_from(list(LinkScope))
POINTS = st.sampled_from([(), ("made:pass",), ("made:town",)])
BODIES = st.builds(
    lambda state, cause, users, conditions, kind: Status(
        AssetMention(span("the road"), "made:r-1", kind), state, cause, users=users, conditions=tuple(conditions)
    ),
    st.sampled_from(list(AssetState)),
    st.sampled_from([None, *Cause]),
    st.sampled_from([None, "heavy traffic", "light traffic", "aid convoys", "pedestrians"]),
    st.lists(st.sampled_from(list(Condition)), max_size=2, unique=True),
    st.sampled_from([AssetType.ROAD, AssetType.RAIL, AssetType.TRANSPORT_SERVICE]),
)
TOLD = st.tuples(
    BODIES,
    SCOPES,
    POINTS,
    st.sampled_from(list(Realis)),
    st.integers(0, 100),
    st.sampled_from(["Sample Wire", "Example Daily", "Third Paper"]),
    st.sampled_from([("police", ClaimantClass.OFFICIAL), None]),
    st.sets(st.sampled_from(["ab", "bc", "cd"]), min_size=1),
)


def made(told: list[tuple]) -> tuple[Desk, Map]:  # type: ignore[type-arg]
    desk, on = Desk(), Map()
    for body, scope, points, realis, hour, publisher, by, links in told:
        claim = desk.told(body, at=hour, publisher=publisher, by=by, realis=realis, when=None)
        on.lay(claim, *sorted(links), scope=scope, points=points)
    return desk, on


class TestAlways:
    @EXAMPLES
    @given(st.lists(TOLD, min_size=1, max_size=7), st.lists(st.integers(0, 20), max_size=10), st.integers(0, 200))
    def test_any_order_of_the_claims_gives_the_same_picture(
        self,
        told: list[tuple],
        order: list[int],
        at: int,  # type: ignore[type-arg]
    ) -> None:
        desk, on = made(told)
        view = desk.view(at=at)
        laying = Laying(tuple(on.laid))
        mixed = Laying(tuple(reversed(on.laid)))
        assert link_states(view, laying, timezone=ZONE) == link_states(shuffled(view, order), mixed, timezone=ZONE)

    @EXAMPLES
    @given(st.lists(TOLD, min_size=1, max_size=7), st.integers(0, 200))
    def test_a_state_rests_on_reports_that_were_known_and_speak_of_the_link(
        self,
        told: list[tuple],
        at: int,  # type: ignore[type-arg]
    ) -> None:
        desk, on = made(told)
        known = {record.claim.id: record for record in desk.view(at=at).claims}
        laid = {one.claim: one for one in on.laid}
        for state in link_states(desk.view(at=at), Laying(tuple(on.laid)), timezone=ZONE):
            rests = {*state.claims, *(claim for users in UserClass for claim in state.of(users).claims)}
            assert all(claim in known and state.link in laid[claim].links for claim in rests)
            assert all(known[claim].claim.realis in {Realis.ASSERTED, Realis.ALLEGED} for claim in rests)
            for users in UserClass:
                held = state.of(users)
                assert bool(held.claims) == (held.state is not UNKNOWN)
                assert held.state is DerivedState.RESTRICTED or not held.conditions
            assert (state.reported is None) == (not state.claims)
            assert {report.claim for report in state.history} >= set(state.claims)

    @EXAMPLES
    @given(st.lists(TOLD, min_size=1, max_size=7), st.integers(0, 200))
    def test_nothing_that_was_told_with_a_term_outlives_it(
        self,
        told: list[tuple],
        at: int,  # type: ignore[type-arg]
    ) -> None:
        desk, on = made(told)
        known = {record.claim.id: record for record in desk.view(at=at).claims}
        for state in link_states(desk.view(at=at), Laying(tuple(on.laid)), timezone=ZONE):
            for users in UserClass:
                for claim in state.of(users).claims:
                    body = known[claim].claim.body
                    assert isinstance(body, Status)
                    term = fresh_for(body.state, body.cause, body.asset.asset_type)
                    assert term is None or NOON + at * HOUR < known[claim].known_from + term

    @EXAMPLES
    @given(st.lists(TOLD, min_size=1, max_size=6), st.integers(0, 200))
    def test_links_do_not_touch_each_other(self, told: list[tuple], at: int) -> None:  # type: ignore[type-arg]
        desk, on = made(told)
        view = desk.view(at=at)
        every = {state.link: state for state in link_states(view, Laying(tuple(on.laid)), timezone=ZONE)}
        for link in ("ab", "bc", "cd"):
            alone = tuple(replace(laid, links=(link,)) for laid in on.laid if link in laid.links)
            assert link_states(view, Laying(alone), timezone=ZONE) == tuple([every[link]] if link in every else [])
