"""Numbers of a model's answer: only what the report's own words give, by the rules for numbers, counts."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from karez.model.text import Offsets
from karez.model.vocabulary import Qualifier, Unit
from karez.read.kinds.people import find_people
from karez.read.lexicon import Words, data, words
from karez.read.numbers import Number, find_numbers
from karez.read.passage import Passage

_BOUNDS = ("low", "best", "high")
# A month is 30 days, by the reading contract.
_HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}
_UNIT = re.compile(rf"\b(?P<unit>{'|'.join(_HOURS)})s?\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:an?|one)\s+(?:hour|day|week|month|year)\b", re.IGNORECASE)


@cache
def _nothing() -> Words:
    return words(data("tolls")["none"])


def figure(passage: Passage, at: Offsets, told: Mapping[str, Any]) -> tuple[Number, Unit] | None:
    """Return the number that the words ``at`` give and what it counts; None where they give not the one told.

    ``told`` holds the model's low, best and high, whole numbers or null: each must be a bound of the number itself.
    """
    bounds = [told.get(name) for name in _BOUNDS]
    if any(bound is not None and (not isinstance(bound, int) or isinstance(bound, bool)) for bound in bounds):
        return None
    claimed = {bound for bound in bounds if bound is not None}
    for number, unit in _given(passage, at):
        if claimed <= {number.low, number.best, number.high}:
            return number, unit
    return None


def _given(passage: Passage, at: Offsets) -> Iterator[tuple[Number, Unit]]:
    """Every number that the words ``at`` may give: "no casualties", counted people, a bare number."""
    sentence = passage.sentence_at(at[0])
    for match in _nothing().finditer(passage.text, sentence.start, sentence.end):
        if _share(match.span(), at):
            yield Number(*match.span(), match.span(), 0, 0, 0, Qualifier.NONE), Unit.PERSONS
    for people in find_people(passage.text, sentence):
        if _share(people.number.at, at):
            yield people.number, people.unit
    for number in find_numbers(passage.text, sentence.start, sentence.end):
        if _share(number.at, at):
            yield number, Unit.PERSONS


def _share(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def count(passage: Passage, at: Offsets, told: object) -> int | None:
    """Return the whole number that the words ``at`` give, where it is the one told; else None."""
    value = {"best": told} if isinstance(told, int) else {}
    found = figure(passage, at, value)
    return found[0].best if found else None


def hours(text: str, at: Offsets) -> int | None:
    """Return how many hours the words ``at`` tell ("two days" is 48); None where they tell no length of time."""
    unit = _UNIT.search(text, *at)
    if unit is None:
        return None
    number = next(find_numbers(text, at[0], unit.start()), None)
    one = 1 if _ONE.search(text, *at) else None
    best = number.best if number else one
    return None if best is None else best * _HOURS[unit["unit"].lower()]
