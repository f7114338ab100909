"""Grades in the ledger: appended, superseded, followed to newer readings, and no stumbling block for the rest."""

from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Claim, Reading, Toll
from karez.model.errors import RequestError
from karez.model.grading import (
    Credibility,
    Grading,
    Reliability,
    claim_decisions,
    claim_judgement,
    source_decisions,
    source_judgement,
)
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from tests.made import entry

KNOWN, LATER = 1_000, 5_000


@pytest.fixture
def claim(ledger: Ledger) -> Claim:
    """The one claim of the ledger, known from KNOWN."""
    ledger.add(entry(10, known_from=KNOWN))
    return ledger.view().claims[0].claim


def graded(ledger: Ledger, grade: Reliability, known_from: int) -> Judgement:
    return ledger.judge(source_judgement(Grading(grade, "the desk", "because", known_from), "media:sample wire"))


def held(ledger: Ledger, **times: int) -> list[Reliability]:
    return [one.grade for one in source_decisions(ledger.view(**times).judgements).values()]


def test_a_source_s_grade_stands_without_a_claim_and_closes_nothing(ledger: Ledger, claim: Claim) -> None:
    before = ledger.view()
    made = graded(ledger, Reliability.B, KNOWN)
    assert (made.subjects, made.report) == ((), None)
    after = ledger.view()
    assert [record.claim for record in after.claims] == [claim]
    assert after.waiting == ()
    assert after.judgements == (made,)
    assert ledger.record(made.id) == made
    assert ledger.view(recorded=before.recorded).judgements == ()
    assert ledger.verify() == ()


def test_a_later_grade_supersedes_and_the_older_one_is_seen_before_it(ledger: Ledger, claim: Claim) -> None:
    graded(ledger, Reliability.B, KNOWN)
    graded(ledger, Reliability.D, LATER)
    assert held(ledger) == [Reliability.D]
    assert held(ledger, as_of=LATER - 1) == [Reliability.B]
    assert held(ledger, as_of=KNOWN - 1) == []
    assert len(ledger.view().judgements) == 2, "none is erased"


def test_a_claim_s_grade_follows_to_the_newer_reading(ledger: Ledger, claim: Claim) -> None:
    ledger.judge(claim_judgement(Grading(Credibility.PROBABLE, "the desk", "fits", KNOWN), claim.id))
    body = claim.body
    assert isinstance(body, Toll)
    other = replace(claim, id="clm-" + "b" * 32, body=replace(body, best=11))
    report = ledger.view().reports[0].id
    ledger.reread(report, Reading("en", claims=(other,)), reader="test.v2", pack="pack@1")
    view = ledger.view()
    assert claim_decisions(view.judgements)[other.id].grade is Credibility.PROBABLE
    ledger.reread(report, Reading("en"), reader="test.v3", pack="pack@1")
    assert [item.verdict for item in ledger.view().waiting] == [Verdict.GRADE]
    assert ledger.verify() == ()


def test_a_grade_keeps_no_claim_from_being_read_anew(ledger: Ledger, claim: Claim) -> None:
    ledger.judge(claim_judgement(Grading(Credibility.CONFIRMED, "the desk", "fits", KNOWN), claim.id))
    ledger.reread(ledger.view().reports[0].id, Reading("en"), reader="test.v2", pack="pack@1")
    assert len(ledger.view().claims) == 0


def test_a_grade_and_its_text_that_is_withheld(ledger: Ledger, claim: Claim) -> None:
    graded(ledger, Reliability.C, KNOWN)
    ledger.withhold(ledger.view().reports[0].id, by="the desk", reason="names a witness")
    assert held(ledger) == [Reliability.C]
    assert ledger.verify() == ()


def test_a_grade_is_of_one_claim_or_one_source(ledger: Ledger, claim: Claim) -> None:
    with pytest.raises(RequestError, match="one claim"):
        ledger.judge(Judgement(Verdict.GRADE, (), "the desk", "because", KNOWN, changes={"credibility": "2"}))
    both = replace(source_judgement(Grading(Reliability.A, "x", "y", KNOWN), "media:x"), subjects=(claim.id,))
    with pytest.raises(RequestError, match="one source"):
        ledger.judge(both)
    assert ledger.view().judgements == ()
