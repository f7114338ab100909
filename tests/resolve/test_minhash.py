"""Which sets are found to share much, without comparing all with all."""

import random

from hypothesis import given
from hypothesis import strategies as st

from karez.resolve.minhash import MOST, near

SETS = st.lists(st.frozensets(st.integers(0, 2**48), max_size=30), max_size=8)


def test_equal_sets_are_found_and_sets_apart_are_not() -> None:
    one, other = frozenset(range(100)), frozenset(range(1_000, 1_100))
    assert near([one, other, one, frozenset()]) == [[], [], [0], []]


def test_of_pairs_that_share_a_fifth_nearly_all_are_found() -> None:
    chance = random.Random(7)
    hits = 0
    for _ in range(200):
        shared, left, right = (frozenset(chance.sample(range(2**40), 40)) for _ in range(3))
        hits += near([shared | left, shared | right | frozenset(chance.sample(range(2**40), 40))])[1] == [0]
    assert hits >= 190


def test_in_a_crowd_the_first_ones_are_compared_with() -> None:
    assert near([frozenset({5})] * (MOST + 3))[-1] == list(range(MOST))


@given(SETS)
def test_only_earlier_sets_are_found_and_an_equal_one_always(sets: list[frozenset[int]]) -> None:
    for number, found in enumerate(near(sets)):
        assert found == sorted(set(found)) and all(other < number for other in found)
        assert all(other in found for other in range(number) if sets[other] == sets[number] and sets[number])
