"""Copies and versions of reports."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.resolve.copies import copies, runs_of
from tests.resolve.reports import BRIDGE, MARKET, some, told

WORDS = st.lists(st.sampled_from(["gate", "post", "guard", "river", "mill", "said", "two"]), max_size=30).map(" ".join)


def test_a_reprint_is_a_copy_of_the_earliest_print() -> None:
    assert [(kin.report, kin.of, kin.kind, kin.overlap) for kin in copies(some())] == [("c", "a", "copy_of", 1.0)]


def test_a_longer_telling_with_the_same_opening_is_a_version() -> None:
    later = told("z", f"{BRIDGE} {MARKET} {MARKET[::-1]}", "2025-03-09")
    found = copies([later, told("a", BRIDGE, "2025-03-01")])
    assert [(kin.report, kin.of, kin.kind) for kin in found] == [("z", "a", "version_of")]
    assert found[0].overlap == 1.0


def test_a_few_changed_words_leave_a_copy_and_tell_the_overlap() -> None:
    found = copies([told("a", f"{BRIDGE} {MARKET}"), told("b", f"{BRIDGE} {MARKET} More follows.")])
    assert found[0].kind == "copy_of" and 0.8 <= found[0].overlap < 1


def test_eighteen_prints_of_one_wire_lead_to_one_origin() -> None:
    found = copies([told(f"r{n:02}", BRIDGE, f"2025-03-{n + 1:02}") for n in range(18)])
    assert len(found) == 17 and {kin.of for kin in found} == {"r00"}


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert runs_of(" \n") == frozenset()
    assert copies([told("a", ""), told("b", " ")]) == ()


@settings(max_examples=500)
@given(st.lists(WORDS, max_size=8), st.randoms(use_true_random=False))
def test_links_hang_on_no_order_and_run_in_no_circle(texts: list[str], chance: random.Random) -> None:
    reports = [told(f"r{n}", text) for n, text in enumerate(texts)]
    mixed = list(reports)
    chance.shuffle(mixed)
    found = copies(reports)
    assert copies(mixed) == found
    assert all(kin.of < kin.report and 0 < kin.overlap <= 1 for kin in found)
