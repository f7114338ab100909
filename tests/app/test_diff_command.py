"""`karez diff`: what changed from one time to another, each figure before and after with its claims."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.app.conftest import Karez
from tests.app.test_schemas import validator

FIRST, SECOND, LAST = "2026-01-31", "2026-02-01", "2026-02-03"


def told(karez: Karez, ledger: Path, *options: str) -> dict[str, Any]:
    ran = karez("diff", "--ledger", ledger, *options, "--json")
    assert ran.status == 0, ran.err
    validator("diff").validate(ran.json)
    found: dict[str, Any] = ran.json
    return found


def rows(found: dict[str, Any], kind: str, sort: str) -> list[dict[str, Any]]:
    return [row for row in found["changes"] if (row["kind"], row["sort"]) == (kind, sort)]


def test_a_toll_rose_and_accounts_differ_with_claims_on_both_sides(karez: Karez, ledger: Path) -> None:
    found = told(karez, ledger, "--from", FIRST, "--to", SECOND)
    row = next(row for row in rows(found, "rose", "toll") if row["what"].startswith("civilians killed"))
    assert (row["before"], row["after"]) == ("11", "11 to 31, accounts differ")
    assert row["claims_before"] and set(row["claims_before"]) < set(row["claims"])
    assert row["what"] in {item["what"] for item in rows(found, "contested", "toll")}
    quotes = {item["claim"]: item["quote"] for item in found["references"]}
    assert all("11 civilians" in quotes[claim] for claim in row["claims_before"] if claim in quotes)
    assert set(row["claims_before"]) & quotes.keys()


def test_a_source_revises_its_own_figure(karez: Karez, ledger: Path) -> None:
    found = told(karez, ledger, "--from", SECOND, "--to", LAST)
    revised = rows(found, "revised", "toll")
    assert revised
    for row in revised:
        assert row["before"] and row["before"] != row["after"] and row["claims"] and row["claims_before"]


def test_a_state_ages_into_unknown(karez: Karez, ledger: Path) -> None:
    found = told(karez, ledger, "--from", LAST, "--to", "2026-03-20")
    assert {row["kind"] for row in found["changes"]} <= {"aged", "lapsed"}
    for row in rows(found, "aged", "status"):
        assert row["after"].startswith("unknown, last reported") and not row["before"].startswith("unknown")
    assert rows(found, "aged", "status") and rows(found, "lapsed", "directive")


def test_nothing_differs_from_itself_and_that_is_said(karez: Karez, ledger: Path) -> None:
    assert told(karez, ledger, "--from", SECOND, "--to", SECOND)["changes"] == []
    ran = karez("diff", "--ledger", ledger, "--from", SECOND, "--to", SECOND)
    assert "Nothing differs" in ran.out
    assert "## New" not in ran.out


def test_a_rejection_and_a_correction_are_told_by_what_was_recorded(karez: Karez, ledger: Path) -> None:
    recorded = karez("brief", "--ledger", ledger, "--json").json["recorded"]
    tolls = karez("claims", "--ledger", ledger, "--json", "--kind", "toll").json
    one = next(row for row in tolls if row["value"] == "killed 2/2/2")
    by = ("--by", "night desk", "--reason", "another year", "--ledger", ledger)
    made = karez("reject", one["claim"], *by, "--json").json
    assert told(karez, ledger, "--from", SECOND, "--to", SECOND)["changes"] == []
    found = told(karez, ledger, "--recorded-from", recorded)
    (row,) = rows(found, "withdrawn", "toll")
    assert (row["before"], row["after"], row["claims_before"]) == ("2", None, [one["claim"]])
    assert [item["id"] for item in found["decisions"]] == [made["id"]]
    page = karez("diff", "--ledger", ledger, "--recorded-from", recorded).out
    assert "no longer given" in page and "another year" in page and one["claim"][:16] in page


def test_an_area_narrows_it(karez: Karez, ledger: Path) -> None:
    everything = told(karez, ledger, "--from", FIRST, "--to", LAST)
    nushki = told(karez, ledger, "--from", FIRST, "--to", LAST, "--area", "Nushki")
    assert 0 < len(nushki["changes"]) < len(everything["changes"])
    ran = karez("diff", "--ledger", ledger, "--from", FIRST, "--area", "Nowhereville")
    assert ran.status == 2 and "Nowhereville" in ran.err


def test_two_differences_come_to_the_whole(karez: Karez, ledger: Path) -> None:
    """The end figure of each toll that the whole difference tells is the last that the two parts tell of it."""
    early, late, whole = (
        told(karez, ledger, "--from", one, "--to", other)
        for one, other in ((FIRST, SECOND), (SECOND, LAST), (FIRST, LAST))
    )
    numbers = ("new", "rose", "fell", "changed", "split")
    ends: dict[str, str] = {}
    for found in (early, late):
        for row in found["changes"]:
            if row["sort"] == "toll" and row["kind"] in numbers:
                ends.update(dict.fromkeys(row["claims"], row["after"]))
    checked = [
        ({row["after"]}, {ends[claim] for claim in row["claims"] if claim in ends})
        for row in whole["changes"]
        if row["sort"] == "toll" and row["kind"] in numbers
    ]
    assert len(checked) > 5
    assert [after for after, _ in checked] == [end for _, end in checked]


def test_wrong_times_are_refused_in_one_line(karez: Karez, ledger: Path) -> None:
    for options, code in (
        ((), "K403"),
        (("--from", "soon"), "K402"),
        (("--from", LAST, "--to", FIRST), "K403"),
        (("--from", FIRST, "--to", LAST, "--recorded", "2020-01-01"), "K505"),
    ):
        ran = karez("diff", "--ledger", ledger, *options)
        assert ran.status in (1, 2) and ran.out == ""
        assert ran.err.startswith(code) and ran.err.count("\n") == 1


def test_it_is_written_to_a_file_with_names_masked(
    karez: Karez, ledger: Path, note: Callable[..., Path], tmp_path: Path
) -> None:
    text = "A shopkeeper named Orlin Tarvek was among 3 civilians killed in Nushki on Sunday, police said."
    assert karez("add", note(1, "2026-02-04T10:00", text), "--ledger", ledger).status == 0
    page = tmp_path / "changes.md"
    ran = karez("diff", "--from", LAST, "--ledger", ledger, "-o", page)
    assert ran.status == 0 and ran.out == "" and str(page) in ran.err
    written = page.read_text(encoding="utf-8")
    assert "Tarvek" not in written and "(name withheld)" in written
    assert "Tarvek" not in json.dumps(told(karez, ledger, "--from", LAST))
