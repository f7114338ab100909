"""`karez tolls` and `karez explain` on the samples and on composed notes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from karez.app.schema import schema_of
from karez.app.tolls.explained import explained, explained_json
from karez.app.tolls.words import toll_words
from karez.app.workspace import Workspace
from karez.model.series import Account, Change, Why
from tests.app.conftest import Karez
from tests.app.test_schemas import strict


def row(rows: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    (found,) = [one for one in rows if all(one[name] == value for name, value in wanted.items())]
    return found


def forces(karez: Karez, ledger: Path, *more: str) -> dict[str, Any]:
    rows = karez("tolls", "--ledger", ledger, "--json", *more).json
    return next(one for one in rows if one["victims"] == "security_forces" and one["harm"] == "killed")


def test_the_forces_dead_of_the_samples_are_17_by_officials_against_84_by_the_group(karez: Karez, ledger: Path) -> None:
    found = forces(karez, ledger)
    assert (found["low"], found["best"], found["high"], found["contested"]) == (10, 17, 84, True)
    told = {(one["class"], one["account"], one["best"]) for one in found["claimants"]}
    assert {("official", "own", 17), ("armed_group", "enemy", 84)} <= told
    assert row(found["accounts"], account="own")["best"] == 17
    assert row(found["accounts"], account="enemy")["best"] == 84
    assert (found["rule"], found["vague"]) == ("toll-1", "vague-1")
    out = karez("explain", found["figure"], "--ledger", ledger).out
    assert "including 17 security personnel" in out and "84 security personnel were killed" in out
    assert out.startswith(f"{found['figure']}: 10 to 84 security personnel killed")


def test_the_table_tells_rule_id_bounds_and_claimants(karez: Karez, ledger: Path) -> None:
    ran = karez("tolls", "--ledger", ledger)
    assert ran.status == 0
    assert "rule toll-1, vague words by vague-1" in ran.out
    assert forces(karez, ledger)["figure"] in ran.out
    assert "(own" in ran.out
    assert "karez explain FIGURE" in ran.err


@pytest.mark.parametrize("level", ["incident", "place", "day", "operation", "theatre"])
def test_what_is_printed_as_json_fits_its_schema(karez: Karez, ledger: Path, level: str) -> None:
    check = Draft202012Validator(strict(schema_of("tolls")))
    rows = karez("tolls", "--ledger", ledger, "--by", level, "--json").json
    check.validate(rows)
    assert {one["of"]["level"] for one in rows} <= {level}
    assert rows or level == "operation"


def test_as_of_an_earlier_time_shows_the_tolls_of_then(karez: Karez, ledger: Path) -> None:
    first = forces(karez, ledger, "--as-of", "2026-01-31")
    assert (first["low"], first["best"], first["high"]) == (10, 10, None)
    later = forces(karez, ledger, "--as-of", "2026-02-01")
    assert (later["low"], later["best"], later["high"]) == (10, 17, 84)
    assert [step["then"]["high"] for step in later["steps"]] == [None, 84, 84]


def test_since_tells_what_changed_and_what_stood_before(karez: Karez, ledger: Path) -> None:
    rows = karez("tolls", "--ledger", ledger, "--since", "2026-02-02", "--json").json
    assert {one["best"] for one in rows if one["victims"] == "unknown"} >= {197}
    assert not [one for one in rows if one["victims"] == "security_forces" and one["high"] == 84]
    told = " ".join(karez("tolls", "--ledger", ledger, "--since", "2026-02-02", "--area", "PK2").out.split())
    assert "before at least 193" in told


def test_history_shows_every_step_of_every_toll(karez: Karez, ledger: Path) -> None:
    out = karez("tolls", "--ledger", ledger, "--history").out
    assert "first number" in out and "corrected" in out


def test_a_bare_number_leads_to_every_figure_that_has_it(karez: Karez, ledger: Path) -> None:
    found = karez("explain", "17", "--ledger", ledger, "--json").json
    assert forces(karez, ledger)["figure"] in {one["figure"] for one in found["figures"]}
    assert any("17 security personnel" in one["sentence"] for one in found["sentences"])
    Draft202012Validator(strict(schema_of("explain"))).validate(found)


def test_a_number_that_was_replaced_is_explained_by_what_replaced_it(karez: Karez, ledger: Path) -> None:
    found = karez("explain", "193", "--ledger", ledger, "--json").json
    (one,) = [figure for figure in found["figures"] if figure["of"]["level"] == "incident"]
    assert one["best"] == 197
    whys = {aside["why"] for aside in one["aside"]}
    assert {"corrected", "part"} <= whys
    out = karez("explain", "193", "--ledger", ledger).out
    assert "a later claim says that this number is replaced" in out
    assert "a part of a total that is told; never added to it" in out


def test_a_number_told_as_background_is_in_no_figure(karez: Karez, ledger: Path) -> None:
    found = karez("explain", "84", "--ledger", ledger, "--json").json
    assert [aside["why"] for aside in found["aside"]] == ["background"]
    assert "an earlier happening, told for context" in karez("explain", "84", "--ledger", ledger).out


def test_numbers_of_other_claims_are_answered_too(karez: Karez, ledger: Path) -> None:
    found = karez("explain", "35", "--ledger", ledger, "--json").json
    assert found["figures"] == []
    assert [(one["kind"], "35 hours" in one["sentence"]) for one in found["sentences"]] == [("control", True)]


def test_every_number_that_tolls_print_is_explained(karez: Karez, ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        report = workspace.tolls()
    numbers = {n for one in report.book.series for n in (one.bounds.low, one.bounds.best, one.bounds.high) if n}
    assert len(numbers) > 10
    for number in sorted(numbers):
        found = explained(str(number), report)
        assert found.figures
        assert explained_json(found, report)["sentences"]


def test_a_claim_leads_to_the_figures_that_it_bears_on_or_was_set_aside_from(karez: Karez, ledger: Path) -> None:
    claims = karez("claims", "--kind", "toll", "--ledger", ledger, "--json").json
    four = next(one for one in claims if "four of the wounded died" in one["quote"])
    found = karez("explain", four["claim"][:16], "--ledger", ledger, "--json").json
    whole = next(one for one in found["figures"] if one["best"] == 197 and one["of"]["level"] == "incident")
    assert {"claim": four["claim"], "why": "part"} == {
        k: row(whole["aside"], claim=four["claim"])[k] for k in ("claim", "why")
    }


def test_an_incident_s_id_leads_to_its_figures(karez: Karez, ledger: Path) -> None:
    found = forces(karez, ledger)
    incident = found["of"]["key"]
    told = karez("explain", incident, "--ledger", ledger, "--json").json
    assert found["figure"] in {one["figure"] for one in told["figures"]}


def test_a_figure_s_id_leads_on_when_its_incident_has_grown(
    karez: Karez, ledger: Path, note: Callable[..., Path]
) -> None:
    before = {one["figure"] for one in karez("tolls", "--ledger", ledger, "--json").json}
    text = (
        "At least 12 security personnel were killed in Balochistan on 31 January, the provincial home department said."
    )
    for number in range(3):
        karez("add", note(number, f"2026-02-04T1{number}:00+05:00", text, f"Sample Post {number}"), "--ledger", ledger)
    with Workspace.open(str(ledger)) as workspace:
        report = workspace.tolls()
    assert len(before) > 10
    assert all(explained(figure, report).figures for figure in before)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("9999999", "K401"),
        ("fig-000000000000", "K401"),
        ("clm-000000000000", "K401"),
        ("inc-000000000000", "K401"),
        ("F12", "K401"),
        ("clm-", "K402"),
        ("many", "K402"),
        ("-3x", "K402"),
        ("9" * 40, "K402"),
        ("", "K402"),
    ],
)
def test_what_leads_nowhere_is_told_in_one_line(karez: Karez, ledger: Path, asked: str, code: str) -> None:
    ran = karez("explain", "--ledger", ledger, "--", asked)
    assert (ran.status, ran.err.split()[0]) == (2, code)
    assert len(ran.err.splitlines()) == 1


def test_names_of_private_persons_are_masked(karez: Karez, tmp_path: Path, note: Callable[..., Path]) -> None:
    text = "On Saturday Sample Person Example, 34, said that 41 civilians were killed in Quetta."
    ledger = tmp_path / "masked.db"
    karez("init", "--ledger", ledger)
    karez("add", note(1, "2026-02-01T10:00+05:00", text), "--ledger", ledger)
    for told in (karez("explain", "41", "--ledger", ledger), karez("tolls", "--ledger", ledger)):
        assert told.status == 0
        assert "Person Example" not in told.out


def test_the_rule_for_vague_words_is_a_setting(karez: Karez, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dozens() -> list[dict[str, Any]]:
        rows = karez("tolls", "--ledger", ledger, "--json").json
        return [one for found in rows for one in found["claimants"] if one["word"] == "dozens"]

    assert [(one["low"], one["high"]) for one in dozens()] == [(24, 99)]
    monkeypatch.setenv("KAREZ_VAGUE_RULE", "acled-floor-1")
    assert [(one["low"], one["high"]) for one in dozens()] == [(12, 99)]
    monkeypatch.setenv("KAREZ_VAGUE_RULE", "guess")
    assert karez("tolls", "--ledger", ledger).err.startswith("K404")


def test_a_rejected_claim_bears_on_no_toll(karez: Karez, ledger: Path) -> None:
    claim = next(one["claims"][0] for one in forces(karez, ledger)["claimants"] if one["best"] == 84)
    karez("reject", claim, "--by", "night desk", "--reason", "misread", "--ledger", ledger)
    found = forces(karez, ledger)
    assert (found["low"], found["best"], found["high"]) == (10, 17, 17)
    assert karez("explain", claim, "--ledger", ledger).status == 2


def test_every_word_of_the_vocabularies_is_put_in_words() -> None:
    told = toll_words()
    assert set(told["why"]) == {str(one) for one in Why}
    assert set(told["changes"]) == {str(one) for one in Change}
    assert set(told["accounts"]) == {str(one) for one in Account}


def test_a_ledger_without_tolls_prints_an_empty_table(karez: Karez, tmp_path: Path) -> None:
    ledger = tmp_path / "empty.db"
    karez("init", "--ledger", ledger)
    assert karez("tolls", "--ledger", ledger).out.startswith("0 tolls")
    assert json.loads(karez("tolls", "--ledger", ledger, "--json").out) == []
