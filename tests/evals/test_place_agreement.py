"""How well two markings of the same texts agree."""

import pytest

from evals.place_agreement import Spans, compare, first_marks


def key(name: str) -> tuple[str, str]:
    return ("made", name)


def test_a_shared_span_counts_once_and_its_use_apart() -> None:
    one: Spans = {(0, 5): "literal", (10, 14): "modifier", (20, 25): "demonym"}
    two: Spans = {(0, 5): "literal", (10, 14): "embedded", (20, 26): "demonym", (30, 33): "literal"}
    found = compare({key("a"): one}, {key("a"): two})
    assert (found.texts, found.first, found.second, found.shared, found.same_use) == (1, 3, 4, 2, 1)
    assert found.span_f1 == pytest.approx(4 / 7)
    assert found.use_agreement == pytest.approx(1 / 2)


def test_texts_that_only_one_side_marked_do_not_count() -> None:
    found = compare({key("a"): {(0, 5): "literal"}}, {key("b"): {(0, 5): "literal"}})
    assert (found.texts, found.first, found.second) == (0, 0, 0)


def test_two_empty_markings_agree() -> None:
    found = compare({key("a"): {}}, {key("a"): {}})
    assert found.texts == 1
    assert found.span_f1 == found.use_agreement == 1.0


def test_the_first_marks_leave_out_the_second_ones() -> None:
    marks = first_marks()
    assert {"lgl", "fakes", "gva", "geovirus"} <= {set_name for set_name, _ in marks}
    same = compare(marks, marks)
    assert same.texts == len(marks) > 100
    assert same.shared == same.first == same.second
