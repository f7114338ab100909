"""`karez copies` and what `karez show REPORT` tells of origins."""

from pathlib import Path

import pytest

from karez.app.commands.copying import sighted
from karez.app.copies import Sighted, copies_json, origin_card, report_origin_json, table_rows
from karez.app.schema import schema_of
from karez.app.workspace import Workspace
from karez.brief.mask import Mask
from karez.model.canonical import digest_text
from karez.model.record import ReportRecord, View
from karez.resolve.origins import origins
from tests.app.conftest import Karez

WIRE = "Two guards were killed at the customs post of Oakford on Monday, the Harbour Office said. " * 2
HOUR = 3_600_000_000


def printed(number: int, text: str, publisher: str, *, at: int = 0, withheld: bool = False) -> ReportRecord:
    """A composed report."""
    identity = "rep-" + digest_text(f"{number}")[:32]
    left = None if withheld else text
    return ReportRecord(
        identity, digest_text(text), left, "composed.txt", at * HOUR, at * HOUR, None, publisher, "media"
    )


def seen(*reports: ReportRecord) -> Sighted:
    """A view of these reports as people see it."""
    view = View(99 * HOUR, 99 * HOUR, "0" * 64, reports, ())
    return Sighted(view, origins(view), Mask((), [one.text for one in reports if one.text]), "UTC")


def test_a_group_is_one_origin_with_its_prints_and_shows_the_words(karez: Karez, ledger: Path) -> None:
    found = karez("copies", "--ledger", ledger, "--json").json
    (group,) = found["groups"]
    first, daily, portal = group["reports"]
    assert group["origin"] == first["publisher"] == daily["origin"] == "Sample Wire (composed)"
    assert (daily["link"]["kind"], portal["link"]["of"]) == ("copy_of", first["report"])
    assert portal["adds"] == "Placeholder Portal (composed)" and found["oddities"] == found["named"] == []
    with Workspace.open(str(ledger)) as workspace:
        text = workspace.view().report(daily["report"]).text or ""
    start, end = daily["link"]["words"][1]
    assert text[start:end].startswith("Balochistan province on Saturday, among them Quetta")
    credit = daily["credits"][0]
    assert text[credit["start"] : credit["end"]] == credit["quote"] == "Sample Wire"


def test_the_table_and_the_card_say_it_in_words(karez: Karez, ledger: Path) -> None:
    ran = karez("copies", "--ledger", ledger)
    assert "Sample Wire (composed): 1 origin, 3 prints" in ran.out
    assert "12 reports, 2 of them copies or versions of others" in ran.out
    with Workspace.open(str(ledger)) as workspace:
        view = workspace.view()
        daily = next(report.id for report in view.reports if report.publisher == "Example Daily (composed)")
        row = report_origin_json(daily, sighted(workspace, view))
    assert row is not None and dict(origin_card(row))["copy_of"].endswith("overlap 0.81, by rewrite")
    shown = karez("show", daily, "--ledger", ledger)
    assert "copy_of" in shown.out and "names Sample Wire (composed) for its own voice (reporting-by)" in shown.out
    assert karez("show", daily, "--ledger", ledger, "--json").json["origin"] == row


def test_as_of_a_time_before_the_rewrites_there_are_none(karez: Karez, ledger: Path) -> None:
    found = karez("copies", "--ledger", ledger, "--as-of", "2026-01-31T20:00", "--json").json
    assert (found["reports"], found["groups"]) == (1, [])


def test_an_outlet_that_is_only_named_and_reports_that_credit_each_other_are_listed() -> None:
    named = printed(1, f"{WIRE[::-1]}\n(AFP)", "Example Post")
    one = printed(2, f"OAKFORD (Example Daily) - {WIRE}", "Sample Wire", at=1)
    other = printed(3, f"OAKFORD (Sample Wire) - {WIRE}", "Example Daily", at=1)
    found = copies_json(seen(named, one, other))
    assert [(row["origin"], [told["report"] for told in row["reports"]]) for row in found["named"]] == [
        ("AFP", [named.id])
    ]
    (odd,) = found["oddities"]
    assert odd["kind"] == "credit-circle" and set(odd["reports"]) == {one.id, other.id}
    (row,) = [cells for cells in table_rows(found["groups"][0]["reports"]) if "overlap" in cells[3]]
    assert row[3].startswith("copy_of, overlap ") and row[3].endswith("; both known from the same time")


def test_a_withheld_copy_shows_no_words() -> None:
    found = copies_json(seen(printed(1, WIRE, "Sample Wire"), printed(2, WIRE, "Example Daily", at=1, withheld=True)))
    copy = found["groups"][0]["reports"][1]
    assert copy["link"]["rule"] == "same-text" and copy["link"]["words"] == [[0, None]] and copy["longest"] is None


@pytest.mark.parametrize("part", ["link", "credit"])
def test_the_schema_knows_every_rule_of_the_data(part: str) -> None:
    rules = set(schema_of("copies")["$defs"]["origin"]["$defs"][part]["properties"]["rule"]["enum"])
    from_data = {"dateline", "by-line", "copyright", "end-credit", "reporting-by", "contributed", "citing", "reported"}
    assert rules >= from_data | {"author", "shared-by-line"}
