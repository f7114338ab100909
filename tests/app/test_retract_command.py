"""A source takes back a report or a claim: what that closes, changes and touches, the note, and how it is undone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karez.app.workspace import Workspace
from karez.model.claim import Reading
from karez.read.reader import Reader
from tests.app.conftest import Karez
from tests.app.test_schemas import validator

BY = ("--by", "Sample Wire", "--reason", "withdrawn")
TAKEN_BACK = "2026-02-03T09:00"


def claims(karez: Karez, ledger: Path, *times: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = karez("claims", "--ledger", ledger, "--json", *times).json
    return found


def brief(karez: Karez, ledger: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = karez("brief", "--ledger", ledger, "--json", "--no-keep", *options).json
    return found


def lines(made: dict[str, Any], key: str) -> str:
    return "\n".join(line["text"] for part in made["sections"] if part["key"] == key for line in part["lines"])


def retract(karez: Karez, ledger: Path, identity: str, *options: object) -> dict[str, Any]:
    ran = karez("retract", identity, *BY, "--source-published", TAKEN_BACK, "--ledger", ledger, "--json", *options)
    assert ran.status == 0, ran.err
    validator("retract").validate(ran.json)
    found: dict[str, Any] = ran.json
    return found


@pytest.fixture
def wire(karez: Karez, ledger: Path) -> str:
    """The wire's report of the first day."""
    return next(row["report"] for row in claims(karez, ledger) if "01-wire" in row["url"])


def test_a_report_is_closed_from_then_on_and_stays_listed(karez: Karez, ledger: Path, wire: str) -> None:
    before = brief(karez, ledger, "--as-of", "2026-02-03T08:59")
    mine = {row["claim"] for row in claims(karez, ledger) if row["report"] == wire}
    told = retract(karez, ledger, wire)
    assert set(told["claims"]) == mine and len(mine) == 12
    assert told["judgement"]["known_from"] == "2026-02-03 09:00 +05:00"
    assert not [row for row in claims(karez, ledger) if row["report"] == wire]
    after = brief(karez, ledger)
    assert not mine & {item["claim"] for item in after["references"]}
    assert f"retracted 3 February 2026 09:00, {wire[:12]}" in lines(after, "sources")
    assert f"{wire[:12]} retracted by Sample Wire" in lines(after, "method")
    early = brief(karez, ledger, "--as-of", "2026-02-03T08:59")
    assert (early["references"], early["sections"]) == (before["references"], before["sections"])
    assert karez("show", wire, "--ledger", ledger, "--json").json["report"]["retracted"] == "2026-02-03 09:00 +05:00"


@pytest.fixture
def official(karez: Karez, ledger: Path) -> str:
    """The statement of the officials, which alone gives 31 civilians killed."""
    return next(row["report"] for row in claims(karez, ledger) if "08-official" in row["url"])


def test_it_lists_every_figure_that_used_it_and_what_becomes_of_it(karez: Karez, ledger: Path, official: str) -> None:
    with Workspace.open(str(ledger)) as workspace:
        found = workspace.findings(workspace.view())
        used = [
            one
            for one in (*found.tolls, *found.incidents, *found.statuses, *found.control, *found.directives)
            if {claim for claim in one.claims if workspace.desk.find(claim).report == official}  # type: ignore[union-attr]
        ]
    told = retract(karez, ledger, official)
    assert len(told["changes"]) + len(told["unchanged"]) >= len(used) > 5
    civilians = next(row for row in told["changes"] if row["what"].startswith("civilians killed"))
    assert "31" in civilians["before"] and "31" not in (civilians["after"] or "")
    assert {row["sort"] for row in told["changes"]} >= {"toll", "control", "directive"}
    for row in told["changes"]:
        assert row["kind"] != "revised" and (row["before"] != row["after"] or row["kind"] in ("split", "joined"))
        assert row["claims_before"] and not set(row["claims"]) & set(told["claims"])
    for row in told["unchanged"]:
        assert row["claims"] and not set(row["claims"]) & set(told["claims"])


def test_reprints_that_stand_are_named(karez: Karez, ledger: Path, wire: str) -> None:
    told = retract(karez, ledger, wire)
    names = {row["report"]: row["publisher"] for row in claims(karez, ledger)}
    assert {names[report] for report in told["copies"]} == {"Example Daily (composed)", "Placeholder Portal (composed)"}
    assert "## Reports that carry its words and stand" in told["note"]


def test_the_note_names_what_was_said_what_changes_and_the_briefs(
    karez: Karez, ledger: Path, official: str, tmp_path: Path
) -> None:
    karez("brief", "--ledger", ledger, "--title", "Morning brief")
    karez("brief", "--ledger", ledger, "--title", "Of Karachi", "--area", "Karachi")
    page = tmp_path / "note.md"
    ran = karez("retract", official, *BY, "--source-published", TAKEN_BACK, "--ledger", ledger, "-o", page)
    assert ran.status == 0 and "What used it" in ran.out and "Morning brief" in ran.out
    assert str(page) in ran.err and "jdg-" in ran.err
    note = page.read_text(encoding="utf-8")
    for words in ("# Correction note", "## What was retracted", "“31 civilians”", "## What it changes", " → ",
                  "no longer given", "## Briefs that had used it", "Morning brief", "brf-"):  # fmt: skip
        assert words in note, words
    assert "Of Karachi" not in note
    told = [line for line in note.split("## What had used it")[0].splitlines() if line.startswith("- ")]
    assert len(told) == len(set(told)) > 5, "one that fell and is settled is told once"
    for line in note.split("## What it changes")[1].split("## What had used it")[0].splitlines():
        assert not line.startswith("- ") or "(#f" in line, "every figure cites its claims"


def test_one_claim_is_taken_back_and_the_rest_of_its_report_stands(karez: Karez, ledger: Path, wire: str) -> None:
    rows = [row for row in claims(karez, ledger) if row["report"] == wire]
    one = next(row["claim"] for row in rows if row["value"] == "killed 11/11/11")
    told = retract(karez, ledger, one[:16])
    assert told["claims"] == [one]
    assert told["judgement"]["subjects"] == [one]
    left = [row["claim"] for row in claims(karez, ledger) if row["report"] == wire]
    assert left == [row["claim"] for row in rows if row["claim"] != one]
    other = karez("reject", left[0], *BY, "--source-published", TAKEN_BACK, "--ledger", ledger, "--json").json
    assert other["verdict"] == "retract", "rejecting with the source's time is the same"


def test_a_later_reading_of_a_retracted_report_is_closed_too(
    karez: Karez, ledger: Path, wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    retract(karez, ledger, wire)
    monkeypatch.setattr(Reader, "read", lambda self, document, report=None: Reading("en"))
    karez("reread", wire, "--ledger", ledger)
    monkeypatch.undo()
    assert karez("reread", wire, "--ledger", ledger, "--json").status == 0
    assert not [row for row in claims(karez, ledger) if row["report"] == wire]


def test_a_person_undoes_it(karez: Karez, ledger: Path, wire: str) -> None:
    before = brief(karez, ledger, "--as-of", "2026-02-04")
    told = retract(karez, ledger, wire)
    again = karez("retract", wire, *BY, "--ledger", ledger)
    assert again.status == 2 and told["judgement"]["id"] in again.err and "karez accept" in again.err
    one = told["claims"][0]
    for command in ("reject", "accept", "retract"):
        ran = karez(command, one, *BY, "--ledger", ledger)
        assert ran.status == 2 and wire[:16] in ran.err and "retracted by Sample Wire" in ran.err
    assert karez("accept", wire, "--by", "desk", "--reason", "another report", "--ledger", ledger).status == 0
    after = brief(karez, ledger, "--as-of", "2026-02-04")
    assert after["references"] == before["references"]
    assert karez("accept", wire, "--by", "desk", "--reason", "twice", "--ledger", ledger).status == 2
    assert karez("verify", "--ledger", ledger).status == 0


def test_without_a_time_it_was_taken_back_now(karez: Karez, ledger: Path, wire: str) -> None:
    ran = karez("retract", wire, *BY, "--ledger", ledger, "--json")
    made = ran.json["judgement"]
    assert made["known_from"][:10] == made["recorded"][:10]
    assert [row for row in claims(karez, ledger, "--as-of", "2026-02-03") if row["report"] == wire]
    assert not [row for row in claims(karez, ledger, "--as-of", "now") if row["report"] == wire]


def test_what_cannot_be_retracted_is_refused_in_one_line(karez: Karez, ledger: Path, wire: str) -> None:
    head = karez("verify", "--ledger", ledger, "--json").json["head"]
    for options, code in (
        ((wire, *BY, "--source-published", "2026-01-01"), "K402"),
        ((wire, "--by", " ", "--reason", "x"), "K403"),
        (("rep-0000000000", *BY), "K401"),
        (("F12", *BY), "K401"),
        ((karez("claims", "--ledger", ledger, "--json").json[0]["claim"][:4], *BY), "K401"),
    ):
        ran = karez("retract", *options, "--ledger", ledger)
        assert (ran.status, ran.out) == (2, "") and ran.err.startswith(code), ran.err
    assert karez("verify", "--ledger", ledger, "--json").json["head"] == head


def test_the_note_masks_private_names(karez: Karez, ledger: Path, note: Callable[..., Path], tmp_path: Path) -> None:
    text = "A shopkeeper named Orlin Tarvek was among 3 civilians killed in Nushki on Sunday, police said."
    added = karez("add", note(1, "2026-02-02T10:00", text), "--ledger", ledger, "--json").json["added"][0]
    told = retract(karez, ledger, added["report"])
    assert "Tarvek" not in json.dumps(told) and "(name withheld)" in told["note"]


def test_a_report_of_which_nothing_was_read_is_retracted_too(
    karez: Karez, ledger: Path, note: Callable[..., Path]
) -> None:
    added = karez("add", note(2, "2026-02-02T10:00", "Nothing to see here."), "--ledger", ledger, "--json").json
    told = retract(karez, ledger, added["added"][0]["report"])
    assert (told["claims"], told["changes"], told["unchanged"]) == ([], [], [])
    assert "It changes no figure" in told["note"] and "No brief that this ledger noted" in told["note"]
