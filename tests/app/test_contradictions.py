"""`karez contradictions`: what the samples say against each other, from the command line and from Python."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from karez.app.schema import schema_of
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.model.contradiction import ContradictionKind, OddityKind, Settlement, Severity
from tests.app.conftest import Karez


def test_two_counts_of_fighters_stand_with_both_claimants_and_sentences(karez: Karez, ledger: Path) -> None:
    told = karez("contradictions", "--ledger", ledger, "--kind", "number", "--json").json
    (one,) = [
        {side["best"]: side for side in one["sides"]}
        for one in told["contradictions"]
        if one["victims"] == "armed_group" and one["harm"] == "killed"
    ]
    assert set(one) == {58, 145}
    assert one[58]["claimants"] == ["The army"] and len(one[58]["claims"]) == 3, "a wire and its rewrites are one side"
    assert one[145]["claimants"] == ["the provincial home department"]
    assert one[58]["claims"][0]["quote"] == "58 fighters were killed"


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
    assert "number, medium, open" in lines and "145: the provincial home department" in lines
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
    before = karez("contradictions", "--ledger", ledger, "--kind", "number", "--json").json["contradictions"]
    one = next(item for item in before if item["victims"] == "armed_group")
    claims = [said["claim"] for side in one["sides"] if side["best"] == 58 for said in side["claims"]]
    for claim in claims:
        karez("reject", claim, "--by", "desk", "--reason", "of another day", "--ledger", ledger)
    after = karez("contradictions", "--ledger", ledger, "--kind", "number", "--json").json["contradictions"]
    assert not any(item["open"] and item["victims"] == "armed_group" for item in after)
    told = after[-1]
    assert (told["victims"], told["open"], told["settlement"]) == ("armed_group", False, "decision")
    assert len(told["settled_by"]) == 3 and all(name.startswith("jdg-") for name in told["settled_by"])
    with Workspace.open(str(ledger)) as workspace:
        found = workspace.findings(workspace.view()).contradictions
        assert not {claim for item in found for claim in item.claims} & set(claims)


def test_what_its_source_took_back_is_settled_by_a_retraction_from_then_on(karez: Karez, ledger: Path) -> None:
    before = karez("contradictions", "--ledger", ledger, "--kind", "number", "--json").json["contradictions"]
    one = next(item for item in before if item["victims"] == "armed_group")
    claims = [said["claim"] for side in one["sides"] if side["best"] == 145 for said in side["claims"]]
    for claim in claims:
        how = ("--source-published", "2026-02-03T12:00", "--by", "the department", "--reason", "withdrawn")
        karez("reject", claim, *how, "--ledger", ledger)
    asked = ("contradictions", "--ledger", ledger, "--kind", "number", "--json")
    assert karez(*asked).json["contradictions"][-1]["settlement"] == "retraction"
    earlier = karez(*asked, "--as-of", "2026-02-03T11:00").json["contradictions"]
    assert [item["open"] for item in earlier if item["victims"] == "armed_group"] == [True]


def test_from_python_it_is_the_same(ledger: Path, karez: Karez) -> None:
    with Workspace.open(str(ledger)) as workspace:
        told = workspace.contradictions(Asked())
    assert told == karez("contradictions", "--ledger", ledger, "--json").json
