"""Every command that shows something of a ledger can be asked what was known, and what was recorded, at a time."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from karez.app.cli import build
from tests.app.conftest import Karez
from tests.app.test_schemas import validator

# What shows no part of the picture: it makes, adds, decides or checks; `diff` has times of its own.
OTHERS = {"init", "add", "reread", "verify", "reject", "accept", "retract", "correct", "withhold", "join", "split",
          "keep-apart", "grade", "briefs", "diff"}  # fmt: skip
BY = ("--by", "night desk", "--reason", "a test")


def test_every_command_that_shows_takes_both_times() -> None:
    group = typer.main.get_command(build())
    options = {
        name: {option for item in command.params for option in item.opts}
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }
    shows = {name for name, told in options.items() if "--ledger" in told} - OTHERS
    assert shows >= {"brief", "claims", "access", "show", "why", "suggestions"}
    assert {name for name in shows if not {"--as-of", "--recorded"} <= options[name]} == set()
    assert {"--from", "--to", "--recorded", "--recorded-from"} <= options["diff"]


@pytest.fixture
def toll(karez: Karez, ledger: Path) -> dict[str, Any]:
    rows: list[dict[str, Any]] = karez("claims", "--ledger", ledger, "--kind", "toll", "--json").json
    return next(row for row in rows if row["value"] == "killed 11/11/11" and "01-wire" in row["url"])


def shown(karez: Karez, ledger: Path, identity: str, *times: str) -> Any:  # noqa: ANN401 - any JSON
    ran = karez("show", identity, "--ledger", ledger, "--json", *times)
    assert ran.status == 0, ran.err
    validator("show").validate(ran.json)
    return ran.json


def test_a_claim_is_shown_as_it_was_known(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    claim, recorded = toll["claim"], karez("brief", "--ledger", ledger, "--json", "--no-keep").json["recorded"]
    first = shown(karez, ledger, claim)
    assert shown(karez, ledger, claim, "--as-of", "2026-02-01") == first
    published = ("--source-published", "2026-02-02T10:00", "--ledger", ledger)
    assert karez("correct", claim, "best=9", *BY, *published).status == 0
    assert shown(karez, ledger, claim)["claim"]["best"] == 9
    assert shown(karez, ledger, claim, "--as-of", "2026-02-02T10:00")["claim"]["best"] == 9
    assert shown(karez, ledger, claim, "--as-of", "2026-02-01") == first
    assert shown(karez, ledger, claim, "--recorded", recorded) == first
    assert karez("retract", toll["report"], *BY, "--source-published", "2026-02-03", "--ledger", ledger).status == 0
    assert shown(karez, ledger, claim)["known_to"] is not None
    assert shown(karez, ledger, claim, "--as-of", "2026-02-02T12:00")["known_to"] is None
    assert shown(karez, ledger, toll["report"], "--as-of", "2026-02-02")["report"]["retracted"] is None
    assert shown(karez, ledger, toll["report"])["report"]["retracted"] is not None


def test_what_was_not_known_by_then_is_told_as_such(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    made = karez("accept", toll["claim"], *BY, "--ledger", ledger, "--json").json
    for identity, times in (
        (toll["claim"], ("--as-of", "2026-01-30")),
        (toll["report"], ("--as-of", "2026-01-30")),
        (made["id"], ("--recorded", "2026-02-01")),
    ):
        ran = karez("show", identity, "--ledger", ledger, *times)
        assert ran.status == 2 and ran.err.startswith("K401") and "by then" in ran.err
    assert shown(karez, ledger, made["id"])["judgement"]["id"] == made["id"]


def test_an_incident_and_the_queue_are_of_their_time(karez: Karez, ledger: Path, toll: dict[str, Any]) -> None:
    incident = "inc-" + toll["claim"].removeprefix("clm-")[:12]
    now, then = (shown(karez, ledger, incident, *times)["incident"] for times in ((), ("--as-of", "2026-01-31")))
    assert 0 < len(then["claims"]) < len(now["claims"])
    assert karez("suggestions", "--ledger", ledger, "--as-of", "2026-01-30", "--json").json["pairs"] == []
    ids = [row["claim"] for row in karez("claims", "--ledger", ledger, "--kind", "toll", "--json").json][:2]
    assert karez("why", *ids, "--ledger", ledger, "--as-of", "2026-02-03").status == 0
    assert karez("why", *ids, "--ledger", ledger, "--as-of", "2026-01-30").status == 2
    assert json.dumps(then) != json.dumps(now)
