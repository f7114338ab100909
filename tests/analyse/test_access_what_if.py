"""What-ifs: a reported closure lifted, an announced one tested for one's own journey; all else is refused."""

import pytest

from karez.analyse import access as room
from karez.analyse.access import Situation, WhatIf, best_reopening, reopening, way_round, what_if
from karez.model import reachability
from karez.model.errors import RequestError
from karez.model.reachability import AccessQuestion, LinkReport, Reopening, WayRound
from karez.model.vocabulary import DerivedState
from tests.networks import CLOSED, NOON, OPEN, Link, made, replace, report

# The hub at one end, two towns behind one pass, another two behind a bridge, and a long way round to the first.
ROAD = [
    Link("hub-pass", "hub", "pass", 10.0),
    Link("pass-near", "pass", "near", 10.0),
    Link("near-far", "near", "far", 10.0),
    Link("hub-bridge", "hub", "bridge", 5.0),
    Link("bridge-east", "bridge", "east", 5.0),
    Link("east-end", "east", "end", 5.0),
    Link("hub-near", "hub", "near", 90.0, baseline="under_construction"),
    Link("rail", "hub", "near", 30.0, mode="rail"),
]
TOWNS = ("near", "far", "east")
QUESTION = AccessQuestion(("hub",), NOON, TOWNS)
PASS = [report("hub-pass", CLOSED, "clm-mines"), report("pass-near", CLOSED, "clm-mines")]
BRIDGE = report("hub-bridge", CLOSED, "clm-flood")


def asked(*reports: LinkReport) -> Situation:
    return made(ROAD, reports, question=QUESTION)


def refusal(situation: Situation, wanted: WhatIf) -> str:
    with pytest.raises(RequestError) as refused:
        what_if(situation, wanted)
    return refused.value.name


def test_a_closure_told_of_two_links_is_lifted_as_one() -> None:
    found = reopening(asked(*PASS, BRIDGE), "pass-near")
    assert found.links == ("hub-pass", "pass-near")
    assert found.claims == ("clm-mines",)
    assert found.towns == ("far", "near")
    assert found.people.lower == 20


def test_a_link_that_another_report_closes_as_well_stays_closed() -> None:
    both = report("near-far", CLOSED, "clm-mines", "clm-fighting")
    found = reopening(asked(*PASS, both), "hub-pass")
    assert found.links == ("hub-pass", "pass-near")
    assert found.towns == ("near",)
    assert reopening(asked(*PASS, both), "near-far").towns == ("far", "near")


def test_the_reopening_that_reconnects_most_people_is_one_of_the_reported_closures() -> None:
    found = best_reopening(asked(*PASS, BRIDGE))
    assert found is not None
    assert (found.link, found.towns) == ("hub-pass", ("far", "near"))


@pytest.mark.parametrize("state", [state for state in DerivedState if state is not CLOSED])
def test_no_reopening_is_named_where_no_report_closes_a_link(state: DerivedState) -> None:
    assert best_reopening(asked(report("hub-pass", state))) is None
    assert best_reopening(asked()) is None


def test_a_reopening_that_gives_nothing_back_is_not_named_best() -> None:
    assert best_reopening(asked(report("east-end", CLOSED))) is None
    assert reopening(asked(report("east-end", CLOSED)), "east-end").towns == ()


@pytest.mark.parametrize("state", [None, *(state for state in DerivedState if state is not CLOSED)])
def test_a_link_that_no_report_closes_is_not_reopened(state: DerivedState | None) -> None:
    told = [] if state is None else [report("hub-pass", state)]
    assert refusal(asked(*told), WhatIf("reopen", ["hub-pass"])) == "not-closed"


def test_a_link_of_a_road_that_is_closed_somewhere_is_not_reopened() -> None:
    somewhere = replace(report("hub-pass"), section_unknown=True)
    with pytest.raises(RequestError, match="no report closes this section") as refused:
        reopening(asked(somewhere), "hub-pass")
    assert refused.value.name == "not-closed"
    assert best_reopening(asked(somewhere)) is None


def test_a_closure_that_no_claim_tells_of_is_not_reopened() -> None:
    bare = LinkReport("hub-pass", CLOSED)
    assert refusal(asked(bare), WhatIf("reopen", ["hub-pass"])) == "not-closed"


def test_a_link_of_the_other_network_or_of_none_is_unknown() -> None:
    assert refusal(asked(*PASS), WhatIf("reopen", ["rail"])) == "unknown-id"
    assert refusal(asked(*PASS), WhatIf("reopen", ["nowhere"])) == "unknown-id"


@pytest.mark.parametrize("targets", [[], ["hub-pass", "hub-bridge"], "hub-pass"])
@pytest.mark.parametrize("action", ["reopen", "announced"])
def test_there_is_no_batch_of_what_ifs(action: str, targets: list[str] | str) -> None:
    assert refusal(asked(*PASS, BRIDGE), WhatIf(action, targets, "hub", "near")) == "one-at-a-time"


@pytest.mark.parametrize("action", ["close", "block", "rank", "criticality", "betweenness", "worst", ""])
def test_closing_and_ranking_are_not_answered(action: str) -> None:
    assert refusal(asked(*PASS), WhatIf(action, ["east-end"], "hub", "end", people=True)) == "not-answered"


def test_people_are_not_counted_for_a_closure() -> None:
    threatened = replace(report("hub-bridge", OPEN), planned=("clm-threat",))
    assert refusal(asked(threatened), WhatIf("announced", ["clm-threat"], "hub", "east", people=True)) == "not-answered"


def test_an_announced_closure_is_tested_for_one_journey() -> None:
    told = [report("hub-near", OPEN), replace(report("hub-pass", OPEN), planned=("clm-ban",))]
    found = what_if(asked(*told), WhatIf("announced", ["clm-ban"], "Hub", "far"))
    assert isinstance(found, WayRound)
    assert found.links == ("hub-pass",)
    assert found.now is not None
    assert found.then is not None
    assert [hop.link for hop in found.now.hops] == ["hub-pass", "pass-near", "near-far"]
    assert [hop.link for hop in found.then.hops] == ["hub-near", "near-far"]
    assert found.detour == pytest.approx(100 / 30)
    # Nothing tells that the last stretch is open.
    assert found.cautious is None
    assert not {"people", "population", "towns"} & set(WayRound.__dataclass_fields__)


def test_what_is_reported_closed_stays_closed_in_the_way_round() -> None:
    told = [replace(report("hub-pass", OPEN), planned=("clm-ban",)), report("near-far", CLOSED)]
    found = way_round(asked(*told), claim="clm-ban", origin="hub", destination="far")
    assert (found.now, found.then, found.cautious, found.detour) == (None, None, None, None)


def test_a_closure_that_nobody_announced_is_not_tested() -> None:
    told = [*PASS, replace(report("hub-bridge", OPEN), planned=("clm-threat",))]
    for claim in ("clm-mines", "hub-bridge", "clm-nothing"):
        assert refusal(asked(*told), WhatIf("announced", [claim], "hub", "east")) == "not-announced"


def test_an_announced_closure_asks_for_the_journey() -> None:
    threatened = replace(report("hub-bridge", OPEN), planned=("clm-threat",))
    assert refusal(asked(threatened), WhatIf("announced", ["clm-threat"], "hub")) == "bad-request"
    assert refusal(asked(threatened), WhatIf("announced", ["clm-threat"], "hub", "moon")) == "unknown-place"


def test_the_room_offers_no_search_over_open_links() -> None:
    offered = {name.casefold() for name in (*room.__all__, *vars(reachability), *WhatIf.__dataclass_fields__)}
    refused = ("critical", "between", "import", "vulnerab", "close_", "worst", "rank", "batch")
    assert [name for name in offered if any(word in name for word in refused)] == []
    assert "people" in Reopening.__dataclass_fields__
