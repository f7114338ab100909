"""Persons told one by one are one toll; other tolls, other harms and words between them keep tolls apart."""

from dataclasses import replace

import numpy as np
import pytest

from karez.read.learned.found import Choice, Found
from karez.read.learned.persons import together

TEXT = "A woman and a child were killed, and twelve others hurt."
WOMAN, CHILD, OTHERS = (0, 11), (12, 31), (37, 55)


def toll(span: tuple[int, int], count: str = "1", harm: str = "killed") -> Found:
    """A toll as the network finds it."""
    classes = {"count": Choice(count, 0.9), "harm": Choice(harm, 0.9)}
    return Found("toll", span, 0, span[0], 0.9, classes, {}, np.zeros(2, dtype=np.float32))


def test_two_persons_side_by_side_are_one_toll_of_two() -> None:
    both, others = together(TEXT, [toll(WOMAN), toll(CHILD), toll(OTHERS, "phrase", "injured")])
    assert (both.span, both.persons) == ((0, 31), 2)
    assert (others.span, others.persons) == (OTHERS, 0)


@pytest.mark.parametrize(
    "second",
    [
        toll(CHILD, harm="injured"),
        toll(CHILD, "phrase"),
        replace(toll(CHILD), window=1),
        replace(toll(CHILD), kind="incident"),
        toll((19, 31)),
    ],
    ids=["another harm", "a number", "another window", "another kind", "words between"],
)
def test_what_is_not_side_by_side_stays_apart(second: Found) -> None:
    assert list(together(TEXT, [toll(WOMAN), second])) == [toll(WOMAN), second]


def test_nothing_is_lost() -> None:
    assert list(together(TEXT, [])) == []
    assert list(together(TEXT, [toll(WOMAN)])) == [toll(WOMAN)]
