"""Copies and versions of reports."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.origin import LinkKind
from karez.resolve.copies import DAY, address, copies, overlap
from karez.resolve.runs import runs_of
from tests.resolve.reports import BRIDGE, MARKET, printed

WORDS = st.lists(st.sampled_from(["gate", "post", "guard", "river", "mill", "said", "two"]), max_size=30).map(" ".join)


def test_a_reprint_is_a_copy_of_the_earliest_print() -> None:
    found = copies([printed("c", BRIDGE, 3), printed("d", MARKET, 4), printed("a", BRIDGE, 1)])
    assert [(name, link.of, link.kind, link.overlap, link.rule) for name, link in found.items()] == [
        ("c", "a", "copy_of", 1.0, "same-text")
    ]


def test_a_rewrite_by_another_outlet_is_a_copy_and_a_longer_telling_by_the_same_one_a_version() -> None:
    longer = f"{BRIDGE} {MARKET} {MARKET[::-1]}"
    first = printed("a", BRIDGE, 1, publisher="Sample Wire")
    by_another = copies([first, printed("z", longer, 5, publisher="Example Daily")])["z"]
    by_the_same = copies([first, printed("z", longer, 5, publisher="Sample Wire")])["z"]
    assert (by_another.kind, by_another.rule, by_another.overlap) == (LinkKind.COPY_OF, "rewrite", 1.0)
    assert (by_the_same.kind, by_the_same.rule, by_the_same.overlap) == (LinkKind.VERSION_OF, "shared-passages", 1.0)


def test_a_few_changed_words_leave_a_copy_and_tell_the_overlap() -> None:
    link = copies([printed("a", f"{BRIDGE} {MARKET}", 1), printed("b", f"{BRIDGE} {MARKET} More follows.", 2)])["b"]
    assert link.kind == "copy_of" and link.rule == "near-same-text" and 0.8 <= link.overlap < 1


def test_a_page_at_the_same_address_is_a_version_whatever_it_says() -> None:
    here = "https://www.example.org/news/oakford"
    link = copies([printed("a", BRIDGE, 1, url=here), printed("b", MARKET, 60, url=f"{here}/?utm_source=feed")])["b"]
    assert (link.of, link.kind, link.rule, link.overlap) == ("a", "version_of", "same-address", 0.0)


def test_front_pages_and_other_questions_are_not_the_same_address() -> None:
    assert address("https://example.org/") == address(None) == ""
    assert address("https://example.org/?story=1") != address("https://example.org/?story=2")
    assert address("http://www.example.org:80/a/?b=1&fbclid=2#c") == address("https://example.org/a?b=1")


def test_the_same_opening_links_a_later_telling_and_tells_how_little_is_shared() -> None:
    opening = " ".join(BRIDGE.split()[:22])
    earlier = printed("a", f"{opening} {' '.join(f'earlier{n}' for n in range(80))}", 1)
    link = copies([earlier, printed("b", f"{opening} {' '.join(f'later{n}' for n in range(80))}", 2)])["b"]
    assert (link.of, link.kind, link.rule) == ("a", "version_of", "same-opening") and 0.1 < link.overlap < 0.3


def test_what_became_known_more_than_a_month_apart_is_no_version_but_the_same_text_is_a_copy() -> None:
    assert copies([printed("a", BRIDGE, 1), printed("b", f"{BRIDGE} More follows.", 60)]) == {}
    assert copies([printed("a", BRIDGE, 1), printed("b", BRIDGE, 60)])["b"].rule == "same-text"


def test_eighteen_prints_of_one_wire_lead_to_one_origin() -> None:
    found = copies([printed(f"r{n:02}", BRIDGE, n + 1) for n in range(18)])
    assert len(found) == 17 and {link.of for link in found.values()} == {"r00"}


def test_two_prints_that_became_known_together_are_linked_and_told_as_tied() -> None:
    found = copies([printed("b", BRIDGE, 1), printed("a", BRIDGE, 1)])
    assert list(found) == ["b"] and found["b"].tied


def test_a_withheld_report_keeps_its_copies_by_digest_and_has_no_versions() -> None:
    gone = printed("a", BRIDGE, 1, withheld=True)
    found = copies([gone, printed("b", BRIDGE, 2), printed("c", f"{BRIDGE} More follows.", 3)])
    assert {name: link.of for name, link in found.items()} == {"b": "a", "c": "b"}
    assert overlap(gone, printed("b", BRIDGE, 2)) == 1.0 and overlap(gone, printed("c", MARKET, 2)) == 0.0


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert runs_of(" \n") == frozenset()
    assert copies([printed("a", "", 1), printed("b", " ", 1), printed("c", "", 2)]) == {}


@settings(max_examples=500)
@given(st.lists(st.tuples(WORDS, st.integers(0, 3)), max_size=8), st.randoms(use_true_random=False))
def test_links_hang_on_no_order_and_run_in_no_circle(texts: list[tuple[str, int]], chance: random.Random) -> None:
    reports = [printed(f"r{n}", text, day) for n, (text, day) in enumerate(texts)]
    mixed = list(reports)
    chance.shuffle(mixed)
    found = copies(reports)
    assert copies(mixed) == found
    known = {report.id: (report.known_from, report.id) for report in reports}
    assert all(known[link.of] < known[name] and 0 < link.overlap <= 1 for name, link in found.items())
    assert DAY == 24 * 60 * 60 * 1_000_000
