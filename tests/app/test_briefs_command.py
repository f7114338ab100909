"""A brief that was given out is noted, listed, and made again to the byte, whatever was added or retracted since."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karez.app.issues import Issues
from karez.ledger.ledger import Ledger
from karez.model.canonical import digest_bytes
from karez.model.errors import LedgerError
from karez.model.issue import Issue
from tests.app.conftest import Karez
from tests.app.test_schemas import validator


def listed(karez: Karez, ledger: Path) -> list[dict[str, Any]]:
    ran = karez("briefs", "--ledger", ledger, "--json")
    assert ran.status == 0, ran.err
    validator("briefs").validate(ran.json)
    found: list[dict[str, Any]] = ran.json
    return found


def test_what_is_printed_and_written_is_noted_beside_the_chain(karez: Karez, ledger: Path, tmp_path: Path) -> None:
    head = karez("verify", "--ledger", ledger, "--json").json["head"]
    page = tmp_path / "page.html"
    printed = karez("brief", "--ledger", ledger, "--html", page, "--title", "Morning").out
    html, md = sorted(listed(karez, ledger), key=lambda one: one["form"])
    assert (html["form"], html["sha256"]) == ("html", digest_bytes(page.read_bytes()))
    assert (md["form"], md["sha256"]) == ("md", digest_bytes(printed.encode()))
    assert md["options"]["title"] == "Morning" and md["ledger_head"] == head and md["fallen"] == 0
    made = karez("brief", "--ledger", ledger, "--json", "--no-keep").json
    assert {item["claim"] for item in made["references"]} <= set(md["claims"])
    assert karez("verify", "--ledger", ledger, "--json").json["head"] == head
    assert karez("brief", "--ledger", ledger, "--title", "Morning").out == printed
    assert len(listed(karez, ledger)) == 2, "the same brief is noted once"


def test_what_is_not_kept_or_only_checked_is_not_noted(
    karez: Karez, ledger: Path, samples: Path, tmp_path: Path
) -> None:
    page = tmp_path / "brief.md"
    page.write_text(karez("brief", "--ledger", ledger, "--no-keep").out, encoding="utf-8")
    assert karez("brief", "--ledger", ledger, "--check", page).status == 0
    assert karez("brief", samples / "07-hospital.txt").status == 0
    assert listed(karez, ledger) == []
    assert "0 briefs" in karez("briefs", "--ledger", ledger).out


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--as-of", "2026-02-01"),
        ("--as-of", "2026-02-02T09:00", "--since", "2026-02-01", "--marking", "GREEN", "--title", "Since"),
        ("--area", "Nushki", "--from", "2026-01-31", "--to", "2026-02-01"),
    ],
)
def test_a_brief_is_made_again_to_the_byte_after_more_was_added_and_retracted(
    karez: Karez, ledger: Path, note: Callable[..., Path], tmp_path: Path, options: tuple[str, ...]
) -> None:
    old = tmp_path / "old.html"
    printed = karez("brief", "--ledger", ledger, "--html", old, *options).out
    html, md = sorted(listed(karez, ledger), key=lambda one: one["form"])
    for number, when in ((3, "2026-01-31T23:00"), (5, "2026-02-02T08:00"), (7, "2026-02-05T08:00")):
        assert karez("add", note(number, when), "--ledger", ledger).status == 0
    rows = karez("claims", "--ledger", ledger, "--json").json
    by = ("--by", "Sample Wire", "--reason", "withdrawn", "--ledger", ledger)
    wire = next(row["report"] for row in rows if "01-wire" in row["url"])
    assert karez("retract", wire, *by, "--source-published", "2026-01-31T22:00").status == 0
    misread = next(row["claim"] for row in rows if row["kind"] == "toll" and row["report"] != wire)
    assert karez("reject", misread, *by).status == 0
    assert karez("brief", "--ledger", ledger, *options).out != printed
    ran = karez("brief", "--again", md["id"][:10], "--ledger", ledger)
    assert ran.status == 0 and ran.out == printed and "the same bytes" in ran.err
    new = tmp_path / "new.html"
    assert karez("brief", "--again", html["id"], "--ledger", ledger, "--html", new).status == 0
    assert new.read_bytes() == old.read_bytes()
    first = next(one for one in listed(karez, ledger) if one["id"] == md["id"])
    assert first["fallen"] > 0


def test_a_brief_that_cannot_be_the_same_says_so_and_why(karez: Karez, ledger: Path) -> None:
    karez("brief", "--ledger", ledger)
    (made,) = listed(karez, ledger)
    report = karez("claims", "--ledger", ledger, "--json").json[0]["report"]
    karez("withhold", report, "--by", "desk", "--reason", "names a witness", "--ledger", ledger)
    ran = karez("brief", "--again", made["id"], "--ledger", ledger)
    assert ran.status == 1 and "(text withheld)" in ran.out
    assert ran.err.startswith("K506 other-bytes: ") and "withheld since" in ran.err


def test_wrong_wishes_are_refused(karez: Karez, ledger: Path, tmp_path: Path) -> None:
    karez("brief", "--ledger", ledger)
    (made,) = listed(karez, ledger)
    for options, code in (
        (("--again", "brf-000000000000"), "K401"),
        (("--again", "brf"), "K401"),
        (("--again", made["id"], "--title", "Another"), "K403"),
        (("--again", made["id"], "--html", tmp_path / "x.html"), "K403"),
    ):
        ran = karez("brief", *options, "--ledger", ledger)
        assert ran.status == 2 and ran.err.startswith(code)
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(("name", "status"), [("read-only", 0), ("locked", 0), ("database", 1)])
def test_a_ledger_that_takes_no_note_still_gives_the_brief(
    karez: Karez, ledger: Path, monkeypatch: pytest.MonkeyPatch, name: str, status: int, tmp_path: Path
) -> None:
    def refuse(self: Ledger, issue: Issue) -> Issue:
        raise LedgerError(name, place="karez.db")

    monkeypatch.setattr(Ledger, "note_issue", refuse)
    ran = karez("brief", "--ledger", ledger, "--html", tmp_path / "page.html")
    assert ran.status == status and "## Key figures" in ran.out
    assert ran.err.count(f"{name}: ") == 1
    assert ("not noted" in ran.err) == (status == 0)


def test_a_copy_of_the_ledger_makes_the_same_brief_again(karez: Karez, ledger: Path, tmp_path: Path) -> None:
    printed = karez("brief", "--ledger", ledger).out
    (made,) = listed(karez, ledger)
    other = Path(shutil.copy(ledger, tmp_path / "copy.db"))
    os.remove(ledger)
    assert karez("brief", "--again", made["id"], "--ledger", other).out == printed


def test_an_id_that_means_two_briefs_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with Ledger.create(str(tmp_path / "two.db")) as ledger:
        for number in range(40):
            ledger.note_issue(Issue("a" * 64, "md", number, 0, "b" * 64))
        issues = Issues(ledger, lambda text: 0, lambda asked, form: "", reader="r", pack="p")
        ids = [one.id for one in ledger.issues()]
        two = next(one[:5] for one in ids if sum(other.startswith(one[:5]) for other in ids) > 1)
        with pytest.raises(Exception, match="K405"):
            issues.find(two)
        assert issues.find(ids[0]).id == ids[0]
