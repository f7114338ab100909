"""Addresses: what has not changed is not fetched twice, by ledger, and what is not held is fetched again."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from karez.app import intake
from karez.app.marks import Marks
from karez.app.settings import Settings
from karez.app.values import Taken
from karez.app.workspace import Workspace
from karez.ingest.fetch import Fetcher
from karez.model.claim import Reading
from karez.model.report import Document
from karez.read.reader import Reader
from tests.app.conftest import Karez

URL = "https://example.org/page.txt"
TEXT = "[Composed.] On 31 January 2026 3 soldiers were killed in the north, officials said."


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """A server for one page; the ETags that were sent to it, one a request."""
    seen: list[str | None] = []

    def serve(request: httpx.Request) -> httpx.Response:
        mark = request.headers.get("if-none-match")
        seen.append(mark)
        if request.url.path != "/page.txt":
            return httpx.Response(404)
        if mark == '"one"':
            return httpx.Response(304)
        return httpx.Response(200, text=TEXT, headers={"etag": '"one"', "content-type": "text/plain; charset=utf-8"})

    def fetcher(marks: dict[str, str]) -> Fetcher:
        return Fetcher(marks, transport=httpx.MockTransport(serve), allowed=lambda _: True)

    monkeypatch.setattr(intake, "Fetcher", fetcher)
    return seen


def test_an_address_is_fetched_once_and_then_asked_for_changes(karez: Karez, asked: list[str | None]) -> None:
    karez("init")
    first = karez("add", URL, "--json")
    assert (first.status, len(first.json["added"])) == (0, 1)
    again = karez("add", URL, "--json")
    assert (again.status, again.err.split()[0]) == (0, "K117"), "nothing to do is all done"
    assert [len(again.json[key]) for key in ("added", "unchanged", "failed")] == [0, 1, 0]
    assert asked == [None, '"one"']
    made = karez("brief", URL, "--ledger", "karez.db")
    assert made.status == 0 and "soldiers" in made.out


def test_another_ledger_gets_the_page_too(karez: Karez, asked: list[str | None]) -> None:
    for name in ("a.db", "b.db"):
        karez("init", "--ledger", name)
        assert len(karez("add", URL, "--ledger", name, "--json").json["added"]) == 1
    assert asked == [None, None]


def test_a_ledger_made_anew_gets_the_page_again(karez: Karez, asked: list[str | None]) -> None:
    for _ in range(2):
        karez("init")
        assert len(karez("add", URL, "--json").json["added"]) == 1
        for path in Path().glob("karez.db*"):
            path.unlink()
    assert asked == [None, None]


def test_a_brief_in_one_go_always_has_the_page(karez: Karez, asked: list[str | None]) -> None:
    for _ in range(2):
        assert "soldiers" in karez("brief", URL).out
    assert asked == [None, None]


def test_an_address_that_fails_is_a_line_and_the_rest_goes_on(
    karez: Karez, asked: list[str | None], samples: Path
) -> None:
    karez("init")
    ran = karez("add", "https://example.org/none", samples / "07-hospital.txt")
    assert ran.status == 3
    assert "K116 fetch-failed: https://example.org/none: the server answered 404" in ran.err
    assert asked == [None]


def test_the_file_of_marks_is_the_owners_alone_and_holds_no_password(tmp_path: Path) -> None:
    marks = Marks(tmp_path / "cache", "postgresql://desk:secret@db.example.org/karez")
    marks.values[URL] = '"one"'
    marks.save()
    (path,) = (tmp_path / "cache" / "marks").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text(encoding="utf-8")) == {URL: '"one"'}
    assert "secret" not in str(path)
    again = Marks(tmp_path / "cache", "postgresql://desk:secret@db.example.org/karez")
    assert again.values == {URL: '"one"'}
    again.keep_only(["https://example.org/other"])
    assert again.values == {}


@pytest.mark.parametrize("content", ["", "no JSON", "[1, 2]", "\0"])
def test_a_broken_file_of_marks_is_done_without(tmp_path: Path, content: str) -> None:
    marks = Marks(tmp_path, "x")
    marks.save()
    (path,) = (tmp_path / "marks").iterdir()
    path.write_text(content, encoding="utf-8")
    assert Marks(tmp_path, "x").values == {}


def test_a_cache_that_cannot_be_written_stops_nothing(
    tmp_path: Path, asked: list[str | None], note: Callable[..., Path]
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    with Workspace.create(str(tmp_path / "k.db"), settings=Settings(cache=blocked)) as workspace:
        (taken,) = workspace.add([URL])
    assert isinstance(taken, Taken) and taken.new
    assert asked == [None]


def test_sidecars_among_the_files_are_no_reports(karez: Karez, note: Callable[..., Path]) -> None:
    path = note(3, "2026-02-01")
    karez("init")
    ran = karez("add", path, path.with_suffix(".json"), "--json")
    assert ran.status == 0
    assert [item["source"] for item in ran.json["added"]] == [str(path)]


def test_a_fault_of_the_reader_costs_one_report_and_is_told(
    karez: Karez, note: Callable[..., Path], samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = note(3, "2026-02-01", "[Composed.] This one breaks the reader.")
    read = Reader.read

    def broken(self: Reader, document: Document, *, report: str | None = None) -> Reading:
        if "breaks" in document.text:
            raise KeyError("a word list")
        return read(self, document, report=report)

    monkeypatch.setattr(Reader, "read", broken)
    monkeypatch.setenv("KAREZ_LOG", "debug")
    karez("init")
    ran = karez("add", path, samples / "07-hospital.txt")
    assert ran.status == 3
    (line,) = [line for line in ran.err.splitlines() if line.startswith("K")]
    assert line.startswith(f"K119 unexpected: {path}: KeyError in the reader")
    assert "event=fault" in ran.err and "Traceback" in ran.err, "who asks for the log can see what it was"
    assert karez("verify").status == 0
