"""Countries, regions and towns beyond the region's own pack."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.atlas.nearly import variants
from karez.atlas.pack import packs_folder
from karez.atlas.read_pack import word_list
from karez.model.mention import Place


def best(atlas: Atlas, text: str) -> dict[str, Place | None]:
    return {match.quote: match.best for match in atlas.gazetteer.find(text)}


@pytest.mark.parametrize(
    ("text", "quote", "country", "kind"),
    [
        ("Shells fell on Aleppo.", "Aleppo", "SY", "city"),
        ("in Raqqa, Syria", "Raqqa", "SY", "city"),
        ("in the Idlib governorate of Syria", "Idlib", "SY", "province"),
        ("in Helmand, Afghanistan", "Helmand", "AF", "province"),
        ("the Indian state of Chhattisgarh", "Chhattisgarh", "IN", "state"),
        ("in San Salvador", "San Salvador", "SV", "city"),
        ("in Nigeria's Borno State", "Borno", "NG", "state"),
        ("Iran said", "Iran", "IR", "country"),
        ("a camp in Bihar, India", "Bihar", "IN", "province"),
    ],
)
def test_places_elsewhere(atlas: Atlas, text: str, quote: str, country: str, kind: str) -> None:
    place = best(atlas, text)[quote]
    assert place is not None
    assert place.country == country
    assert kind in (place.kind, "state")


@pytest.mark.parametrize(("text", "country"), [("Hyderabad, in Sindh", "PK"), ("Hyderabad, in Telangana", "IN")])
def test_the_country_named_decides_between_namesakes(atlas: Atlas, text: str, country: str) -> None:
    place = best(atlas, text)["Hyderabad"]
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(("text", "country"), [("in Pakistan's Punjab", "PK"), ("India sent aid to Punjab", "IN")])
def test_one_name_in_two_countries(atlas: Atlas, text: str, country: str) -> None:
    place = best(atlas, text)["Punjab"]
    assert place is not None
    assert place.country == country


def test_a_demonym_is_marked_as_such(atlas: Atlas) -> None:
    matches = {match.quote: match for match in atlas.gazetteer.find("Iranian trucks waited for Pakistani guards.")}
    assert {quote: match.candidates[0].place.country for quote, match in matches.items()} == {
        "Iranian": "IR",
        "Pakistani": "PK",
    }
    assert {match.candidates[0].name_kind for match in matches.values()} == {"demonym"}


def test_the_iranian_province_is_not_this_one(atlas: Atlas) -> None:
    found = best(atlas, "in Sistan and Baluchestan and in Balochistan")
    assert {quote: place and place.country for quote, place in found.items()} == {
        "Sistan and Baluchestan": "IR",
        "Balochistan": "PK",
    }


def test_an_ordinary_word_is_no_town_without_its_country(atlas: Atlas) -> None:
    assert best(atlas, "Reading the list took long.") == {}
    assert "BLA" not in best(atlas, "The BLA said so, in Mali too.")
    assert best(atlas, "Trains to Reading in Great Britain stood still.")["Reading"] is not None


def test_a_town_of_both_packs_has_one_id_and_its_p_code(atlas: Atlas) -> None:
    (match,) = atlas.gazetteer.find("in Turbat")
    assert [candidate.place.id for candidate in match.candidates if candidate.place.id == "geonames:1163054"]
    assert len({candidate.place.id for candidate in match.candidates}) == len(match.candidates)
    assert match.candidates[0].place.pcode == "PK211"


def test_texts_in_one_case(atlas: Atlas) -> None:
    assert "aleppo" in best(atlas, "aleppo was quiet, and noshki too.")
    assert set(best(atlas, "DG KHAN AND QUETTA WERE QUIET. LET US SEE.")) == {"DG KHAN", "QUETTA"}


def test_any_printed_id_resolves(atlas: Atlas) -> None:
    for name in ("Quetta", "Aleppo", "Iran", "Kech", "Hyderabad"):
        for candidate in atlas.gazetteer.lookup(name):
            assert atlas.gazetteer.place(candidate.place.id) == candidate.place
    assert atlas.gazetteer.place("geonames:0") is None


@pytest.mark.parametrize(
    ("name", "text", "city"),
    [
        ("Raqa", "in Aleppo, Syria, and in Raqa", "Ar Raqqah"),
        ("Al-Homs", "in Aleppo, Syria, and in Al-Homs", "Homs"),
        ("Aleppoo", "in Syria, near Aleppoo", "Aleppo"),
    ],
)
def test_another_spelling_is_found_in_a_country_of_the_text(atlas: Atlas, name: str, text: str, city: str) -> None:
    found = atlas.gazetteer.nearly(name, text)
    assert found is not None
    assert (found.place.country, found.place.name) == ("SY", city)
    assert found.score < 0.6


def test_another_spelling_is_not_looked_for_elsewhere(atlas: Atlas) -> None:
    assert atlas.gazetteer.nearly("Raqa", "in Raqa") is None
    assert atlas.gazetteer.nearly("Raqa", "in Mali, near Raqa") is None
    assert atlas.gazetteer.nearly("Qelmara", "in Syria, near Qelmara") is None
    assert atlas.gazetteer.nearly("Xo", "in Syria, near Xo") is None


@settings(max_examples=500)
@given(st.text(max_size=20))
def test_any_name_has_finite_other_spellings_each_once(name: str) -> None:
    forms = list(variants(name))
    assert len(forms) == len(set(forms))
    assert name not in forms
    assert len(forms) < 5 * (len(name) + 10)


@pytest.mark.parametrize("word", sorted(word_list(packs_folder() / "world" / "no_spellings.txt")))
def test_an_ordinary_word_is_no_other_name_of_a_town(atlas: Atlas, word: str) -> None:
    text = f"In Ukraine, Germany, Syria, the Philippines and Mexico, {word.capitalize()} was on everyone's lips."
    assert word.capitalize() not in {text[match.start : match.end] for match in atlas.gazetteer.find(text)}
