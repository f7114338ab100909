"""From paths and addresses to captures: folders, odd files, and what must not make a run wait."""

import json
import os
from pathlib import Path

import pytest

from karez.ingest.gather import Found, captures, without_sidecars
from karez.ingest.limits import limits
from karez.model.errors import InputError
from karez.model.report import Capture
from tests.ingest.making import CAPTURED, ENGLISH, SECOND


def fetched(url: str) -> Capture:
    """An answer from nowhere."""
    if url.endswith("/gone"):
        raise InputError("fetch-failed", "the server answered 404", place=url)
    return Capture(ENGLISH.encode(), url, CAPTURED, "http", "text/plain")


def gathered(source: str | Path) -> list[Found | InputError]:
    """What a source gives."""
    return list(captures(str(source), now=CAPTURED, fetch=fetched))


def told(found: list[Found | InputError], folder: Path) -> list[str]:
    """Names of what was found, and codes of what was refused."""
    places = [item.place or "" if isinstance(item, InputError) else item.capture.source for item in found]
    names = [place.removeprefix(f"{folder}/") for place in places]
    return [
        f"{item.code} {name}" if isinstance(item, InputError) else name for item, name in zip(found, names, strict=True)
    ]


def test_a_file_is_captured_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\x00 as it is\r\n")
    (found,) = gathered(path)
    assert found == Found(Capture(b"\xff\x00 as it is\r\n", str(path), CAPTURED), found.hints)


def test_a_folder_is_read_in_order_with_its_folders_and_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "d/c.txt", ".hidden.txt", ".git/x.txt", "d/.x/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(ENGLISH, encoding="utf-8")
    assert told(gathered(tmp_path), tmp_path) == ["a.txt", "b.txt", "d/c.txt"]


def test_sidecars_in_a_folder_are_no_reports_and_their_facts_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"publisher": "Example Daily"}), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"text": SECOND}), encoding="utf-8")
    found = gathered(tmp_path)
    assert told(found, tmp_path) == ["a.txt", "b.json"]
    assert isinstance(found[0], Found)
    assert found[0].hints.publisher == "Example Daily"


def test_a_bad_sidecar_stops_its_own_report_only(tmp_path: Path) -> None:
    for name, text in (("a.txt", ENGLISH), ("a.json", "{"), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert told(gathered(tmp_path), tmp_path) == ["K114 a.json", "b.txt"]


def test_what_a_shell_wrote_out_is_taken_without_its_sidecars(tmp_path: Path) -> None:
    for name, value in (
        ("a.txt", ENGLISH),
        ("a.json", {"publisher": "x"}),
        ("b.json", {"publisher": "x"}),
        ("c.json", []),
    ):
        (tmp_path / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    sources = [str(path) for path in sorted(tmp_path.iterdir())]
    assert [Path(source).name for source in without_sidecars(sources)] == ["a.txt", "b.json", "c.json"]
    assert without_sidecars([sources[0]]) == [sources[0]]


@pytest.mark.parametrize("name", ["none.txt", "none/none.txt", "a\0b", "x" * 5000, ""])
def test_what_is_not_there_is_one_line(tmp_path: Path, name: str) -> None:
    (found,) = gathered(tmp_path / name if name else "")
    assert isinstance(found, InputError)
    assert found.code in {"K115", "K103"}
    assert "\n" not in found.line()


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (found,) = gathered(tmp_path)
    assert isinstance(found, InputError)
    assert found.line() == f"K115 not-found: {tmp_path}: there is no report in this folder — check the path"


def test_pipes_devices_and_broken_links_never_make_a_run_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "ok.txt").write_text(ENGLISH, encoding="utf-8")
    assert told(gathered(tmp_path), tmp_path) == ["K115 broken.txt", "K115 device.txt", "ok.txt", "K115 pipe.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "up").symlink_to(tmp_path)
    (tmp_path / "d" / "self.txt").symlink_to(tmp_path / "d" / "self.txt")
    assert told(gathered(tmp_path), tmp_path) == ["K115 d/self.txt"]


def test_a_read_that_fails_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    (found,) = gathered(path)
    assert isinstance(found, InputError)
    assert found.line().startswith(f"K103 not-readable: {path}: Permission denied")


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(top: Path, *, onerror: object) -> list[object]:
        assert callable(onerror)
        onerror(PermissionError(13, "Permission denied", str(top)))
        return []

    monkeypatch.setattr(os, "walk", refused)
    assert told(gathered(tmp_path), tmp_path.parent) == [f"K103 {tmp_path.name}"]


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (found,) = gathered(path)
    assert isinstance(found, InputError)
    assert found.line() == (
        f"K104 too-large: {path}: 100000000 bytes, {limits().bytes} at most are read — split it into smaller files"
    )


def test_a_name_that_is_no_unicode_can_be_told(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(ENGLISH.encode())
    (found,) = gathered(tmp_path)
    assert isinstance(found, Found)
    assert found.capture.source.endswith("/caf�.txt")


def test_an_address_is_fetched() -> None:
    (found,) = gathered("https://example.org/a")
    assert isinstance(found, Found)
    assert (found.capture.source, found.capture.method) == ("https://example.org/a", "http")


def test_an_address_that_fails_is_one_line() -> None:
    (found,) = gathered("https://example.org/gone")
    assert isinstance(found, InputError)
    assert found.code == "K116"
