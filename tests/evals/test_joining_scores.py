"""The scores of clusterings, against values worked out by hand."""

import pytest

from evals.joining.scores import b_cubed, ceaf_e, pairwise

GOLD = ["a", "a", "b", "b"]


def test_the_same_clusters_under_other_names_score_one() -> None:
    same = [1, 1, 2, 2]
    assert b_cubed(same, GOLD) == ceaf_e(same, GOLD) == pairwise(same, GOLD) == 1


def test_singletons_have_full_precision_and_half_the_recall() -> None:
    alone = [1, 2, 3, 4]
    assert b_cubed(alone, GOLD) == pytest.approx(2 / 3)
    # Two of four clusters pair with a gold one, each alike by 2/3: precision 1/3, recall 2/3.
    assert ceaf_e(alone, GOLD) == pytest.approx(4 / 9)
    assert pairwise(alone, GOLD) == 0


def test_one_cluster_of_all_joins_too_much() -> None:
    whole = [1, 1, 1, 1]
    assert b_cubed(whole, GOLD) == pytest.approx(2 / 3)
    assert ceaf_e(whole, GOLD) == pytest.approx(4 / 9)
    assert pairwise(whole, GOLD) == pytest.approx(0.5)
