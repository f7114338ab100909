"""From the state of a link over time to what it says for one class of users."""

from karez.analyse.access import link_reports
from karez.model.access import Announced, LinkScope, LinkState, UserClass, UserState
from karez.model.finding import Source, StatusReport
from karez.model.vocabulary import AssetState, ClaimantClass, Condition, DerivedState
from tests.networks import CLOSED, NOON, OPEN, replace

OFFICE = Source("office", "the roads office", ClaimantClass.OFFICIAL)


def told(claim: str, start: int) -> StatusReport:
    return StatusReport(claim, OFFICE, AssetState.CLOSED, None, start, None)


def announced(claim: str, state: AssetState) -> Announced:
    return Announced(claim, OFFICE, state, LinkScope.SECTION, None, None, NOON)


STATE = LinkState(
    link="pass",
    state=DerivedState.RESTRICTED,
    conditions=(Condition.LIGHT_ONLY,),
    cause=None,
    scope=LinkScope.SECTION,
    all=UserState(DerivedState.RESTRICTED, (Condition.LIGHT_ONLY,), None, LinkScope.SECTION, ("clm-light",)),
    heavy=UserState(CLOSED, (), None, LinkScope.SECTION, ("clm-light", "clm-heavy")),
    relief=UserState(DerivedState.UNKNOWN),
    reported=AssetState.RESTRICTED,
    since=None,
    last_confirmed=NOON,
    expires=None,
    stale=False,
    sources=(OFFICE,),
    claims=("clm-light",),
    history=(told("clm-heavy", 5), told("clm-light", 7), told("clm-old", 1)),
    announced=(announced("clm-ban", AssetState.CLOSED), announced("clm-works-over", AssetState.OPEN)),
)


def test_each_class_of_users_has_its_own_state_and_claims() -> None:
    everybody = link_reports([STATE], UserClass.ALL)["pass"]
    assert (everybody.state, everybody.conditions) == (DerivedState.RESTRICTED, (Condition.LIGHT_ONLY,))
    assert everybody.claims == ("clm-light",)
    heavy = link_reports([STATE], UserClass.HEAVY)["pass"]
    assert (heavy.state, heavy.claims) == (CLOSED, ("clm-light", "clm-heavy"))


def test_a_state_holds_since_the_earliest_report_that_it_rests_on() -> None:
    assert link_reports([STATE], UserClass.ALL)["pass"].since == 7
    assert link_reports([STATE], UserClass.HEAVY)["pass"].since == 5


def test_what_is_unknown_names_who_spoke_last_and_has_no_since() -> None:
    relief = link_reports([STATE], UserClass.RELIEF)["pass"]
    assert (relief.state, relief.since, relief.claims) == (DerivedState.UNKNOWN, None, ("clm-light",))


def test_only_an_announced_closure_is_planned() -> None:
    assert link_reports([STATE], UserClass.ALL)["pass"].planned == ("clm-ban",)


def test_a_state_of_the_whole_road_says_that_the_section_is_unknown() -> None:
    route = replace(STATE, all=replace(STATE.all, state=CLOSED, scope=LinkScope.ROUTE))
    assert link_reports([route], UserClass.ALL)["pass"].section_unknown
    assert not link_reports([replace(STATE, all=UserState(OPEN))], UserClass.ALL)["pass"].section_unknown
