"""What changed since an earlier time; a re-print of what was known is no change."""

from dataclasses import replace

from karez.brief.sections.changes import Before, change_section
from karez.model.claim import Control, Directive
from karez.model.finding import Findings
from karez.model.record import ClaimRecord, Judgement
from karez.model.vocabulary import Action, AssetState, AssetType, ControlState, DerivedState, Realis, Verdict, Victims
from tests.brief.composed import (
    AGAIN,
    BAN,
    CIVIL,
    ESTHAM,
    FRONT,
    HOLD,
    LIGHT,
    MINED,
    OFFICIAL,
    OFFICIALS,
    POLICE,
    SECOND,
    THIRTY,
    WHOLE,
    Scene,
    at,
    claim,
    figure,
    holding,
    order,
    report,
    scene,
    source,
    status,
    status_body,
    toll,
    toll_body,
)

SINCE = at(SECOND)
NOTHING = "Nothing that was reported since then changes a figure, a state or a holder."


def lines(
    now: Findings,
    before: Findings,
    *more: ClaimRecord,
    judgements: tuple[Judgement, ...] = (),
    less: tuple[ClaimRecord, ...] = (),
) -> list[str]:
    told = scene()
    told = Scene(told.reports, tuple(one for one in (*told.claims, *more) if one not in less))
    reports = {*told.reports, *(LATER,)}
    told = replace(told, reports=tuple(sorted(reports, key=lambda one: (one.known_from, one.id))))
    view = replace(told.view, judgements=judgements)
    return [line.text for line in change_section(now, Before(before, SINCE), view, told.cite()).lines]


LATER = report(
    "Sample Post",
    "Officials said 15 people were killed. The coast road was closed again. The town is held by troops. Markets are "
    "banned. Armed men attacked. For one month, travel on the coast road is banned.",
    "2031-05-05T08:00+05:00",
)
FIFTEEN = claim(LATER, "15 people were killed", toll_body(15), who=OFFICIALS)
OLD = toll(figure(OFFICIAL, WHOLE))


def test_without_an_earlier_time_nothing_is_compared() -> None:
    told = scene()
    section = change_section(told.full, None, told.view, told.cite())
    assert [line.text for line in section.lines] == ["No earlier time was asked for; use --since to compare."]


def test_the_same_findings_are_no_change() -> None:
    told = scene().full
    assert lines(told, told) == [NOTHING]


# ---------------------------------------------------------------- tolls
def test_a_new_toll_is_new() -> None:
    new = toll(figure(FRONT, THIRTY), victims=Victims.SECURITY_FORCES)
    assert lines(Findings(tolls=(OLD, new)), Findings(tolls=(OLD,))) == [
        "New: 30 security personnel killed, Norvale, Westmark — Media wing of the Example Front"
    ]


def test_a_changed_figure_is_told_with_before_and_after() -> None:
    new = toll(figure(source("a wire"), FIFTEEN), figure(OFFICIAL, WHOLE))
    assert lines(Findings(tolls=(new,)), Findings(tolls=(OLD,)), FIFTEEN) == [
        "Changed: 12 to 15 people killed, Norvale, Westmark; before that 12"
    ]


def test_a_toll_of_the_same_people_without_a_shared_claim_is_changed_not_new() -> None:
    new = toll(figure(OFFICIAL, FIFTEEN))
    found = lines(Findings(tolls=(new,)), Findings(tolls=(OLD,)), FIFTEEN)
    assert found[0] == "Changed: 15 people killed, Norvale, Westmark; before that 12"


def test_a_claimant_that_revises_its_own_figure_is_named() -> None:
    new = toll(figure(OFFICIAL, FIFTEEN, earlier=(WHOLE,)))
    assert lines(Findings(tolls=(new,)), Findings(tolls=(OLD,)), FIFTEEN) == [
        "Changed: 15 people killed, Norvale, Westmark; before that 12",
        "Revised by Officials: 15 people killed; before that 12",
    ]


def test_a_correction_by_the_source_is_quoted() -> None:
    body = toll_body(15, replaces=WHOLE.claim.id)
    fixed = claim(LATER, "15 people were killed", body, who=OFFICIALS)
    found = lines(Findings(tolls=(toll(figure(OFFICIAL, fixed)),)), Findings(tolls=(OLD,)), fixed)
    assert "Revised by Officials: 15 people killed — “15 people were killed”" in found


def test_a_revision_before_the_time_is_no_change() -> None:
    new = toll(figure(OFFICIAL, WHOLE, earlier=(CIVIL,)))
    assert lines(Findings(tolls=(new,)), Findings(tolls=(new,))) == [NOTHING]


def test_a_reprint_that_joins_a_toll_is_no_change() -> None:
    assert lines(Findings(tolls=(toll(figure(OFFICIAL, WHOLE, AGAIN)),)), Findings(tolls=(OLD,))) == [NOTHING]


def test_a_reprint_without_place_or_day_is_no_change() -> None:
    loose = toll(figure(source("Example Daily"), AGAIN), place=None, place_quote=None, start=None, end=None)
    assert lines(Findings(tolls=(OLD, loose)), Findings(tolls=(OLD,))) == [NOTHING]


def test_the_same_number_at_another_place_is_new() -> None:
    other = toll(figure(source("Example Daily"), AGAIN), place=ESTHAM, place_quote="Estham")
    assert lines(Findings(tolls=(OLD, other)), Findings(tolls=(OLD,)))[0].startswith("New: 12 people killed, Estham")


def test_a_figure_that_was_rejected_is_no_longer_given_and_its_number_not_repeated() -> None:
    found = lines(Findings(), Findings(tolls=(OLD,)), less=(WHOLE,))
    assert found == ["No longer given: the earlier figure of people killed, Norvale, Westmark"]


def test_a_figure_whose_claim_lives_elsewhere_is_named_with_its_number() -> None:
    assert lines(Findings(), Findings(tolls=(OLD,))) == ["No longer given: 12 people killed, Norvale, Westmark"]


# ---------------------------------------------------------------- states
ROAD = status("coast road", MINED, DerivedState.CLOSED, place=ESTHAM)


def test_a_new_state_and_a_changed_one() -> None:
    now = status("coast road", LIGHT, DerivedState.RESTRICTED, key=ROAD.key, place=ESTHAM)
    assert lines(Findings(statuses=(now,)), Findings(statuses=(ROAD,))) == [
        "Changed: coast road (Estham): reported restricted by Sample highway desk, 5 May 2031 08:30; before that closed"
    ]
    assert lines(Findings(statuses=(now,)), Findings())[0].startswith("New: coast road (Estham): reported restricted")


def test_a_state_that_aged_is_told() -> None:
    aged = replace(ROAD, state=DerivedState.UNKNOWN)
    assert lines(Findings(statuses=(aged,)), Findings(statuses=(ROAD,))) == [
        "Aged: coast road (Estham): state now unknown, the report is older than its freshness; last reported closed "
        "(mines) by the highway desk, 3 May 2031 20:00"
    ]


def test_reports_that_came_to_disagree_are_told() -> None:
    now = replace(ROAD, state=DerivedState.CONTESTED)
    (line,) = lines(Findings(statuses=(now,)), Findings(statuses=(ROAD,)))
    assert line.startswith("Changed: coast road (Estham): contested; last reported closed")


def test_a_state_that_is_confirmed_is_no_change() -> None:
    again = claim(
        LATER, "coast road was closed again", status_body(LATER, "coast road", AssetType.ROAD, AssetState.CLOSED)
    )
    now = replace(ROAD, claims=(*ROAD.claims, again.claim.id))
    assert lines(Findings(statuses=(now,)), Findings(statuses=(ROAD,)), again) == [NOTHING]


def test_a_reprint_under_another_key_is_no_change() -> None:
    twin = replace(ROAD, key="road|the coast road|")
    assert lines(Findings(statuses=(ROAD, twin)), Findings(statuses=(ROAD,))) == [NOTHING]


# ---------------------------------------------------------------- control
HELD = holding(HOLD, "Example Front")


def test_a_new_holder_is_new_and_an_ended_holding_ended() -> None:
    back = claim(LATER, "The town is held by troops", Control(None, ControlState.TAKEN))
    ended = replace(HELD, open=False, ended_by=(back.claim.id,))
    taken = holding(back, "troops", ControlState.TAKEN)
    found = lines(Findings(control=(ended, taken)), Findings(control=(HELD,)), back)
    assert found == [
        "Ended: Norvale, Westmark: Example Front reported to hold it — Media wing of the Example Front; ended by the "
        "account of Sample Post",
        "New: Norvale, Westmark: troops reported to have taken it — Sample Post",
    ]


def test_a_denial_is_new_as_a_denial() -> None:
    denied = replace(HELD, realis=Realis.DENIED, claims=(LIGHT.claim.id,))
    found = lines(Findings(control=(HELD, denied)), Findings(control=(HELD,)))
    assert found == ["New: Norvale, Westmark: denied that Example Front holds it — Sample highway desk"]


def test_a_reprint_of_a_holding_is_no_change() -> None:
    again = replace(HELD, claims=(*HELD.claims, AGAIN.claim.id))
    assert lines(Findings(control=(again,)), Findings(control=(HELD,))) == [NOTHING]


def test_a_holding_whose_claim_is_gone_is_no_longer_claimed() -> None:
    assert lines(Findings(), Findings(control=(HELD,)), less=(HOLD,)) == [
        "No longer claimed: Example Front at Norvale, Westmark"
    ]


# ---------------------------------------------------------------- directives
def test_a_new_order_is_new_and_a_reprint_is_not() -> None:
    new = claim(LATER, "Markets are banned", Directive(None, Action.BAN))
    reprint = claim(LATER, "For one month, travel on the coast road is banned", Directive(None, Action.BAN))
    now = Findings(directives=(order(BAN), order(new), order(reprint)))
    assert lines(now, Findings(directives=(order(BAN),)), new, reprint) == [
        "New order: ban, issuer not named, reported by Sample Post: “Markets are banned”"
    ]


def test_an_order_whose_end_has_passed_is_told_once() -> None:
    running, lapsed = order(BAN, ends="2031-05-04"), order(BAN, ends="2031-05-04", lapsed=True)
    (line,) = lines(Findings(directives=(lapsed,)), Findings(directives=(running,)))
    assert line.startswith(
        "Its end has passed (4 May 2031): ban in a statement of Media wing of the Example Front: “For"
    )
    assert lines(Findings(directives=(lapsed,)), Findings(directives=(lapsed,))) == [NOTHING]


# ---------------------------------------------------------------- judgements
def judged(verdict: Verdict, when: str, **more: object) -> Judgement:
    made = Judgement(verdict, (POLICE.claim.id,), "the desk", "misread", at(when), recorded=at(when))
    return replace(made, **more)  # type: ignore[arg-type]


def test_rejections_corrections_and_retractions_since_then_are_told() -> None:
    late = "2031-05-05T07:00+05:00"
    found = lines(
        Findings(),
        Findings(),
        judgements=(
            judged(Verdict.REJECT, late),
            judged(Verdict.CORRECT, late, changes={"best": 5}),
            judged(Verdict.RETRACT, late, known_from=at(late), by="Sample Wire"),
        ),
    )
    short = POLICE.claim.id[:16]
    assert found == [
        f"{short} rejected by the desk, 5 May 2031 07:00: misread",
        f"{short} corrected (best=5) by the desk, 5 May 2031 07:00: misread",
        f"{short} retracted by Sample Wire, 5 May 2031 07:00: misread",
    ]


def test_what_persons_joined_and_split_is_told_with_few_claims() -> None:
    many = tuple(f"clm-{number:032x}" for number in range(50))
    split: dict[str, object] = {"sides": [[POLICE.claim.id], list(many)], "split": "inc-0123456789ab"}
    found = lines(
        Findings(),
        Findings(),
        judgements=(
            judged(Verdict.JOIN, "2031-05-05T08:00+05:00", subjects=(POLICE.claim.id, *many)),
            judged(Verdict.KEEP_APART, "2031-05-05T08:00+05:00", subjects=(POLICE.claim.id, *many), changes=split),
        ),
    )
    assert len(found) == 2
    assert "and 47 more joined by the desk" in found[0] and max(map(len, found)) < 200
    assert "split off from inc-0123456789ab by the desk" in found[1]


def test_a_judgement_that_was_known_before_is_no_change() -> None:
    assert lines(Findings(), Findings(), judgements=(judged(Verdict.REJECT, "2031-05-04T08:00+05:00"),)) == [NOTHING]


def test_a_person_judges_late_what_was_published_early() -> None:
    late = judged(Verdict.REJECT, "2031-05-03T20:00+05:00", recorded=at("2031-05-05T08:00+05:00"))
    assert len(lines(Findings(), Findings(), judgements=(late,))) == 1
    assert lines(Findings(), Findings(), judgements=(late,)) != [NOTHING]


def test_reading_anew_and_accepting_are_no_change() -> None:
    late = "2031-05-05T07:00+05:00"
    found = lines(
        Findings(),
        Findings(),
        judgements=(judged(Verdict.RETRACT, late, changes={"successor": None}), judged(Verdict.ACCEPT, late)),
    )
    assert found == [NOTHING]


def test_every_change_is_cited() -> None:
    told, was = scene(), scene(late=False)
    section = change_section(told.full, Before(was.full, SINCE), told.view, told.cite())
    assert len(section.lines) == 2
    assert all(part.refs for line in section.lines for part in line.parts)
    assert [line.text.split(":")[0] for line in section.lines] == ["Aged", "Changed"]


def test_a_state_and_an_order_without_a_claim_are_no_longer_reported() -> None:
    found = lines(Findings(), Findings(statuses=(ROAD,), directives=(order(BAN),)), less=(MINED, BAN))
    assert found == [
        "No longer reported: a state of coast road (Estham)",
        "No longer reported: an order that was told before",
    ]
