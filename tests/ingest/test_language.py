"""Which language a text is in, from a line to a page, and what is said of one that is not read."""

import pytest

from karez.ingest.language import language, language_code, language_notes
from tests.ingest.making import ARABIC, ENGLISH, SECOND, URDU


@pytest.mark.parametrize(
    ("text", "code"), [(ENGLISH, "en"), (SECOND, "en"), (URDU, "ur"), (ARABIC, "ar"), (ENGLISH.upper(), "en")]
)
def test_the_language_is_told_by_a_sentence(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ["", "17", "Closed.", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", "###"])
def test_too_few_letters_tell_no_language(text: str) -> None:
    assert language(text) is None


def test_a_few_letters_of_another_script_are_enough() -> None:
    assert language("سڑک بند ہے") == "ur"
    assert [note.code for note in language_notes(language("سڑک بند ہے"))] == ["language-not-read"]


def test_names_in_a_line_do_not_hide_that_it_is_english() -> None:
    names = "Sibi, Kohlu, Barkhan, Dera Bugti, Jhal Magsi, Nasirabad, Kachhi, Lehri and Usta Muhammad were hit."
    assert language(names) == "en"


def test_another_language_in_latin_letters_is_not_taken_for_english() -> None:
    assert language("Las autoridades dijeron el sábado que diecisiete personas murieron en la carretera.") == "es"


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert language(f"{ENGLISH} " * 60 + URDU * 500) == "en"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("en", "en"), ("EN", "en"), ("en-GB", "en"), ("en_US", "en"), ("eng", "en"), ("English", "en"),
        ("ur-PK", "ur"), ("urd", "ur"), ("zh-Hant-TW", "zh"), (" ps ", "ps"), ("sd", "sd"), ("", None), (None, None),
        ("no language", None), ("x", None), ("12", None),
    ],
)  # fmt: skip
def test_codes_are_brought_to_one_form(told: str | None, code: str | None) -> None:
    assert language_code(told) == code


@pytest.mark.parametrize("code", [None, "en"])
def test_nothing_is_noted_of_a_language_that_is_read(code: str | None) -> None:
    assert language_notes(code) == ()
