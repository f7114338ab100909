"""From bytes to text: marks, wide encodings, code pages, mixtures, and bytes that are no text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.encoding import decode_text
from karez.model.errors import InputError
from tests.ingest.making import ARABIC, ENGLISH, URDU


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, URDU, f"{ENGLISH} “café” – {URDU}"])
def test_unicode_is_decoded_with_or_without_a_mark(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)) == (text, ())


def test_a_big_endian_mark_is_followed() -> None:
    assert decode_text(b"\xfe\xff" + ENGLISH.encode("utf-16-be")) == (ENGLISH, ())


def test_typographic_quotes_of_the_western_code_page_are_told() -> None:
    text = f"“{ENGLISH}” – the officer’s report"
    assert decode_text(text.encode("cp1252")) == (text, ())


def test_one_accent_in_a_long_text_is_no_loss() -> None:
    text = f"{ENGLISH} " * 30 + "at the café"
    assert decode_text(text.encode("cp1252")) == (text, ())


def test_arabic_of_an_old_code_page_is_guessed() -> None:
    assert decode_text(ARABIC.encode("cp1256")) == (ARABIC, ())


def test_a_declared_encoding_comes_before_a_guess() -> None:
    text = f"Взрыв на шоссе, сообщили официальные лица. {ENGLISH}"
    assert decode_text(text.encode("koi8-r"), declared="koi8-r") == (text, ())


@pytest.mark.parametrize("declared", ["no-such-encoding", "utf-8", "ascii", "x\x00y", "hex", ""])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    text, notes = decode_text(f"{ENGLISH} café".encode("cp1252"), declared=declared)
    assert (text, notes) == (f"{ENGLISH} café", ())


def test_bytes_of_another_encoding_are_noted() -> None:
    text, notes = decode_text(f"{ENGLISH} é ".encode() + b"caf\xe9 \xff")
    assert text == f"{ENGLISH} é caf� �"
    assert [note.code for note in notes] == ["mixed-encoding"]


def test_a_cut_character_is_noted() -> None:
    text, notes = decode_text(URDU.encode()[:-1])
    assert text.startswith(URDU[:-1])
    assert [note.code for note in notes] == ["mixed-encoding"]


def test_nul_becomes_a_mark_one_for_one() -> None:
    text, notes = decode_text(f"{ENGLISH}\0\0 more".encode())
    assert text == f"{ENGLISH}�� more"
    assert [note.code for note in notes] == ["mixed-encoding"]


def test_half_a_pair_in_utf_16_is_noted() -> None:
    data = b"\xff\xfe" + ENGLISH.encode("utf-16-le") + b"\x00\xd8"
    text, notes = decode_text(data)
    assert text.startswith(ENGLISH)
    assert [note.code for note in notes] == ["mixed-encoding"]


def test_line_ends_soft_hyphens_and_combining_marks_stay() -> None:
    text = "one\r\ntwo\rthree\nhigh\u00adway e\u0301 \u200f"
    assert decode_text(text.encode())[0] == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 100, b"\x01" * 50, b"\x93\x07\xff\x11\x80\x02"], ids=range(4)
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        decode_text(data, place="a.bin")
    assert raised.value.line().startswith("K103 not-readable: a.bin:")


def test_a_few_odd_bytes_are_guessed_at_by_nobody() -> None:
    with pytest.raises(InputError):
        decode_text(b"\xc8\xe1\xd3\xa7")


@settings(max_examples=500)
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "nonsense", "idna"]))
def test_any_bytes_are_a_text_or_refused(data: bytes, declared: str | None) -> None:
    try:
        text, notes = decode_text(data, declared=declared, place="a")
    except InputError as error:
        assert error.name == "not-readable"
        return
    text.encode()
    assert "\x00" not in text
    assert bool(notes) == ("�" in text)


@settings(max_examples=500)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_text_in_utf_8_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff"):
        return  # that is a byte order mark
    try:
        assert decode_text(text.encode())[0] == text
    except InputError:
        assert text.count("\ufffd") * 10 > len(text)
