"""PDF files and Word documents: whole, damaged, locked, scanned."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from karez.ingest.limits import limits
from karez.ingest.papers import decode_docx, decode_pdf
from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, codes, document, error, outcomes, pdf, word


def test_pages_are_read_in_order_with_what_the_file_tells() -> None:
    data = pdf(ENGLISH, SECOND, Title="Bulletin 4", Author="Press Office", CreationDate="D:20260201090000+05'00'")
    found = document(data, "a.pdf")
    assert found.text == f"{ENGLISH}\n\n{SECOND}"
    assert (found.title, found.author, found.published) == ("Bulletin 4", "Press Office", "2026-02-01")


def test_a_scan_is_kept_and_noted() -> None:
    found = document(pdf(None, None, picture=[1, 2]), "a.pdf")
    assert (found.text, codes(found)) == ("", ["no-text"])


def test_a_page_that_is_a_picture_is_named_among_pages_of_text() -> None:
    found = document(pdf(ENGLISH, None, None, picture=[2]), "a.pdf")
    assert found.text == ENGLISH
    assert [(note.code, note.message) for note in found.notes] == [
        ("truncated", "pages 2 hold a picture and no text; they may be scans")
    ]


def test_a_locked_pdf_is_told() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert error(file.getvalue(), "a.pdf").line() == (
        "K105 encrypted: a.pdf: the document is locked with a password — save an unlocked copy and add that"
    )


def test_a_pdf_locked_against_changes_only_is_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(ENGLISH)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert document(file.getvalue(), "a.pdf").text == ENGLISH


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf(ENGLISH)[:200]], ids=["head", "end", "cut"])
def test_a_broken_pdf_is_one_line(data: bytes) -> None:
    found = error(data, "a.pdf")
    assert found.line() == "K106 broken-file: a.pdf: not a readable PDF — get another copy of it"


def test_one_broken_page_does_not_take_the_others_along() -> None:
    data = pdf(ENGLISH, SECOND).replace(b"/Length", b"/Filter /NoSuch /Length", 1)
    found = document(data, "a.pdf")
    assert found.text == SECOND
    assert [(note.code, note.message) for note in found.notes] == [("truncated", "pages 1 could not be read")]


def test_a_pdf_of_broken_pages_is_broken() -> None:
    data = pdf(ENGLISH).replace(b"/Length", b"/Filter /NoSuch /Length", 1)
    assert error(data, "a.pdf").line().startswith("K106 broken-file: a.pdf: no page of the PDF can be read")


def test_pages_beyond_the_limit_are_noted() -> None:
    assert limits().pages == 2000
    data = pdf(*(["x"] * 2001))
    found = decode_pdf(data, place="a.pdf")
    assert found.text.count("x") == 2000
    assert [note.message for note in found.notes] == ["only the first 2000 of 2001 pages were read"]


def test_paragraphs_and_tables_keep_their_order() -> None:
    data = word("Situation", [["place", "killed"], ["north", "17"]], SECOND, title="Bulletin", author="Press Office")
    found = document(data, "a.docx")
    assert found.text == f"Situation\nplace\tkilled\nnorth\t17\n{SECOND}"
    assert (found.title, found.author, found.published) == ("Bulletin", "Press Office", None)


def test_a_merged_cell_is_read_once() -> None:
    made = docx.Document()
    table = made.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "all three"
    file = io.BytesIO()
    made.save(file)
    assert document(file.getvalue(), "a.docx").text == "all three"


def test_text_in_boxes_and_content_controls_is_read() -> None:
    made = docx.Document()
    made.add_paragraph("First.")
    inside = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    within = "<w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent>"
    box = f"<w:p {nsdecls('w')}><w:r>{inside}</w:r></w:p>"
    control = f"<w:sdt {nsdecls('w')}>{within}</w:sdt>"
    for xml in (box, control):
        made.element.body.insert(-1, parse_xml(xml))
    file = io.BytesIO()
    made.save(file)
    assert document(file.getvalue(), "a.docx").text.split("\n") == ["First.", "", "In a box.", "In a control."]


def test_an_empty_document_is_kept_and_noted() -> None:
    assert codes(document(word(), "a.docx")) == ["no-text"]


@pytest.mark.parametrize(
    "data", [word(ENGLISH)[:3000], b"PK\x03\x04 no zip", b"no zip at all"], ids=["cut", "zip", "text"]
)
def test_a_broken_document_is_one_line(data: bytes) -> None:
    assert (
        error(data, "a.docx").line()
        == "K106 broken-file: a.docx: not a readable Word document — get another copy of it"
    )


PDF = pdf(ENGLISH, None, Title="x")
WORD = word(ENGLISH, [["a", "b"]])
CHANGES = st.lists(st.tuples(st.integers(0, 1_000_000), st.binary(max_size=8)), min_size=1, max_size=5)


def changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    """The bytes with some of them replaced."""
    made = bytearray(data)
    for at, piece in changes:
        start = at % len(made)
        made[start : start + len(piece)] = piece
    return bytes(made)


@settings(max_examples=500)
@given(CHANGES)
def test_a_changed_pdf_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    found = outcomes(changed(PDF, changes), "a.pdf")
    assert len(found) == 1
    assert isinstance(found[0], Document | InputError)


@settings(max_examples=500)
@given(CHANGES)
def test_a_changed_word_document_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    try:
        assert isinstance(decode_docx(changed(WORD, changes), place="a.docx"), Document)
    except InputError as refused:
        assert refused.place == "a.docx"
