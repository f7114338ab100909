"""Counted people in a sentence: a number with the words for who they are."""

import pytest

from karez.model.vocabulary import Unit, Victims
from karez.read.kinds.people import class_in, find_people
from karez.read.sentences import split


def groups(text: str) -> list[tuple[int | None, str]]:
    (sentence,) = split(text)
    return [(people.number.best, people.victims.value) for people in find_people(text, sentence)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 soldiers left", [(12, "security_forces")]),
        ("twelve suspected militants left", [(12, "armed_group")]),
        ("a soldier left", [(1, "security_forces")]),
        ("another policeman left", [(1, "security_forces")]),
        ("two of the villagers left", [(2, "civilians")]),
        ("two provincial ministers left", [(2, "officials")]),
        ("three schoolchildren left", [(3, "children")]),
        ("17 soldiers and 31 civilians left", [(17, "security_forces"), (31, "civilians")]),
        ("the mayor and his deputy left", [(2, "officials")]),
        ("the driver and his son left", [(2, "civilians")]),
        ("the priest, the teacher and the nurse left", [(3, "mixed")]),
        ("the mayor and a bodyguard left", [(2, "officials")]),
        ("a mayor and a soldier left", [(1, "officials"), (1, "security_forces")]),
        ("four of the wounded left", [(4, "unknown")]),
        ("12 km of road", []),
        ("12 May was quiet", []),
        ("12 hours of fighting", []),
        ("12 vehicles left", []),
        ("one of the deadliest days", []),
    ],
)
def test_people_are_counted_by_their_words(text: str, expected: list[tuple[int, str]]) -> None:
    assert groups(text) == expected


def test_a_family_is_another_unit() -> None:
    text = "40 families left"
    (people,) = find_people(text, split(text)[0])
    assert people.unit is Unit.FAMILIES


def test_attackers_are_known_as_such() -> None:
    text = "three attackers and two guards left"
    first, second = find_people(text, split(text)[0])
    assert first.attackers
    assert not second.attackers


@pytest.mark.parametrize(
    ("text", "expected", "victims"),
    [
        ("members of the security forces", "security forces", Victims.SECURITY_FORCES),
        ("young civilians", "civilians", Victims.CIVILIANS),
        ("stones", None, Victims.UNKNOWN),
    ],
)
def test_the_first_word_for_victims_gives_the_class(text: str, expected: str | None, victims: Victims) -> None:
    spot, found = class_in(text, 0, len(text))
    assert found is victims
    assert (text[slice(*spot)] if spot else None) in {expected, text}
