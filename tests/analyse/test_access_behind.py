"""Which links and claims the standing of a town rests on."""

from karez.analyse.access import access_picture, behind, claims_on
from karez.model.reachability import AccessQuestion, LinkReport, Standing
from karez.model.vocabulary import DerivedState
from tests.networks import CLOSED, NOON, OPEN, UNKNOWN, Link, made, report

# hub - a - b - c in a row, and a long way round from the hub to d and on to c.
ROW = [Link("ha", "hub", "a"), Link("ab", "a", "b"), Link("bc", "b", "c")]
ROUND = [Link("hd", "hub", "d", 50), Link("dc", "d", "c", 50)]
ASKED = AccessQuestion(("hub",), NOON)


def rests_on(links: list[Link], reports: list[LinkReport], town: str) -> tuple[Standing, set[str], set[str]]:
    ready = made(links, reports, question=ASKED)
    picture = access_picture(ready)
    found = behind(ready, picture)
    (standing,) = [one.standing for one in picture.towns if one.town == town]
    return standing, set(found[town]), set(claims_on(ready, found[town]))


def test_a_town_cut_off_rests_on_the_closures_at_the_rim_of_its_part_alone() -> None:
    reports = [report("ha"), report("bc")]
    assert rests_on(ROW, reports, "a") == (Standing.CUT_OFF, {"ha", "bc"}, {"clm-ha", "clm-bc"})
    # Behind the second closure the first one no longer matters: it alone cuts it off.
    assert rests_on(ROW, reports, "c") == (Standing.CUT_OFF, {"bc"}, {"clm-bc"})


def test_every_way_in_must_be_closed() -> None:
    reports = [report("bc"), report("dc")]
    assert rests_on([*ROW, *ROUND], reports, "c") == (Standing.CUT_OFF, {"bc", "dc"}, {"clm-bc", "clm-dc"})


def test_a_link_that_is_no_way_in_normal_times_is_none_of_the_causes() -> None:
    track = Link("track", "hub", "c", baseline="abandoned")
    assert rests_on([*ROW, track], [report("bc"), report("track")], "c")[1] == {"bc"}


def test_a_town_in_doubt_rests_on_what_makes_it_so() -> None:
    contested = report("ab", DerivedState.CONTESTED, "clm-1", "clm-2")
    assert rests_on(ROW, [contested, report("bc", OPEN)], "b") == (Standing.IN_DOUBT, {"ab"}, {"clm-1", "clm-2"})
    somewhere = LinkReport("ab", CLOSED, ("clm-9",), section_unknown=True)
    assert rests_on(ROW, [somewhere], "c") == (Standing.IN_DOUBT, {"ab"}, {"clm-9"})


def test_a_way_round_rests_on_what_turned_it_off_and_on_what_is_told_of_it() -> None:
    reports = [report("bc"), report("dc", DerivedState.RESTRICTED)]
    assert rests_on([*ROW, *ROUND], reports, "c") == (Standing.UNCONFIRMED, {"bc", "dc"}, {"clm-bc", "clm-dc"})


def test_a_town_of_which_nothing_is_told_rests_on_nothing() -> None:
    assert rests_on(ROW, [report("bc")], "b") == (Standing.UNCONFIRMED, set(), set())
    assert rests_on(ROW, [report("ab", UNKNOWN)], "a") == (Standing.UNCONFIRMED, set(), set())


def test_a_way_that_is_reported_open_rests_on_these_reports() -> None:
    reports = [report("ha", OPEN), report("ab", OPEN)]
    assert rests_on(ROW, reports, "b") == (Standing.REPORTED, {"ha", "ab"}, {"clm-ha", "clm-ab"})
