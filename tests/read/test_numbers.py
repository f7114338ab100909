"""Numbers in words and digits, and what bounds them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.vocabulary import Qualifier
from karez.read.numbers import bounds, find_numbers, parse_words

LOW = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ONES = (*LOW, "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}


def in_words(number: int) -> str:
    """A number below one million as English writes it."""
    if number >= 1000:
        rest = number % 1000
        return in_words(number // 1000) + " thousand" + (" " + in_words(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return ONES[number // 100] + " hundred" + (" and " + in_words(rest) if rest else "")
    if number >= 20:
        rest = number % 10
        return TENS[number - rest] + ("-" + ONES[rest] if rest else "")
    return ONES[number]


@settings(max_examples=500)
@given(st.integers(0, 999_999))
def test_every_number_in_words_is_understood(number: int) -> None:
    assert parse_words(in_words(number)) == number


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "qualifier"),
    [
        ("12 men", 12, 12, 12, Qualifier.EXACT),
        ("twelve men", 12, 12, 12, Qualifier.EXACT),
        ("1,250 men", 1250, 1250, 1250, Qualifier.EXACT),
        ("twenty-one men", 21, 21, 21, Qualifier.EXACT),
        ("two hundred and six men", 206, 206, 206, Qualifier.EXACT),
        ("3 lakh people", 300_000, 300_000, 300_000, Qualifier.EXACT),
        ("at least 12 men", 12, 12, None, Qualifier.AT_LEAST),
        ("more than 12 men", 12, 12, None, Qualifier.AT_LEAST),
        ("over 300 men", 300, 300, None, Qualifier.AT_LEAST),
        ("no fewer than nine men", 9, 9, None, Qualifier.AT_LEAST),
        ("up to 40 men", None, None, 40, Qualifier.AT_MOST),
        ("as many as 40 men", None, None, 40, Qualifier.AT_MOST),
        ("about 40 men", None, 40, None, Qualifier.ABOUT),
        ("nearly 40 men", None, 40, None, Qualifier.ABOUT),
        ("some 40 men", None, 40, None, Qualifier.ABOUT),
        ("15 to 20 men", 15, None, 20, Qualifier.RANGE),
        ("15-20 men", 15, None, 20, Qualifier.RANGE),
        ("several men", 3, None, 9, Qualifier.VAGUE),
        ("a few men", 3, None, 9, Qualifier.VAGUE),
        ("a dozen men", 12, 12, 12, Qualifier.VAGUE),
        ("dozens of men", 24, None, 99, Qualifier.VAGUE),
        ("scores of men", 40, None, 99, Qualifier.VAGUE),
        ("tens of men", 20, None, 99, Qualifier.VAGUE),
        ("hundreds of men", 200, None, 999, Qualifier.VAGUE),
        ("thousands of men", 2000, None, 9999, Qualifier.VAGUE),
    ],
)
def test_a_number_has_bounds_by_its_words(
    text: str, low: int | None, best: int | None, high: int | None, qualifier: Qualifier
) -> None:
    (number,) = find_numbers(text, 0, len(text))
    assert (number.low, number.best, number.high, number.qualifier) == (low, best, high, qualifier)


@pytest.mark.parametrize(
    "text",
    ["3.5 metres", "the B-52 flew", "$300", "Rs. 5", "45%", "5/7", "the A380", "a 12-year-old", "x12", "12,5,7.2"],
)
def test_decimals_codes_money_and_ages_are_no_counts(text: str) -> None:
    found = [number for number in find_numbers(text, 0, len(text)) if number.best not in {5, 7}]
    assert found == []


def test_a_vague_word_is_kept() -> None:
    (number,) = find_numbers("Dozens of men", 0, 13)
    assert number.word == "dozens"
    assert number.at == (0, 6)


def test_the_number_alone_stands_apart_from_its_bounds() -> None:
    text = "They say at least 193 men"
    (number,) = find_numbers(text, 0, len(text))
    assert text[number.start : number.end] == "at least 193"
    assert text[slice(*number.at)] == "193"


@pytest.mark.parametrize("words", ["twelve seven", "five five", "nineteen two"])
def test_words_that_make_no_number_are_none(words: str) -> None:
    assert parse_words(words) is None


@settings(max_examples=500)
@given(st.integers(0, 10**8), st.sampled_from(list(Qualifier)))
def test_bounds_are_in_order(value: int, qualifier: Qualifier) -> None:
    low, best, high = bounds(value, qualifier)
    known = [number for number in (low, best, high) if number is not None]
    assert known == sorted(known)
    assert value in known


@settings(max_examples=500)
@given(st.text(max_size=200))
def test_numbers_of_any_text_lie_in_it_and_do_not_overlap(text: str) -> None:
    end = 0
    for number in find_numbers(text, 0, len(text)):
        assert end <= number.start <= number.at[0] < number.at[1] <= number.end <= len(text)
        end = number.end
