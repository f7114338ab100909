"""Several roads and states in one sentence, stretches, areas, users and conditions. All sentences are composed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Claim, Status
from karez.model.vocabulary import AssetState, AssetType, Cause, Condition, Extent, Realis, Relation
from tests.read.told import claims, one, words

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
S = AssetState
# Names in which the region's roads are known.
REGION = "Balochistan roads: Quetta, Kalat and Mastung. "


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Asset, state and the words for its place, in text order."""
    return [
        (status.asset.span.quote, status.state.value, claim.where.span.quote if claim.where else None)
        for claim, status in claims(text, Status)
    ]


def names(claim: Claim) -> list[str]:
    """The places that the words list."""
    assert claim.where is not None
    return [named.span.quote for named in claim.where.places]


class TestManyRoadsInOneSentence:
    def test_five_roads_and_three_states_are_five_claims_each_with_its_own(self) -> None:
        text = (
            "The authority said that the N-50, N-70 and N-85 are open for all kinds of traffic, "
            "N-25 is blocked at Wadh while M-8 is open for light traffic only."
        )
        assert told(text) == [
            ("N-50", "open", None),
            ("N-70", "open", None),
            ("N-85", "open", None),
            ("N-25", "closed", "Wadh"),
            ("M-8", "restricted", None),
        ]
        users = [status.users for _, status in claims(text, Status)]
        assert users == ["all kinds of traffic"] * 3 + [None, "light traffic"]

    def test_declared_clear_and_closed_at_two_towns_are_told_apart(self) -> None:
        text = "The N-50 and N-70 were declared clear for traffic, the N-25 was blocked at Wadh and Khuzdar."
        assert told(text)[:2] == [("N-50", "restored", None), ("N-70", "restored", None)]
        claim, status = claims(text, Status)[2]
        assert (status.state, names(claim)) == (S.CLOSED, ["Wadh", "Khuzdar"])

    def test_a_cause_belongs_to_its_own_road(self) -> None:
        text = (
            "The N-70 between Loralai and Rakhni is open for light traffic only, "
            "while the N-50 is closed at Zhob because of snow."
        )
        assert [status.cause for _, status in claims(text, Status)] == [None, Cause.WEATHER]

    def test_a_road_without_a_verb_has_the_state_of_the_one_before_it_and_its_own_place(self) -> None:
        text = "Protesters blocked the N-25 at Mangochar and the N-40 at Nushki."
        assert told(text) == [("N-25", "closed", "Mangochar"), ("N-40", "closed", "Nushki")]
        assert {status.cause for _, status in claims(text, Status)} == {Cause.BLOCKADE}

    def test_two_stretches_of_two_roads_keep_both_ends_each(self) -> None:
        text = "The N-25 was closed between Bela and Wadh and the N-65 between Sibi and Mach."
        found = claims(text, Status)
        assert [names(claim) for claim, _ in found] == [["Bela", "Wadh"], ["Sibi", "Mach"]]
        assert {claim.where.relation for claim, _ in found if claim.where} == {Relation.BETWEEN}

    def test_one_road_may_be_closed_here_and_open_there(self) -> None:
        text = REGION + "The N-25 is closed at Mangochar and open at Wadh."
        assert told(text) == [("N-25", "closed", "Mangochar"), ("N-25", "open", "Wadh")]

    def test_the_ruin_of_one_thing_and_what_it_cut_keep_their_common_place(self) -> None:
        text = "The destruction of power pylons and tracks near Sibi has severed the only railway of the province."
        assert {place for _, _, place in told(text)} == {"Sibi"}

    ROADS = st.permutations(["N-25", "N-40", "N-65", "N-70", "N-85", "N-50"])
    STATES = st.sampled_from(
        [
            ("is closed", "closed"),
            ("has been blocked", "closed"),
            ("remains open", "open"),
            ("was reopened", "restored"),
        ]
    )
    PLACES = st.permutations(["Kalat", "Nushki", "Sibi", "Loralai", "Panjgur", "Zhob"])

    @EXAMPLES
    @given(ROADS, st.lists(STATES, min_size=2, max_size=5), PLACES, st.sampled_from([" and ", ", while ", ", and "]))
    def test_any_list_of_roads_gives_each_its_own_state_and_place(
        self, roads: list[str], states: list[tuple[str, str]], places: list[str], joint: str
    ) -> None:
        parts = [f"the {road} {verb} at {place}" for road, (verb, _), place in zip(roads, states, places, strict=False)]
        text = f"{REGION}It said that {', '.join(parts[:-1])}{joint}{parts[-1]}."
        expected = [(road, state, place) for road, (_, state), place in zip(roads, states, places, strict=False)]
        assert told(text) == expected


class TestStretches:
    @pytest.mark.parametrize(
        "text",
        [
            "The highway between Quetta and Sibi was closed.",
            "The road from Quetta to Sibi is blocked.",
            "The highway linking Quetta with Sibi was blocked.",
            "The road connecting Quetta and Sibi was cut.",
            "The N-65 was closed between Quetta and Sibi.",
            "The N-65 is closed from Quetta to Sibi.",
        ],
    )
    def test_both_ends_are_kept(self, text: str) -> None:
        claim, status = one(text, Status)
        assert status.state is S.CLOSED
        assert claim.where is not None
        assert claim.where.relation is Relation.BETWEEN
        assert names(claim) == ["Quetta", "Sibi"]
        assert all(text[named.span.start : named.span.end] == named.span.quote for named in claim.where.places)
        assert claim.where.place == claim.where.places[0].place

    def test_a_section_named_by_its_ends_is_a_stretch(self) -> None:
        claim, _ = one("The Mastung-Kalat section of the N-25 is closed.", Status)
        assert claim.where is not None
        assert (claim.where.relation, names(claim)) == (Relation.BETWEEN, ["Mastung", "Kalat"])

    def test_a_place_apart_from_both_ends_tells_it_more_exactly(self) -> None:
        claim, _ = one("The highway between Quetta and Sibi was closed at Mach.", Status)
        assert claim.where is not None
        assert (claim.where.span.quote, claim.where.relation) == ("Mach", Relation.IN)

    def test_roads_from_one_town_to_several_keep_all(self) -> None:
        claim, _ = one("The highways linking Quetta to Sibi, Nushki and Zhob were blocked.", Status)
        assert names(claim) == ["Quetta", "Sibi", "Nushki", "Zhob"]

    def test_a_list_of_towns_keeps_each(self) -> None:
        claim, _ = one(REGION + "The N-25 is closed at Mangochar, Kalat and Wadh.", Status)
        assert names(claim) == ["Mangochar", "Kalat", "Wadh"]

    def test_a_service_in_several_districts_keeps_each(self) -> None:
        text = "Mobile data services were suspended in Quetta, Mastung and Nushki districts."
        claim, _ = one(text, Status)
        assert names(claim) == ["Quetta", "Mastung", "Nushki"]

    def test_a_word_for_a_service_is_no_town_of_that_name(self) -> None:
        claim, status = one("Mobile services were cut across Balochistan province.", Status)
        assert status.asset.span.quote == "Mobile services"
        assert claim.where is not None
        assert claim.where.span.quote.startswith("Balochistan")

    def test_what_is_told_of_no_named_district_has_no_place(self) -> None:
        claim, status = one("Mobile data services are suspended in five districts.", Status)
        assert (status.state, claim.where) == (S.CLOSED, None)


class TestAreas:
    @pytest.mark.parametrize(
        ("text", "extent", "place"),
        [
            ("All roads in Kech district are closed.", Extent.AREA, "Kech"),
            ("The road network of Awaran district is cut off.", Extent.AREA, "Awaran"),
            ("Secondary roads in Awaran are impassable.", Extent.AREA, "Awaran"),
            ("All roads leading to Turbat have been blocked.", Extent.APPROACHES, "Turbat"),
            ("Roads in and out of Panjgur are closed.", Extent.APPROACHES, "Panjgur"),
            ("Entry and exit points of Quetta were closed.", Extent.APPROACHES, "Quetta"),
            ("All entry and exit points of Quetta have been sealed.", Extent.APPROACHES, "Quetta"),
            ("All roads linking Quetta with the rest of the province were closed.", Extent.APPROACHES, "Quetta"),
            ("The road to Chaman is closed.", None, "Chaman"),
            ("The road at Kalat is closed.", None, "Kalat"),
        ],
    )
    def test_which_roads_of_a_place_are_meant(self, text: str, extent: Extent | None, place: str) -> None:
        claim, status = one(text, Status)
        assert (status.asset.asset_type, status.extent) == (AssetType.ROAD, extent)
        assert claim.where is not None
        assert claim.where.span.quote == place
        assert ("extent" in claim.fields) == (extent is not None)


class TestUsers:
    @pytest.mark.parametrize(
        ("text", "state", "users"),
        [
            ("The highway was closed to heavy traffic.", S.CLOSED, "heavy traffic"),
            ("The highway is open for light traffic only.", S.RESTRICTED, "light traffic"),
            ("The road is open to relief convoys under escort.", S.RESTRICTED, "relief convoys under escort"),
            ("The road was shut to all but emergency vehicles.", S.RESTRICTED, "all but emergency vehicles"),
            ("Only passenger buses are allowed on the highway.", S.RESTRICTED, "passenger buses"),
            ("The borders are closed for commercial entities.", S.CLOSED, "commercial entities"),
            ("The road is closed.", S.CLOSED, None),
        ],
    )
    def test_whom_it_holds_for(self, text: str, state: AssetState, users: str | None) -> None:
        claim, status = one(text, Status)
        assert (status.state, status.users) == (state, users)
        if users:
            assert words(text, claim, "users") == users

    def test_what_is_told_of_heavy_traffic_on_a_road_is_the_state_of_the_road(self) -> None:
        _, status = one(REGION + "Heavy traffic was stopped on the N-65, but cars could pass.", Status)
        assert (status.asset.span.quote, status.state, status.users) == ("N-65", S.CLOSED, "Heavy traffic")

    def test_ports_do_not_take_the_users_of_borders(self) -> None:
        text = "The ports are operational but the borders are closed for commercial vehicles."
        assert [status.users for _, status in claims(text, Status)] == [None, "commercial vehicles"]


class TestConditions:
    @pytest.mark.parametrize(
        ("text", "conditions"),
        [
            ("The road is open for light vehicles only.", [Condition.LIGHT_ONLY]),
            ("The highway is open only during daylight hours.", [Condition.DAYLIGHT_ONLY]),
            ("The road is open to aid convoys.", [Condition.RELIEF_ONLY]),
            ("The road is open under escort.", [Condition.ESCORT]),
            ("One lane of the highway has been opened.", [Condition.ONE_LANE]),
            ("The highway is open to one-way traffic, with long delays.", [Condition.ONE_LANE, Condition.DELAY]),
            ("The road is open with a permit.", [Condition.PERMIT]),
            ("The road is open.", []),
            ("The road is closed and traffic was diverted.", []),
        ],
    )
    def test_on_what_condition_a_road_may_be_used(self, text: str, conditions: list[Condition]) -> None:
        claim, status = claims(text, Status)[0]
        assert list(status.conditions) == conditions
        assert len(claim.fields.get("conditions", ())) == len(conditions)
        if conditions:
            assert status.state is S.RESTRICTED

    def test_what_comes_and_goes_is_restricted_and_marked(self) -> None:
        claim, status = one("Secondary roads in Awaran are intermittently impassable.", Status)
        assert (status.state, status.intermittent) == (S.RESTRICTED, True)
        assert words("Secondary roads in Awaran are intermittently impassable.", claim, "intermittent")
        assert not one("The road is impassable.", Status)[1].intermittent


class TestAhead:
    @pytest.mark.parametrize(
        ("text", "realis"),
        [
            ("The road will be closed on Friday.", Realis.PLANNED),
            ("The authority plans to close the highway.", Realis.PLANNED),
            ("The group threatened to block the highway.", Realis.PLANNED),
            ("The road will remain closed.", Realis.ASSERTED),
            ("Schools will stay closed.", Realis.ASSERTED),
            ("The road was closed.", Realis.ASSERTED),
        ],
    )
    def test_a_closure_told_ahead_is_planned(self, text: str, realis: Realis) -> None:
        claim, status = one(text, Status)
        assert (claim.realis, status.state) == (realis, S.CLOSED)

    @pytest.mark.parametrize(
        "text",
        [
            "Ensure timely restoration of damaged roads.",
            "Machinery is on standby for blocked roads.",
            "Departments must prepare alternate plans for disrupted roads.",
        ],
    )
    def test_whatever_roads_may_be_damaged_are_none_that_is(self, text: str) -> None:
        assert {claim.realis for claim, _ in claims(text, Status)} <= {Realis.HYPOTHETICAL, Realis.PLANNED}

    def test_water_that_did_it_is_not_what_was_washed_away(self) -> None:
        _, status = one("A wooden bridge was washed away due to high water.", Status)
        assert status.asset.asset_type is AssetType.BRIDGE

    def test_it_is_told_from_when(self) -> None:
        _, status = one("The highway will be closed from 6 pm on Tuesday.", Status)
        assert status.valid_from == "2026-02-03T18:00"

    @pytest.mark.parametrize("words_", ["until further notice", "for an indefinite period"])
    def test_an_end_that_nobody_knows_is_none(self, words_: str) -> None:
        _, status = one(f"The highway was closed {words_}.", Status)
        assert (status.valid_from, status.valid_to) == (None, None)

    def test_since_yesterday_is_a_day(self) -> None:
        _, status = one("The highway at Loralai has been blocked by a landslide since yesterday.", Status)
        assert (status.valid_from, status.cause) == ("2026-02-02", Cause.LANDSLIDE)


class TestWhichThing:
    def test_a_track_near_trains_is_a_railways(self) -> None:
        text = "Rail traffic was suspended after the track was blown up near Sibi."
        assert [status.asset.asset_type for _, status in claims(text, Status)][1] is AssetType.RAIL
        _, status = one("The track to the village was washed away by rain.", Status)
        assert status.asset.asset_type is AssetType.ROAD

    def test_the_nearest_word_of_state_counts(self) -> None:
        text = "Traffic remained suspended as protesters blocked the N-25 at Mangochar."
        found = claims(REGION + text, Status)
        assert [words(REGION + text, claim, "state") for claim, _ in found] == ["suspended", "blocked"]

    def test_one_thing_may_be_open_to_some_and_closed_to_others(self) -> None:
        text = "The border crossing has reopened for pedestrians but stays closed to trade."
        assert [(status.state, status.users) for _, status in claims(text, Status)] == [
            (S.RESTORED, "pedestrians"),
            (S.CLOSED, "trade"),
        ]

    def test_two_airports_with_one_word_are_two_places(self) -> None:
        claim, _ = one("Gwadar and Turbat airports are closed.", Status)
        assert names(claim) == ["Gwadar", "Turbat"]


class TestMines:
    def test_a_road_where_mines_were_laid_is_closed_by_them(self) -> None:
        text = "We warn drivers to stay off the coastal highway, where we have laid mines near Buzi Pass."
        claim, status = one(text, Status)
        assert (status.state, status.cause) == (S.CLOSED, Cause.MINES)
        assert claim.where is not None
        assert claim.where.span.quote == "Buzi Pass"
