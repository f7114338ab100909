"""Zips: every member read or told why not; nothing leaves the archive or swells."""

import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.archive import Archive, Budget, checked
from karez.ingest.limits import limits
from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH, SECOND, codes, document, documents, error, outcomes, zipped

SIDECAR = '{"publisher": "Example Daily", "published": "2026-02-01"}'


def test_members_are_read_in_order_of_name_with_their_place() -> None:
    found = documents(zipped(("b/two.txt", SECOND), ("a.html", f"<p>{ENGLISH}</p>")), "r.zip")
    assert [(item.part, item.text) for item in found] == [("r.zip!a.html", ENGLISH), ("r.zip!b/two.txt", SECOND)]


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/a.txt", "C:\\a.txt", "c:a.txt", "..\\a.txt", "\\\\h\\a.txt"]
)
def test_a_name_that_points_outside_is_left_out_and_the_rest_goes_on(name: str) -> None:
    found = outcomes(zipped((name, SECOND), ("ok.txt", ENGLISH)), "r.zip")
    errors = [item for item in found if isinstance(item, InputError)]
    assert [item.code for item in errors] == ["K108"]
    assert "the name points outside" in errors[0].line()
    assert [item.text for item in found if isinstance(item, Document)] == [ENGLISH]


def test_hidden_files_and_what_systems_leave_are_passed_over() -> None:
    data = zipped(
        (".DS_Store", b"\0\0\0\1Bud1"), ("__MACOSX/._a.txt", b"\0\5\x16\7"), ("d/.x/y.txt", "z"), ("a.txt", ENGLISH)
    )
    assert [item.part for item in documents(data, "r.zip")] == ["r.zip!a.txt"]


def test_a_member_that_swells_is_refused_unread() -> None:
    found = outcomes(zipped(("bomb.txt", b"0" * 15_000_000), ("ok.txt", ENGLISH)), "r.zip")
    assert isinstance(found[0], InputError)
    assert found[0].line().startswith("K108 bad-archive: r.zip!bomb.txt: it would unpack to 15000000 bytes")
    assert isinstance(found[1], Document)


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(zipped(("bomb.txt", b"0" * (limits().bytes + 5))))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 100)
    assert error(bytes(data), "r.zip").code == "K108"


def test_archives_in_archives_are_followed_to_a_depth() -> None:
    inner = zipped(("a.txt", ENGLISH))
    assert document(zipped(("n.zip", inner)), "r.zip").part == "r.zip!n.zip!a.txt"
    deep = error(zipped(("n.zip", zipped(("n.zip", inner)))), "r.zip")
    assert deep.place == "r.zip!n.zip!n.zip"
    assert "too deep" in deep.line()


def test_what_archives_in_archives_hold_is_counted_together() -> None:
    budget = Budget(bytes=250)
    first = list(Archive(zipped(("a.txt", "x" * 200)), "a.zip", budget).members(lambda _: True))
    second = list(Archive(zipped(("b.txt", "x" * 200)), "b.zip", budget).members(lambda _: True))
    assert first == [("a.txt", b"x" * 200)]
    assert isinstance(second[0], InputError)
    assert budget.bytes == 50


def test_too_many_members_are_refused_in_one_line() -> None:
    data = zipped(*((f"{number}.txt", "x") for number in range(5000)))
    assert "5000 files are too many, 2000 at most are read" in error(data, "r.zip").line()


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(zipped(("secret.txt", ENGLISH), method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert error(bytes(data), "r.zip").line().startswith("K105 encrypted: r.zip!secret.txt:")


def test_a_damaged_member_is_named_and_the_rest_goes_on() -> None:
    data = bytearray(zipped(("a.txt", ENGLISH), ("b.txt", SECOND), method=zipfile.ZIP_STORED))
    at = data.find(ENGLISH.encode())
    data[at] ^= 0xFF
    found = outcomes(bytes(data), "r.zip")
    assert isinstance(found[0], InputError)
    assert (found[0].code, found[0].place) == ("K108", "r.zip!a.txt")
    assert isinstance(found[1], Document)


@pytest.mark.parametrize("data", [zipped(("a.txt", ENGLISH))[:70], b"PK\x03\x04" + b"\0" * 40], ids=["cut", "zeros"])
def test_a_broken_archive_is_one_error(data: bytes) -> None:
    assert error(data, "r.zip").code == "K108"


def test_an_empty_archive_says_so() -> None:
    assert error(zipped(), "r.zip").line().startswith("K102 no-text: r.zip: there is no report in it")


def test_two_members_of_one_name_are_both_read() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = zipped(("a.txt", ENGLISH), ("a.txt", SECOND))
    assert [item.text for item in documents(data, "r.zip")] == [ENGLISH, SECOND]


def test_a_sidecar_tells_of_every_file_with_its_stem() -> None:
    data = zipped(("d/a.txt", ENGLISH), ("d/a.html", f"<p>{SECOND}"), ("d/a.json", SIDECAR), ("a.txt", ENGLISH))
    found = documents(data, "r.zip")
    assert [(item.part, item.publisher) for item in found] == [
        ("r.zip!a.txt", None),
        ("r.zip!d/a.html", "Example Daily"),
        ("r.zip!d/a.txt", "Example Daily"),
    ]


def test_a_json_of_reports_is_no_sidecar() -> None:
    found = documents(zipped(("a.txt", ENGLISH), ("a.json", f'[{{"text": "{SECOND}"}}]')), "r.zip")
    assert [item.text for item in found] == [SECOND, ENGLISH]


@pytest.mark.parametrize("sidecar", ['{"published": "nope"}', "{", '{"publisher": 5}'])
def test_a_bad_sidecar_stops_its_own_report_only(sidecar: str) -> None:
    found = outcomes(zipped(("a.txt", ENGLISH), ("a.json", sidecar), ("b.txt", SECOND)), "r.zip")
    assert isinstance(found[0], InputError)
    assert (found[0].code, found[0].place) == ("K114", "r.zip!a.json")
    assert [item.text for item in found if isinstance(item, Document)] == [SECOND]


def test_a_member_that_cannot_be_read_is_kept_with_a_note() -> None:
    assert codes(document(zipped(("a.html", "<html><script>x</script>")), "r.zip")) == ["no-text"]


def test_a_document_that_is_a_bomb_within_is_refused() -> None:
    infos = [zipfile.ZipInfo("word/document.xml")]
    infos[0].file_size, infos[0].compress_size = 50_000_000, 50_000
    with pytest.raises(InputError) as raised:
        checked(infos, "a.docx")
    assert raised.value.code == "K108"


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
MEMBERS = st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=4)


@settings(max_examples=500)
@given(MEMBERS, st.sampled_from([".txt", ".json", ".zip", ".html", ""]))
def test_any_members_are_documents_or_errors(members: list[tuple[str, bytes]], extension: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = zipped(*((name + extension, content) for name, content in members))
    found = outcomes(data, "r.zip")
    assert found
    assert all(isinstance(item, Document | InputError) for item in found)
