"""Spans count code points, and lone surrogates are replaced one for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.report import Document
from karez.model.text import Span, without_surrogates

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
any_text = st.text(st.characters(), max_size=60)


@EXAMPLES
@given(any_text)
def test_no_lone_surrogate_is_left_and_every_offset_stays(text: str) -> None:
    clean = without_surrogates(text)
    assert len(clean) == len(text)
    assert not any("\ud800" <= char <= "\udfff" for char in clean)
    clean.encode("utf-8")
    for before, after in zip(text, clean, strict=True):
        assert after == (before if not "\ud800" <= before <= "\udfff" else "\ufffd")
    assert without_surrogates(clean) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a\ud800b", "a\ufffdb"),
        ("\udc00\ud800", "\ufffd\ufffd"),
        ("\U0001f600é\u200f", "\U0001f600é\u200f"),
        ("\ufffd\x00", "\ufffd\x00"),
    ],
)
def test_known_texts(text: str, clean: str) -> None:
    assert without_surrogates(text) == clean
    assert Document(text).clean_text == clean


@EXAMPLES
@given(any_text, st.integers(0, 60), st.integers(0, 60))
def test_a_span_is_what_stands_between_its_offsets(text: str, one: int, other: int) -> None:
    start, end = min(one, other, len(text)), min(max(one, other), len(text))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.quote
    assert span.offsets == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "shared"),
    [(0, 3, False), (0, 4, True), (3, 6, True), (4, 5, True), (5, 9, True), (6, 9, False), (4, 4, True), (3, 3, False)],
)
def test_spans_share_a_character_or_do_not(start: int, end: int, shared: bool) -> None:
    assert Span(3, 6, "abc").overlaps(start, end) is shared


def test_spans_are_ordered_by_where_they_stand() -> None:
    assert sorted([Span(3, 6, "b"), Span(0, 9, "c"), Span(3, 5, "a")]) == [
        Span(0, 9, "c"),
        Span(3, 5, "a"),
        Span(3, 6, "b"),
    ]
