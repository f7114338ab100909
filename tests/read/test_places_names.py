"""Place names and their uses, by the trained tagger. Sentences are composed; they name no person in office."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.atlas import Atlas
from karez.read.places.names import PlaceName, can_find, find_names

WORLD = Atlas.open().gazetteer


def named(text: str) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.use.value) for name in find_names(text, WORLD)]


def quotes(text: str) -> list[str]:
    return [quote for quote, _ in named(text)]


def test_the_weights_are_shipped() -> None:
    assert can_find()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighters left Quetta for Khuzdar on Monday.", [("Quetta", "literal"), ("Khuzdar", "literal")]),
        ("The Turkish embassy in Kabul was closed.", [("Turkish", "demonym"), ("Kabul", "literal")]),
        ("The Quetta Gladiators lost the final.", [("Quetta", "embedded")]),
        ("Three Afghans crossed into Iran.", [("Afghans", "demonym"), ("Iran", "literal")]),
        ("She spoke in French and wrote in Arabic.", [("French", "language"), ("Arabic", "language")]),
        ("Police in Toronto's suburbs found the car.", [("Toronto", "literal")]),
        ("TEHRAN (News Desk) - The shops were shut.", [("TEHRAN", "literal")]),
        ("The town lies in southern Lebanon.", [("Lebanon", "literal")]),
        ("They met in Springfield, Ill., on Friday.", [("Springfield", "literal"), ("Ill.", "literal")]),
        ("The U.S. army left Baghdad.", [("U.S.", "modifier"), ("Baghdad", "literal")]),
        ("The Pakistan-based group has an office in London.", [("Pakistan", "modifier"), ("London", "literal")]),
        ("A boat sank on Lake Victoria near Kisumu.", [("Lake Victoria", "literal"), ("Kisumu", "literal")]),
    ],
)
def test_each_name_is_found_with_its_use(text: str, names: list[tuple[str, str]]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Mobile internet was cut across the province.",
        "However, most of the witnesses were silent.",
        "Nice weather is expected. Reading rooms are shut.",
        "Shares of Halden fell on Friday.",
        "Plates and hamburgers are sold at the fair.",
    ],
)
def test_common_words_and_companies_are_no_places(text: str) -> None:
    assert quotes(text) == []


def test_a_person_who_bears_the_name_of_a_country_is_told_apart() -> None:
    ((quote, use),) = named("Mr Jordan said that he was pleased.")
    assert (quote, use) == ("Jordan", "homonym")
    assert named("Jordan said that it would open the border to Syria.")[-1] == ("Syria", "literal")


def test_capitals_and_small_letters_tell_nothing_where_all_is_alike() -> None:
    text = "Guerrillas blew up a bridge near San Salvador and left for Honduras on Tuesday, the army said."
    for form in (text, text.upper(), text.lower()):
        found = {quote.lower() for quote in quotes(form)}
        assert {"san salvador", "honduras"} <= found


def test_names_that_no_gazetteer_holds_are_found() -> None:
    assert quotes("Shells fell in Qelmara. Later Qelmara was calm.") == ["Qelmara", "Qelmara"]
    assert quotes("Aid reached the village of Deir al-Qelma on Monday.") == ["Deir al-Qelma"]


def test_a_list_keeps_its_names_apart() -> None:
    text = "Roads to Quetta, Mastung, Kalat and Khuzdar are shut."
    assert quotes(text) == ["Quetta", "Mastung", "Kalat", "Khuzdar"]


WORDS = ["Paris", " in ", "Quetta", ", ", ".", "'s", "’s ", "U.S.", "\n\n", "-", "al-", "St.", " the ", "Mr ", "İ", "ß",
         "Iran", " and ", "گوادر", "NEW YORK", "\u0301", "\ud800", "123", "(", "\u2028"]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=24).map("".join))
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    found = find_names(text, WORLD)
    assert found == find_names(text, WORLD)
    last = 0
    for name in found:
        assert last <= name.start < name.end <= len(text)
        assert not text[name.start].isspace() and not text[name.end - 1].isspace()
        assert 0.0 <= name.probability <= 1.0
        last = name.end


class NothingKnown:
    """A gazetteer that holds no name."""

    def flags(self, keys: list[str]) -> list[int]:
        return [0] * len(keys)


def test_without_any_gazetteer_the_words_around_still_tell() -> None:
    found: tuple[PlaceName, ...] = find_names("He fled from Qelmara to the city of Dorvane.", NothingKnown())
    assert len(found) == 2
