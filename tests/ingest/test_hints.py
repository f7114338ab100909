"""What is known of a report besides its own text: flags over sidecar over document."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.ingest.hints import NAMES, Hints, hints_from, is_sidecar, sidecar, sidecar_hints, sidecar_name
from karez.model.errors import InputError
from karez.model.report import Document
from tests.ingest.making import ENGLISH

TOLD = {
    "publisher": "Example Daily",
    "publisher_class": "media",
    "published": "2026-02-01",
    "url": "https://example.org/1",
}


def test_what_is_told_goes_over_the_document_and_gaps_leave_it() -> None:
    found = Hints(publisher="Desk", lang="en").applied(Document(ENGLISH, publisher="x", title="Road"))
    assert (found.publisher, found.title, found.lang, found.text) == ("Desk", "Road", "en", ENGLISH)


def test_flags_go_over_a_sidecar() -> None:
    both = Hints(publisher="Flag").over(Hints(publisher="Sidecar", url="https://example.org"))
    assert (both.publisher, both.url) == ("Flag", "https://example.org")


def test_the_names_are_those_of_a_document() -> None:
    assert Document.__dataclass_fields__.keys() >= NAMES


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("a.txt", "a.json"), ("d/a.b.txt", "d/a.b.json"), ("a.json", "a.json"), ("a", "a.json"), (".txt", ".txt.json"),
        ("d.e/a", "d.e/a.json"),
    ],
)  # fmt: skip
def test_the_name_of_a_sidecar(name: str, beside: str) -> None:
    assert sidecar_name(name) == beside


def put(folder: Path, **files: object) -> None:
    """Write files; JSON values as JSON. An underscore stands for the dot."""
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def test_a_sidecar_tells_of_every_file_with_its_stem(tmp_path: Path) -> None:
    put(tmp_path, a_txt=ENGLISH, a_html=ENGLISH, a_json=TOLD, b_txt=ENGLISH)
    assert sidecar(tmp_path / "a.txt") == sidecar(tmp_path / "a.html") == Hints(**TOLD)
    assert sidecar(tmp_path / "b.txt") == Hints()
    assert is_sidecar(tmp_path / "a.json")


def test_a_byte_order_mark_in_a_sidecar_is_no_obstacle(tmp_path: Path) -> None:
    put(tmp_path, a_txt=ENGLISH, a_json="\ufeff" + json.dumps(TOLD))
    assert sidecar(tmp_path / "a.txt").publisher == "Example Daily"


@pytest.mark.parametrize("value", [{"text": ENGLISH}, [{"text": ENGLISH}], {"items": [{"body": ENGLISH}]}, [], 5])
def test_a_json_that_holds_reports_is_no_sidecar(tmp_path: Path, value: object) -> None:
    put(tmp_path, a_txt=ENGLISH, a_json=value)
    assert not is_sidecar(tmp_path / "a.json")
    assert sidecar(tmp_path / "a.txt") == Hints()


def test_a_json_beside_no_file_of_its_stem_is_no_sidecar(tmp_path: Path) -> None:
    put(tmp_path, a_json=TOLD)
    (tmp_path / "a.b.txt").write_text(ENGLISH, encoding="utf-8")
    assert not is_sidecar(tmp_path / "a.json")
    assert not is_sidecar(tmp_path / "none.json")
    assert not is_sidecar(tmp_path / "a.b.txt")


def test_a_name_with_brackets_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "[a]*.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "[a]*.json").write_text(json.dumps(TOLD), encoding="utf-8")
    assert is_sidecar(tmp_path / "[a]*.json")
    assert sidecar(tmp_path / "[a]*.txt").publisher == "Example Daily"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "it is no JSON"),
        ("\udcff", "it is no JSON"),
        ('{"publisher": 5}', "publisher is no text"),
        ('{"published": "yesterday"}', "'yesterday' is no ISO date or time"),
        ('{"lang": "no language"}', "lang is no code of a language"),
    ],
)
def test_a_bad_sidecar_is_one_line(content: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        sidecar_hints(content.encode("utf-8", "surrogateescape"), "a.json")
    assert raised.value.line().startswith("K114 bad-sidecar: a.json: ")
    assert told in raised.value.line()


def test_a_broken_sidecar_is_not_read_as_a_report_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, a_txt=ENGLISH, a_json="{")
    assert is_sidecar(tmp_path / "a.json")
    with pytest.raises(InputError):
        sidecar(tmp_path / "a.txt")


def test_empty_values_and_other_keys_are_left_alone() -> None:
    assert hints_from({"publisher": "", "title": None, "composed": True, "lang": "en-GB"}, "a.json") == Hints(lang="en")


@settings(max_examples=500)
@given(
    st.dictionaries(
        st.sampled_from(sorted(NAMES)), st.one_of(st.none(), st.integers(), st.text(max_size=20)), max_size=7
    )
)
def test_any_values_are_hints_or_refused(value: dict[str, object]) -> None:
    try:
        found = hints_from(value, "a.json")
    except InputError as refused:
        assert refused.name == "bad-sidecar"
        return
    for name in NAMES - {"lang"}:
        assert getattr(found, name) in (value.get(name) or None, None) or "�" in getattr(found, name)
