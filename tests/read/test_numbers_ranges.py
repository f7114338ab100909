"""Ranges told in digits and in words, with "between", "to" and "or"."""

import pytest

from karez.model.vocabulary import Qualifier
from karez.read.numbers import find_numbers

RANGES = [
    ("between 10 and 15 people were killed", 10, 15, "10 and 15"),
    ("Between ten and fifteen people were killed", 10, 15, "ten and fifteen"),
    ("between one hundred and one hundred and six", 100, 106, "one hundred and one hundred and six"),
    ("two or three were hurt", 2, 3, "two or three"),
    ("three to five fighters", 3, 5, "three to five"),
    ("10 to 15 were killed", 10, 15, "10 to 15"),
    ("two to three hundred people", 200, 300, "two to three hundred"),
]


@pytest.mark.parametrize(("text", "low", "high", "words"), RANGES)
def test_a_range_is_one_number_with_open_best(text: str, low: int, high: int, words: str) -> None:
    (number,) = find_numbers(text, 0, len(text))
    assert (number.low, number.best, number.high, number.qualifier) == (low, None, high, Qualifier.RANGE)
    assert text[slice(*number.at)] == words


@pytest.mark.parametrize("text", ["12 and 15 were hurt", "between 2 villages and 3 towns", "five and six died"])
def test_two_numbers_are_no_range(text: str) -> None:
    found = list(find_numbers(text, 0, len(text)))
    assert all(number.qualifier is Qualifier.EXACT for number in found)
