"""Rows of tags and what they tell: the likeliest row is found, no claim begins in its middle."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.read.learned.facts import COUNT, Told, facts
from karez.read.learned.found import best_tags, spans_of

rows = st.lists(st.tuples(*(st.floats(0.01, 1.0) for _ in range(3))), min_size=1, max_size=6)


def score(row: tuple[int, ...], chances: np.ndarray, leaning: float) -> float:
    """The logarithm of a row's chance, with what is added for every beginning."""
    own = float(sum(np.log(chances[at, tag]) for at, tag in enumerate(row)))
    return own + leaning * sum(tag == 1 for tag in row)


def is_allowed(row: tuple[int, ...]) -> bool:
    """Whether every inside tag follows another tag of a claim."""
    return all(tag != 2 or (at > 0 and row[at - 1] != 0) for at, tag in enumerate(row))


@settings(max_examples=500, deadline=None)
@given(rows, st.floats(-2.0, 2.0))
def test_the_row_is_the_best_of_all_allowed_ones(given_rows: list[tuple[float, float, float]], leaning: float) -> None:
    chances = np.array(given_rows)
    chances = chances / chances.sum(axis=1, keepdims=True)
    found = tuple(int(tag) for tag in best_tags(chances, leaning))
    allowed = [row for row in product(range(3), repeat=len(chances)) if is_allowed(row)]
    assert is_allowed(found)
    best = max(score(row, chances, leaning) for row in allowed)
    assert score(found, chances, leaning) >= best - 1e-9


def test_leaning_tells_more_claims_or_fewer() -> None:
    chances = np.array([[0.6, 0.3, 0.1], [0.9, 0.05, 0.05]])
    assert [int(tag) for tag in best_tags(chances, 0.0)] == [0, 0]
    assert [int(tag) for tag in best_tags(chances, 1.0)] == [1, 0]


def test_spans_begin_at_a_begin_tag_and_end_before_the_next() -> None:
    assert spans_of(np.array([0, 1, 2, 1, 0, 1])) == [(1, 3), (3, 4), (5, 6)]
    assert spans_of(np.array([0, 0])) == []


def test_facts_tell_order_numbers_and_harm() -> None:
    part = Told("toll", 0, 9, "killed", 3)
    total = Told("toll", 0, 2, "killed", 12)
    made = facts(part, total)
    assert made.shape == (COUNT,)
    assert made[0] == 1.0 and made[1] == 1.0 and made[4] == 1.0
    assert made[6] == 1.0 and facts(total, part)[6] == 0.0
    assert facts(part, Told("incident", 1, 30))[5] == 0.0
