"""What was known at a time: a correction by a source, a rejection by a person and a re-reading, before and after."""

from dataclasses import replace

import pytest

from karez.ledger.ledger import Ledger
from karez.model.claim import Claim, Reading, Toll
from karez.model.record import Judgement, View
from karez.model.times import known_instant
from karez.model.vocabulary import Verdict
from tests.made import entry, every_kind, long_entry

PUBLISHED = 1_000
CORRECTED = 5_000


def bests(view: View) -> list[int | None]:
    return [record.claim.body.best for record in view.claims if isinstance(record.claim.body, Toll)]


def seen(view: View) -> tuple[object, ...]:
    """Everything that a view shows."""
    return (view.as_of, view.recorded, view.head, view.reports, tuple(view.claims), view.judgements, view.waiting)


@pytest.fixture
def claim(ledger: Ledger) -> Claim:
    """The one claim of the ledger: ten killed, known from PUBLISHED."""
    ledger.add(entry(10, known_from=PUBLISHED))
    return ledger.view().claims[0].claim


def test_a_correction_by_a_source(ledger: Ledger, claim: Claim) -> None:
    before = ledger.view()
    changes: dict[str, object] = {"low": 12, "best": 12, "high": 12}
    ledger.judge(Judgement(Verdict.CORRECT, (claim.id,), "Sample Wire", "corrected", CORRECTED, changes=changes))
    after = ledger.view()
    assert after.as_of == CORRECTED
    assert bests(after) == [12]
    assert bests(ledger.view(as_of=CORRECTED)) == [12]
    assert bests(ledger.view(as_of=CORRECTED - 1)) == [10]
    assert bests(ledger.view(as_of=CORRECTED, recorded=before.recorded)) == [10]
    assert bests(ledger.view(as_of=PUBLISHED - 1)) == []


def test_a_retraction_by_a_source(ledger: Ledger, claim: Claim) -> None:
    before = ledger.view()
    ledger.judge(Judgement(Verdict.RETRACT, (claim.id,), "Sample Wire", "withdrawn", CORRECTED))
    assert bests(ledger.view(as_of=CORRECTED - 1)) == [10]
    assert bests(ledger.view(as_of=CORRECTED)) == []
    assert bests(ledger.view(as_of=CORRECTED, recorded=before.recorded)) == [10]
    (closed,) = ledger.view(closed=True).claims
    assert closed.known_to == CORRECTED
    (open_then,) = ledger.view(as_of=CORRECTED - 1, closed=True).claims
    assert open_then.known_to is None


def test_a_rejection_by_a_person(ledger: Ledger, claim: Claim) -> None:
    before = ledger.view()
    made = ledger.judge(Judgement(Verdict.REJECT, (claim.id,), "desk", "wrong town", PUBLISHED))
    assert made.recorded > before.recorded
    # It says that the report was misread, so it holds from when the report was known.
    assert bests(ledger.view(as_of=PUBLISHED)) == []
    assert bests(ledger.view(as_of=PUBLISHED, recorded=made.recorded - 1)) == [10]
    assert bests(ledger.view(as_of=PUBLISHED, recorded=made.recorded)) == []
    assert ledger.view(closed=True).claims[0].known_to == PUBLISHED


def test_a_new_reading(ledger: Ledger, claim: Claim) -> None:
    before = ledger.view()
    body = claim.body
    assert isinstance(body, Toll)
    other = replace(claim, id="clm-" + "b" * 32, body=replace(body, best=11))
    ledger.reread(before.reports[0].id, Reading("en", claims=(other,)), reader="test.v2", pack="pack@1")
    after = ledger.view()
    assert bests(ledger.view(as_of=PUBLISHED)) == [11]
    assert bests(ledger.view(as_of=PUBLISHED, recorded=after.recorded - 1)) == [10]
    assert bests(ledger.view(as_of=PUBLISHED - 1)) == []
    old, new = sorted(ledger.view(closed=True).claims, key=lambda record: record.recorded)
    assert (old.claim.id, old.known_to) == (claim.id, PUBLISHED)
    assert (new.known_from, new.known_to) == (PUBLISHED, None)
    assert ledger.successor(claim.id) == other.id


def test_the_same_after_ten_more_reports_and_judgements(ledger: Ledger, claim: Claim) -> None:
    ledger.add(every_kind())
    ledger.judge(Judgement(Verdict.ACCEPT, (claim.id,), "desk", "checked", PUBLISHED))
    made = ledger.view()
    shown = seen(made)
    for number in range(20, 30):
        ledger.add(entry(number, known_from=number * 100))
    ledger.judge(Judgement(Verdict.REJECT, (claim.id,), "desk", "not so", PUBLISHED))
    report = made.reports[0].id
    ledger.reread(report, Reading("en"), reader="test.v2", pack="pack@1")
    assert seen(ledger.view(as_of=made.as_of, recorded=made.recorded)) == shown
    assert bests(ledger.view()) != bests(made)


def test_without_a_time_it_is_the_latest_that_the_view_knows_of(ledger: Ledger, claim: Claim) -> None:
    first = ledger.view()
    assert first.as_of == PUBLISHED
    ledger.add(entry(11, known_from=PUBLISHED - 500))
    assert ledger.view().as_of == PUBLISHED
    ledger.add(entry(12, known_from=2 * PUBLISHED))
    assert ledger.view().as_of == 2 * PUBLISHED
    assert ledger.view(recorded=first.recorded).as_of == PUBLISHED


def test_an_empty_ledger_has_an_empty_view(ledger: Ledger) -> None:
    view = ledger.view()
    assert (view.as_of, view.recorded, view.reports, len(view.claims)) == (0, 0, (), 0)
    assert view.head == ledger.head()
    ledger.add(entry(1))
    early = ledger.view(recorded=1)
    assert (early.head, early.reports) == (view.head, ())


def test_a_date_alone_is_known_from_the_end_of_its_day(ledger: Ledger) -> None:
    ledger.add(entry(10, known_from=known_instant("2026-02-01", ledger.timezone)))
    noon = known_instant("2026-02-01T12:00", ledger.timezone)
    assert bests(ledger.view(as_of=noon)) == []
    assert bests(ledger.view(as_of=known_instant("2026-02-01", ledger.timezone))) == [10]
    assert bests(ledger.view(as_of=known_instant("2026-02-01T23:59:59+05:00", "UTC"))) == []


def test_what_a_source_corrects_later_comes_after_what_a_person_corrected(ledger: Ledger, claim: Claim) -> None:
    later: dict[str, object] = {"low": 20, "best": 20, "high": 20}
    misread: dict[str, object] = {"low": 9, "best": 9, "high": 9}
    ledger.judge(Judgement(Verdict.CORRECT, (claim.id,), "Sample Wire", "corrected", CORRECTED, changes=later))
    ledger.judge(Judgement(Verdict.CORRECT, (claim.id,), "desk", "misread", PUBLISHED, changes=misread))
    assert bests(ledger.view(as_of=CORRECTED - 1)) == [9]
    assert bests(ledger.view(as_of=CORRECTED)) == [20]


def test_an_acceptance_takes_back_a_rejection(ledger: Ledger, claim: Claim) -> None:
    ledger.judge(Judgement(Verdict.REJECT, (claim.id,), "desk", "wrong", PUBLISHED))
    rejected = ledger.view()
    ledger.judge(Judgement(Verdict.ACCEPT, (claim.id,), "desk", "it was right", PUBLISHED))
    assert bests(rejected) == []
    assert bests(ledger.view()) == [10]
    assert bests(ledger.view(recorded=rejected.recorded)) == []


def test_what_happened_in_an_interval(ledger: Ledger) -> None:
    day = known_instant("2026-02-03T10:00", ledger.timezone)
    ledger.add(long_entry(1, 2))  # on 31 January
    ledger.add(entry(12, known_from=day))  # tells no time: it goes by when it was known
    ids = {interval: len(ledger.view(happened=interval).claims) for interval in (
        ("2026-01-31", "2026-02-01"), ("2026-01-30", "2026-01-31"), ("2026-01-31T20:00", None),
        (None, "2026-02-03"), ("2026-02-03", "2026-02-04"), ("2026-02-03T10:01", None), (None, None),
    )}  # fmt: skip
    assert list(ids.values()) == [2, 0, 3, 2, 1, 0, 3]
    with pytest.raises(ValueError, match="isoformat"):
        ledger.view(happened=("yesterday", None))


def test_claims_of_a_view_are_a_sequence(ledger: Ledger) -> None:
    ledger.add(long_entry(1, 5))
    claims = ledger.view().claims
    listed = list(claims)
    assert len(claims) == 5
    assert claims[-1] is listed[-1]
    assert list(claims[1:3]) == listed[1:3]
    assert list(reversed(claims)) == listed[::-1]
    with pytest.raises(IndexError):
        claims[5]
