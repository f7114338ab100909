"""The area that is meant where a place is named only to tell another. All texts are composed."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Area, Claim, Incident, Status, Where
from karez.model.codec import claim_from, claim_json
from karez.model.identity import claim_id
from karez.model.mention import Place, PlaceMention
from karez.model.text import Span
from karez.model.vocabulary import PlaceUse, Relation
from karez.read.places.areas import destination, distance_km, middle, with_area
from karez.read.places.relation import Relative, find_relative
from tests.read.told import one

FOO = Place("test:foo", "Foo", "town", lat=30.0, lon=67.0, radius_km=6.0)
BAR = Place("test:bar", "Bar", "town", lat=30.0, lon=68.0, radius_km=6.0)


def relative(text: str) -> Relative | None:
    start = text.index("Foo")
    return find_relative(text, start, start + 3)


def mention(text: str, quote: str, place: Place | None) -> PlaceMention:
    start = text.index(quote)
    return PlaceMention(Span.of(text, start, start + len(quote)), place, 0.9, PlaceUse.LITERAL)


def area(text: str, place: Place | None = FOO) -> Area | None:
    named = mention(text, "Foo", place)
    return with_area(text, Where(named.span, place), [named]).area


@pytest.mark.parametrize(
    ("text", "kind", "km", "bearing"),
    [
        ("A bomb went off 35 km north of Foo.", "distance", 35, 0),
        ("It fell 20 kilometres (12 miles) south-west of the town of Foo.", "distance", 20, 225),
        ("It fell some 10 miles southeast of Foo.", "distance", 16.09344, 135),
        ("It fell ten kilometers to the east of Foo.", "distance", 10, 90),
        ("It fell 5-7 km west-northwest of Foo.", "distance", 6, 292.5),
        ("It fell 1,200 metres from Foo.", "distance", 1.2, None),
        ("It fell 15 km outside Foo.", "distance", 15, None),
        ("A ship burned 60 nautical miles off the coast of Foo.", "distance", 111.12, None),
        ("A village just north of Foo was shelled.", "direction", None, 0),
        ("Villages to the south-east of Foo were shelled.", "direction", None, 135),
        ("Villages in the north of Foo were shelled.", "part", None, 0),
        ("Shops in eastern Foo were shut.", "part", None, 90),
        ("A car was hit near Foo.", "near", None, None),
        ("A car was hit close to the town of Foo.", "near", None, None),
        ("It went off on the outskirts of Foo.", "edge", None, None),
        ("It went off on Foo's outskirts.", "edge", None, None),
        ("A ship burned off the coast of Foo.", "coast", None, None),
        ("A ship burned off Foo's coast.", "coast", None, None),
    ],
)
def test_words_for_a_relation(text: str, kind: str, km: float | None, bearing: float | None) -> None:
    found = relative(text)
    assert found is not None
    assert (found.kind, found.bearing, found.loose) == (kind, bearing, False)
    assert found.km == (pytest.approx(km) if km is not None else None)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in Foo.",
        "It was 35 km long. Foo was quiet.",
        "He lives far from here. In Foo nothing happened.",
        "The 35 men of Foo left.",
        "Northern troops left Foo.",
        "They took off. Foo was empty.",
    ],
)
def test_no_relation_is_made_up(text: str) -> None:
    assert relative(text) is None


def test_uncounted_kilometres_are_only_bounded() -> None:
    found = relative("It fell a few kilometres west of Foo.")
    assert found is not None
    assert (found.km, found.bearing, found.loose) == (9, 270, True)


def test_a_stated_distance_moves_the_point_and_is_vague_by_a_fifth() -> None:
    found = area("A bomb went off 35 km north of Foo.")
    assert found is not None
    assert distance_km((30.0, 67.0), (found.lat, found.lon)) == pytest.approx(35, abs=0.1)
    assert found.lat > 30
    assert found.lon == pytest.approx(67.0, abs=0.001)
    assert found.radius_km == pytest.approx(0.2 * 35 + 6)


def test_without_a_direction_the_circle_holds_the_whole_ring() -> None:
    found = area("A bomb went off 35 km from Foo.")
    assert found is not None
    assert (found.lat, found.lon) == (30.0, 67.0)
    assert found.radius_km >= 35 * 1.2


def test_a_bare_direction_is_vaguer_than_a_stated_distance() -> None:
    bare, stated = area("A village north of Foo burned."), area("A village 10 km north of Foo burned.")
    assert bare is not None
    assert stated is not None
    assert bare.radius_km > stated.radius_km


def test_a_place_itself_or_one_without_position_has_no_area() -> None:
    assert area("A bomb went off in Foo.") is None
    assert area("A bomb went off 35 km north of Foo.", Place("test:foo", "Foo")) is None


def test_between_two_places_is_a_stretch_in_a_circle() -> None:
    text = "The road between Foo and Bar is shut."
    ends = [mention(text, "Foo", FOO), mention(text, "Bar", BAR)]
    where = Where(Span.of(text, ends[0].span.start, ends[1].span.end), FOO, Relation.BETWEEN)
    found = with_area(text, where, ends).area
    assert found is not None
    assert found.points == ((30.0, 67.0), (30.0, 68.0))
    for end in found.points:
        assert distance_km((found.lat, found.lon), end) < found.radius_km
    assert with_area(text, where, ends[:1]).area is None


def test_a_place_of_no_gazetteer_is_told_by_its_distance_from_another() -> None:
    text = "Gunmen burned Bar village, 15 km north of Foo."
    bar, foo = mention(text, "Bar", None), mention(text, "Foo", FOO)
    found = with_area(text, Where(bar.span, None), [bar, foo]).area
    assert found is not None
    assert distance_km((30.0, 67.0), (found.lat, found.lon)) == pytest.approx(15, abs=0.1)
    other = "Gunmen burned Bar and shops 15 km north of Foo."
    bar, foo = mention(other, "Bar", None), mention(other, "Foo", FOO)
    assert with_area(other, Where(bar.span, None), [bar, foo]).area is None


def test_a_report_gives_the_area_in_its_claim() -> None:
    claim, _ = one("Gunmen killed two soldiers 35 km north of Khuzdar.", Incident)
    assert claim.where is not None
    assert claim.where.span.quote == "Khuzdar"
    assert claim.where.relation is Relation.NEAR
    assert claim.where.area is not None
    assert claim.where.area.lat == pytest.approx(28.13, abs=0.05)
    road, _ = one("The N-40 between Nushki and Dalbandin is closed.", Status)
    assert road.where is not None
    assert road.where.area is not None
    assert len(road.where.area.points) == 2


def test_the_area_survives_writing_and_is_no_part_of_the_identity() -> None:
    claim, _ = one("Gunmen killed two soldiers 35 km north of Khuzdar.", Incident)
    assert claim.where is not None
    back = claim_from(claim_json(claim)).where
    assert back is not None
    assert back.area == claim.where.area
    bare = Where(claim.where.span, claim.where.place, claim.where.relation, claim.where.places)
    without = Claim(**{**{name: getattr(claim, name) for name in claim.__slots__}, "where": bare})
    assert "area" not in claim_json(without)["where"]
    assert claim_id("r", without) == claim_id("r", claim)


LAT, LON = st.floats(-85, 85), st.floats(-180, 180)


@settings(max_examples=500)
@given(LAT, LON, st.floats(0, 360), st.floats(0, 2000))
def test_a_destination_lies_as_far_as_it_should(lat: float, lon: float, bearing: float, km: float) -> None:
    there = destination((lat, lon), bearing, km)
    assert -90 <= there[0] <= 90
    assert -180 <= there[1] <= 180
    assert math.isclose(distance_km((lat, lon), there), km, abs_tol=0.01)


@settings(max_examples=500)
@given(LAT, LON, LAT, LON)
def test_the_middle_lies_as_far_from_both(lat: float, lon: float, other_lat: float, other_lon: float) -> None:
    first, second = (lat, lon), (other_lat, other_lon)
    whole = distance_km(first, second)
    if whole < 19_000:
        half = middle(first, second)
        assert distance_km(first, half) == pytest.approx(whole / 2, abs=0.05)
        assert distance_km(second, half) == pytest.approx(whole / 2, abs=0.05)


@settings(max_examples=500)
@given(st.text(alphabet=st.sampled_from("35 kmnorthsuwe.of,()-Foa\n"), max_size=60))
def test_any_words_before_a_name_give_a_relation_or_none(words: str) -> None:
    text = f"{words} Foo"
    found = find_relative(text, len(text) - 3, len(text))
    assert found is None or found.km is None or found.km >= 0
