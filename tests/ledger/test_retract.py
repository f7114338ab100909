"""A source takes back a whole report: its claims are closed from then on, it stays listed, a person may undo it."""

from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Reading, Toll
from karez.model.errors import RequestError
from karez.model.record import Judgement, View
from karez.model.vocabulary import Verdict
from tests.made import entry, every_kind

PUBLISHED, TAKEN_BACK = 1_000, 5_000


def retract(ledger: Ledger, report: str, at: int = TAKEN_BACK, verdict: Verdict = Verdict.RETRACT) -> Judgement:
    return ledger.judge(Judgement(verdict, (), "Sample Wire", "withdrawn", at, report=report))


def bests(view: View) -> list[int | None]:
    return [record.claim.body.best for record in view.claims if isinstance(record.claim.body, Toll)]


@pytest.fixture
def report(ledger: Ledger) -> str:
    """A report of ten killed, known from PUBLISHED, beside another of eleven."""
    ledger.add(entry(11, known_from=PUBLISHED, publisher="Example Daily"))
    return ledger.add(entry(10, known_from=PUBLISHED)).report


def test_its_claims_are_closed_from_then_on_and_it_is_still_listed(ledger: Ledger, report: str) -> None:
    before = ledger.view()
    made = retract(ledger, report)
    assert (made.report, made.subjects, made.known_from) == (report, (), TAKEN_BACK)
    after = ledger.view()
    assert after.as_of == TAKEN_BACK
    assert bests(after) == [11]
    assert after.report(report).retracted == TAKEN_BACK
    assert after.report(report).text is not None
    assert len(after.reports) == 2
    assert made in after.judgements
    early = ledger.view(as_of=TAKEN_BACK - 1)
    assert sorted(bests(early)) == [10, 11]  # type: ignore[type-var]
    assert early.report(report).retracted is None
    assert sorted(bests(ledger.view(as_of=TAKEN_BACK, recorded=before.recorded))) == [10, 11]  # type: ignore[type-var]
    closed = {record.report: record.known_to for record in ledger.view(closed=True).claims}
    assert closed[report] == TAKEN_BACK
    assert ledger.verify() == ()


def test_what_is_read_in_it_later_is_closed_too(ledger: Ledger, report: str) -> None:
    (old,) = (record.claim for record in ledger.view().claims if record.report == report)
    retract(ledger, report)
    assert isinstance(old.body, Toll)
    new = replace(old, id="clm-" + "b" * 32, body=replace(old.body, best=12))
    assert ledger.reread(report, Reading("en", claims=(new,)), reader="test.v2", pack="pack@1") == 1
    assert bests(ledger.view()) == [11]
    assert bests(ledger.view(as_of=TAKEN_BACK - 1)) == [11, 12]
    found = ledger.record(new.id)
    assert found is not None and getattr(found, "known_to", None) == TAKEN_BACK


def test_an_earlier_closing_stays_the_earlier_one(ledger: Ledger, report: str) -> None:
    (claim,) = (record.claim.id for record in ledger.view().claims if record.report == report)
    ledger.judge(Judgement(Verdict.REJECT, (claim,), "desk", "misread", PUBLISHED))
    retract(ledger, report)
    closed = {record.claim.id: record.known_to for record in ledger.view(closed=True).claims}
    assert closed[claim] == PUBLISHED
    retract(ledger, report, verdict=Verdict.ACCEPT, at=PUBLISHED)
    assert bests(ledger.view()) == [11], "the misreading was not undone"


def test_a_later_decision_undoes_it_for_every_time(ledger: Ledger, report: str) -> None:
    retract(ledger, report)
    taken_back = ledger.view()
    retract(ledger, report, at=PUBLISHED, verdict=Verdict.ACCEPT)
    for at in (PUBLISHED, TAKEN_BACK, 10 * TAKEN_BACK):
        assert sorted(bests(ledger.view(as_of=at))) == [10, 11]  # type: ignore[type-var]
    assert ledger.view().report(report).retracted is None
    assert bests(ledger.view(recorded=taken_back.recorded)) == [11]
    retract(ledger, report, at=TAKEN_BACK + 1)
    assert ledger.view().report(report).retracted == TAKEN_BACK + 1


def test_withheld_and_retracted_are_two_things(ledger: Ledger, report: str) -> None:
    other = ledger.add(every_kind()).report
    ledger.withhold(other, by="desk", reason="names a witness")
    view = ledger.view()
    assert view.report(other).text is None and view.report(other).retracted is None
    assert any(record.report == other for record in view.claims), "a withheld report still counts"
    retract(ledger, other, at=10_000)
    view = ledger.view()
    assert view.report(other).text is None and view.report(other).retracted == 10_000
    assert not any(record.report == other for record in view.claims)
    ledger.withhold(report, by="desk", reason="names a witness")
    assert ledger.verify() == ()


def test_a_found_report_tells_that_it_is_retracted(ledger: Ledger, report: str) -> None:
    assert getattr(ledger.record(report), "retracted", 0) is None
    retract(ledger, report)
    assert getattr(ledger.record(report), "retracted", None) == TAKEN_BACK


def test_only_reports_that_are_there_are_retracted(ledger: Ledger, report: str) -> None:
    with pytest.raises(RequestError, match="K401"):
        retract(ledger, "rep-" + "0" * 32)
    for verdict in (Verdict.REJECT, Verdict.CORRECT):
        with pytest.raises(RequestError, match="K403"):
            retract(ledger, report, verdict=verdict)
