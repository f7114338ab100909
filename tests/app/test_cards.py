"""What people see of a claim, a report and a judgement."""

from pathlib import Path

import pytest

from karez.app.cards import claim_card, sentence, words
from karez.app.output import CSV_COLUMNS, value_words
from karez.app.workspace import Workspace
from karez.model.vocabulary import ClaimKind
from tests.app.conftest import Karez


def test_every_claim_has_a_card_with_its_sentence_and_no_raw_json(ledger: Path) -> None:
    kinds = set()
    with Workspace.open(str(ledger)) as workspace:
        for item in workspace.claims():
            card = dict(claim_card(item.record, item.report, workspace.timezone))
            kinds.add(item.claim.kind)
            quote = " ".join(item.claim.span.quote.split())
            assert f"›{quote}‹" in card["sentence"]
            assert {"claimant", "kind", "realis", "known from", "recorded", "report"} <= set(card)
            assert not any(mark in text for name, text in card.items() if name != "sentence" for mark in "{}[")
            assert all(card.values()), "what is empty is left out"
    assert kinds == set(ClaimKind)


def test_a_bound_of_nought_is_no_empty_field(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        none = next(item for item in workspace.claims() if value_words(item.record).endswith("0/0/0"))
        card = dict(claim_card(none.record, none.report, workspace.timezone))
    assert (card["low"], card["best"], card["high"]) == ("0", "0", "0")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""), (False, ""), ([], ""), (0, "0"), (True, "True"), ("x", "x"), (["a", "b"], "a, b"),
        ({"quote": "the  army", "actor": None, "class": "state_forces"}, "the army (state_forces)"),
        ({"quote": "the army", "actor": "x:army", "class": "state_forces"}, "the army (x:army)"),
    ],
)  # fmt: skip
def test_values_for_people(value: object, written: str) -> None:
    assert words(value) == written


def test_a_sentence_whose_text_is_gone(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        claim = workspace.claims()[0].claim
    assert sentence(claim, None) == "(text withheld)"


def test_reports_and_judgements_are_shown_field_by_field(karez: Karez, ledger: Path) -> None:
    row = karez("claims", "--kind", "toll", "--json", "--ledger", ledger).json[0]
    made = karez("reject", row["claim"], "--by", "night desk", "--reason", "misread", "--ledger", ledger, "--json").json
    shown = karez("show", made["id"], "--ledger", ledger).out
    assert "night desk" in shown and "misread" in shown and "reject" in shown
    report = karez("show", row["report"], "--ledger", ledger).out
    assert row["publisher"] in report and "[Composed sample text" in report
    closed = karez("show", row["claim"], "--ledger", ledger)
    assert "known to" in closed.out and "feeds no figure" in closed.err


def test_the_columns_of_the_csv_are_the_keys_of_a_row(ledger: Path) -> None:
    with Workspace.open(str(ledger)) as workspace:
        rows = workspace.rows()
    assert all(tuple(row) == CSV_COLUMNS for row in rows)
