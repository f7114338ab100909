"""What the rules grade-1 suggest of made-up reports, and that a person's decision always goes before it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from karez.model.claim import Control, Incident
from karez.model.grading import (
    Credibility,
    Grades,
    Grading,
    Matter,
    Reliability,
    claim_judgement,
    source_judgement,
)
from karez.model.origin import Origins, ReportOrigin, Stretch
from karez.model.record import Judgement, View
from karez.model.vocabulary import (
    ActorClass,
    AssetState,
    ClaimantClass,
    ControlState,
    IncidentType,
    Realis,
    Verdict,
    Victims,
)
from karez.reconcile.grading.grades import Beside, grades
from karez.reconcile.grading.rules import rules
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import GROUP, HOSPITAL, NOON, POLICE, ROAD, TOWN, ZONE, Desk, at_least, killed, party

ARMY = ("the army", ClaimantClass.OFFICIAL)
OTHER_GROUP = ("the other group", ClaimantClass.ARMED_GROUP)
MONITOR = ("the monitor", ClaimantClass.NGO)
MISSION = ("the mission", ClaimantClass.UN)
WITNESS = ("a shopkeeper", ClaimantClass.WITNESS)
FIGHTERS, SOLDIERS = Victims.ARMED_GROUP, Victims.SECURITY_FORCES


def graded(view: View, origins: Origins | None = None) -> Grades:
    found = reconcile(view, timezone=ZONE, origins=origins)
    return grades(view, items(view, None, origins), found, Beside(origins))


def from_elsewhere(desk: Desk, reports: Mapping[str, str]) -> Origins:
    """Origins in which each of the reports is a copy of another of the desk, or of an outlet that is only named."""
    own = {report.id: f"outlet:{report.publisher}" for report in desk.reports}
    made = {}
    for report, key in own.items():
        first = reports.get(report, report)
        origin = own.get(first, first)
        stretch = (Stretch(0, None, origin, first if first in own else None),) if first != report else ()
        made[report] = ReportOrigin(report, key, key, first, first, stretches=stretch)
    names = {(report.publisher or "").casefold(): own[report.id] for report in desk.reports}
    return Origins(made, names)


def numbers(desk: Desk, *claims: str, origins: Origins | None = None) -> str:
    """The credibility that is suggested for each claim, one digit after the other."""
    found = graded(desk.view(), origins).claims
    return "".join(found[claim].suggestion.grade.value for claim in claims)


# ---------------------------------------------------------------- credibility
def test_with_nobody_else_it_cannot_be_judged() -> None:
    desk = Desk()
    assert numbers(desk, desk.told(killed(9), by=HOSPITAL)) == "6"


def test_one_other_makes_it_probable_and_two_confirm_it() -> None:
    desk = Desk()
    claims = [desk.told(killed(9), publisher="Wire", by=HOSPITAL)]
    claims.append(desk.told(killed(9), publisher="Daily", by=MONITOR, at=1))
    assert numbers(desk, *claims) == "22"
    claims.append(desk.told(killed(9), publisher="Post", by=MISSION, at=2))
    assert numbers(desk, *claims) == "111"


def test_copies_of_one_origin_are_no_others() -> None:
    desk = Desk()
    wire = desk.report("Wire")
    daily, post = desk.report("Daily", at=1), desk.report("Post", at=2)
    claims = [desk.say(report, killed(9)) for report in (wire, daily, post)]
    assert numbers(desk, *claims) == "111", "each is its own origin where nothing else is known"
    assert numbers(desk, *claims, origins=from_elsewhere(desk, {daily.id: wire.id, post.id: wire.id})) == "666"


def test_what_one_outlet_has_of_two_claimants_is_of_one_origin() -> None:
    desk = Desk()
    claims = [desk.told(killed(9), by=HOSPITAL), desk.told(killed(9), by=MONITOR, at=1)]
    assert numbers(desk, *claims) == "66"
    claims.append(desk.told(killed(9), publisher="Daily", by=MISSION, at=2))
    assert numbers(desk, *claims) == "222"


def test_one_claimant_in_two_outlets_hides_no_other() -> None:
    desk = Desk()
    first, second = desk.report("Wire"), desk.report("Daily", at=1)
    claims = [desk.say(first, killed(9), by=HOSPITAL), desk.say(first, killed(9), by=POLICE),
              desk.say(second, killed(9), by=POLICE), desk.say(second, killed(9), by=MISSION)]  # fmt: skip
    assert numbers(desk, *claims) == "2222"


def test_two_claimants_in_one_report_do_not_bear_each_other_out() -> None:
    desk = Desk()
    wire = desk.report("Wire")
    assert numbers(desk, desk.say(wire, killed(9), by=HOSPITAL), desk.say(wire, killed(9), by=MONITOR)) == "66"


def test_people_nobody_names_in_one_outlet_are_that_outlet() -> None:
    desk = Desk()
    own = desk.told(killed(9), publisher="Wire")
    source = desk.told(killed(9), publisher="Wire", by=("sources", ClaimantClass.UNNAMED), at=1)
    assert numbers(desk, own, source) == "66"


def test_what_fits_and_what_contradicts() -> None:
    desk = Desk()
    fits = desk.told(at_least(5), publisher="Wire", by=HOSPITAL)
    exact = desk.told(killed(9), publisher="Daily", by=MONITOR, at=1)
    assert numbers(desk, fits, exact) == "33"
    odd = desk.told(killed(2), publisher="Post", by=MISSION, at=2)
    assert numbers(desk, fits, exact, odd) == "445"


def test_supported_and_contradicted_is_three() -> None:
    desk = Desk()
    claims = [desk.told(killed(9), publisher="Wire", by=HOSPITAL), desk.told(killed(9), publisher="Daily", by=MONITOR)]
    odd = desk.told(killed(2), publisher="Post", by=MISSION, at=1)
    assert numbers(desk, *claims, odd) == "335"


def test_a_higher_number_much_later_has_risen_and_contradicts_nothing() -> None:
    desk = Desk()
    early = desk.told(killed(9), publisher="Wire", by=HOSPITAL)
    late = desk.told(killed(12), publisher="Daily", by=MONITOR, at=13)
    assert numbers(desk, early, late) == "33"
    soon = desk.told(killed(14), publisher="Post", by=MISSION, at=14)
    assert numbers(desk, late, soon) == "44"


def test_what_its_own_claimant_lowered_is_five() -> None:
    desk = Desk()
    old = desk.told(killed(11), by=POLICE)
    new = desk.told(killed(9), by=POLICE, at=30)
    assert numbers(desk, old, new) == "56"
    reason = graded(desk.view()).claims[old].suggestion
    assert reason.claims == (new,)


def test_a_toll_that_its_claimant_raised_is_not_withdrawn() -> None:
    desk = Desk()
    old = desk.told(killed(9), by=POLICE)
    desk.told(killed(11), by=POLICE, at=30)
    assert numbers(desk, old) == "6"


def test_the_two_parties_against_each_other_cannot_be_judged() -> None:
    desk = Desk()
    mine = desk.told(killed(17, victims=SOLDIERS), publisher="Wire", by=ARMY)
    theirs = desk.told(killed(84, victims=SOLDIERS), publisher="Daily", by=GROUP, at=1)
    assert numbers(desk, mine, theirs) == "66"
    third = desk.told(killed(17, victims=SOLDIERS), publisher="Post", by=HOSPITAL, at=2)
    assert numbers(desk, mine, theirs, third) == "343"


@pytest.mark.parametrize("helpers", [(POLICE,), (POLICE, ("the ministry", ClaimantClass.OFFICIAL))])
def test_a_party_s_word_on_the_enemy_s_losses_is_never_above_three_by_its_own_side(helpers: tuple[object, ...]) -> None:
    desk = Desk()
    claims = [desk.told(killed(58, victims=FIGHTERS), publisher="Wire", by=ARMY)]
    for at, helper in enumerate(helpers, 1):
        claims.append(desk.told(killed(58, victims=FIGHTERS), publisher=f"Daily {at}", by=helper, at=at))
    desk.told(at_least(5, victims=FIGHTERS), publisher="Post", by=MONITOR, at=9)
    assert numbers(desk, *claims) == "3" * len(claims)
    admitted = desk.told(killed(58, victims=FIGHTERS), publisher="Herald", by=GROUP, at=10)
    assert numbers(desk, claims[0], admitted) == "22", "its losses are owned by the other side, who does not draw on it"


def test_a_denial_by_a_party_and_a_happening_told_by_others() -> None:
    desk = Desk()
    raid = Incident(IncidentType.RAID)
    told = [desk.told(raid, publisher="Wire", by=HOSPITAL)]
    denied = desk.told(raid, publisher="Gazette", by=ARMY, at=1, realis=Realis.DENIED)
    assert numbers(desk, told[0], denied) == "64"
    told += [desk.told(raid, publisher=name, by=by, at=2) for name, by in (("Daily", MONITOR), ("Post", MISSION))]
    assert numbers(desk, *told, denied) == "2225"


def test_that_a_battle_was_fought_bears_out_neither_side_s_account_of_it() -> None:
    desk = Desk()
    clash = Incident(IncidentType.ARMED_CLASH)
    raid = Incident(IncidentType.ARMED_CLASH, (party("Red"),))
    hit = Incident(IncidentType.ARMED_CLASH, (party("troops", ActorClass.STATE_FORCES),))
    told = ((hit, "Gazette", ARMY), (raid, "Red", GROUP), (clash, "Post", HOSPITAL))
    claims = [desk.told(body, publisher=name, by=by) for body, name, by in told]
    assert numbers(desk, *claims) == "333"
    claims.append(desk.told(raid, publisher="Daily", by=MONITOR, at=1))
    assert numbers(desk, *claims) == "3232"


def test_states_and_holdings() -> None:
    desk = Desk()
    shut = [desk.told(ROAD.status(AssetState.CLOSED), publisher="Wire"),
            desk.told(ROAD.status(AssetState.CLOSED), publisher="Daily", at=2)]  # fmt: skip
    assert numbers(desk, *shut) == "22"
    held = desk.told(party_holds("Red"), publisher="Red", by=GROUP)
    against = desk.told(party_holds("Blue"), publisher="Blue", by=ARMY)
    assert numbers(desk, held, against) == "66"


def party_holds(name: str) -> Control:
    return Control(party(name, actor=f"made:{name}"), ControlState.HELD)


@pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.HYPOTHETICAL, Realis.BACKGROUND])
def test_what_is_not_told_as_having_happened_cannot_be_judged(realis: Realis) -> None:
    desk = Desk()
    claims = [
        desk.told(Incident(IncidentType.RAID), publisher=name, realis=realis) for name in ("Wire", "Daily", "Post")
    ]
    assert numbers(desk, *claims) == "666"


# ---------------------------------------------------------------- reliability
def history(right: int, wrong: int = 0) -> Desk:
    """An agency whose figures two others later tell, too, or contradict; each of another day."""
    desk = Desk()
    for at in range(right + wrong):
        day = f"2026-01-{at + 1:02}"
        desk.told(killed(9), publisher="Agency", at=at * 30, when=day)
        number = 9 if at < right else 3
        for publisher, by in (("Post", HOSPITAL), ("Herald", MISSION)):
            desk.told(killed(number), publisher=publisher, by=by, at=at * 30 + 2, when=day)
    return desk


@pytest.mark.parametrize(
    ("right", "wrong", "letter"),
    [(1, 0, "F"), (4, 0, "F"), (5, 0, "B"), (4, 1, "B"), (3, 2, "C"), (2, 3, "D"), (1, 4, "E"), (20, 0, "A"),
     (20, 1, "B")],
)  # fmt: skip
def test_history_makes_a_letter_and_few_cases_make_none(right: int, wrong: int, letter: str) -> None:
    found = {one.key: one for one in graded(history(right, wrong).view()).sources}
    one = found["media:agency"]
    assert one.suggestion.grade.value == letter
    assert one.suggestion.by == rules().version == "grade-1"
    assert one.suggestion.claims


def test_an_outlet_that_only_reprints_is_unknown_and_says_so() -> None:
    desk = history(6)
    agency = [report.id for report in desk.reports if report.publisher == "Agency"]
    elsewhere = from_elsewhere(desk, dict.fromkeys(agency, "outlet:elsewhere"))
    found = {one.key: one for one in graded(desk.view(), elsewhere).sources}
    one = found["media:agency"].suggestion
    assert (one.grade, "reprints" in one.reason) == (Reliability.F, True)
    post = found["media:post"]
    assert (post.claims, post.passed_on, post.suggestion.grade) == ((), 6, Reliability.F)
    assert "passes on" in post.suggestion.reason


def test_a_source_that_puts_itself_right_is_thought_of_as_better_than_one_that_others_contradict() -> None:
    contradicted = history(4, 3)
    corrected = history(4)
    for at in range(3):
        for number, later in ((9, 0), (3, 40)):
            day = f"2026-03-{at + 1:02}"
            corrected.told(killed(number), publisher="Agency", at=1000 + at * 100 + later, when=day)
    letters = [
        next(one.suggestion.grade for one in graded(desk.view()).sources if one.key == "media:agency")
        for desk in (contradicted, corrected)
    ]
    assert letters == [Reliability.D, Reliability.C]
    assert all(letter.rank for letter in letters)


def test_a_report_that_was_taken_back_counts_against_its_publisher() -> None:
    desk = history(4)
    view = desk.view()
    mine = [report for report in view.reports if report.publisher == "Agency"]
    taken = [Judgement(Verdict.RETRACT, (f"clm-{n}",), "Agency", "wrong", NOON, f"jdg-{n}", report=mine[0].id)
             for n in range(4)]  # fmt: skip
    one = next(one for one in graded(replace(view, judgements=tuple(taken))).sources if one.key == "media:agency")
    assert one.suggestion.grade is Reliability.D
    assert "4 taken back" in one.suggestion.reason
    read_anew = tuple(replace(item, changes={"successor": None}) for item in taken)
    again = next(one for one in graded(replace(view, judgements=read_anew)).sources if one.key == "media:agency")
    assert again.suggestion.grade is Reliability.F


def test_a_party_s_own_and_enemy_losses_are_two_records() -> None:
    desk = Desk()
    wire = desk.report("Wire")
    for victims in (SOLDIERS, FIGHTERS, Victims.CIVILIANS):
        desk.say(wire, killed(9, victims=victims), by=ARMY)
        desk.say(wire, killed(9, victims=victims), by=GROUP)
    found = [(one.key, one.matter) for one in graded(desk.view()).sources if "army" in one.key or "group" in one.key]
    assert found == [(key, matter) for key in ("armed_group:group", "official:army") for matter in sorted(Matter)]


@pytest.mark.parametrize("by", [WITNESS, ("sources", ClaimantClass.UNNAMED)])
def test_people_nobody_names_are_one_source_by_class_and_never_graded(by: tuple[str, ClaimantClass]) -> None:
    desk = Desk()
    for at in range(3):
        desk.told(killed(9), by=by, at=at, publisher=f"Wire {at}")
    view = desk.view()
    decided = source_judgement(Grading(Reliability.A, "x", "y", NOON), by[1].value)
    found = [one for one in graded(replace(view, judgements=(decided,))).sources if one.private]
    assert [(one.key, one.name, one.decision, len(one.claims)) for one in found] == [(by[1], by[1], None, 3)]
    assert found[0].suggestion.grade is Reliability.F


# ---------------------------------------------------------------- a person
def decided(view: View, *judgements: Judgement) -> Grades:
    return graded(replace(view, judgements=tuple(replace(one, id=f"jdg-{n}") for n, one in enumerate(judgements))))


def test_a_person_s_decision_stands_beside_the_suggestion_and_the_matter_goes_before_the_rest() -> None:
    desk = Desk()
    wire = desk.report("Wire")
    own, enemy = (desk.say(wire, killed(9, victims=victims), by=ARMY) for victims in (SOLDIERS, FIGHTERS))
    general = source_judgement(Grading(Reliability.B, "the desk", "careful", NOON), "official:army")
    special = source_judgement(
        Grading(Reliability.E, "the desk", "never true", NOON), "official:army", Matter.ENEMY_LOSSES
    )
    found = decided(desk.view(), special, general)
    assert found.decided_reliability() == {own: Reliability.B, enemy: Reliability.E}
    assert found.behind[own].suggestion.grade is Reliability.F
    assert found.behind[own].decision is not None and not found.behind[own].decision.suggested
    assert decided(desk.view(), special).decided_reliability() == {enemy: Reliability.E}


def test_a_suggestion_is_never_handed_on_as_a_decision() -> None:
    assert graded(history(8).view()).decided_reliability() == {}


def test_an_incident_is_graded_by_whichever_claim_gave_it_its_id() -> None:
    desk = Desk()
    claims = [desk.told(Incident(IncidentType.RAID), publisher=name) for name in ("Wire", "Daily")]
    view = desk.view()
    (identity,) = graded(view).incidents
    for claim in claims:
        made = claim_judgement(Grading(Credibility.CONFIRMED, "the desk", "seen", NOON), claim, identity)
        found = decided(view, made)
        one = found.incidents[identity]
        assert one.decision is not None and one.decision.grade is Credibility.CONFIRMED
        assert sorted(one.claims) == sorted(claims)
        assert all(found.claims[claim].decision is None for claim in claims), "it is no grade of the claim"


def test_a_report_leads_to_its_publisher_s_grade_whoever_is_quoted() -> None:
    desk = Desk()
    report = desk.report("Wire")
    desk.say(report, killed(9), by=HOSPITAL, where=TOWN)
    assert graded(desk.view()).publishers[report.id].key == "media:wire"
