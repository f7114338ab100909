"""Which format bytes are in: what they hold counts for more than what they are called."""

import pytest

from karez.ingest.formats import READ, kind_of
from tests.ingest.making import ENGLISH, feed, mail, pdf, word, zipped

ATOM = "<?xml version='1.0'?><!-- made --><feed xmlns='http://www.w3.org/2005/Atom'></feed>"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"), ("a.TXT", "text"), ("a.md", "markdown"), ("a.htm", "html"),
        ("a.eml", "mail"), ("a.rss", "feed"),
        ("a.json", "json"), ("a.ndjson", "jsonl"), ("a.csv", "csv"), ("a.tsv", "csv"), ("a", "text"), ("a.log", "text"),
        ("https://example.org/a.html?x=1.txt", "html"), ("C:\\reports\\a.md", "markdown"),
    ],
)  # fmt: skip
def test_plain_words_are_of_the_kind_that_the_name_tells(name: str, kind: str) -> None:
    assert kind_of(ENGLISH.encode(), name) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(ENGLISH), "pdf"),
        (word(ENGLISH), "docx"),
        (zipped(("a.txt", ENGLISH)), "zip"),
        (feed().encode(), "feed"),
        (ATOM.encode(), "feed"),
        (f"<!-- x --><!DOCTYPE html><p>{ENGLISH}".encode(), "html"),
        (f"<?xml version='1.0'?>\n<html><p>{ENGLISH}".encode(), "html"),
    ],
    ids=["pdf", "docx", "zip", "rss", "atom", "html", "xhtml"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.bin", "a"])
def test_the_bytes_outweigh_the_name(data: bytes, kind: str, name: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (mail().as_bytes(), "mail"),
        (b"From sender Sun Feb  1 10:00:00 2026\n" + mail().as_bytes(), "mail"),
        (b'{"text": "a"}\n{"text": "b"}', "jsonl"),
        (b'{\n "text": "a"\n}', "json"),
        (b'[{"text": "a"}]', "json"),
        (b"[REPORT] Officials said.\nMore.", "text"),
        (b"{a note in braces}", "text"),
        (b"From: the north\nreports came in.", "text"),
    ],
)
def test_without_a_telling_name_the_content_tells(data: bytes, kind: str) -> None:
    assert kind_of(data, "report") == kind


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("text/html; charset=utf-8", "html"), ("application/rss+xml", "feed"), ("text/xml", "feed"),
        ("application/json", "json"), ("TEXT/CSV", "csv"), ("application/octet-stream", "text"), (None, "text"),
    ],
)  # fmt: skip
def test_a_server_tells_the_kind_of_plain_words(media_type: str | None, kind: str) -> None:
    assert kind_of(ENGLISH.encode(), "https://example.org/x", media_type) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"MZ\x90\x00", b"{\\rtf1 x}", b"\x1f\x8b\x08", b"Rar!\x1a",
        b"\x00\x00\x00\x18ftypmp42", b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0",
    ],
)  # fmt: skip
def test_pictures_programs_and_the_like_are_unknown(data: bytes) -> None:
    assert kind_of(data, "a.txt") == "unknown"


def test_other_office_files_are_unknown_and_not_zips_of_reports() -> None:
    assert kind_of(zipped(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")), "a.xlsx") == "unknown"
    assert kind_of(zipped(("mimetype", "application/vnd.oasis.opendocument.text")), "a.odt") == "unknown"


def test_a_word_document_is_told_wherever_its_parts_lie() -> None:
    padded = zipped(("[Content_Types].xml", "<x/>"), ("media/a", b"x" * 9000), ("word/document.xml", "<x/>"))
    assert kind_of(padded, "a.bin") == "docx"


def test_a_text_may_speak_of_pdf() -> None:
    assert kind_of(f"Files that begin with %PDF-1.7. {ENGLISH}".encode(), "a.txt") == "text"
    assert kind_of(b"junk\n" + pdf(ENGLISH), "a.pdf") == "pdf"


def test_money_is_no_program() -> None:
    assert kind_of(f"MZ reports: {ENGLISH}".encode(), "a.txt") == "text"


def test_every_kind_is_listed() -> None:
    assert {"text", "markdown", "html", "pdf", "docx", "mail", "feed", "json", "jsonl", "csv", "zip"} == READ
