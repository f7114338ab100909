"""The contract of the ledger, the same on every back-end."""

from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Reading, Toll
from karez.model.errors import LedgerError, RequestError
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from tests.made import entry


def bests(ledger: Ledger, **times: int) -> list[int | None]:
    bodies = [record.claim.body for record in ledger.view(**times).claims]
    return [body.best for body in bodies if isinstance(body, Toll)]


def test_what_was_added_is_seen(ledger: Ledger) -> None:
    first = ledger.add(entry(17))
    assert first.new
    assert first.claims == 1
    view = ledger.view()
    assert [record.claim for record in view.claims] == list(entry(17).reading.claims)
    assert [report.text for report in view.reports] == [entry(17).document.text]
    assert view.head == ledger.head()


def test_the_same_report_twice_is_one_with_two_captures(ledger: Ledger) -> None:
    one = entry(17)
    ledger.add(one)
    again = ledger.add(replace(one, capture=replace(one.capture, source="other-name.txt")))
    assert not again.new
    assert again.claims == 0
    assert bests(ledger) == [17]
    head = ledger.head()
    ledger.add(one)
    assert ledger.head() == head


def test_a_view_is_of_its_two_times(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    early = ledger.view()
    for number in range(20, 30):
        ledger.add(entry(number, known_from=number))
    assert bests(ledger, as_of=100, recorded=early.recorded) == [10]
    again = ledger.view(as_of=100, recorded=early.recorded)
    assert (again.head, again.reports, list(again.claims)) == (early.head, early.reports, list(early.claims))
    assert bests(ledger, as_of=24) == [20, 21, 22, 23, 24]


def test_a_rejection_counts_from_when_it_was_recorded(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    before = ledger.view()
    claim = before.claims[0].claim.id
    made = ledger.judge(Judgement(Verdict.REJECT, (claim,), "desk", "wrong town", 100))
    assert made.recorded > before.recorded
    assert bests(ledger) == []
    assert bests(ledger, recorded=before.recorded) == [10]
    ledger.judge(Judgement(Verdict.ACCEPT, (claim,), "desk", "it was right", 100))
    assert bests(ledger) == [10]


def test_a_source_corrects_from_its_own_time(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    claim = ledger.view().claims[0].claim.id
    ledger.judge(Judgement(Verdict.RETRACT, (claim,), "Sample Wire", "withdrawn", 500))
    assert bests(ledger, as_of=499) == [10]
    assert bests(ledger, as_of=500) == []


def test_a_correction_changes_the_claim_and_says_so(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    before = ledger.view()
    claim = before.claims[0].claim.id
    changes: dict[str, object] = {"low": 9, "best": 9, "high": 9}
    ledger.judge(Judgement(Verdict.CORRECT, (claim,), "desk", "misread", 100, changes=changes))
    assert bests(ledger) == [9]
    assert ledger.view().claims[0].corrected
    assert bests(ledger, recorded=before.recorded) == [10]


def test_a_new_reading_replaces_what_it_does_not_find_again(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    before = ledger.view()
    report = before.reports[0].id
    claim = before.claims[0].claim
    assert ledger.reread(report, Reading("en", claims=(claim,)), reader="test.v2", pack="p") == 0
    assert bests(ledger) == [10]
    body = claim.body
    assert isinstance(body, Toll)
    other = replace(claim, id="clm-" + "0" * 32, body=replace(body, best=11))
    assert ledger.reread(report, Reading("en", claims=(other,)), reader="test.v3", pack="p") == 1
    assert bests(ledger) == [11]
    assert bests(ledger, recorded=before.recorded) == [10]


def test_a_rejection_follows_to_the_successor(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    claim = ledger.view().claims[0].claim
    ledger.judge(Judgement(Verdict.REJECT, (claim.id,), "desk", "wrong", 100))
    other = replace(claim, id="clm-" + "0" * 32)
    ledger.reread(ledger.view().reports[0].id, Reading("en", claims=(other,)), reader="v2", pack="p")
    assert bests(ledger) == []


def test_what_a_person_accepted_no_machine_supersedes(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=100))
    claim = ledger.view().claims[0].claim
    ledger.judge(Judgement(Verdict.ACCEPT, (claim.id,), "desk", "checked", 100))
    other = replace(claim, id="clm-" + "0" * 32)
    ledger.reread(ledger.view().reports[0].id, Reading("en", claims=(other,)), reader="v2", pack="p")
    assert [record.claim.id for record in ledger.view().claims] == [claim.id]


def test_withholding_takes_the_words_and_leaves_the_chain(ledger: Ledger) -> None:
    ledger.add(entry(10))
    report = ledger.view().reports[0]
    ledger.withhold(report.id, by="desk", reason="asked by the publisher")
    view = ledger.view()
    assert view.reports[0].text is None
    assert view.claims[0].claim.span.quote == ""
    assert view.claims[0].claim.span.offsets == entry(10).reading.claims[0].span.offsets
    assert ledger.raw(report.captures[0]) is None
    assert ledger.verify() == ()
    with pytest.raises(LedgerError, match="withheld"):
        ledger.add(entry(10))


def test_ids_resolve_by_their_beginning(ledger: Ledger) -> None:
    ledger.add(entry(10))
    claim = ledger.view().claims[0].claim.id
    assert ledger.resolve(claim[:12]) == claim
    for unknown in ("clm-zzzz", "", "%"):
        with pytest.raises(RequestError, match="unknown-id"):
            ledger.resolve(unknown)


def test_the_clock_never_goes_back(address: str) -> None:
    with Ledger.create(address, clock=lambda: 5) as ledger:
        times = []
        for number in range(1, 4):
            ledger.add(entry(number))
            times.append(ledger.view().recorded)
        assert times == [5, 6, 7]


def test_a_ledger_is_made_once(address: str) -> None:
    Ledger.create(address).close()
    with pytest.raises(LedgerError, match="ledger-exists"):
        Ledger.create(address)
    with Ledger.open(address) as ledger:
        assert ledger.verify() == ()
