"""Average linkage over scored pairs."""

import numpy as np
import pytest

from karez.resolve import cluster
from karez.resolve.cluster import linked


def pairs(*made: tuple[int, int, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    left, right, scores = zip(*made, strict=True)
    return np.array(left), np.array(right), np.array(scores, dtype=float)


def test_a_chain_of_one_strong_pair_does_not_join_two_happenings() -> None:
    made = pairs((0, 1, 7.0), (2, 3, 7.0), (1, 2, 1.0), (0, 2, -5.0), (0, 3, -5.0), (1, 3, -5.0))
    assert linked(4, *made, join=-1.0) == [[0, 1], [2, 3]]


def test_what_is_never_compared_stays_alone() -> None:
    assert linked(3, *pairs((0, 1, -4.0)), join=-1.0) == [[0], [1], [2]]


def test_a_block_over_the_limit_is_split_at_stronger_pairs_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "LARGEST", 4)
    weak = [(n, n + 1, 0.0) for n in range(3, 19, 4)]
    strong = [(n, n + 1, 6.0) for n in range(19) if n % 4 != 3]
    found = linked(20, *pairs(*weak, *strong), join=-1.0)
    assert sorted(member for part in found for member in part) == list(range(20))
    assert all(len(part) <= 4 for part in found)


def test_a_block_that_no_limit_parts_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "LARGEST", 4)
    every = [(a, b, 9.0) for a in range(10) for b in range(a + 1, 10)]
    found = linked(10, *pairs(*every), join=-1.0)
    assert sorted(member for part in found for member in part) == list(range(10))
