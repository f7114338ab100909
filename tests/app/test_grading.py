"""Grades through the command line: the list, a person's decision at its own time, the brief, and masks."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from karez.app.grading import is_private, parsed_grade
from karez.app.workspace import Workspace
from karez.brief.mask import Mask
from karez.model.claim import Claimant
from karez.model.errors import RequestError
from karez.model.grading import Credibility, Reliability
from karez.model.text import Span
from karez.model.vocabulary import ClaimantClass
from karez.reconcile.grading.grades import source_key
from karez.reconcile.item import items
from tests.app.conftest import Karez
from tests.app.test_schemas import validator
from tests.reconcile.made import Desk, killed

BY = ("--by", "day desk", "--reason", "looked into it")
WIRE = "media:sample wire"


@pytest.fixture
def desk(karez: Karez, note: Callable[..., Path]) -> Path:
    """A ledger with three short reports of three days; their publisher is graded from the second on."""
    note(3, "2026-02-01")
    note(4, "2026-02-02")
    folder = note(5, "2026-02-03").parent
    ledger = Path("desk.db")
    assert karez("init", "--ledger", ledger).status == 0
    assert karez("add", folder, "--ledger", ledger, "--reader", "rules").status == 0
    return ledger


def source(karez: Karez, desk: Path, key: str, *more: str) -> dict[str, Any]:
    told = karez("grades", "--ledger", desk, "--json", *more).json
    return next(one for one in told["sources"] if one["key"] == key)  # type: ignore[no-any-return]


def tolls(karez: Karez, desk: Path) -> list[dict[str, Any]]:
    return karez("claims", "--ledger", desk, "--kind", "toll", "--json").json  # type: ignore[no-any-return]


def references(karez: Karez, desk: Path, *times: str) -> dict[str, Any]:
    made = karez("brief", "--ledger", desk, "--json", *times).json
    return {item["claim"]: item["grades"] for item in made["references"]}


@pytest.mark.parametrize(
    ("text", "letter", "number"),
    [("B", Reliability.B, None), ("2", None, Credibility.PROBABLE), ("f6", Reliability.F, Credibility.UNKNOWN)],
)
def test_a_grade_is_a_letter_a_number_or_both(text: str, letter: object, number: object) -> None:
    assert parsed_grade(text) == (letter, number)


@pytest.mark.parametrize("text", ["", "G", "7", "2B", "BB", "A-", "0"])
def test_other_words_are_no_grade(text: str) -> None:
    with pytest.raises(RequestError, match="no grade"):
        parsed_grade(text)


def test_the_list_holds_every_source_with_its_reason(karez: Karez, desk: Path) -> None:
    told = karez("grades", "--ledger", desk, "--json").json
    validator("grades").validate(told)
    assert told["rules"] == "grade-1"
    wire = source(karez, desk, WIRE)
    assert (wire["decision"], wire["suggestion"]["suggested"], wire["suggestion"]["grade"]) == (None, True, "F")
    assert wire["passed_on"] == 3
    printed = karez("grades", "--ledger", desk).out
    assert "Sample Wire" in printed and "passes on" in printed


def test_a_decision_holds_at_its_own_time_and_the_older_one_before_it(karez: Karez, desk: Path) -> None:
    first = karez("grade", "Sample Wire", "B", *BY, "--from", "2026-02-02", "--ledger", desk)
    assert re.match(r"jdg-[0-9a-f]+-\d+: grade media:sample wire B", first.out)
    ran = karez("grade", WIRE, "D", *BY, "--ledger", desk, "--json")
    validator("grade").validate(ran.json)
    assert ran.json[0]["known_from"].startswith("2026-02-03 23:59"), "with the latest report that speaks of it"
    for time, letter in (("2026-02-01", None), ("2026-02-02", "B"), ("2026-02-03", "D")):
        decision = source(karez, desk, WIRE, "--as-of", time)["decision"]
        assert (decision and decision["grade"]) == letter
    assert karez("verify", "--ledger", desk).status == 0


def test_a_claim_and_its_source_are_graded_at_once_and_apart(karez: Karez, desk: Path) -> None:
    claim = tolls(karez, desk)[0]["claim"]
    ran = karez("grade", claim[:16], "b2", *BY, "--ledger", desk)
    assert len(ran.out.splitlines()) == 2
    shown = karez("show", claim, "--ledger", desk, "--json").json["grades"]
    assert (shown["source"]["grade"], shown["claim"]["grade"], shown["claim"]["suggested"]) == ("B", "2", False)
    validator("show").validate(karez("show", claim, "--ledger", desk, "--json").json)
    card = karez("show", claim, "--ledger", desk).out
    assert re.search(r"claim graded\s+2 by day desk", card)
    others = [row["claim"] for row in tolls(karez, desk) if row["claim"] != claim]
    told = references(karez, desk)
    assert told[claim] == {"source": {"grade": "B", "suggested": False}, "claim": {"grade": "2", "suggested": False}}
    assert all(told[other]["claim"]["suggested"] for other in others)
    assert all(told[other]["source"] == {"grade": "B", "suggested": False} for other in others), "one source"


def test_the_brief_prints_only_what_a_person_decided(karez: Karez, desk: Path) -> None:
    before = karez("brief", "--ledger", desk).out
    assert "graded" not in before
    claim = tolls(karez, desk)[0]["claim"]
    karez("grade", claim, "2", *BY, "--ledger", desk)
    karez("grade", WIRE, "C", *BY, "--ledger", desk)
    after = karez("brief", "--ledger", desk, "--md", "brief.md", "--html", "brief.html").out
    assert after.count("claim graded 2") == 1
    assert after.count(", graded C, rep-") == 3, "beside the publisher of each report"
    assert f"{claim[:16]} graded 2 by day desk" in after and "media:sample wire graded C by day desk" in after
    assert "claim graded 2" in Path("brief.html").read_text(encoding="utf-8")
    assert karez("brief", "--ledger", desk, "--check", "brief.md").status == 0
    wrong = Path("brief.md").read_text(encoding="utf-8").replace("claim graded 2", "claim graded 1")
    Path("brief.md").write_text(wrong, encoding="utf-8")
    assert karez("brief", "--ledger", desk, "--check", "brief.md").status == 1, "a grade is not changed by hand"


def test_only_a_person_s_letter_is_handed_to_the_rule_for_tolls(karez: Karez, desk: Path) -> None:
    with Workspace.open(str(desk)) as workspace:
        assert workspace.grading.letters(workspace.view()) == {}
    karez("grade", WIRE, "F", *BY, "--ledger", desk)
    with Workspace.open(str(desk)) as workspace:
        view = workspace.view()
        letters = workspace.grading.letters(view)
        decided = workspace.grading.grades().decided_reliability()
    assert letters == {claim: letter.value for claim, letter in decided.items()}
    assert set(letters.values()) <= {"F"}


def test_an_incident_is_graded(karez: Karez, desk: Path) -> None:
    told = karez("grades", "--ledger", desk, "--json").json["incidents"]
    incident = told[0]["id"]
    ran = karez("grade", incident, "1", *BY, "--ledger", desk)
    assert f"grade {incident} 1" in ran.out
    again = karez("grades", incident, "--ledger", desk, "--json").json
    (one,) = again["incidents"]
    assert (one["decision"]["grade"], again["sources"], again["claims"]) == ("1", [], [])
    assert f"{incident} graded 1" in karez("brief", "--ledger", desk).out


@pytest.mark.parametrize(
    ("what", "grade", "more", "code", "told"),
    [
        (WIRE, "2", (), "K402", "takes a letter"),
        (WIRE, "B2", (), "K402", "takes a letter"),
        (WIRE, "G", (), "K402", "no grade"),
        (WIRE, "B", ("--on", "own_losses"), "K402", "nothing of own_losses"),
        (WIRE, "B", ("--on", "weather"), "K402", "own_losses"),
        (WIRE, "B", ("--from", "2025-01-01"), "K402", "before the first report"),
        ("Nobody's Gazette", "B", (), "K401", "karez grades"),
        ("clm-00000000", "2", (), "K401", ""),
        ("inc-00000000", "2", (), "K401", ""),
        ("CLAIM", "B", (), "K402", "takes a number"),
        ("CLAIM", "2", ("--on", "own_losses"), "K402", "takes a number"),
        ("INCIDENT", "B", (), "K402", "takes a number"),
    ],
)
def test_what_cannot_be_graded_so_is_told_and_nothing_is_kept(
    karez: Karez, desk: Path, what: str, grade: str, more: tuple[str, ...], code: str, told: str
) -> None:
    claim = tolls(karez, desk)[0]["claim"]
    name = {"CLAIM": claim, "INCIDENT": f"inc-{claim[4:16]}"}.get(what, what)
    ran = karez("grade", name, grade, *BY, *more, "--ledger", desk)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(code) and told in ran.err
    assert all(one["decision"] is None for one in karez("grades", "--ledger", desk, "--json").json["sources"])


def test_who_and_why_must_be_said(karez: Karez, desk: Path) -> None:
    ran = karez("grade", WIRE, "B", "--by", " ", "--reason", "x", "--ledger", desk)
    assert ran.status == 2 and "by whom" in ran.err


def test_a_claim_that_was_rejected_takes_no_grade(karez: Karez, desk: Path) -> None:
    claim = tolls(karez, desk)[0]["claim"]
    karez("reject", claim, *BY, "--ledger", desk)
    ran = karez("grade", claim, "2", *BY, "--ledger", desk)
    assert ran.status == 2 and "feeds no figure" in ran.err


def test_private_persons_are_not_graded_and_their_names_come_out_of_no_grade(
    karez: Karez, note: Callable[..., Path]
) -> None:
    text = (
        "On Saturday 3 civilians were killed in Quetta, a shopkeeper named Orlin Tarvek said.\n\n"
        "On Saturday 2 civilians were injured in Quetta, an eyewitness said."
    )
    folder = note(3, "2026-02-01", text).parent
    assert karez("init", "--ledger", "desk.db").status == 0
    assert karez("add", folder, "--ledger", "desk.db", "--reader", "rules").status == 0
    ran = karez("grades", "--ledger", "desk.db", "--json")
    assert "tarvek" not in ran.out.casefold()
    private = [one for one in ran.json["sources"] if one["private"]]
    assert private and all(one["key"] == one["name"] == one["class"] for one in private)
    claim = private[0]["claims"][0]
    for what, grade in ((private[0]["key"], "B"), (claim, "B2")):
        refused = karez("grade", what, grade, *BY, "--ledger", "desk.db")
        assert refused.status == 2 and "not graded" in refused.err
        assert "tarvek" not in refused.err.casefold()
    said = ("--by", "Orlin Tarvek", "--reason", "Orlin Tarvek told us so")
    assert karez("grade", WIRE, "C", *said, "--ledger", "desk.db").status == 0
    assert "tarvek" not in karez("grades", "--ledger", "desk.db", "--json").out.casefold()
    assert "tarvek" not in karez("brief", "--ledger", "desk.db").out.casefold()


@pytest.mark.parametrize(
    ("words", "group", "private"),
    [
        ("an analyst named Orlin Tarvek", ClaimantClass.ANALYST, True),
        ("Orlin Tarvek, a local official", ClaimantClass.OFFICIAL, True),
        ("the district office", ClaimantClass.OFFICIAL, False),
    ],
)
def test_whoever_is_named_as_a_private_person_is_told_apart_by_class_only(
    words: str, group: ClaimantClass, private: bool
) -> None:
    text = f"Composed. According to {words}, 3 people were killed."
    desk = Desk()
    report = desk.report(text=text)
    start = text.index(words)
    desk.say(report, killed(3), by=Claimant(Span.of(text, start, start + len(words)), None, group))
    (item,) = items(desk.view())
    mask = Mask((), [text])
    assert is_private(item, mask) is private
    assert (source_key(item, lambda one: is_private(one, mask)) == group.value) is private


def test_the_samples_fit_their_schema(karez: Karez, ledger: Path) -> None:
    ran = karez("grades", "--ledger", ledger, "--json")
    validator("grades").validate(ran.json)
    assert {one["suggestion"]["grade"] for one in ran.json["claims"]} <= set("123456")
    assert json.loads(karez("grades", "--ledger", ledger, "--json").out) == ran.json
