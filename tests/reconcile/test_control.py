"""Who holds a place, from when, until when, and where that is contested."""

import pytest

from karez.model.claim import Control
from karez.model.finding import ControlSpan
from karez.model.mention import ActorMention
from karez.model.vocabulary import ActorClass, ClaimantClass, ControlState, Realis
from tests.reconcile.made import GROUP, OTHER_TOWN, POLICE, SATURDAY, TOWN, Desk, party

HELD, TAKEN, LOST = ControlState.HELD, ControlState.TAKEN, ControlState.LOST
WITHDRAWN, ENTERED, ENCIRCLED = ControlState.WITHDRAWN, ControlState.ENTERED, ControlState.ENCIRCLED

FIGHTERS = party("the armed group")
FORCES = party("security forces", ActorClass.STATE_FORCES)
RIVALS = party("Red Group", ActorClass.ARMED_GROUP, "made:red")
OTHERS = party("Blue Group", ActorClass.ARMED_GROUP, "made:blue")


def control(holder: ActorMention | None, state: ControlState, hours: int | None = None) -> Control:
    return Control(holder, state, hours)


def spans(desk: Desk, at: float | None = None) -> dict[tuple[str | None, ControlState, bool], ControlSpan]:
    found = desk.findings(at=at).control
    named = {(span.holder, span.state, span.realis is Realis.DENIED): span for span in found}
    assert len(named) == len(found)
    return named


def test_a_denied_holding_and_the_holding_are_both_shown_as_contested() -> None:
    desk = Desk()
    statement = desk.report("Media wing of the group", kind="armed_group")
    ours = desk.say(statement, control(party("We", ActorClass.UNKNOWN), HELD), when=None)
    denial = desk.told(control(FIGHTERS, HELD), at=9, by=POLICE, when=None, realis=Realis.DENIED)
    found = spans(desk)
    held = found["Media wing of the group", HELD, False]
    denied = found["the armed group", HELD, True]
    assert (held.claims, held.contested) == ((ours,), True)
    assert (denied.claims, denied.contested) == ((denial,), True)


def test_before_the_denial_the_holding_is_not_contested() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), when=None)
    desk.told(control(FIGHTERS, HELD), at=9, by=POLICE, when=None, realis=Realis.DENIED)
    (before,) = spans(desk, at=8).values()
    assert not before.contested


@pytest.mark.parametrize("words", ["We", "our fighters", "Our  Forces"])
def test_we_is_whoever_speaks(words: str) -> None:
    desk = Desk()
    statement = desk.report("Media wing of the group", kind="armed_group")
    desk.say(statement, control(party(words, ActorClass.UNKNOWN), TAKEN))
    (span,) = desk.findings().control
    assert span.holder == "Media wing of the group"


def test_holdings_of_two_sides_at_one_time_are_contested() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), by=GROUP)
    desk.told(control(FORCES, HELD), by=POLICE)
    assert all(span.contested and span.open for span in desk.findings().control)


def test_two_named_groups_are_rivals_but_one_of_them_and_the_armed_group_are_not() -> None:
    desk = Desk()
    desk.told(control(RIVALS, HELD))
    desk.told(control(FIGHTERS, HELD))
    assert not any(span.contested for span in desk.findings().control)
    desk.told(control(OTHERS, HELD))
    found = spans(desk)
    assert found["Red Group", HELD, False].contested
    assert found["Blue Group", HELD, False].contested
    assert not found["the armed group", HELD, False].contested


@pytest.mark.parametrize(("where", "other"), [(TOWN, OTHER_TOWN), (None, None), (TOWN, None)])
def test_holdings_of_two_places_or_of_none_told_are_no_rivals(where: object, other: object) -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), where=where)
    desk.told(control(FORCES, HELD), where=other)
    assert len(desk.findings().control) == 2
    assert not any(span.contested for span in desk.findings().control)


def test_a_taking_by_the_other_side_ends_a_holding_at_the_time_told() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, TAKEN), when="2026-01-31")
    retaken = desk.told(control(FORCES, TAKEN), at=30, by=POLICE, when="2026-02-02")
    held = spans(desk)["the armed group", TAKEN, False]
    assert (held.start, held.end, held.ended_by) == ("2026-01-31", "2026-02-02", (retaken,))
    assert not held.open
    assert not any(span.contested for span in desk.findings().control)
    assert spans(desk, at=20)["the armed group", TAKEN, False].open


def test_an_end_without_a_time_told_is_no_time() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), when=None)
    claim = desk.told(control(FORCES, TAKEN), at=30, by=POLICE, when=None)
    held = spans(desk)["the armed group", HELD, False]
    assert (held.end, held.ended_by, held.open, held.duration_hours) == (None, (claim,), False, None)


@pytest.mark.parametrize("state", [LOST, WITHDRAWN])
def test_a_holder_that_lost_or_left_the_place_holds_it_no_more(state: ControlState) -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), when=SATURDAY)
    desk.told(control(FIGHTERS, state), at=30, by=POLICE, when="2026-02-02")
    held = spans(desk)["the armed group", HELD, False]
    assert (held.open, held.end) == (False, "2026-02-02")


def test_the_other_side_s_leaving_ends_nothing() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), when=SATURDAY)
    desk.told(control(FORCES, WITHDRAWN), at=30, by=POLICE, when="2026-02-02")
    assert spans(desk)["the armed group", HELD, False].open


@pytest.mark.parametrize("state", [ENTERED, ENCIRCLED, ControlState.CONTESTED])
def test_entering_or_encircling_is_no_holding(state: ControlState) -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, state))
    desk.told(control(FORCES, HELD), by=POLICE)
    assert not any(span.contested for span in desk.findings().control)


def test_a_holding_that_is_told_again_after_the_taking_is_contested() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), by=GROUP, when=SATURDAY)
    desk.told(control(FORCES, TAKEN), at=20, by=POLICE, when="2026-02-02")
    desk.told(control(FIGHTERS, HELD), at=40, by=GROUP, when=SATURDAY)
    found = spans(desk)
    assert found["the armed group", HELD, False].contested
    assert found["security forces", TAKEN, False].contested


def test_one_report_that_tells_of_a_holding_and_the_retaking_tells_a_sequence() -> None:
    desk = Desk()
    report = desk.report("Office of the town", kind="official")
    desk.say(report, control(FIGHTERS, HELD, 35), when=None)
    desk.say(report, control(FORCES, TAKEN), when=None)
    found = spans(desk)
    held = found["the armed group", HELD, False]
    assert (held.duration_hours, held.open, held.contested, held.end) == (35, False, False, None)
    assert found["security forces", TAKEN, False].open
    assert not found["security forces", TAKEN, False].contested


def test_prints_of_one_holding_are_one_span_of_all_who_told_it() -> None:
    desk = Desk()
    one = desk.told(control(FIGHTERS, HELD), when=None)
    other = desk.told(control(party("Armed  Group"), HELD), at=2, publisher="Example Daily", when=SATURDAY)
    (span,) = desk.findings().control
    assert span.claims == (one, other)
    assert span.start == SATURDAY
    assert [source.name for source in span.sources] == ["Sample Wire", "Example Daily"]


def test_two_starts_that_are_told_are_two_spans() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, TAKEN), when=SATURDAY)
    desk.told(control(FIGHTERS, TAKEN), at=30, when="2026-02-02")
    assert [span.start for span in desk.findings().control] == [SATURDAY, "2026-02-02"]


@pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.HYPOTHETICAL, Realis.BACKGROUND])
def test_what_is_not_told_as_so_is_no_span(realis: Realis) -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), realis=realis)
    assert desk.findings().control == ()


def test_an_alleged_holding_is_marked_until_somebody_asserts_it() -> None:
    desk = Desk()
    desk.told(control(FIGHTERS, HELD), realis=Realis.ALLEGED)
    assert desk.findings().control[0].realis is Realis.ALLEGED
    desk.told(control(FIGHTERS, HELD), at=1, by=("a resident", ClaimantClass.WITNESS))
    assert desk.findings().control[0].realis is Realis.ASSERTED


def test_a_holder_that_is_not_named_stays_unnamed() -> None:
    desk = Desk()
    desk.told(control(None, HELD))
    (span,) = desk.findings().control
    assert (span.holder, span.holder_id, span.contested) == (None, None, False)
