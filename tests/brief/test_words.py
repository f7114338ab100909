"""How numbers, times, places and lists are put."""

import pytest

from karez.brief.words import day, days, file_name, joined, label, number_words, place_words, plural, words
from karez.model.vocabulary import (
    AssetState,
    AssetType,
    Cause,
    ControlState,
    DerivedState,
    Harm,
    Realis,
    Scope,
    Victims,
)
from tests.brief.composed import NORVALE, WESTMARK


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ((31, 31, 31), "31"),
        ((0, 0, 0), "0"),
        ((31, 31, None), "at least 31"),
        ((None, None, 9), "at most 9"),
        ((24, None, 99), "24 to 99"),
        ((None, 40, None), "about 40"),
        ((None, None, None), "number not told"),
    ],
)
def test_numbers_with_their_bounds(bounds: tuple[int | None, int | None, int | None], told: str) -> None:
    assert number_words(*bounds) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-01-31", "31 January 2026"),
        ("2026-01-31T18:05", "31 January 2026 18:05"),
        ("2026-01-31T18:05:00+05:00", "31 January 2026 18:05"),
        ("some day", "some day"),
    ],
)
def test_a_day(text: str, told: str) -> None:
    assert day(text) == told


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (None, None, None),
        (None, "2026-02-01", None),
        ("2026-01-31", "2026-02-01", "31 January 2026"),
        ("2026-01-31", None, "31 January 2026"),
        ("2026-01-31", "2026-02-03", "31 January 2026 to 2 February 2026"),
        ("2026-01-31T18:00", "2026-01-31T19:00", "31 January 2026"),
        ("2026-01-31", "no day", "31 January 2026"),
    ],
)
def test_an_interval_ends_before_its_end(start: str | None, end: str | None, told: str | None) -> None:
    assert days(start, end) == told


def test_a_place_is_named_with_its_province() -> None:
    assert place_words(NORVALE, None) == "Norvale, Westmark"
    assert place_words(WESTMARK, None) == "Westmark"
    assert place_words(None, "the  old\nmill") == "the old mill"
    assert place_words(None, None) == "place not told"


@pytest.mark.parametrize(
    ("names", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list(names: list[str], told: str) -> None:
    assert joined(names) == told


def test_plural() -> None:
    assert (plural(1, "day", "days"), plural(2, "day", "days")) == ("1 day", "2 days")


def test_folders_are_not_shown_and_addresses_are() -> None:
    assert file_name("/home/somebody/a.txt") == "a.txt"
    assert file_name("C:\\Users\\somebody\\a.txt") == "a.txt"
    assert file_name("https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("harm", Harm),
        ("victims", Victims),
        ("states", AssetState),
        ("states", DerivedState),
        ("control", ControlState),
        ("control_denied", ControlState),
        ("realis", Realis),
        ("scope", Scope),
    ],
)
def test_every_value_has_words(group: str, values: type) -> None:
    assert set(words()[group]) >= {value.value for value in values}


def test_a_value_without_words_stands_for_itself() -> None:
    assert label("cause", Cause.MINES) == "mines"
    assert label("nothing", "two_words") == "two words"
    assert label("harm", None) == ""


def test_every_kind_of_asset_has_its_place() -> None:
    assert set(words()["asset_order"]) == {kind.value for kind in AssetType}


def test_no_word_of_a_brief_is_loaded_or_calls_anything_safe() -> None:
    own = str({key: value for key, value in words().items() if key not in {"loaded", "unsafe"}}).casefold()
    for word in (*words()["loaded"], *words()["unsafe"]):
        assert f" {word} " not in f" {own.replace(',', ' ').replace(chr(39), ' ')} "
