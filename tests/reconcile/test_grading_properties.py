"""What must hold of grades for any claims whatever: no order, no side, no copy counts, and persons go first."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Incident, Toll
from karez.model.grading import (
    Credibility,
    Grades,
    Grading,
    Reliability,
    claim_judgement,
    source_judgement,
)
from karez.model.origin import Origins, ReportOrigin, Stretch
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.vocabulary import AssetState, ClaimantClass, IncidentType, Realis, Victims
from karez.reconcile.grading.grades import Beside, grades
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import HOUR, NOON, OTHER_TOWN, ROAD, TOWN, ZONE, Desk, at_least, killed, shuffled

EXAMPLES = settings(max_examples=max(100, settings().max_examples))

PARTIES = [
    ("the army", ClaimantClass.OFFICIAL),
    ("the police", ClaimantClass.OFFICIAL),
    ("the red group", ClaimantClass.ARMED_GROUP),
    ("the blue group", ClaimantClass.ARMED_GROUP),
    ("the hospital", ClaimantClass.MEDIC),
    ("the monitor", ClaimantClass.NGO),
    ("a shopkeeper", ClaimantClass.WITNESS),
    None,
]
# The same two sides with their names and their losses exchanged.
SWAPPED_CLASS = {
    ClaimantClass.OFFICIAL: ClaimantClass.ARMED_GROUP,
    ClaimantClass.ARMED_GROUP: ClaimantClass.OFFICIAL,
}
SWAPPED_VICTIMS = {Victims.SECURITY_FORCES: Victims.ARMED_GROUP, Victims.ARMED_GROUP: Victims.SECURITY_FORCES}

counts = st.sampled_from([2, 9, 9, 9, 30])
tolls = st.builds(
    lambda make, number, victims: make(number, victims=victims),
    st.sampled_from([killed, killed, at_least]),
    counts,
    st.sampled_from([Victims.SECURITY_FORCES, Victims.ARMED_GROUP, Victims.CIVILIANS]),
)
happenings = st.one_of(tolls, tolls, st.just(Incident(IncidentType.RAID)))
# A report of a state that comes later renews the state, whoever prints it; happenings have no such clock.
bodies = st.one_of(happenings, st.sampled_from([ROAD.status(AssetState.CLOSED), ROAD.status(AssetState.OPEN)]))


@st.composite
def desks(draw: Callable[..., object], told: st.SearchStrategy[object] = bodies) -> Desk:
    """Some reports of some outlets with some claims each."""
    desk = Desk()
    for _ in range(draw(st.integers(1, 7))):  # type: ignore[call-overload]
        outlet = draw(st.sampled_from(["Wire", "Daily", "Post", None]))
        report = desk.report(outlet, at=draw(st.integers(0, 60)))  # type: ignore[arg-type]
        for _ in range(draw(st.integers(0, 3))):  # type: ignore[call-overload]
            desk.say(
                report,
                draw(told),  # type: ignore[arg-type]
                by=draw(st.sampled_from(PARTIES)),  # type: ignore[arg-type]
                where=draw(st.sampled_from([TOWN, TOWN, OTHER_TOWN])),  # type: ignore[arg-type]
                realis=draw(st.sampled_from([Realis.ASSERTED, Realis.ASSERTED, Realis.ALLEGED, Realis.DENIED])),  # type: ignore[arg-type]
            )
    return desk


def graded(view: View, origins: Origins | None = None) -> Grades:
    found = reconcile(view, timezone=ZONE, origins=origins)
    return grades(view, items(view, None, origins), found, Beside(origins))


@EXAMPLES
@given(desks(), st.lists(st.integers(0, 30), max_size=30))
def test_the_order_of_the_claims_is_irrelevant(desk: Desk, order: list[int]) -> None:
    view = desk.view()
    assert graded(shuffled(view, order)) == graded(view)


def own_words(report: ReportRecord) -> ReportOrigin:
    """A report that is all its publisher's own."""
    key = f"outlet:{report.publisher}"
    return ReportOrigin(report.id, key, key, report.id, report.id)


@EXAMPLES
@given(desks(happenings), st.integers(0, 100), st.integers(0, 40), st.booleans())
def test_a_copy_raises_no_credibility(desk: Desk, which: int, later: int, attributed: bool) -> None:
    """A report copied by another outlet, its claims by the same claimants or in that outlet's own voice."""
    if not desk.claims:
        return
    copied = desk.claims[which % len(desk.claims)]
    alone = Origins({one.id: own_words(one) for one in desk.reports})
    before = graded(desk.view(), alone).claims
    first = next(report for report in desk.reports if report.id == copied.report)
    copy = desk.report("Copyist", at=(first.known_from - NOON) / HOUR + later)
    told = [one for one in desk.claims if one.report == first.id]
    for one in told:
        who = one.claim.claimant if attributed else None
        made = replace(one.claim, id="clm-" + one.claim.id[4:][::-1], claimant=who)
        desk.claims.append(ClaimRecord(made, copy.id, copy.known_from, copy.recorded))
    key = f"outlet:{first.publisher}"
    stretch = Stretch(0, None, key, first.id)
    copied_from = ReportOrigin(copy.id, "outlet:copyist", "outlet:copyist", first.id, first.id, stretches=(stretch,))
    after = graded(desk.view(), replace(alone, reports={**alone.reports, copy.id: copied_from})).claims
    for one in told:
        was, rank = (found[one.claim.id].suggestion.grade.rank for found in (before, after))
        assert rank is None or rank >= (was or 4), "what could not be judged may at most be doubted"


def swapped(view: View) -> View:
    """The view with the sides of the two parties exchanged: who is of which class, and whose losses are counted."""
    claims = []
    for record in view.claims:
        claim, body = record.claim, record.claim.body
        who = claim.claimant and replace(
            claim.claimant,
            claimant_class=SWAPPED_CLASS.get(claim.claimant.claimant_class, claim.claimant.claimant_class),
        )
        if isinstance(body, Toll):
            body = replace(body, victims=SWAPPED_VICTIMS.get(body.victims, body.victims))
        claims.append(replace(record, claim=replace(claim, claimant=who, body=body)))
    return replace(view, claims=tuple(claims))


@EXAMPLES
@given(desks())
def test_exchanging_the_sides_exchanges_the_grades(desk: Desk) -> None:
    """No class of claimant gives a grade: whoever stands where the other stood is graded as the other was."""
    one, other = graded(desk.view()), graded(swapped(desk.view()))
    assert {claim: told.suggestion for claim, told in one.claims.items()} == {
        claim: told.suggestion for claim, told in other.claims.items()
    }
    for claim, behind in one.behind.items():
        twin = other.behind[claim]
        assert (twin.suggestion, twin.matter, twin.claims) == (behind.suggestion, behind.matter, behind.claims)


@EXAMPLES
@given(desks(), st.integers(0, 100))
def test_a_claim_taken_away_is_as_if_it_had_never_been(desk: Desk, which: int) -> None:
    if not desk.claims:
        return
    gone = desk.claims[which % len(desk.claims)]
    view = desk.view()
    without = replace(view, claims=tuple(one for one in view.claims if one.claim.id != gone.claim.id))
    never = Desk(desk.reports, [one for one in desk.claims if one is not gone]).view(at=(view.as_of - NOON) / HOUR)
    assert graded(without) == graded(replace(never, as_of=view.as_of, recorded=view.recorded))


@EXAMPLES
@given(desks(), st.integers(0, 100), st.sampled_from(Credibility), st.sampled_from(Reliability))
def test_a_person_s_decision_always_wins(desk: Desk, which: int, number: Credibility, letter: Reliability) -> None:
    if not desk.claims:
        return
    view = desk.view()
    claim = view.claims[which % len(view.claims)].claim.id
    key = graded(view).behind[claim].key
    told = (
        replace(claim_judgement(Grading(number, "the desk", "looked at it", NOON), claim), id="jdg-1"),
        replace(source_judgement(Grading(letter, "the desk", "looked at it", NOON), key), id="jdg-2"),
    )
    found = graded(replace(view, judgements=told))
    one, behind = found.claims[claim], found.behind[claim]
    assert one.decision is not None and one.decision.grade is number
    assert one.suggestion == graded(view).claims[claim].suggestion, "the suggestion stands beside it, unchanged"
    if behind.private:
        assert behind.decision is None
    else:
        assert behind.decision is not None and behind.decision.grade is letter
        assert found.decided_reliability()[claim] is letter


@EXAMPLES
@given(desks())
def test_what_cannot_be_judged_is_never_ranked(desk: Desk) -> None:
    found = graded(desk.view())
    for one in found.sources:
        assert (one.suggestion.grade is Reliability.F) == (one.suggestion.grade.rank is None)
    for incident in found.incidents.values():
        own = [found.claims[claim].suggestion.grade.rank for claim in incident.claims]
        ranks = [rank for rank in own if rank is not None]
        assert incident.suggestion.grade.rank == min(ranks, default=None), "6 is no step between others"


@EXAMPLES
@given(desks())
def test_every_suggestion_says_why_and_leads_to_claims_of_the_view(desk: Desk) -> None:
    view = desk.view()
    there = {record.claim.id for record in view.claims}
    found = graded(view)
    for one in (*found.sources, *found.claims.values(), *found.incidents.values()):
        assert one.suggestion.reason and one.suggestion.by == "grade-1"
        assert set(one.suggestion.claims) <= there
        if one.suggestion.grade.rank is not None:
            assert one.suggestion.claims, "what is judged stands on something"


@pytest.mark.parametrize("kind", ["media", "official", "armed_group", "ngo"])
def test_a_class_alone_gives_no_grade(kind: str) -> None:
    desk = Desk()
    desk.say(desk.report("Speaker", kind=kind), killed(9, victims=Victims.CIVILIANS))
    found = graded(desk.view())
    assert {one.suggestion.grade for one in found.sources} == {Reliability.F}
    assert {one.suggestion.grade for one in found.claims.values()} == {Credibility.UNKNOWN}
