"""Status claims laid on the links of the pack that ships, and what could not be placed. All claims are composed."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.analyse.access.lay_claims import lay_claims
from karez.atlas.atlas import Atlas
from karez.model.access import Laid, Laying, LinkScope, NotPlaced, Unplaced
from karez.model.claim import Area, Claim, Directive, NamedPlace, Status, Where
from karez.model.mention import AssetMention, Place
from karez.model.text import Span
from karez.model.vocabulary import Action, AssetState, AssetType, Extent, Realis, Relation

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
PK = "pk-balochistan:"
CLOSED, OPEN = AssetState.CLOSED, AssetState.OPEN


@cache
def atlas() -> Atlas:
    return Atlas.open()


def place(local: str) -> Place:
    """A place of the pack by its local id, as a claim holds it: its kind is not written down."""
    found = next(pack.by_local[local].place for pack in atlas().packs if local in pack.by_local)
    return found


def where(*locals_: str, relation: Relation = Relation.IN) -> Where | None:
    if not locals_:
        return None
    named = tuple(NamedPlace(Span(500 + at, 501 + at, local), place(local)) for at, local in enumerate(locals_))
    return Where(Span(500, 510, "there"), named[0].place, relation, named if len(named) > 1 else ())


def claim(
    words: str,
    kind: AssetType = AssetType.ROAD,
    *,
    asset: str | None = None,
    at: Where | None = None,
    state: AssetState = CLOSED,
    extent: Extent | None = None,
) -> Claim:
    mention = AssetMention(Span(0, len(words), words), asset and PK + asset, kind)
    return Claim(f"clm-{words}", mention.span, Status(mention, state, extent=extent), Realis.ASSERTED, where=at)


def laid(told: Claim) -> Laid:
    found = lay_claims([told], atlas())
    assert found.unplaced == ()
    return found.laid[0]


def links(told: Claim) -> list[str]:
    return [link.removeprefix(PK) for link in laid(told).links]


def miss(told: Claim) -> Unplaced:
    found = lay_claims([told], atlas())
    assert found.laid == ()
    return found.unplaced[0]


class TestNamedRoads:
    def test_at_a_place_it_lies_on_the_sections_of_that_road_that_meet_there(self) -> None:
        told = claim("N-25", asset="n-25", at=where("kalat"))
        assert links(told) == ["rd-n-25-surab--kalat", "rd-n-25-kalat--mangochar"]
        assert (laid(told).scope, laid(told).points) == (LinkScope.SECTION, (place("kalat").id,))
        assert laid(told).reason == "N-25 at Kalat: the sections that meet there"

    def test_a_pass_between_two_links_is_both(self) -> None:
        told = claim("coastal highway", asset="n-10", at=where("buzi-pass", relation=Relation.NEAR))
        assert links(told) == ["rd-n-10-kund-malir--buzi-pass", "rd-n-10-buzi-pass--ormara"]

    def test_a_town_off_the_road_means_the_section_that_passes_nearest(self) -> None:
        assert links(claim("N-10", asset="n-10", at=where("pasni"))) == ["rd-n-10-ormara--pasni-jn"]
        assert links(claim("N-25", asset="n-25", at=where("khad-kucha"))) == ["rd-n-25-mangochar--mastung"]

    def test_between_two_places_it_lies_on_the_sections_between_them_in_travel_order(self) -> None:
        told = claim("N-65", asset="n-65", at=where("mach", "sibi", relation=Relation.BETWEEN))
        found = links(told)
        assert found == ["rd-n-65-pinjra-pul--mach", "rd-n-65-dhadar--pinjra-pul", "rd-n-65-sibi--dhadar"]
        back = claim("N-65", asset="n-65", at=where("sibi", "mach", relation=Relation.BETWEEN))
        assert links(back) == found[::-1]
        assert laid(told).points == ()

    def test_an_end_beside_the_road_is_taken_for_the_nearest_point_of_it(self) -> None:
        told = claim("N-40", asset="n-40", at=where("quetta", "nushki", relation=Relation.BETWEEN))
        assert links(told) == ["rd-n-40-lak-pass--nushki"]

    def test_an_end_far_from_the_road_leaves_its_part_of_the_shortest_way(self) -> None:
        told = claim("coastal highway", asset="n-10", at=where("karachi", "gwadar", relation=Relation.BETWEEN))
        assert links(told)[0] == "rd-n-10-zero-point--hingol"
        assert links(told)[-1] == "rd-n-10-m8-jn--gwadar"

    def test_one_known_end_is_not_lost(self) -> None:
        told = claim("N-85", asset="n-85", at=where("panjgur", "taftan", relation=Relation.BETWEEN))
        assert "rd-n-85-panjgur--nag" in links(told)

    def test_a_gap_in_the_road_is_no_way(self) -> None:
        told = miss(claim("M-8", asset="m-8", at=where("nal", "khuzdar", relation=Relation.BETWEEN)))
        assert told.code is NotPlaced.NO_WAY

    def test_several_places_lie_on_the_sections_of_each_in_the_order_of_the_road(self) -> None:
        told = claim("N-25", asset="n-25", at=where("wadh", "mangochar"))
        assert links(told) == [
            "rd-n-25-bela--wadh",
            "rd-n-25-wadh--khuzdar",
            "rd-n-25-kalat--mangochar",
            "rd-n-25-mangochar--mastung",
        ]
        assert laid(told).points == (place("wadh").id, place("mangochar").id)

    def test_with_no_place_it_lies_on_the_whole_route_and_the_section_is_unknown(self) -> None:
        told = laid(claim("N-25", asset="n-25"))
        assert told.scope is LinkScope.ROUTE
        assert set(told.links) == {link.id for link in atlas().network.links_of(PK + "n-25")}
        assert "the section is unknown" in told.reason
        assert "unknown" not in laid(claim("N-25", asset="n-25", state=OPEN)).reason

    def test_a_place_of_no_atlas_leaves_the_section_unknown_and_says_so(self) -> None:
        told = laid(claim("N-25", asset="n-25", at=Where(Span(500, 505, "Xanadu"), None)))
        assert (told.scope, "'Xanadu' is not in the atlas" in told.reason) == (LinkScope.ROUTE, True)

    def test_in_a_district_it_lies_on_the_sections_there_and_in_a_province_on_all(self) -> None:
        told = laid(claim("N-25", asset="n-25", at=where("district-kalat")))
        assert told.scope is LinkScope.AREA
        assert [link.removeprefix(PK) for link in told.links] == [
            "rd-n-25-surab--kalat",
            "rd-n-25-kalat--mangochar",
            "rd-n-25-mangochar--mastung",
        ]
        assert laid(claim("N-25", asset="n-25", at=where("balochistan"))).scope is LinkScope.ROUTE

    @pytest.mark.parametrize("at", ["turbat", "district-kech"])
    def test_a_road_that_is_not_at_the_place_is_not_laid_elsewhere(self, at: str) -> None:
        assert miss(claim("N-40", asset="n-40", at=where(at))).code is NotPlaced.NOT_THERE

    def test_a_road_named_by_its_ends_has_its_section_unknown(self) -> None:
        told = laid(claim("road", asset="n-25", at=where("quetta", "chaman", relation=Relation.ALONG)))
        assert told.scope is LinkScope.ROUTE
        assert told.links[0] == PK + "rd-n-25-quetta--kuchlak"

    def test_so_has_one_whose_name_tells_its_ends_and_which_nobody_took_for_places(self) -> None:
        told = laid(claim("Quetta-Chaman highway", asset="n-25"))
        assert (told.scope, told.links[0]) == (LinkScope.ROUTE, PK + "rd-n-25-quetta--kuchlak")
        assert told.links[-1] == PK + "rd-n-25-khojak-pass--chaman"

    def test_a_point_told_near_a_town_is_not_the_town(self) -> None:
        north = Where(Span(500, 505, "there"), place("khuzdar"), Relation.NEAR, area=Area(28.12, 66.61, 10.0))
        told = claim("N-25", asset="n-25", at=north)
        assert links(told) == ["rd-n-25-khuzdar--surab"]
        assert laid(told).points != (place("khuzdar").id,)
        around = Where(Span(500, 505, "there"), place("khuzdar"), Relation.NEAR, area=Area(27.8, 66.61, 20.0))
        assert len(links(claim("N-25", asset="n-25", at=around))) == 2

    def test_a_place_in_the_name_of_a_road_is_not_where_it_is_closed(self) -> None:
        mention = AssetMention(Span(0, 22, "Makran Coastal Highway"), PK + "n-10", AssetType.ROAD)
        inside = Where(Span(0, 6, "Makran"), place("division-makran"))
        told = Claim("clm-1", mention.span, Status(mention, CLOSED), Realis.ASSERTED, where=inside)
        assert laid(told).scope is LinkScope.ROUTE

    def test_a_wrong_number_keeps_its_note(self) -> None:
        told = laid(claim("coastal highway (M-10)", asset="n-10", at=where("ormara")))
        assert told.note == "the report writes M-10; that road's number is N-10"
        assert laid(claim("N-10", asset="n-10", at=where("ormara"))).note is None


class TestGorge:
    def test_a_track_that_was_blown_up_closes_no_road_and_the_road_no_track(self) -> None:
        track = laid(claim("track", AssetType.RAIL, asset="ml-3", at=where("mach")))
        road = laid(claim("N-65", asset="n-65", at=where("mach")))
        assert {link.split(":")[1][:2] for link in track.links} == {"rl"}
        assert {link.split(":")[1][:2] for link in road.links} == {"rd"}

    def test_a_railway_without_a_name_lies_on_rails_alone(self) -> None:
        told = claim("railway track", AssetType.RAIL, at=where("mach"))
        assert links(told) == ["rl-ml-3-ab-e-gum--mach", "rl-ml-3-mach--kolpur"]

    def test_a_pass_without_a_point_of_its_own_is_the_road_through_it(self) -> None:
        assert {link[:5] for link in links(claim("Bolan Pass", AssetType.PASS, asset="bolan-pass"))} == {"rd-n-"}

    def test_a_pass_where_roads_meet_is_all_of_them(self) -> None:
        found = links(claim("Lak Pass", AssetType.PASS, asset="lak-pass"))
        assert found == ["rd-n-25-mastung--lak-pass", "rd-n-25-lak-pass--quetta", "rd-n-40-lak-pass--nushki"]

    def test_a_railway_tunnel_is_on_rails_and_a_road_tunnel_on_roads(self) -> None:
        assert links(claim("Khojak Tunnel", AssetType.TUNNEL, asset="khojak-tunnel"))[0].startswith("rl-")
        assert links(claim("Lak Pass Tunnel", AssetType.TUNNEL, asset="lak-pass-tunnel"))[0].startswith("rd-")


class TestRoadsWithoutAName:
    def test_all_roads_of_a_district_are_listed(self) -> None:
        told = claim("roads", at=where("district-kech"), extent=Extent.AREA)
        assert laid(told).scope is LinkScope.AREA
        kech = atlas().network.links_in(place("district-kech"), mode="road")
        assert laid(told).links == tuple(link.id for link in kech)
        assert "rd-local-tump--mand" in links(told)

    def test_all_ways_to_a_town_are_those_that_meet_there(self) -> None:
        told = claim("entry and exit points", at=where("quetta"), extent=Extent.APPROACHES)
        assert links(told) == ["rd-n-25-lak-pass--quetta", "rd-n-25-quetta--kuchlak", "rd-n-65-kolpur--quetta"]

    def test_all_ways_to_a_district_are_those_that_cross_its_border(self) -> None:
        found = links(claim("roads", at=where("district-kech"), extent=Extent.APPROACHES))
        assert "rd-n-85-hoshab--panjgur" in found
        assert "rd-local-tump--mand" not in found

    def test_secondary_roads_of_a_district_are_no_highways(self) -> None:
        found = links(claim("Secondary roads", at=where("district-awaran"), extent=Extent.AREA))
        assert found
        assert not [link for link in found if link.startswith("rd-m-8")]

    def test_the_road_between_two_towns_is_the_shortest_way_of_normal_times_and_says_so(self) -> None:
        told = claim("road", at=where("turbat", "panjgur", relation=Relation.BETWEEN))
        assert links(told) == ["rd-m-8-turbat--hoshab", "rd-n-85-hoshab--panjgur"]
        assert "the road is not named: the shortest way of normal times" in laid(told).reason

    def test_an_unknown_road_called_by_its_ends_is_the_shortest_way_and_its_section_unknown(self) -> None:
        told = claim("Turbat-Panjgur road")
        assert links(told) == ["rd-m-8-turbat--hoshab", "rd-n-85-hoshab--panjgur"]
        assert laid(told).scope is LinkScope.ROUTE
        assert miss(claim("Turbat-Atlantis road")).code is NotPlaced.UNKNOWN_ROAD

    def test_roads_from_one_town_to_several_are_the_way_to_each(self) -> None:
        found = links(claim("highways", at=where("quetta", "sibi", "nushki", relation=Relation.BETWEEN)))
        assert {"rd-n-65-sibi--dhadar", "rd-n-40-lak-pass--nushki", "rd-n-25-lak-pass--quetta"} <= set(found)

    def test_the_only_road_at_a_place_is_meant_and_of_several_none(self) -> None:
        assert links(claim("road", at=where("chaman"))) == ["rd-n-25-khojak-pass--chaman"]
        assert miss(claim("road", at=where("khuzdar"))).code is NotPlaced.SEVERAL

    def test_the_highway_at_a_place_is_no_local_road(self) -> None:
        found = links(claim("inter-provincial highway", at=where("rakhni")))
        assert found == ["rd-n-70-loralai--rakhni", "rd-n-70-rakhni--dera-ghazi-khan"]

    def test_a_number_is_taken_for_the_road_of_the_pack_only_with_a_place_on_it(self) -> None:
        assert links(claim("N-25", at=where("kalat"))) == ["rd-n-25-surab--kalat", "rd-n-25-kalat--mangochar"]
        assert miss(claim("N-25")).code is NotPlaced.UNKNOWN_ROAD
        assert miss(claim("N-25", at=where("turbat"))).code is NotPlaced.UNKNOWN_ROAD

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            (claim("N-99", at=None), NotPlaced.UNKNOWN_ROAD),
            (claim("Ghost Highway", at=None), NotPlaced.UNKNOWN_ROAD),
            (claim("Western Bypass Road", at=None), NotPlaced.UNKNOWN_ROAD),
            (claim("roads"), NotPlaced.NO_PLACE),
            (claim("road", at=Where(Span(500, 505, "Xanadu"), None)), NotPlaced.UNKNOWN_PLACE),
            (claim("track", AssetType.RAIL), NotPlaced.NO_PLACE),
        ],
    )
    def test_what_is_unknown_is_listed_with_its_reason(self, told: Claim, code: NotPlaced) -> None:
        found = miss(told)
        assert found.code is code
        assert found.reason
        assert found.claim == told.id

    def test_a_place_with_no_road_and_an_area_with_none_are_listed(self) -> None:
        far = Place("made:far", "Far", "town", lat=10.0, lon=10.0, radius_km=5.0, country="XX")
        land = Place("made:land", "Land", "district", lat=10.0, lon=10.0, radius_km=90.0, country="XX", admin2="Land")
        at = Where(Span(500, 503, "Far"), far)
        assert miss(claim("road", at=at)).code is NotPlaced.OFF_NETWORK
        assert miss(claim("roads", at=at, extent=Extent.APPROACHES)).code is NotPlaced.OFF_NETWORK
        inland = Where(Span(500, 504, "Land"), land)
        assert miss(claim("roads", at=inland, extent=Extent.AREA)).code is NotPlaced.EMPTY_AREA
        both = Where(Span(500, 504, "x"), far, Relation.BETWEEN, (
            NamedPlace(Span(500, 503, "Far"), far), NamedPlace(Span(504, 508, "Sibi"), place("sibi"))))  # fmt: skip
        assert miss(claim("road", at=both)).code is NotPlaced.OFF_NETWORK


class TestServicesAndPoints:
    def test_trains_lie_on_the_line_at_the_place(self) -> None:
        told = claim("Trains to Quetta", AssetType.TRANSPORT_SERVICE, asset="quetta-train-services")
        assert links(told) == ["rl-ml-3-spezand--quetta", "rl-ml-3-quetta--bostan"]
        assert (laid(told).scope, laid(told).places) == (LinkScope.SERVICE, (place("quetta"),))

    def test_trains_between_two_places_lie_on_the_line_between_them(self) -> None:
        between = where("sibi", "mach", relation=Relation.BETWEEN)
        told = claim("train services", AssetType.TRANSPORT_SERVICE, at=between)
        assert links(told) == ["rl-ml-3-sibi--ab-e-gum", "rl-ml-3-ab-e-gum--mach"]

    def test_traffic_between_two_places_stops_somewhere_on_the_road(self) -> None:
        between = where("quetta", "ziarat", relation=Relation.BETWEEN)
        told = claim("Traffic", AssetType.TRANSPORT_SERVICE, at=between)
        assert links(told) == ["rd-n-25-quetta--kuchlak", "rd-local-kuchlak--ziarat"]
        assert laid(told).scope is LinkScope.ROUTE

    def test_buses_lie_on_no_road(self) -> None:
        told = laid(claim("bus services", AssetType.TRANSPORT_SERVICE, at=where("quetta")))
        assert (told.links, told.places) == ((), (place("quetta"),))

    @pytest.mark.parametrize("kind", [AssetType.INTERNET, AssetType.POWER, AssetType.WATER, AssetType.MARKET])
    def test_networks_and_markets_lie_on_places(self, kind: AssetType) -> None:
        told = laid(claim("it", kind, at=where("turbat", "panjgur")))
        assert (told.links, [found.name for found in told.places]) == ((), ["Turbat", "Panjgur"])
        assert miss(claim("it", kind)).code is NotPlaced.NO_PLACE

    def test_airports_and_ports_are_points_at_their_town(self) -> None:
        assert "Turbat airport" in laid(claim("Flights", AssetType.AIRPORT, at=where("turbat"))).reason
        port = laid(claim("Gwadar port", AssetType.PORT, asset="s-gwadar", at=where("quetta")))
        assert (port.links, port.places) == ((), (place("gwadar"),))


STATES = st.sampled_from(list(AssetState))
LOCALS = (
    "quetta",
    "mach",
    "sibi",
    "pasni",
    "chaman",
    "district-kech",
    "balochistan",
    "buzi-pass",
    "bolan-pass",
    "gwadar",
)
ASSETS = (
    None,
    "n-25",
    "n-10",
    "m-8",
    "ml-3",
    "bolan-pass",
    "lak-pass-tunnel",
    "quetta-train-services",
    "a-gwd",
    "none",
)
WORDS = ("road", "N-25", "all roads", "Ghost Road", "highways", "railway", "Trains", "traffic", "M-10", "")
CLAIMS = st.builds(
    lambda words, kind, asset, locals_, relation, state, extent: claim(
        words, kind, asset=asset, at=where(*locals_, relation=relation), state=state, extent=extent
    ),
    st.sampled_from(WORDS),
    st.sampled_from(list(AssetType)),
    st.sampled_from(ASSETS),
    st.lists(st.sampled_from(LOCALS), max_size=3),
    st.sampled_from(list(Relation)),
    STATES,
    st.sampled_from([None, *Extent]),
)


class TestAlways:
    @EXAMPLES
    @given(st.lists(CLAIMS, max_size=5))
    def test_every_status_is_either_laid_or_listed_with_a_reason(self, told: list[Claim]) -> None:
        found = lay_claims(told, atlas())
        assert len(found.laid) + len(found.unplaced) == len(told)
        known = {link.id for link in atlas().network.links}
        for one in found.laid:
            assert one.reason
            assert one.links or one.places
            assert set(one.links) <= known
            assert len(set(one.links)) == len(one.links)
        assert all(one.reason for one in found.unplaced)

    @EXAMPLES
    @given(CLAIMS)
    def test_roads_and_railways_never_mix(self, told: Claim) -> None:
        modes = {link.id: link.mode for link in atlas().network.links}
        for one in lay_claims([told], atlas()).laid:
            assert len({modes[link] for link in one.links}) <= 1
            if one.asset_type is AssetType.RAIL and one.asset in {None, PK + "ml-3"}:
                assert {modes[link] for link in one.links} <= {"rail"}

    @EXAMPLES
    @given(st.lists(CLAIMS, min_size=1, max_size=4))
    def test_no_claim_moves_another(self, told: list[Claim]) -> None:
        alone = [lay_claims([one], atlas()) for one in told]
        together = lay_claims(told, atlas())
        assert together == Laying(
            tuple(laid for one in alone for laid in one.laid),
            tuple(unplaced for one in alone for unplaced in one.unplaced),
        )

    def test_other_kinds_of_claims_are_passed_over(self) -> None:
        other = Claim("clm-1", Span(0, 1, "x"), Directive(None, Action.BAN), Realis.ASSERTED)
        assert lay_claims([other], atlas()) == Laying()
