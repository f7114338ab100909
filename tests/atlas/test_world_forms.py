"""Other forms of a name: Saint for St, another article, without the word for a unit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.atlas.fold import fold_key
from karez.atlas.world.flags import NameFlag
from karez.atlas.world.forms import short_form, spelled_out, with_other_article, without_unit

WORDS = st.lists(st.sampled_from(["al", "st", "mount", "kech", "district", "of", "x", "ash", ""]), max_size=5)


@pytest.mark.parametrize(
    ("key", "other"),
    [("st marys", "saint marys"), ("mount pleasant", "mt pleasant"), ("st", None), ("kech", None), ("", None)],
)
def test_a_first_word_that_is_cut_short(key: str, other: str | None) -> None:
    assert spelled_out(key) == other


@pytest.mark.parametrize(
    ("key", "name"),
    [("kech district", "kech"), ("district", None), ("new york", None), ("loudon co", "loudon"), ("", None)],
)
def test_the_word_for_a_unit_behind_a_name(key: str, name: str | None) -> None:
    assert without_unit(key) == name


def test_articles_are_written_in_several_ways() -> None:
    assert {"zabadani", "az zabadani", "el zabadani"} <= set(with_other_article("al zabadani"))
    assert "deir ez zor" in set(with_other_article("deir al zor"))
    assert "zor" not in set(with_other_article("deir al zor"))
    assert list(with_other_article("deir al")) == []
    assert list(with_other_article("at home")) == []


@settings(max_examples=500)
@given(WORDS)
def test_forms_of_any_name_end_and_differ_from_it(words: list[str]) -> None:
    key = " ".join(filter(None, words))
    forms = list(with_other_article(key))
    assert key not in forms
    assert len(forms) == len(set(forms)) <= 16
    assert spelled_out(key) != key
    assert short_form(key) in key
    back = spelled_out(key)
    assert back is None or spelled_out(back) == key


@pytest.mark.parametrize(
    ("name", "place", "country", "bit"),
    [
        ("Mt. Pleasant", "Mount Pleasant", "US", NameFlag.TOWN),
        ("St. Marc", "Saint-Marc", "HT", NameFlag.TOWN),
        ("al-Zabadani", "Az Zabadānī", "SY", NameFlag.TOWN_OTHER_NAME),
    ],
)
def test_a_name_in_another_form_is_known(atlas: Atlas, name: str, place: str, country: str, bit: NameFlag) -> None:
    found = {(c.place.name, c.place.country) for c in atlas.gazetteer.senses(name)}
    assert (place, country) in found
    assert NameFlag(atlas.gazetteer.flags([fold_key(name)])[0]) & bit


@pytest.mark.parametrize(
    ("name", "place", "country"),
    [("Diyala Province", "Diyala", "IQ"), ("Helmand province", "Helmand", "AF"), ("Akita Prefecture", "Akita", "JP")],
)
def test_a_unit_is_known_with_the_word_for_it(atlas: Atlas, name: str, place: str, country: str) -> None:
    assert (place, country) in {(c.place.name, c.place.country) for c in atlas.gazetteer.senses(name)}


def test_a_unit_word_asks_for_units_only(atlas: Atlas) -> None:
    kinds = {candidate.place.kind for candidate in atlas.gazetteer.senses("Akita Prefecture")}
    assert kinds <= {"province", "district", "division"}
