"""Orders: when they begin and end, whether they have lapsed, and which are one."""

import pytest

from karez.model.claim import Directive
from karez.model.finding import DirectiveFinding
from karez.model.vocabulary import Action, ActorClass, Realis
from tests.reconcile.made import GROUP, Desk, party

OFFICE = party("the office", ActorClass.GOVERNMENT)


def order(**more: object) -> Directive:
    fields: dict[str, object] = {"issuer": OFFICE, "action": Action.BAN, "subject_quote": "gatherings"}
    return Directive(**{**fields, **more})  # type: ignore[arg-type]


def only(desk: Desk, *, at: float | None = None, micros: int = 0) -> DirectiveFinding:
    (finding,) = desk.findings(at=at, micros=micros).directives
    return finding


def test_with_no_start_told_a_month_ends_thirty_days_after_it_was_known_at_the_latest() -> None:
    desk = Desk()
    desk.told(order(duration_days=30), when=None, at=24)
    found = only(desk)
    assert (found.begins, found.ends, found.latest) == (None, "2026-03-04", True)


def test_a_duration_runs_from_the_start_told() -> None:
    desk = Desk()
    desk.told(order(duration_days=30, valid_from="2026-02-01"), when=None, at=24)
    found = only(desk)
    assert (found.begins, found.ends, found.latest) == ("2026-02-01", "2026-03-03", False)


def test_a_duration_from_an_hour_ends_at_that_hour() -> None:
    desk = Desk()
    desk.told(order(duration_days=1, valid_from="2026-02-01T18:00"), when=None)
    assert only(desk).ends == "2026-02-02T18:00"
    # Noon of the first is the zero of the clock: 18:00 of the second is 30 hours on.
    assert not only(desk, at=30).lapsed
    assert only(desk, at=30, micros=1).lapsed


def test_an_end_told_goes_before_any_duration() -> None:
    desk = Desk()
    desk.told(order(duration_days=30, valid_from="2026-02-01", valid_to="2026-02-05"), when=None)
    found = only(desk)
    assert (found.ends, found.latest) == ("2026-02-05", False)


def test_with_neither_end_nor_duration_told_there_is_no_end() -> None:
    desk = Desk()
    desk.told(order(), when=None)
    found = only(desk, at=24 * 400)
    assert (found.ends, found.latest, found.lapsed) == (None, False, False)


def test_an_order_lapses_with_the_end_of_its_last_day() -> None:
    desk = Desk()
    desk.told(order(valid_to="2026-02-02"), when=None)
    assert not only(desk, at=36, micros=-1).lapsed
    assert only(desk, at=36).lapsed


def test_repeats_of_one_order_are_one_with_all_who_printed_it() -> None:
    desk = Desk()
    one = desk.told(order(duration_days=30), when=None)
    other = desk.told(
        order(duration_days=30, issuer=party("The Office", ActorClass.GOVERNMENT)),
        when=None,
        at=40,
        publisher="Example Daily",
    )
    found = only(desk)
    assert found.claims == (one, other)
    assert found.ends == "2026-03-03"
    assert len(found.sources) == 2


@pytest.mark.parametrize(
    "other",
    [
        order(action=Action.CURFEW),
        order(issuer=party("the group", ActorClass.ARMED_GROUP)),
        order(issuer=None),
        order(subject_quote="travel at night"),
        order(duration_days=3),
        order(valid_to="2026-02-05"),
    ],
)
def test_orders_that_differ_are_two(other: Directive) -> None:
    desk = Desk()
    desk.told(order(), when=None)
    desk.told(other, when=None, at=1)
    assert len(desk.findings().directives) == 2


@pytest.mark.parametrize("realis", [Realis.DENIED, Realis.BACKGROUND, Realis.HYPOTHETICAL])
def test_what_was_not_issued_is_no_order(realis: Realis) -> None:
    desk = Desk()
    desk.told(order(), realis=realis)
    assert desk.findings().directives == ()


@pytest.mark.parametrize("realis", [Realis.ASSERTED, Realis.ALLEGED, Realis.PLANNED])
def test_what_was_issued_or_announced_is_an_order(realis: Realis) -> None:
    desk = Desk()
    desk.told(order(), realis=realis)
    assert len(desk.findings().directives) == 1


def test_who_issued_it_and_who_told_of_it_are_two_things() -> None:
    desk = Desk()
    desk.told(order(issuer=party("the group", ActorClass.ARMED_GROUP, "made:group")), by=GROUP, when=None)
    found = only(desk)
    assert (found.issuer, found.issuer_id, found.sources[0].name) == ("the group", "made:group", "the group")


def test_a_duration_past_the_calendar_has_no_end() -> None:
    desk = Desk()
    desk.told(order(duration_days=10**7), when=None)
    assert (only(desk).ends, only(desk).latest) == (None, False)
