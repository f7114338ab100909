"""`karez claims`: the CSV opens in a spreadsheet as it is; the table and the JSON say the same."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karez.app.output import CSV_COLUMNS, as_csv
from karez.model.text import printable
from tests.app.conftest import Karez


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "without it Excel takes the file for another encoding"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_one_row_a_claim_with_all_that_leads_back(karez: Karez, ledger: Path) -> None:
    rows = rows_of(karez("claims", "--csv", "--ledger", ledger).out)
    told = karez("claims", "--json", "--ledger", ledger).json
    assert [row["claim"] for row in rows] == [row["claim"] for row in told]
    assert len({row["claim"] for row in rows}) == len(rows) > 50
    assert set(rows[0]) == set(CSV_COLUMNS)
    assert set(CSV_COLUMNS) >= {"quote", "claimant", "from", "to", "place", "pcode", "report", "url"}
    toll = next(row for row in rows if row["quote"] == "17 security personnel")
    assert toll["kind"] == "toll" and toll["value"] == "killed 17/17/17"
    assert toll["claimant"] and toll["claimant_class"] == "official"
    assert toll["url"].startswith("https://example.org/samples/")
    assert any(row["pcode"].startswith("PK") for row in rows)
    assert all(row["quote"] and row["report"].startswith("rep-") and row["known_from"] for row in rows)


def test_lines_end_as_spreadsheets_want_them(karez: Karez, ledger: Path) -> None:
    text = karez("claims", "--csv", "--ledger", ledger).out
    assert text.count("\r\n") == text.count("\n") == len(rows_of(text)) + 1


def test_no_cell_is_taken_for_a_formula(karez: Karez, note: Callable[..., Path]) -> None:
    bad = '=HYPERLINK("https://example.org","x")'
    path = note(3, "2026-02-01", publisher=bad)
    karez("init")
    assert karez("add", path).status == 0
    rows = rows_of(karez("claims", "--csv").out)
    assert rows
    assert {row["publisher"] for row in rows} == {f"'{bad}"}


CELL = st.text(max_size=20) | st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "\n=1", '"', ",", "\ufeff"]
)


@given(st.lists(CELL, min_size=len(CSV_COLUMNS), max_size=len(CSV_COLUMNS)))
def test_any_words_come_back_and_no_cell_begins_a_formula(cells: list[str]) -> None:
    (row,) = rows_of(as_csv([dict(zip(CSV_COLUMNS, cells, strict=True))]))
    for name, cell in zip(CSV_COLUMNS, cells, strict=True):
        shown = printable(cell)
        assert row[name] in {shown, f"'{shown}"}
        assert not row[name].lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("kind", ["incident", "toll", "status", "control", "directive", "assessment"])
def test_one_kind_alone(karez: Karez, ledger: Path, kind: str) -> None:
    rows = karez("claims", "--kind", kind, "--json", "--ledger", ledger).json
    assert rows and {row["kind"] for row in rows} == {kind}


def test_the_table_gives_ids_that_can_be_copied(karez: Karez, ledger: Path) -> None:
    ran = karez("claims", "--kind", "directive", "--ledger", ledger)
    told = karez("claims", "--kind", "directive", "--json", "--ledger", ledger).json
    for row in told:
        assert row["claim"][:16] in ran.out
    assert "karez show" in ran.err


def test_an_empty_ledger_has_a_header_and_no_rows(karez: Karez) -> None:
    karez("init")
    assert rows_of(karez("claims", "--csv").out) == []
    assert karez("claims", "--json").json == []
    assert "0 claims" in karez("claims").out


def test_names_of_private_persons_are_masked_in_what_is_handed_on(karez: Karez, note: Callable[..., Path]) -> None:
    # A composed name of nobody.
    text = "On Saturday a shopkeeper named Example Person, 34, was killed in Quetta, his brother said."
    karez("init")
    assert karez("add", note(1, "2026-02-01", text)).status == 0
    printed = [karez("claims", *form).out for form in ((), ("--csv",), ("--json",))]
    assert all("killed" in out for out in printed)
    assert all("Example Person" not in out for out in printed)
    toll = next(row for row in karez("claims", "--json").json if row["kind"] == "toll")
    assert "Example Person" in karez("show", toll["claim"]).out, "the ledger keeps the original"


def test_a_withheld_text_has_no_words(karez: Karez, ledger: Path) -> None:
    row = karez("claims", "--json", "--ledger", ledger).json[0]
    karez("withhold", row["report"], "--by", "desk", "--reason", "a test", "--ledger", ledger)
    rows = karez("claims", "--json", "--ledger", ledger).json
    assert {found["quote"] for found in rows if found["report"] == row["report"]} == {"(text withheld)"}
