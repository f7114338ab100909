"""JSON and JSON Lines of articles: a bad one fails with its number, the rest goes on."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.batches import article, is_article, listed
from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, codes, document, documents, error, lines, outcomes

WHOLE = {
    "text": ENGLISH,
    "title": "Road closed",
    "publisher": "Example Daily",
    "publisher_class": "media",
    "author": "Staff Desk",
    "published": "2026-02-01",
    "lang": "en-GB",
    "url": "https://example.org/1",
}


def test_every_field_is_taken() -> None:
    found = document(json.dumps(WHOLE), "a.json")
    assert {name: getattr(found, name) for name in WHOLE} == {**WHOLE, "lang": "en"}
    assert found.part == "a.json:1"


def test_other_names_of_fields_are_known() -> None:
    value = {
        "content": ENGLISH, "headline": "Road", "source": {"name": "Example Daily"},
        "publishedAt": "2026-02-01T10:00:00Z",
        "link": "https://example.org/1", "language": "English",
    }  # fmt: skip
    found = document(json.dumps(value), "a.json")
    assert (found.text, found.title, found.publisher, found.lang) == (ENGLISH, "Road", "Example Daily", "en")
    assert (found.published, found.url) == ("2026-02-01T10:00:00+00:00", "https://example.org/1")


def test_a_broken_line_fails_with_its_number_and_the_rest_goes_on() -> None:
    found = outcomes(lines({"text": ENGLISH}, "{broken", "", [1], {"title": "x"}, {"text": SECOND}), "a.jsonl")
    told = [item.line() if isinstance(item, InputError) else item.text for item in found]
    remedy = "give a JSON object with id and text on every line"
    assert told == [
        ENGLISH,
        f"K109 bad-line: a.jsonl:2: the line is no JSON — {remedy}",
        f"K109 bad-line: a.jsonl:4: there is no object — {remedy}",
        f"K109 bad-line: a.jsonl:5: there is no text — {remedy}",
        SECOND,
    ]


@pytest.mark.parametrize("data", ["\ufeff" + lines(WHOLE), lines(WHOLE) + "\r\n", "\n\n" + lines(WHOLE) + "\n\n"])
def test_marks_line_ends_and_blank_lines_are_no_obstacle(data: str) -> None:
    assert document(data, "a.jsonl").text == ENGLISH


def test_wide_json_lines_are_read() -> None:
    assert [item.text for item in documents(lines(WHOLE, {"text": SECOND}).encode("utf-16"), "a.jsonl")] == [
        ENGLISH,
        SECOND,
    ]


@pytest.mark.parametrize("data", ["[]", '{"articles": []}', "\ufeff", " []\n"])
def test_a_batch_of_nothing_says_so(data: str) -> None:
    assert error(data, "a.json" if data.strip("\ufeff ") else "a.jsonl").name in {"no-text", "bad-line"}


@pytest.mark.parametrize(
    "value",
    [
        [{"text": ENGLISH}],
        {"status": "ok", "articles": [{"text": ENGLISH}]},
        {"tags": ["a", "b"], "items": [{"body": ENGLISH}], "more": []},
        {"text": ENGLISH, "tags": [{"text": "x"}]},
    ],
)
def test_articles_are_found_where_they_lie(value: object) -> None:
    assert document(json.dumps(value), "a.json").text == ENGLISH


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '{"text": ', '{"a": ' + "9" * 10_000 + "}"], ids=range(4))
def test_broken_json_is_one_line(data: str) -> None:
    assert error(data, "a.json").line() == "K106 broken-file: a.json: not readable JSON — get another copy of it"


@pytest.mark.parametrize("told", ["nope", "01/02/2026", 1769900000, "2026-02-30", "0001-01-01"])
def test_a_bad_date_is_left_out_and_noted(told: object) -> None:
    found = document(json.dumps({"text": ENGLISH, "published": told}), "a.json")
    assert (found.published, codes(found)) == (None, ["bad-date"])


@pytest.mark.parametrize("value", [None, "", [], {}, True, 1.5, float("nan")])
def test_a_field_that_is_no_word_is_left_out(value: object) -> None:
    found = document(json.dumps({"text": ENGLISH, "title": value, "published": value, "lang": value}), "a.json")
    assert (found.title, found.published, found.lang, found.notes) == (None, None, "en", ())


def test_lone_surrogates_and_nul_become_marks_one_for_one() -> None:
    found = document(b'{"text": "a\\ud800b\\u0000c \\ud83d\\ude00", "title": "\\udfff"}', "a.json")
    assert (found.text, found.title) == ("a�b�c 😀", "�")


def test_an_empty_text_is_kept_and_noted() -> None:
    assert codes(document('{"text": ""}', "a.json")) == ["no-text"]


def test_a_text_that_is_no_string_is_no_text() -> None:
    assert error('{"text": 5}', "a.json").line().startswith("K109 bad-line: a.json:1: there is no text")


def test_a_future_date_is_kept_and_noted() -> None:
    found = document(json.dumps({"text": ENGLISH, "published": "2036-02-01"}), "a.json")
    assert (found.published, codes(found)) == ("2036-02-01", ["future-date"])


@pytest.mark.parametrize(
    ("value", "yes"), [({"text": ""}, True), ({"body": "x"}, True), ({"text": 1}, False), ([], False)]
)
def test_what_is_an_article(value: object, yes: bool) -> None:
    assert is_article(value) is yes


ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["text", "title", "published", "lang", "url", "x"]), inner, max_size=4),
    ),
    max_leaves=8,
)


@settings(max_examples=500)
@given(ANY)
def test_any_json_value_is_a_document_or_an_error(value: object) -> None:
    assert isinstance(article(value, "a:1"), Document | InputError)
    assert isinstance(listed(value), list)


@settings(max_examples=500)
@given(
    st.lists(st.one_of(ANY.map(json.dumps), st.text(max_size=30).map(lambda text: text.replace("\n", " "))), max_size=5)
)
def test_any_lines_are_told_of_one_by_one(found: list[str]) -> None:
    data = "\n".join(found).encode("utf-8", "replace")
    told = outcomes(data, "a.jsonl")
    assert told
    assert all(isinstance(item, Document | InputError) for item in told)
    if not any(
        isinstance(item, InputError) and item.name in {"empty-file", "not-readable", "no-text"} for item in told
    ):
        assert len(told) == sum(bool(line.strip()) for line in data.decode().split("\n"))
