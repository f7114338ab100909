"""Joins and partings of claims of several reports, on every back-end."""

from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Claim, Reading
from karez.model.errors import RequestError
from karez.model.record import OVERRULES, SIDES, SPLIT, Judgement
from karez.model.vocabulary import Verdict
from tests.made import entry

KNOWN = 300


@pytest.fixture
def claims(ledger: Ledger) -> list[Claim]:
    """The claims of three reports, in the order in which they became known."""
    for number in (10, 20, 30):
        ledger.add(entry(number, known_from=10 * number))
    return [record.claim for record in ledger.view().claims]


def judgement(verdict: Verdict, *sides: list[str], split: bool = False) -> Judgement:
    subjects = tuple(claim for side in sides for claim in side)
    changes: dict[str, object] = {SIDES: [list(side) for side in sides], OVERRULES: ["jdg-earlier"]}
    return Judgement(verdict, subjects, "desk", "looked", KNOWN, changes=changes | ({SPLIT: "inc-0"} if split else {}))


def test_a_parting_keeps_its_sides_and_what_it_overruled(ledger: Ledger, claims: list[Claim]) -> None:
    one, two, three = (claim.id for claim in claims)
    made = ledger.judge(judgement(Verdict.KEEP_APART, [one, three], [two], split=True))
    (kept,) = ledger.view().judgements
    assert kept == made == ledger.record(made.id)
    assert kept.sides == ((one, three), (two,))
    assert kept.overrules == ("jdg-earlier",)
    assert kept.changes[SPLIT] == "inc-0"
    assert ledger.view(as_of=KNOWN - 1).judgements == (), "before the latest of its reports there was nothing to decide"
    assert ledger.verify() == ()


def test_without_sides_each_claim_is_one(ledger: Ledger, claims: list[Claim]) -> None:
    made = ledger.judge(Judgement(Verdict.JOIN, tuple(claim.id for claim in claims), "desk", "one", KNOWN))
    assert made.sides == tuple((claim.id,) for claim in claims)
    assert made.overrules == ()


def test_judgements_on_several_claims_hold_each_once(ledger: Ledger, claims: list[Claim]) -> None:
    one, two, three = (claim.id for claim in claims)
    head = ledger.head()
    for verdict, sides, told in (
        (Verdict.JOIN, ([one],), "two claims"),
        (Verdict.JOIN, ([one], [one]), "two claims"),
        (Verdict.JOIN, ([one, two], []), "each of its claims once"),
        (Verdict.KEEP_APART, ([one], [two], [three]), "two sides"),
        (Verdict.KEEP_APART, ([one, two],), "two sides"),
        (Verdict.JOIN, ([one], ["clm-none"]), "unknown-id"),
    ):
        with pytest.raises(RequestError, match=told):
            ledger.judge(judgement(verdict, *sides))
    with pytest.raises(RequestError, match="each of its claims once"):
        ledger.judge(replace(judgement(Verdict.JOIN, [one], [two]), subjects=(one, three)))
    assert ledger.head() == head


def test_sides_follow_a_newer_reading(ledger: Ledger, claims: list[Claim]) -> None:
    one, two, three = claims
    made = ledger.judge(judgement(Verdict.KEEP_APART, [one.id], [two.id, three.id]))
    fresh = replace(two, id="clm-" + "b" * 32)
    report = next(record.report for record in ledger.view().claims if record.claim.id == two.id)
    ledger.reread(report, Reading("en", claims=(fresh,)), reader="test.v2", pack="p")
    (shown,) = ledger.view().judgements
    assert shown.sides == ((one.id,), (fresh.id, three.id))
    assert ledger.record(made.id) == shown
    assert ledger.view(recorded=made.recorded).judgements == (made,), "before it was read anew"


def test_a_claim_that_was_read_into_nothing_is_found_again_under_its_join(ledger: Ledger, claims: list[Claim]) -> None:
    first, second = claims[0], claims[1]
    made = ledger.judge(judgement(Verdict.JOIN, [first.id], [second.id]))
    report = next(record.report for record in ledger.view().claims if record.claim.id == second.id)
    assert made.report != report
    ledger.reread(report, Reading("en"), reader="test.v2", pack="p")
    assert [item.id for item in ledger.view().waiting] == [made.id]
    fresh = replace(second, id="clm-" + "b" * 32)
    ledger.reread(report, Reading("en", claims=(fresh,)), reader="test.v3", pack="p")
    assert ledger.view().waiting == ()
    assert ledger.view().judgements[0].subjects == (first.id, fresh.id)
