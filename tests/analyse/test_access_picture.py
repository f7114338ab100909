"""The picture: hubs among themselves, airports beside their towns, names that are not known, roads and rails apart."""

import pytest

from karez.analyse.access import Situation, access_picture, find_place, may_pass, situation
from karez.model.access import UserClass
from karez.model.errors import RequestError
from karez.model.reachability import AccessQuestion, Gateway, LinkReport, Standing, Town
from karez.model.vocabulary import AssetType, Condition, DerivedState
from tests.networks import CLOSED, DAY, NOON, OPEN, Link, made, replace, report

# Two hubs on one road, with a town between them and a town behind the second.
ROAD = [
    Link("a-m", "port", "middle", 50.0, designation="R-1"),
    Link("m-b", "middle", "depot", 30.0, designation="R-1"),
    Link("b-v", "depot", "valley", 20.0),
    Link("track", "port", "depot", 75.0, mode="rail"),
    Link("siding", "depot", "mill", 5.0, mode="rail"),
]
PLACES = [
    Town("port", "Port Town", 5),
    Town("middle", "Middle", 3),
    Town("depot", "Depot", 7),
    Town("valley", "Valley"),
]
QUESTION = AccessQuestion(("port", "depot"), NOON, ("middle", "valley"))


def asked(*reports: LinkReport, question: AccessQuestion = QUESTION) -> Situation:
    return made(ROAD, reports, question=question)


def test_a_hub_that_is_cut_off_from_the_others_is_told_and_its_towns_still_have_it() -> None:
    picture = access_picture(asked(report("a-m"), report("m-b")))
    assert {hub.town: hub.standing for hub in picture.hubs} == {"port": Standing.CUT_OFF, "depot": Standing.CUT_OFF}
    assert {town.town: town.standing for town in picture.towns} == {
        "middle": Standing.CUT_OFF,
        "valley": Standing.UNCONFIRMED,
    }
    # Hubs are in no sum.
    assert picture.cut_off.lower == 10


def test_one_hub_alone_has_nothing_to_be_cut_off_from() -> None:
    picture = access_picture(asked(question=replace(QUESTION, hubs=("port",))))
    assert picture.hubs == ()
    assert {town.town for town in picture.towns} == {"middle", "valley"}


def test_a_hub_named_as_a_town_is_told_among_the_hubs() -> None:
    picture = access_picture(asked(question=replace(QUESTION, towns=("port", "middle"))))
    assert [town.town for town in picture.towns] == ["middle"]
    assert [hub.town for hub in picture.hubs] == ["depot", "port"]


def test_each_town_has_its_nearest_hub_and_its_way_to_every_hub() -> None:
    picture = access_picture(asked(report("m-b")))
    middle = next(town for town in picture.towns if town.town == "middle")
    assert middle.baseline is not None
    assert middle.optimistic is not None
    assert (middle.baseline.hub, middle.optimistic.hub) == ("depot", "port")
    assert middle.detour == pytest.approx(50 / 30)
    found = {one.hub: (one.baseline_km, one.optimistic_km, one.cautious_km, one.detour) for one in middle.distances}
    assert found == {"port": (50.0, 50.0, None, 1.0), "depot": (30.0, None, None, None)}
    assert (middle.ways_before, middle.ways_now) == (2, 1)


def test_hops_say_what_is_reported_of_them_and_nothing_is_open_unsaid() -> None:
    picture = access_picture(asked(report("a-m", OPEN, "clm-1", "clm-2")))
    middle = next(town for town in picture.towns if town.town == "middle")
    assert middle.cautious is not None
    assert [(hop.name, hop.state, hop.claims) for hop in middle.cautious.hops] == [("R-1", OPEN, ("clm-1", "clm-2"))]
    assert middle.standing is Standing.REPORTED
    valley = next(town for town in picture.towns if town.town == "valley")
    assert valley.standing is Standing.UNCONFIRMED
    assert valley.optimistic is not None
    assert [hop.state for hop in valley.optimistic.hops] == [DerivedState.UNKNOWN]


@pytest.mark.parametrize("state", [DerivedState.CONTESTED, DerivedState.DAMAGED])
def test_a_way_that_needs_a_contested_or_damaged_link_is_in_doubt(state: DerivedState) -> None:
    picture = access_picture(asked(report("b-v", state)))
    valley = next(town for town in picture.towns if town.town == "valley")
    assert (valley.standing, valley.cautious) == (Standing.IN_DOUBT, None)
    assert (picture.cut_off.lower, picture.in_doubt.lower) == (0, 10)


def test_an_unknown_report_is_no_open_road() -> None:
    picture = access_picture(asked(report("b-v", DerivedState.UNKNOWN)))
    valley = next(town for town in picture.towns if town.town == "valley")
    assert (valley.standing, valley.cautious) == (Standing.UNCONFIRMED, None)


def test_since_is_the_hour_at_which_the_last_way_was_cut() -> None:
    told = [report("a-m", CLOSED, since=NOON - 3 * DAY), report("m-b", CLOSED, since=NOON - DAY)]
    middle = next(town for town in access_picture(asked(*told)).towns if town.town == "middle")
    assert middle.since == NOON - DAY
    assert middle.person_days is not None
    assert middle.person_days.lower == 10
    untold = [replace(told[0], since=None), told[1]]
    middle = next(town for town in access_picture(asked(*untold)).towns if town.town == "middle")
    assert (middle.standing, middle.since) == (Standing.CUT_OFF, None)


def test_airports_and_ports_stand_beside_their_town_and_are_no_way_by_road() -> None:
    ways_in = [
        Gateway("harbour", "Harbour", AssetType.PORT, "valley"),
        Gateway("airfield", "Airfield", AssetType.AIRPORT, "valley", OPEN, ("clm-air",)),
        Gateway("elsewhere", "Elsewhere", AssetType.AIRPORT, "middle"),
    ]
    picture = access_picture(asked(report("b-v")), ways_in)
    valley = next(town for town in picture.towns if town.town == "valley")
    assert [(way.id, way.state, way.claims) for way in valley.ways_in] == [
        ("airfield", OPEN, ("clm-air",)),
        ("harbour", DerivedState.UNKNOWN, ()),
    ]
    assert (valley.standing, valley.ways_now) == (Standing.CUT_OFF, 0)
    assert picture.cut_off.lower == 10


def test_rail_is_a_question_of_its_own() -> None:
    rail = access_picture(asked(report("a-m"), question=replace(QUESTION, towns=("mill",), mode=AssetType.RAIL)))
    (mill,) = rail.towns
    assert mill.optimistic is not None
    assert [hop.link for hop in mill.optimistic.hops] == ["siding"]
    road = access_picture(asked(report("siding"), question=replace(QUESTION, towns=("mill",))))
    assert [(town.standing, town.optimistic) for town in road.towns] == [(Standing.NO_WAY, None)]


def test_all_places_with_people_are_asked_for_where_none_is_named() -> None:
    question = AccessQuestion(("port",), NOON)
    places = [*PLACES, Town("island", "Island", 1), Town("mill", "Mill", 4)]
    found = situation(question, links=ROAD, places=places, reports={})
    # The valley has no people that anybody counted; the mill lies on the railway alone; the island on nothing.
    assert found.towns == ("depot", "island", "middle")
    assert {town.standing for town in access_picture(found).towns if town.town == "island"} == {Standing.NO_WAY}


def test_every_place_in_the_picture_has_its_name() -> None:
    found = situation(QUESTION, links=ROAD, places=PLACES, reports={})
    picture = access_picture(found)
    assert picture.names == {"port": "Port Town", "middle": "Middle", "depot": "Depot", "valley": "Valley"}


@pytest.mark.parametrize(
    ("asked_for", "near"), [("Midle", "Middle"), ("port twn", "Port Town"), ("Dpot", "Depot"), ("valey", "Valley")]
)
def test_an_unknown_place_is_refused_with_the_names_nearest_to_it(asked_for: str, near: str) -> None:
    with pytest.raises(RequestError) as refused:
        situation(replace(QUESTION, hubs=(asked_for,)), links=ROAD, places=PLACES, reports={})
    assert (refused.value.name, refused.value.place) == ("unknown-place", asked_for)
    assert near in refused.value.detail


def test_an_unknown_place_that_is_near_to_nothing_is_refused_as_well() -> None:
    with pytest.raises(RequestError) as refused:
        situation(replace(QUESTION, towns=("Xqzw",)), links=ROAD, places=PLACES, reports={})
    assert refused.value.name == "unknown-place"


def test_places_are_found_by_id_or_name_whatever_the_case() -> None:
    assert [find_place(PLACES, asked_for) for asked_for in ("depot", "DEPOT", "port town ")] == [
        "depot",
        "depot",
        "port",
    ]
    with pytest.raises(RequestError) as refused:
        find_place([*PLACES, Town("other", "depot")], "Depot")
    assert refused.value.name == "ambiguous-id"


@pytest.mark.parametrize(
    ("question", "reports", "name"),
    [
        (replace(QUESTION, hubs=()), {}, "bad-request"),
        (replace(QUESTION, mode=AssetType.PORT), {}, "bad-request"),
        (QUESTION, {"lost": report("lost")}, "unknown-id"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    question: AccessQuestion, reports: dict[str, LinkReport], name: str
) -> None:
    with pytest.raises(RequestError) as refused:
        situation(question, links=ROAD, places=PLACES, reports=reports)
    assert refused.value.name == name


def test_a_network_with_one_id_twice_is_refused() -> None:
    with pytest.raises(RequestError) as refused:
        situation(QUESTION, links=[*ROAD, Link("a-m", "port", "valley")], places=PLACES, reports={})
    assert refused.value.name == "bad-network"


def test_a_restriction_is_passed_only_on_terms_that_are_told_and_met() -> None:
    assert not may_pass((), UserClass.ALL)
    assert may_pass((Condition.DELAY, Condition.ONE_LANE), UserClass.HEAVY)
    assert not may_pass((Condition.DELAY, Condition.WEIGHT), UserClass.HEAVY)
    assert may_pass((Condition.RELIEF_ONLY,), UserClass.RELIEF)
    assert not any(may_pass((Condition.PERMIT,), users) for users in UserClass)


def test_every_condition_has_its_rule() -> None:
    for condition in Condition:
        for users in UserClass:
            assert may_pass((condition,), users) in (True, False)
