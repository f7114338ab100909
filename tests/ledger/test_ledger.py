"""The contract of the ledger, the same on every back-end."""

from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Toll
from karez.model.errors import LedgerError, RequestError
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


def test_ids_resolve_by_their_beginning(ledger: Ledger) -> None:
    ledger.add(entry(10))
    claim = ledger.view().claims[0].claim.id
    assert ledger.resolve(claim[:12]) == claim
    for unknown in ("clm-zzzz", "", "%"):
        with pytest.raises(RequestError, match="unknown-id"):
            ledger.resolve(unknown)


def test_a_ledger_is_made_once(address: str) -> None:
    Ledger.create(address).close()
    with pytest.raises(LedgerError, match="ledger-exists"):
        Ledger.create(address)
    with Ledger.open(address) as ledger:
        assert ledger.verify() == ()
