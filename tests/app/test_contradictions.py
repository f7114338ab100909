"""`karez contradictions`: what the samples say against each other, from the command line and from Python."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from karez.app.schema import schema_of
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.model.contradiction import ContradictionKind, OddityKind, Settlement, Severity
from tests.app.conftest import Karez


def of_guards(told: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    """The contradictions of number about security personnel killed."""
    found = told["contradictions"]
    return [one for one in found if (one["kind"], one["victims"]) == ("number", "security_forces")]


def said(one: Any, number: int) -> list[str]:  # noqa: ANN401 - any JSON
    """The claims of the side that gives a number."""
    return [claim["claim"] for side in one["sides"] if side["best"] == number for claim in side["claims"]]


def test_seventeen_by_officials_stand_against_eighty_four_by_the_group(karez: Karez, ledger: Path) -> None:
    (one,) = of_guards(karez("contradictions", "--ledger", ledger, "--json").json)
    sides = {side["best"]: (side["claimants"], side["claims"][0]["quote"]) for side in one["sides"]}
    assert sides == {
        17: (["the provincial home department"], "17 security personnel"),
        84: (["Media wing of the armed group BLA (composed)"], "84 security personnel were killed"),
    }, "at least 10 can be so beside both"
    assert (one["severity"], one["open"]) == ("high", True)


def test_the_json_is_that_of_its_schema(karez: Karez, ledger: Path) -> None:
    told = karez("contradictions", "--ledger", ledger, "--json").json
    Draft202012Validator(schema_of("contradictions")).validate(told)
    assert len(told["contradictions"]) > 3 and told["oddities"]


def test_the_schema_knows_the_words_of_the_model() -> None:
    defs = schema_of("contradictions")["$defs"]
    fields = defs["contradiction"]["properties"]
    assert fields["kind"]["enum"] == [kind.value for kind in ContradictionKind]
    assert fields["severity"]["enum"] == [one.value for one in Severity]
    assert fields["settlement"]["enum"] == [*(one.value for one in Settlement), None]
    assert defs["oddity"]["properties"]["kind"]["enum"] == [kind.value for kind in OddityKind]


def test_open_leaves_out_what_is_settled(karez: Karez, ledger: Path) -> None:
    everything = karez("contradictions", "--ledger", ledger, "--json").json["contradictions"]
    still = karez("contradictions", "--ledger", ledger, "--open", "--json").json["contradictions"]
    assert still == [one for one in everything if one["open"]]
    assert len(still) < len(everything)


def test_an_oddity_is_asked_for_by_its_kind(karez: Karez, ledger: Path) -> None:
    ran = karez("contradictions", "--ledger", ledger, "--kind", "wrong-designation")
    assert "0 contradictions" in ran.out and "1 impossible or odd" in ran.out
    assert "The report writes M-10; that road's number is N-10." in ran.out
    assert "karez show CLAIM" in ran.err


def test_a_kind_that_is_none_is_refused_with_all_that_are(karez: Karez, ledger: Path) -> None:
    ran = karez("contradictions", "--ledger", ledger, "--kind", "quarrel")
    assert ran.status == 2 and "self-revision" in ran.err and "closed-and-used" in ran.err


def test_the_table_shows_every_side_and_how_it_was_settled(karez: Karez, ledger: Path) -> None:
    lines = " ".join(karez("contradictions", "--ledger", ledger).out.split())
    assert "number, high, open" in lines and "84: Media wing" in lines
    assert "settled by a correction" in lines


def test_the_correction_changes_the_picture_only_after_its_time(karez: Karez, ledger: Path) -> None:
    before = karez("contradictions", "--ledger", ledger, "--as-of", "2026-02-02", "--json").json
    assert "self-revision" not in {one["kind"] for one in before["contradictions"]}
    after = karez("contradictions", "--ledger", ledger, "--json").json
    assert "self-revision" in {one["kind"] for one in after["contradictions"]}


@pytest.mark.parametrize("as_json", [True, False])
def test_private_names_are_masked(karez: Karez, note: Callable[..., Path], as_json: bool) -> None:
    name = "Brotar Vekosk"
    for number, killed in ((1, 4), (2, 40)):
        text = f"A shopkeeper, {name}, was among the {killed} people killed in Quetta on Saturday, police said."
        path = note(number, "2026-02-01", text=text, publisher=f"Outlet {number}")
        karez("add", path, "--ledger", "names.db") if number > 1 else karez("init", "--ledger", "names.db")
        if number == 1:
            karez("add", path, "--ledger", "names.db")
    ran = karez("contradictions", "--ledger", "names.db", *(["--json"] if as_json else []))
    assert ran.status == 0 and "Vekosk" not in ran.out and "Brotar" not in ran.out


def test_what_judgements_settled_is_told_last_and_stands_in_no_view(karez: Karez, ledger: Path) -> None:
    asked = ("contradictions", "--ledger", ledger, "--json")
    claims = said(of_guards(karez(*asked).json)[0], 84)
    for claim in claims:
        karez("reject", claim, "--by", "desk", "--reason", "of another day", "--ledger", ledger)
    told = karez(*asked).json["contradictions"][-1]
    assert (told["victims"], told["open"], told["settlement"]) == ("security_forces", False, "decision")
    assert len(told["settled_by"]) == len(claims) and all(name.startswith("jdg-") for name in told["settled_by"])
    with Workspace.open(str(ledger)) as workspace:
        found = workspace.findings(workspace.view()).contradictions
        assert not {claim for item in found for claim in item.claims} & set(claims)


def test_what_its_source_took_back_is_settled_by_a_retraction_from_then_on(karez: Karez, ledger: Path) -> None:
    asked = ("contradictions", "--ledger", ledger, "--json")
    for claim in said(of_guards(karez(*asked).json)[0], 17):
        how = ("--source-published", "2026-02-03T12:00", "--by", "the department", "--reason", "withdrawn")
        karez("reject", claim, *how, "--ledger", ledger)
    assert karez(*asked).json["contradictions"][-1]["settlement"] == "retraction"
    (before,) = of_guards(karez(*asked, "--as-of", "2026-02-03T11:00").json)
    assert before["open"] and before["settlement"] is None


def test_from_python_it_is_the_same(ledger: Path, karez: Karez) -> None:
    with Workspace.open(str(ledger)) as workspace:
        told = workspace.contradictions(Asked())
    assert told == karez("contradictions", "--ledger", ledger, "--json").json
