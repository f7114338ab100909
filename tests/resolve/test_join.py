"""Joining: the same clusters in every order, copies are one, hostile input is neither lost nor slow."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.resolve.join import cluster_id, clusters, why_joined
from karez.resolve.told import Told
from karez.resolve.weights import weights
from tests.resolve.reports import BRIDGE, MARKET, some, told

texts = st.one_of(st.sampled_from(["", " ", "a", BRIDGE, MARKET, BRIDGE[:80]]), st.text(max_size=60))
days = st.sampled_from([None, "", "2025-03-04", "2025-03-05T10:00:00Z", "no date", "9999-12-31"])
sets_of_reports = st.lists(st.tuples(texts, days), max_size=7)


def parts(reports: list[Told]) -> set[frozenset[str]]:
    return {frozenset(one.reports) for one in clusters(reports)}


def test_two_tellings_of_one_attack_join_and_another_stays_apart() -> None:
    assert parts(some()) == {frozenset("abc"), frozenset("d")}


@settings(max_examples=500)
@given(sets_of_reports, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_makes_no_difference(
    made: list[tuple[str, str | None]], chance: random.Random
) -> None:
    reports = [told(f"r{n}", text, day) for n, (text, day) in enumerate(made)]
    mixed = list(reports)
    chance.shuffle(mixed)
    found = clusters(reports)
    assert clusters(mixed) == found
    assert sorted(name for one in found for name in one.reports) == sorted(one.id for one in reports)


def test_a_thousand_orders_of_the_same_reports_give_the_same_clusters() -> None:
    chance, reports = random.Random(5), some()
    first = clusters(reports)
    for _ in range(1000):
        chance.shuffle(reports)
        assert clusters(reports) == first


def test_three_thousand_copies_are_one_cluster_in_no_time() -> None:
    begun = time.perf_counter()
    found = clusters([told(f"r{n}", BRIDGE) for n in range(3000)])
    assert len(found) == 1 and len(found[0].reports) == 3000
    assert time.perf_counter() - begun < 30


def test_reports_without_words_and_date_stay_alone() -> None:
    assert len(clusters([told(f"r{n}", "", None) for n in range(20)])) == 20
    assert clusters([]) == ()


def test_the_id_of_a_cluster_hangs_on_its_set_alone() -> None:
    assert cluster_id(["b", "a"]) == cluster_id(["a", "b"]) == cluster_id(["a", "z"])
    assert cluster_id(["b"]) != cluster_id(["a"])
    assert len(cluster_id(["a"])) == len("inc-") + 12


def test_an_explanation_tells_every_comparison_and_adds_up_to_the_score() -> None:
    one, other, copy, far = some()
    near, apart = why_joined(one, other), why_joined(one, far)
    assert {row[0] for row in near.comparisons} == {row.name for row in weights().comparisons}
    for found in (near, apart):
        assert abs(found.start + sum(row[2] for row in found.comparisons) - found.log_odds) < 1e-6
    assert near.joined and not apart.joined and near.log_odds > apart.log_odds
    assert abs(near.comparisons[0][2]) >= abs(near.comparisons[-1][2])
    assert why_joined(other, one) == near
    assert why_joined(one, copy).same_text and why_joined(one, copy).joined
    assert not why_joined(told("x", " "), told("y", " ")).same_text
