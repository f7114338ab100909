"""Judgements through the command line, each looked at before and after its own time and its recording."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from karez.app.workspace import Workspace
from karez.model.claim import Reading, Toll
from karez.model.codec import claim_json
from karez.model.identity import with_ids
from karez.model.report import Document
from karez.model.vocabulary import Qualifier
from karez.read.reader import Reader
from tests.app.conftest import Karez

BY = ("--by", "night desk", "--reason", "misread in a hurry")


def claim_of(karez: Karez, ledger: Path, **wanted: object) -> dict[str, Any]:
    """What `karez show` tells of the first claim of the ledger whose JSON has these values."""
    with Workspace.open(str(ledger)) as workspace:
        told = (claim_json(item.claim) for item in workspace.claims())
        found = next(one for one in told if all(one.get(name) == item for name, item in wanted.items()))
    value: dict[str, Any] = karez("show", found["id"], "--ledger", ledger, "--json").json
    return value


def bests(karez: Karez, ledger: Path, claim: str, *times: str) -> list[str]:
    rows = karez("claims", "--ledger", ledger, "--json", *times).json
    return [row["value"] for row in rows if row["claim"] == claim]


def brief(karez: Karez, ledger: Path, *times: str) -> Any:  # noqa: ANN401 - any JSON
    return karez("brief", "--ledger", ledger, "--json", *times).json


def method(made: dict[str, Any]) -> str:
    return "\n".join(line["text"] for part in made["sections"] if part["key"] == "method" for line in part["lines"])


@pytest.fixture
def toll(karez: Karez, ledger: Path) -> dict[str, Any]:
    """The wire's first figure for civilians, which the wire itself takes back three days later."""
    return claim_of(karez, ledger, kind="toll", best=11, victims="civilians")


def test_a_rejection_holds_from_its_recording_and_for_every_time(
    karez: Karez, ledger: Path, toll: dict[str, Any]
) -> None:
    claim = toll["claim"]["id"]
    before = brief(karez, ledger)
    ran = karez("reject", claim[:16], *BY, "--ledger", ledger)
    assert ran.status == 0
    assert re.match(r"jdg-[0-9a-f]+-\d+: reject clm-", ran.out)
    after = brief(karez, ledger)
    assert claim not in json.dumps(after)
    assert "rejected" in method(after) and "night desk" in method(after) and "misread in a hurry" in method(after)
    assert claim[:12] in method(after)
    assert brief(karez, ledger, "--recorded", before["recorded"]) == before
    assert bests(karez, ledger, claim, "--as-of", "2026-02-01") == [], "a misreading was wrong from the start"
    assert bests(karez, ledger, claim, "--as-of", "2026-02-01", "--recorded", before["recorded"]) != []


def test_a_rejected_claim_is_still_shown_and_may_be_accepted_again(
    karez: Karez, ledger: Path, toll: dict[str, Any]
) -> None:
    claim = toll["claim"]["id"]
    assert toll["known_to"] is None
    karez("reject", claim, *BY, "--ledger", ledger)
    shown = karez("show", claim, "--ledger", ledger, "--json").json
    assert shown["claim"] == toll["claim"]
    assert shown["known_to"] == toll["known_from"]
    again = karez("reject", claim, *BY, "--ledger", ledger)
    assert (again.status, again.out) == (2, "")
    assert again.err.startswith("K403 bad-request: ") and "karez accept" in again.err and "jdg-" in again.err
    assert karez("correct", claim, "best=3", *BY, "--ledger", ledger).status == 2
    assert karez("accept", claim, *BY, "--ledger", ledger).status == 0
    assert bests(karez, ledger, claim) == ["killed 11/11/11"]
    assert karez("reject", claim, *BY, "--ledger", ledger).status == 0


def test_a_source_takes_a_claim_back_at_its_own_time(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    claim = toll["claim"]["id"]
    before = brief(karez, ledger)["recorded"]
    ran = karez("reject", claim, "--by", "Sample Wire", "--reason", "withdrawn", "--ledger", ledger,
                "--source-published", "2026-02-03T10:15", "--json")  # fmt: skip
    assert ran.json["verdict"] == "retract"
    assert ran.json["known_from"] == "2026-02-03 10:15 +05:00"
    assert bests(karez, ledger, claim) == []
    assert bests(karez, ledger, claim, "--as-of", "2026-02-03T10:14") == ["killed 11/11/11"]
    assert bests(karez, ledger, claim, "--recorded", before) == ["killed 11/11/11"]
    assert "retracted" in method(brief(karez, ledger)) and "Sample Wire" in method(brief(karez, ledger))
    assert "retracted" not in method(brief(karez, ledger, "--as-of", "2026-02-02"))


def test_a_source_corrects_a_claim_at_its_own_time(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    claim = toll["claim"]["id"]
    before = brief(karez, ledger)["recorded"]
    ran = karez("correct", claim, "best=9", "--by", "Sample Wire", "--reason", "should read nine", "--ledger", ledger,
                "--source-published", "2026-02-03T10:15")  # fmt: skip
    assert ran.status == 0
    assert bests(karez, ledger, claim) == ["killed 9/9/9"]
    assert bests(karez, ledger, claim, "--as-of", "2026-02-03T10:14") == ["killed 11/11/11"]
    assert bests(karez, ledger, claim, "--recorded", before) == ["killed 11/11/11"]
    shown = karez("show", claim, "--ledger", ledger, "--json").json
    assert shown["corrected"] and shown["claim"]["quote"] == toll["claim"]["quote"]


def test_no_source_takes_back_what_it_has_not_said_yet(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    ran = karez("reject", toll["claim"]["id"], *BY, "--source-published", "2026-01-01", "--ledger", ledger)
    assert ran.status == 2
    assert ran.err.startswith("K402 bad-value: ") and "before" in ran.err


def test_a_correction_holds_from_its_recording(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    claim = toll["claim"]["id"]
    before = brief(karez, ledger)
    ran = karez("correct", claim[:16], "best=12", "victims=women", *BY, "--ledger", ledger)
    assert ran.out.rstrip().endswith("(best=12, victims=women, low=12, high=12)")
    after = brief(karez, ledger)
    assert "best=12" in method(after) and "corrected" in method(after)
    reference = next(item for item in after["references"] if item["claim"] == claim)
    assert reference["corrected"]
    assert bests(karez, ledger, claim, "--as-of", "2026-01-31") == ["killed 12/12/12"]
    assert brief(karez, ledger, "--recorded", before["recorded"]) == before
    shown = karez("show", claim, "--ledger", ledger, "--json").json["claim"]
    assert "number" in toll["claim"]["fields"] and "number" not in shown["fields"]


def test_two_corrections_add_up_and_the_later_wins(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    claim = toll["claim"]["id"]
    for change in ("best=12", "realis=alleged", "best=13"):
        assert karez("correct", claim, change, *BY, "--ledger", ledger).status == 0
    shown = karez("show", claim, "--ledger", ledger, "--json").json["claim"]
    assert (shown["low"], shown["best"], shown["high"], shown["realis"]) == (13, 13, 13, "alleged")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (("state=open",), "these can: best"),
        (("where=Quetta",), "these can: best"),
        (("claimant.quote=x",), "these can: best"),
        (("harm=sad",), "killed, injured"),
        (("low=20",), "low is above best"),
        (("best",), "FIELD=VALUE"),
        (("=3",), "FIELD=VALUE"),
        (("harm=null",), "cannot be null"),
    ],
)
def test_a_correction_that_breaks_the_contract_changes_nothing(
    karez: Karez, ledger: Path, toll: dict[str, Any], changes: tuple[str, ...], told: str
) -> None:
    ran = karez("correct", toll["claim"]["id"], *changes, *BY, "--ledger", ledger)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("K402 bad-value: ") and told in ran.err
    assert karez("show", toll["claim"]["id"], "--ledger", ledger, "--json").json == toll


def test_a_status_loses_its_cause(karez: Karez, ledger: Path) -> None:
    found = claim_of(karez, ledger, kind="status", cause="mines")
    claim = found["claim"]["id"]
    assert karez("correct", claim, "state=restricted", "cause=null", *BY, "--ledger", ledger).status == 0
    shown = karez("show", claim, "--ledger", ledger, "--json").json["claim"]
    assert (shown["state"], shown["cause"]) == ("restricted", None)


def test_a_link_leads_to_a_claim_of_the_same_report(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    claim, report = toll["claim"]["id"], toll["report"]["id"]
    rows = karez("claims", "--ledger", ledger, "--json").json
    mine = next(row for row in rows if row["report"] == report and row["kind"] == "toll" and row["claim"] != claim)
    other = next(row for row in rows if row["report"] != report and row["kind"] == "toll")
    assert karez("correct", claim, f"part_of={mine['claim'][:14]}", *BY, "--ledger", ledger).status == 0
    assert karez("show", claim, "--ledger", ledger, "--json").json["claim"]["part_of"] == mine["claim"]
    for wrong in (other["claim"], claim, report):
        ran = karez("correct", claim, f"part_of={wrong}", *BY, "--ledger", ledger)
        assert ran.status == 2 and "K402" in ran.err


def test_ids_of_other_ledgers_and_of_reports_are_refused(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    assert karez("init", "--ledger", "other.db").status == 0
    ran = karez("reject", toll["claim"]["id"], *BY, "--ledger", "other.db")
    assert (ran.status, ran.err.split()[0]) == (2, "K401")
    ran = karez("reject", toll["report"]["id"], *BY, "--ledger", ledger)
    assert ran.status == 2 and "id of no claim" in ran.err
    ran = karez("reject", "clm-", *BY, "--ledger", ledger)
    assert (ran.status, ran.err.split()[0]) == (2, "K401")


def test_an_id_that_means_two_claims_is_told(karez: Karez, ledger: Path) -> None:
    ids = sorted(row["claim"] for row in karez("claims", "--ledger", ledger, "--json").json)
    prefix = next(one[:cut] for cut in (6, 5) for one, two in pairwise(ids) if one[:cut] == two[:cut])
    ran = karez("show", prefix, "--ledger", ledger)
    assert (ran.status, ran.err.split()[0]) == (2, "K405")


def test_who_and_why_must_be_said(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    ran = karez("reject", toll["claim"]["id"], "--by", " ", "--reason", "x", "--ledger", ledger)
    assert ran.status == 2 and "by whom" in ran.err
    ran = karez("reject", toll["claim"]["id"], "--ledger", ledger)
    assert ran.status == 2 and "--by" in ran.err


def test_withholding_takes_the_words_and_stays_verified(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    report = toll["report"]["id"]
    ran = karez("withhold", report[:14], *BY, "--ledger", ledger, "--json")
    assert ran.json["report"] == report
    shown = karez("show", report, "--ledger", ledger, "--json").json["report"]
    assert shown["text"] is None
    assert karez("show", toll["claim"]["id"], "--ledger", ledger, "--json").json["claim"]["quote"] == ""
    assert "(text withheld)" in karez("show", toll["claim"]["id"], "--ledger", ledger).out
    assert karez("verify", "--ledger", ledger).status == 0
    made = brief(karez, ledger)
    quotes = [item["quote"] for item in made["references"] if item["report"] == report]
    assert quotes
    assert set(quotes) == {"(text withheld)"}
    assert karez("withhold", toll["claim"]["id"], *BY, "--ledger", ledger).status == 2


def test_reading_anew_is_looked_at_before_and_after(
    karez: Karez, ledger: Path, toll: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = brief(karez, ledger)
    monkeypatch.setattr("karez.read.reader.Reader.version", "karez.rules.test", raising=True)
    ran = karez("reread", toll["report"]["id"][:14], "--ledger", ledger, "--json")
    assert ran.json == [{"report": toll["report"]["id"], "new_claims": 0}], "the same rules find the same claims"
    after = brief(karez, ledger)
    assert after["as_of"] == before["as_of"], "a reading speaks of the time of its report"
    assert brief(karez, ledger, "--recorded", before["recorded"])["references"] == before["references"]


def test_a_better_reading_replaces_the_old_one_from_its_recording(
    karez: Karez, ledger: Path, toll: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, report = toll["claim"]["id"], toll["report"]["id"]
    before = brief(karez, ledger)
    read = Reader.read

    def better(self: Reader, document: Document, *, report: str | None = None) -> Reading:
        reading = read(self, document, report=report)
        drafts = [
            replace(claim, body=replace(claim.body, low=11, best=None, high=14, qualifier=Qualifier.RANGE))
            if claim.id == old and isinstance(claim.body, Toll)
            else claim
            for claim in reading.claims
        ]
        return replace(reading, claims=with_ids(report or document.report_id, drafts))

    monkeypatch.setattr(Reader, "read", better)
    ran = karez("reread", report, "--ledger", ledger, "--json")
    assert ran.json == [{"report": report, "new_claims": 1}]
    new = claim_of(karez, ledger, kind="toll", low=11, high=14, victims="civilians")
    assert new["known_from"] == toll["known_from"], "a reading speaks of the time of its report"
    assert bests(karez, ledger, old) == []
    assert bests(karez, ledger, new["claim"]["id"], "--as-of", "2026-01-31") == ["killed 11/?/14"]
    assert bests(karez, ledger, old, "--recorded", before["recorded"]) == ["killed 11/11/11"]
    assert brief(karez, ledger, "--recorded", before["recorded"])["references"] == before["references"]
    shown = karez("show", old, "--ledger", ledger, "--json").json
    assert shown["successor"] == new["claim"]["id"] and shown["known_to"]
    ran = karez("reject", old, *BY, "--ledger", ledger)
    assert ran.status == 2 and new["claim"]["id"] in ran.err, "it says which claim to decide about"


def test_a_claim_that_a_person_corrected_is_not_replaced(
    karez: Karez, ledger: Path, toll: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = toll["claim"]["id"]
    karez("correct", claim, "best=12", *BY, "--ledger", ledger)
    monkeypatch.setattr(Reader, "read", lambda self, document, report=None: Reading("en"))
    assert karez("reread", "--ledger", ledger).status == 0
    assert [row["claim"] for row in karez("claims", "--ledger", ledger, "--json").json] == [claim]
    assert bests(karez, ledger, claim) == ["killed 12/12/12"]
