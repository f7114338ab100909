"""What holds of contradictions and oddities for any claims: no order, both ways, copies add nothing. Composed."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from karez.model.claim import Incident, Toll
from karez.model.contradiction import Contradiction, ContradictionKind, Severity
from karez.model.finding import Findings
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.record import View
from karez.model.vocabulary import IncidentType, Realis, Scope, Victims
from karez.reconcile.contradictions.positions import allowed
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from tests.reconcile.drawn import tolls_up_to
from tests.reconcile.made import (
    GROUP,
    HOSPITAL,
    OFFICIALS,
    OTHER_TOWN,
    TOWN,
    ZONE,
    Desk,
    party,
    shuffled,
)

EXAMPLES = settings(max_examples=max(300, settings().max_examples))
tolls = tolls_up_to(60)
varied = st.builds(
    lambda toll, victims, scope: replace(toll, victims=victims, scope=scope),
    tolls,
    st.sampled_from([Victims.UNKNOWN, Victims.CIVILIANS, Victims.ARMED_GROUP]),
    st.sampled_from([Scope.INCIDENT, Scope.INCIDENT, Scope.CUMULATIVE]),
)
attacks = st.sampled_from([(), (party("Red", actor="made:red"),), (party("Blue", actor="made:blue"),)]).map(
    lambda by: Incident(IncidentType.RAID, by)
)
claimants = st.sampled_from([OFFICIALS, GROUP, HOSPITAL])


@st.composite
def desks(draw: Callable[..., object]) -> Desk:
    """Some reports of tolls and attacks by three claimants; some denied, some a part of another or in its place."""
    desk = Desk()
    for number in range(draw(st.integers(1, 6))):  # type: ignore[call-overload]
        report = desk.report(f"Outlet {number}", at=draw(st.integers(0, 40)))  # type: ignore[arg-type]
        last: str | None = None
        by = draw(claimants)
        for _ in range(draw(st.integers(1, 3))):  # type: ignore[call-overload]
            body = draw(st.one_of(varied, varied, attacks))
            if isinstance(body, Toll) and last is not None:
                link = draw(st.sampled_from(["", "", "part_of", "replaces"]))
                body = replace(body, **{str(link): last}) if link else body
            claim = desk.say(
                report,
                body,  # type: ignore[arg-type]
                by=by,  # type: ignore[arg-type]
                where=draw(st.sampled_from([TOWN, TOWN, OTHER_TOWN])),  # type: ignore[arg-type]
                realis=draw(st.sampled_from([*[Realis.ASSERTED] * 4, Realis.DENIED])),  # type: ignore[arg-type]
            )
            last = claim if isinstance(body, Toll) else last
    return desk


def together(view: View) -> Joined:
    """All claims of one town as one incident."""
    towns: dict[str, list[str]] = {}
    for record in view.claims:
        place = record.claim.where.place if record.claim.where else None
        towns.setdefault(place.id if place else "", []).append(record.claim.id)
    return Joined({claim: incident_id(claims) for claims in towns.values() for claim in claims})


def both(view: View) -> tuple[Findings, Findings]:
    """What a view adds up to without joining and with all of a town joined."""
    return reconcile(view, timezone=ZONE), reconcile(view, timezone=ZONE, joined=together(view))


@EXAMPLES
@given(desks(), st.lists(st.integers(0, 30), max_size=20))
def test_the_order_of_claims_and_reports_is_of_no_account(desk: Desk, order: list[int]) -> None:
    view = desk.view()
    assert both(shuffled(view, order)) == both(view)


@EXAMPLES
@given(tolls, tolls)
def test_two_numbers_contradict_each_other_both_ways_and_exactly_when_no_number_fits_both(
    one: Toll, other: Toll
) -> None:
    found = []
    for first, second in ((OFFICIALS, GROUP), (GROUP, OFFICIALS)):
        desk = Desk()
        desk.told(one, by=first)
        desk.told(other, by=second, publisher="Sample Daily")
        found.append([_shape(case, whose=False) for case in desk.findings().contradictions])
        left, right = (allowed(item) for item in items(desk.view()))
        assert bool(found[-1]) == (left[1] < right[0] or right[1] < left[0])
    assert found[0] == found[1]


def _shape(one: Contradiction, *, whose: bool = True) -> object:
    sides = {
        (side.says, side.low, side.best, side.high, frozenset(source.key for source in side.sources) if whose else None)
        for side in one.sides
    }
    return (one.kind, one.severity, one.rules, one.open, one.settlement, frozenset(sides))


@EXAMPLES
@given(desks(), st.data())
def test_a_copy_of_a_report_adds_nothing(desk: Desk, data: st.DataObject) -> None:
    """Of reports that correct nothing; what a late print of a correction does is told by the tests of figures."""
    bodies = [record.claim.body for record in desk.claims]
    assume(not any(isinstance(body, Toll) and body.replaces for body in bodies))
    before = [[_shape(one) for one in found.contradictions] for found in both(desk.view())]
    copied = data.draw(st.sampled_from(desk.reports))
    report = desk.report("A copying outlet", at=data.draw(st.integers(0, 20)) + 41)
    ids: dict[str, str] = {}
    for record in [record for record in desk.claims if record.report == copied.id]:
        body = record.claim.body
        if isinstance(body, Toll):
            body = replace(body, part_of=ids.get(body.part_of or ""))
        claim = record.claim
        ids[claim.id] = desk.say(
            report, body, by=claim.claimant, where=claim.where.place if claim.where else None, realis=claim.realis
        )
    after = [[_shape(one) for one in found.contradictions] for found in both(desk.view())]
    assert [sorted(map(repr, one)) for one in after] == [sorted(map(repr, one)) for one in before]


@EXAMPLES
@given(desks(), st.data())
def test_a_claim_that_is_gone_leaves_nothing_behind(desk: Desk, data: st.DataObject) -> None:
    view = desk.view()
    gone = data.draw(st.sampled_from(desk.claims))
    both(view)
    without = replace(view, claims=tuple(record for record in view.claims if record is not gone))
    found = both(without)
    for one in found:
        assert gone.claim.id not in {claim for case in one.contradictions for claim in (*case.claims, *case.settled_by)}
        assert gone.claim.id not in {claim for case in one.oddities for claim in case.claims}
    desk.claims.remove(gone)
    assert found == both(desk.view())


@EXAMPLES
@given(desks())
def test_sides_differ_and_what_is_settled_names_how(desk: Desk) -> None:
    for found in both(desk.view()):
        for one in found.contradictions:
            assert len(one.sides) >= 2 and all(side.claims and side.sources for side in one.sides)
            assert len({(side.says, side.low, side.best, side.high, side.claims) for side in one.sides}) == len(
                one.sides
            )
            assert one.open == (one.settlement is None)
            assert not one.open or not one.settled_by
            assert one.severity in set(Severity) and one.rules
            if one.kind is ContradictionKind.SELF_REVISION:
                assert len({source.key for side in one.sides for source in side.sources}) == 1
