"""Links with the same report as stretches in travel order, and the places and closures that names mean."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.app.access.places import find_point, points_within, towns
from karez.app.access.reopen import closed_link
from karez.app.access.stretches import stretches
from karez.app.values import AccessAsked
from karez.atlas.atlas import Atlas
from karez.model.access import LinkScope, LinkState, UserState
from karez.model.errors import RequestError
from karez.model.vocabulary import AssetState, AssetType, DerivedState

EXAMPLES = max(500, settings().max_examples)


def told(link: str, state: DerivedState = DerivedState.CLOSED, claim: str = "clm-1", **more: object) -> LinkState:
    held = UserState(state, claims=(claim,))
    reported = (AssetState.CLOSED, None, 0, None, False)
    made = LinkState(link, state, (), None, LinkScope.SECTION, held, held, held, *reported, (), (claim,))
    return replace(made, **more)  # type: ignore[arg-type]


def link(atlas: Atlas, first: str, second: str, mode: str = "road") -> str:
    ids = {find_point(atlas, name, AssetType(mode)) for name in (first, second)}
    (found,) = [one.id for one in atlas.network.links if {one.start, one.end} == ids and one.mode == mode]
    return found


def names(atlas: Atlas, places: tuple[str, ...]) -> list[str]:
    nodes = {node.id: node.name for node in atlas.network.nodes}
    return [nodes[place] for place in places]


class TestStretches:
    def test_sections_in_a_row_are_one_stretch_from_end_to_end(self, atlas: Atlas) -> None:
        row = [link(atlas, "Nushki", "Ahmadwal"), link(atlas, "Ahmadwal", "Dalbandin")]
        for order in (row, row[::-1]):
            (found,) = stretches({one: told(one) for one in order}, atlas.network)
            assert found.links == tuple(row)
            assert names(atlas, found.places) == ["Nushki", "Ahmadwal", "Dalbandin"]
            assert found.length_km == pytest.approx(195, rel=0.03)

    def test_sections_apart_are_two_and_a_whole_road_is_one(self, atlas: Atlas) -> None:
        apart = [link(atlas, "Nushki", "Ahmadwal"), link(atlas, "Nok Kundi", "Taftan")]
        assert len(stretches({one: told(one) for one in apart}, atlas.network)) == 2
        whole = {one: told(one, scope=LinkScope.ROUTE) for one in apart}
        (found,) = stretches(whole, atlas.network)
        assert set(found.links) == set(apart) and not found.whole

    def test_other_words_of_other_reports_are_another_stretch(self, atlas: Atlas) -> None:
        first, second = link(atlas, "Nushki", "Ahmadwal"), link(atlas, "Ahmadwal", "Dalbandin")
        assert len(stretches({first: told(first), second: told(second, claim="clm-2")}, atlas.network)) == 2

    def test_road_and_railway_in_one_gorge_stay_apart(self, atlas: Atlas) -> None:
        both = [link(atlas, "Mach", "Kolpur"), link(atlas, "Mach", "Kolpur", "rail")]
        found = stretches({one: told(one) for one in both}, atlas.network)
        assert [one.mode for one in found] == ["road", "rail"]

    def test_all_of_a_road_in_travel_order_whatever_the_order_of_reports(self, atlas: Atlas) -> None:
        road = [one for one in atlas.network.links if one.designation == "N-40"]
        ids = [one.id for one in road]
        rng = random.Random(7)
        for _ in range(20):
            rng.shuffle(ids)
            (found,) = stretches({one: told(one) for one in ids}, atlas.network)
            assert found.whole and found.links == tuple(one.id for one in road)
            ends = [{one.start, one.end} for one in road]
            assert all(found.places[at] in end and found.places[at + 1] in end for at, end in enumerate(ends))

    def test_numbers_stand_by_size(self, atlas: Atlas) -> None:
        some = {one.designation: one.id for one in atlas.network.links if one.designation and one.mode == "road"}
        found = stretches({one: told(one, claim=f"clm-{one}") for one in some.values()}, atlas.network)
        numbers = [int(one.name.split("-")[1]) for one in found if one.name.startswith("N-")]
        assert numbers == sorted(numbers) and len(numbers) > 5


ATLAS = Atlas.open(["pk-balochistan"])
LINKS = st.dictionaries(
    st.sampled_from(sorted(link.id for link in ATLAS.network.links)),
    st.tuples(st.sampled_from(list(DerivedState)), st.sampled_from(["clm-1", "clm-2"]), st.sampled_from(LinkScope)),
)


@given(LINKS)
@settings(max_examples=EXAMPLES)
def test_every_link_stands_in_one_stretch_whatever_is_told(
    states: dict[str, tuple[DerivedState, str, LinkScope]],
) -> None:
    made = {link: told(link, state, claim, scope=scope) for link, (state, claim, scope) in states.items()}
    found = stretches(made, ATLAS.network)
    assert sorted(link for one in found for link in one.links) == sorted(made)
    lengths = {link.id: link.length_km for link in ATLAS.network.links}
    ends = {link.id: {link.start, link.end} for link in ATLAS.network.links}
    for one in found:
        assert one.length_km == pytest.approx(sum(lengths[link] for link in one.links), abs=0.06)
        assert {made[link].scope for link in one.links} == {one.told.scope}
        assert set().union(*(ends[link] for link in one.links)) == set(one.places)
    shuffled = dict(sorted(made.items(), key=lambda item: item[0][::-1]))
    assert stretches(shuffled, ATLAS.network) == found


class TestPlaces:
    def test_every_point_is_found_by_its_name_and_id(self, atlas: Atlas) -> None:
        served = {end for one in atlas.network.links if one.mode == "road" for end in (one.start, one.end)}
        for node in atlas.network.nodes:
            if node.id in served:
                assert find_point(atlas, node.id, AssetType.ROAD) == node.id
                assert find_point(atlas, node.name.upper(), AssetType.ROAD) == node.id

    def test_towns_carry_their_people_by_both_bounds(self, atlas: Atlas) -> None:
        found = {town.name: town for town in towns(atlas)}
        assert found["Dalbandin"].population == 20054
        assert [area.population for area in found["Dalbandin"].areas] == [122918]

    def test_an_area_by_name_code_and_alias(self, atlas: Atlas) -> None:
        by_name = points_within(atlas, "Chagai")
        assert {"Dalbandin", "Taftan"} <= {node.name for node in atlas.network.nodes if node.id in by_name}
        code = next(row.place.pcode for pack in atlas.packs for row in pack.places if row.place.name == "Chagai")
        assert code and points_within(atlas, code) == by_name
        with pytest.raises(RequestError, match="K402"):
            points_within(atlas, "Atlantis")


class TestReopening:
    @pytest.mark.parametrize("name", ["N-40", "n-40", "Nushki to Dalbandin", "Nushki – Dalbandin", "Nushki-Dalbandin"])
    def test_a_closure_by_road_or_ends(self, atlas: Atlas, name: str) -> None:
        row = [link(atlas, "Nushki", "Ahmadwal"), link(atlas, "Ahmadwal", "Dalbandin")]
        roads = stretches({one: told(one) for one in row}, atlas.network)
        assert closed_link(atlas, AccessAsked(reopen=name), roads) in row

    def test_by_the_id_of_a_link_and_by_a_place_on_it(self, atlas: Atlas) -> None:
        one = link(atlas, "Buzi Pass", "Ormara")
        roads = stretches({one: told(one)}, atlas.network)
        for name in (one, "Buzi Pass"):
            assert closed_link(atlas, AccessAsked(reopen=name), roads) == one

    def test_several_closures_of_one_road_must_be_told_apart(self, atlas: Atlas) -> None:
        pair = [link(atlas, "Nushki", "Ahmadwal"), link(atlas, "Nok Kundi", "Taftan")]
        roads = stretches({one: told(one, claim=f"clm-{at}") for at, one in enumerate(pair)}, atlas.network)
        with pytest.raises(RequestError, match="K408") as refused:
            closed_link(atlas, AccessAsked(reopen="N-40"), roads)
        assert all(one in str(refused.value) for one in pair)
        assert closed_link(atlas, AccessAsked(reopen=pair[1]), roads) == pair[1]

    @pytest.mark.parametrize("state", [one for one in DerivedState if one is not DerivedState.CLOSED])
    def test_what_is_not_reported_closed_is_refused(self, atlas: Atlas, state: DerivedState) -> None:
        one = link(atlas, "Buzi Pass", "Ormara")
        with pytest.raises(RequestError, match="K406"):
            closed_link(atlas, AccessAsked(reopen=one), stretches({one: told(one, state)}, atlas.network))
        with pytest.raises(RequestError, match="K406"):
            closed_link(atlas, AccessAsked(reopen=one), ())
