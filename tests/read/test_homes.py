"""A place that no gazetteer holds is told by what the report says it lies in. Sentences are composed."""

import pytest

from karez.model.claim import Control, Incident, Toll
from tests.read.told import claims, one, reader


@pytest.mark.parametrize(
    ("text", "quote", "unit", "country"),
    [
        ("Six people were killed in Ulombe, Oromia region, on Monday.", "Ulombe, Oromia region", "Oromia", "ET"),
        ("Six people were killed in Ulombe area of Oromia on Monday.", "Ulombe area of Oromia", "Oromia", "ET"),
        (
            "Six people died in the village of Ulombe in northern Ethiopia.",
            "Ulombe in northern Ethiopia",
            "Ethiopia",
            "ET",
        ),
    ],
)
def test_such_a_place_has_the_unit_that_the_words_put_it_in(text: str, quote: str, unit: str, country: str) -> None:
    claim, _ = one(text, Toll)
    assert claim.where is not None
    assert claim.where.place is not None
    place = claim.where.place
    assert (claim.where.span.quote, place.name, place.country) == (quote, "Ulombe", country)
    assert place.id == f"unlisted:{country.lower()}.ulombe"
    around = reader().unit(unit, country)
    assert (place.admin1, place.lat, place.radius_km) == (
        (unit, around.lat, around.radius_km) if around else (None, place.lat, place.radius_km)
    )


def test_named_again_it_has_the_words_that_told_it_first() -> None:
    text = "Soldiers came to Ulombe, Oromia region, on Monday. On Tuesday six people were killed in Ulombe."
    claim, _ = one(text, Toll)
    assert claim.where is not None
    assert claim.where.span.quote == "Ulombe, Oromia region"


def test_of_no_unit_it_stays_unplaced() -> None:
    claim, _ = one("Shops in Gao were shut. Six people were killed in Ulombe on Monday.", Toll)
    assert claim.where is not None
    assert (claim.where.span.quote, claim.where.place) == ("Ulombe", None)


def test_two_such_towns_of_one_unit_are_two_happenings() -> None:
    text = "A bomb exploded in Ulombe, Oromia, on Monday. A bomb exploded in Tarkwe, Oromia, on Monday."
    assert len(claims(text, Incident)) == 2


def test_who_holds_such_a_town_does_not_hold_the_unit() -> None:
    claim, _ = one("Rebels seized the town of Ulombe in northern Ethiopia.", Control)
    assert claim.where is not None
    assert claim.where.place is not None
    assert (claim.where.span.quote, claim.where.place.name) == ("Ulombe in northern Ethiopia", "Ulombe")


def test_the_place_in_the_name_of_a_body_is_no_place_of_the_deed() -> None:
    claim, _ = one("A bomb exploded in Gao. The Ethiopia Doctors Network spoke of 68 dead.", Toll)
    assert claim.where is not None
    assert claim.where.span.quote == "Gao"


def test_towns_of_one_country_named_before_are_told_by_it() -> None:
    text = "War came to Mali. Rebels attacked Gao, Timbuktu and Kidal on Monday. At least 142 people were killed."
    claim, _ = one(text, Toll)
    assert claim.where is not None
    assert claim.where.span.quote == "Mali"


def test_a_name_that_the_text_calls_a_province_is_the_province() -> None:
    unit = reader().unit("Raqqa", "SY")
    assert unit is not None
    text = "In Syria six people were killed in the province of Raqa on Monday."
    claim, _ = one(text, Toll)
    assert claim.where is not None
    assert claim.where.place == unit
