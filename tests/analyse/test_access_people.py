"""How many people: settlements and areas, each counted once; what is not known stays not known; person-days."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.analyse.access import access_picture, people, person_days, situation
from karez.model.reachability import AccessQuestion, Area, Standing, Town
from tests.networks import DAY, NOON, PackNetwork, by_link, report

NORTH, SOUTH = Area("made:north", "North", 900), Area("made:south", "South", 5_000)
TOWN = Town("made:town", "Town", 300, (NORTH,))
VILLAGE = Town("made:village", "Village", None, (NORTH,))
CITY = Town("made:city", "City", 2_000, (NORTH, SOUTH))
UNCOUNTED = Town("made:post", "Post")


@pytest.fixture(scope="module")
def pack() -> PackNetwork:
    return PackNetwork()


ALL = {town.id: town for town in (TOWN, VILLAGE, CITY, UNCOUNTED)}


def test_an_area_that_two_towns_share_is_counted_once() -> None:
    found = people([TOWN, VILLAGE, CITY])
    assert (found.lower, found.upper) == (2_300, 5_900)
    assert found.lower_of == ("made:city", "made:town")
    assert found.upper_of == ("made:north", "made:south")
    assert found.lower_lacks == ("made:village",)
    assert found.upper_lacks == ()


def test_a_town_given_twice_is_counted_once() -> None:
    assert people([TOWN, TOWN]) == people([TOWN])


def test_a_town_with_no_area_leaves_the_upper_bound_unknown() -> None:
    found = people([TOWN, UNCOUNTED])
    assert (found.lower, found.upper, found.upper_lacks) == (300, None, ("made:post",))


def test_what_nobody_counted_is_unknown_and_not_nobody() -> None:
    assert people([UNCOUNTED]).lower is None
    assert people([VILLAGE]).lower is None
    assert (people([]).lower, people([]).upper) == (0, 0)


def test_the_upper_bound_is_never_below_the_lower() -> None:
    odd = Town("made:odd", "Odd", 1_000, (Area("made:small", "Small", 400),))
    assert (people([odd]).lower, people([odd]).upper) == (1_000, 1_000)


TOWNS = st.lists(
    st.builds(
        Town,
        st.sampled_from([f"t{number}" for number in range(6)]),
        st.just("A town"),
        st.none() | st.integers(0, 10_000),
        st.lists(st.integers(0, 5), max_size=2, unique=True).map(
            lambda found: tuple(Area(f"a{number}", "An area", 1_000 * number) for number in found)
        ),
    ),
    unique_by=lambda town: town.id,
)


@settings(max_examples=500)
@given(TOWNS, TOWNS)
def test_more_towns_are_never_fewer_people(some: list[Town], others: list[Town]) -> None:
    more = [*some, *(town for town in others if town.id not in {known.id for known in some})]
    less, all_of_them = people(some), people(more)
    assert (all_of_them.lower or 0) >= (less.lower or 0)
    if less.upper is not None and all_of_them.upper is not None:
        assert all_of_them.upper >= max(less.upper, all_of_them.lower or 0)
    assert all_of_them.lower is None or all_of_them.lower == sum(town.population or 0 for town in more)


def test_person_days_run_from_each_towns_own_hour() -> None:
    found = person_days({"made:town": NOON - DAY // 2, "made:city": NOON - 3 * DAY}, ALL, NOON)
    assert found.lower == 300 // 2 + 3 * 2_000
    # The shared area counts from the first of its towns.
    assert found.upper == 3 * (900 + 5_000)


def test_person_days_of_an_untold_hour_or_an_uncounted_town_are_unknown() -> None:
    assert person_days({"made:town": None}, ALL, NOON).lower is None
    mixed = person_days({"made:town": NOON - DAY, "made:city": None}, ALL, NOON)
    assert (mixed.lower, mixed.upper) == (None, None)
    uncounted = person_days({"made:post": NOON - DAY}, ALL, NOON)
    assert (uncounted.lower, uncounted.upper) == (None, None)
    assert person_days({}, ALL, NOON).lower == 0


def test_the_pack_counts_the_two_tehsils_of_one_town_and_no_tehsil_twice() -> None:
    pack = PackNetwork()
    towns = {pack.local[town.id]: town for town in pack.places}
    chaman = people([towns["chaman"]])
    assert (chaman.lower, chaman.upper) == (130_139, 466_218)
    pair = people([towns["nushki"], towns["ahmadwal"]])
    assert pair.upper == people([towns["nushki"]]).upper
    everybody = people(town for town in pack.places if town.areas)
    assert everybody.upper == sum(area.population for area in {a.id: a for t in pack.places for a in t.areas}.values())


def test_an_area_of_which_another_place_has_a_way_is_told(pack: PackNetwork) -> None:
    shut = pack.between("nushki", "ahmadwal")
    picture = access_picture(pack.ask(["quetta"], [report(shut)]))
    cut = {town.town: town for town in picture.towns if town.standing is Standing.CUT_OFF}
    village = cut[pack.id["ahmadwal"]]
    assert village.people.upper_shared == village.people.upper_of
    assert picture.cut_off.upper_shared == village.people.upper_of
    assert cut[pack.id["dalbandin"]].people.upper_shared == ()
    alone = situation(
        AccessQuestion((pack.id["quetta"],), NOON, towns=(pack.id["ahmadwal"],)),
        links=pack.links,
        places=pack.places,
        reports=by_link([report(shut)]),
    )
    assert access_picture(alone).towns[0].people == village.people


def test_an_area_all_of_which_is_cut_off_is_not_shared(pack: PackNetwork) -> None:
    shut = [report(link.id) for link in pack.links if pack.id["nushki"] in (link.start, link.end)]
    picture = access_picture(pack.ask(["quetta"], shut))
    assert {town.town for town in picture.towns if town.standing is Standing.CUT_OFF} >= {
        pack.id["nushki"],
        pack.id["ahmadwal"],
    }
    assert pack.id["nushki"] not in {town.town for town in picture.towns if town.people.upper_shared}
    assert not set(people([town_of(pack, "nushki")]).upper_of) & set(picture.cut_off.upper_shared)


def town_of(pack: PackNetwork, local: str) -> Town:
    return next(place for place in pack.places if place.id == pack.id[local])
