"""CSV of articles: any delimiter, rows of many lines, rows that are broken."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, codes, document, documents, error, outcomes


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_told_by_the_header(mark: str, end: str) -> None:
    rows = [f"title{mark}text{mark}date", f"Road{mark}{ENGLISH}{mark}2026-02-01"]
    found = document("\ufeff" + end.join(rows), "a.csv")
    assert (found.title, found.text, found.published) == ("Road", ENGLISH, "2026-02-01")
    assert found.part == "a.csv:2"


def test_a_semicolon_in_a_quoted_text_is_no_delimiter() -> None:
    assert document(f'text;title\n"{ENGLISH}; more";Road\n', "a.csv").text == f"{ENGLISH}; more"


@pytest.mark.parametrize("header", ["Title,Text", '"title","text"', " title , text "])
def test_names_of_columns_are_read_whatever_their_case(header: str) -> None:
    assert document(f"{header}\nRoad,{ENGLISH}\n", "a.csv").title == "Road"


def test_a_text_over_many_lines_is_one_and_places_count_lines() -> None:
    found = documents(f'text,title\n"one\n\n{ENGLISH}",a\n"{SECOND}",b\n', "a.csv")
    assert [(item.part, item.text) for item in found] == [("a.csv:2", f"one\n\n{ENGLISH}"), ("a.csv:5", SECOND)]


def test_a_row_without_a_text_is_told_and_the_rest_goes_on() -> None:
    found = outcomes(f"title,text\na,{ENGLISH}\nonly a title\n,,\n\nb,Closed.,,\n", "a.csv")
    told = [item.line() if isinstance(item, InputError) else item.text for item in found]
    assert told[0] == ENGLISH
    assert told[1].startswith("K109 bad-line: a.csv:3: there is no text")
    assert told[2:] == ["Closed."]


def test_a_row_with_more_cells_than_the_header_is_not_cut_in_silence() -> None:
    found = error(f"title,text\na,{SECOND}\n", "a.csv")
    assert found.line().startswith("K109 bad-line: a.csv:2: the row has 3 cells, the first line 2")


def test_a_quotation_mark_that_is_never_closed_is_told_at_its_row() -> None:
    found = outcomes(f'title,text\na,{ENGLISH}\nb,"{SECOND}\nc,d\n', "a.csv")
    assert isinstance(found[0], Document)
    assert isinstance(found[1], InputError)
    assert found[1].line().startswith("K109 bad-line: a.csv:3: the row is broken: unexpected end of data")
    assert len(found) == 2


@pytest.mark.parametrize("data", ["place,killed\nnorth,17\n", "no table at all", "\n\nx", '"'])
def test_a_table_without_texts_is_one_line(data: str) -> None:
    found = error(data, "a.csv")
    assert (found.code, found.place) == ("K109", "a.csv:1")


def test_a_table_of_a_header_only_says_so() -> None:
    assert error("title,text\n", "a.csv").code == "K102"


def test_a_bad_date_in_a_row_is_noted() -> None:
    assert codes(document(f"text,date\n{ENGLISH},soon\n", "a.csv")) == ["bad-date"]


def test_bytes_of_another_encoding_are_noted_at_every_row() -> None:
    data = f"text\n{ENGLISH} é\nClosed at the caf".encode() + b"\xe9\n"
    assert [codes(item) for item in documents(data, "a.csv")] == [["mixed-encoding"]] * 2


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=500)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_what_a_writer_wrote_is_read_back(rows: list[tuple[str, str]], mark: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows([("text", "title"), *rows])
    found = outcomes(file.getvalue().encode(), "a.csv")
    if any(isinstance(item, InputError) and item.name == "not-readable" for item in found):
        return  # made of replacement marks
    texts = [item.text for item in found if isinstance(item, Document)]
    assert texts == [text for text, _ in rows if text]


@settings(max_examples=500)
@given(st.text(max_size=200))
def test_any_table_is_read_or_refused(text: str) -> None:
    found = outcomes(f"text,title\n{text}".encode("utf-8", "replace"), "a.csv")
    assert found
    assert all(isinstance(item, Document | InputError) for item in found)
