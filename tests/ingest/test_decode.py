"""From a capture to documents: every format by one door, everything unread noted or told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.decode import decode, finished, noted
from karez.ingest.hints import Hints
from karez.ingest.limits import limits
from karez.model.errors import InputError
from karez.model.errors import codes as known_codes
from karez.model.report import Capture, Document
from tests.ingest.making import (
    ARABIC,
    CAPTURED,
    ENGLISH,
    SECOND,
    URDU,
    codes,
    document,
    documents,
    error,
    feed,
    lines,
    mail,
    outcomes,
    pdf,
    word,
    zipped,
)

EVERY_FORMAT = {
    "a.txt": ENGLISH.encode(),
    "a.md": f"# Road closed\n\n{ENGLISH}".encode(),
    "a.html": f"<html><body><p>{ENGLISH}</p></body></html>".encode(),
    "a.pdf": pdf(ENGLISH),
    "a.docx": word(ENGLISH),
    "a.eml": mail(ENGLISH).as_bytes(),
    "a.rss": feed(f"<description>{ENGLISH}</description>").encode(),
    "a.json": lines({"text": ENGLISH}).encode(),
    "a.jsonl": lines({"text": ENGLISH}).encode(),
    "a.csv": f"text\n{ENGLISH}\n".encode(),
    "a.zip": zipped(("b.txt", ENGLISH)),
}


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_every_format_is_read(name: str) -> None:
    found = document(EVERY_FORMAT[name], name)
    assert ENGLISH in found.text
    assert (found.lang, found.notes) == ("en", ())


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_hints_go_over_what_every_format_tells(name: str) -> None:
    hints = Hints(publisher="Desk", published="2026-01-31", title="Told", url="https://example.org/t", lang="ur")
    found = document(EVERY_FORMAT[name], name, hints=hints)
    assert (found.publisher, found.published, found.title, found.url) == ("Desk", "2026-01-31", "Told", hints.url)
    assert codes(found) == ["language-not-read"]


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_every_format_may_lie_in_a_zip(name: str) -> None:
    found = document(zipped((name, EVERY_FORMAT[name])), "r.zip")
    assert ENGLISH in found.text
    assert (found.part or "").startswith(f"r.zip!{name}")


@pytest.mark.parametrize("name", EVERY_FORMAT)
@pytest.mark.parametrize("data", [b"", b" \r\n\t "], ids=["none", "blank"])
def test_an_empty_file_is_one_line_whatever_its_name(name: str, data: bytes) -> None:
    assert error(data, name).line() == f"K101 empty-file: {name}: the file holds no bytes — give a file with text in it"


@pytest.mark.parametrize("name", [*EVERY_FORMAT, "a.bin", "a"])
def test_random_bytes_are_one_line_whatever_their_name(name: str) -> None:
    data = bytes((number * 7919 + 13) % 251 for number in range(3000))
    found = error(data, name)
    assert found.line().startswith(f"{found.code} {found.name}: {name}")
    assert found.code in {"K103", "K106", "K108"}


def test_a_text_beyond_the_limit_of_bytes_is_refused() -> None:
    found = error(b"x" * (limits().bytes + 1), "a.txt")
    assert found.line() == (
        f"K104 too-large: a.txt: {limits().bytes + 1} bytes, {limits().bytes} at most are read "
        "— split it into smaller files"
    )


def test_a_long_line_is_cut_and_noted() -> None:
    found = document(f"{ENGLISH} " * 12_000, "a.txt")
    assert len(found.text) == limits().characters
    assert [(note.code, note.message) for note in found.notes] == [
        ("truncated", "only the first 1000000 characters were read")
    ]


@pytest.mark.parametrize(("text", "lang"), [(URDU, "ur"), (ARABIC, "ar"), ("سڑک بند", "ur")])
def test_right_to_left_text_is_kept_as_it_is_and_noted(text: str, lang: str) -> None:
    found = document(f"\u200f{text}\u202e", "a.txt")
    assert found.text == f"\u200f{text}\u202e"
    assert (found.lang, codes(found)) == (lang, ["language-not-read"])


def test_a_part_in_another_script_is_noted_and_the_rest_is_read() -> None:
    found = document(f"{ENGLISH}\n{URDU}\n{SECOND}\nسڑک\n{URDU}", "a.txt")
    assert found.lang == "en"
    assert [(note.code, note.message) for note in found.notes] == [
        ("part-not-read", "2 lines are in another script, which is not read yet")
    ]


@pytest.mark.parametrize("text", [f"{ENGLISH} The town is called کوئٹہ in Urdu.", f"{ENGLISH} “café” – naïve Ōtsu"])
def test_a_name_in_another_script_is_no_unread_part(text: str) -> None:
    assert codes(document(text, "a.txt")) == []


def test_a_date_in_the_future_is_noted_with_a_day_of_grace() -> None:
    assert codes(noted(Document(ENGLISH, published="2026-02-02T11:00:00Z"), CAPTURED)) == []
    assert codes(noted(Document(ENGLISH, published="2026-02-01"), CAPTURED)) == []
    late = noted(Document(ENGLISH, published="2026-02-03T12:00:00Z"), CAPTURED)
    assert [note.message for note in late.notes] == ["dated 2026-02-03T12:00:00Z, after it was taken in"]


def test_only_a_ledger_cannot_hold_nul() -> None:
    made = Document("a\0b \ud800", title="t\0", url="u\udfff")
    assert noted(made, CAPTURED).text == "a\0b �"
    kept = finished(made, CAPTURED)
    assert (kept.text, kept.title, kept.url) == ("a�b �", "t�", "u�")


def test_a_note_is_given_once() -> None:
    again = noted(noted(Document(URDU), CAPTURED), CAPTURED)
    assert codes(again) == ["language-not-read"]


def test_a_heading_is_the_title_of_markdown_only() -> None:
    assert document(f"# Road closed\n\n{ENGLISH}", "a.md").title == "Road closed"
    assert document(f"# Road closed\n\n{ENGLISH}", "a.txt").title is None


@pytest.mark.parametrize(
    "told", ["text/plain; charset=cp1252", 'text/plain; Charset="CP1252"', "text/plain; a=b; charset='cp1252'"]
)
def test_the_charset_that_a_server_told_is_used(told: str) -> None:
    assert document("“caf“ é".encode("cp1252"), "x", media_type=told).text == "“caf“ é"


def test_one_bad_file_in_a_zip_stops_no_other() -> None:
    members = list(EVERY_FORMAT.items())
    broken = [(f"{number}{name}", b"\x00\x01\x02" * 50) for number, name in enumerate(EVERY_FORMAT)]
    found = outcomes(zipped(*members, *broken), "r.zip")
    assert sum(isinstance(item, Document) for item in found) == len(members)
    assert {item.place for item in found if isinstance(item, InputError)} == {f"r.zip!{name}" for name, _ in broken}


def test_the_same_bytes_give_the_same_documents() -> None:
    for name, data in EVERY_FORMAT.items():
        assert documents(data, name) == documents(data, name)


def test_a_report_that_contradicts_itself_is_read_like_any_other() -> None:
    text = "17 people were killed. No one was killed. 31 people were killed."
    assert document(text, "a.txt").text == text


def test_nothing_is_done_before_it_is_asked_for() -> None:
    stream = decode(Capture(lines({"text": ENGLISH}, {"text": SECOND}).encode(), "a.jsonl", CAPTURED))
    first = next(stream)
    assert isinstance(first, Document)
    assert first.text == ENGLISH


NAMES = st.sampled_from([*EVERY_FORMAT, "a.xml", "a.atom", "a.bin", "a", "https://example.org/a"])
BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.tuples(st.sampled_from(sorted(EVERY_FORMAT)), st.integers(0, 3000), st.binary(max_size=10)).map(
        lambda made: EVERY_FORMAT[made[0]][: made[1]] + made[2] + EVERY_FORMAT[made[0]][made[1] + len(made[2]) :]
    ),
)


@settings(max_examples=1000)
@given(BYTES, NAMES)
def test_any_bytes_under_any_name_are_documents_or_errors(data: bytes, name: str) -> None:
    found = outcomes(data, name)
    assert found
    for item in found:
        if isinstance(item, InputError):
            assert "\n" not in item.line()
            assert item.place is not None
            continue
        item.text.encode()
        assert "\0" not in item.text
        assert {note.code for note in item.notes} <= set(known_codes())
        assert item.text.strip() or "no-text" in codes(item)
