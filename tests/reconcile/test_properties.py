"""What must hold for any claims whatever: both sides shown, nothing averaged, no order, nothing from the future."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Control, Directive, Incident, Status, Toll
from karez.model.finding import Findings
from karez.model.mention import AssetMention
from karez.model.vocabulary import (
    Action,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ControlState,
    DerivedState,
    Harm,
    IncidentType,
    Realis,
    Scope,
    Victims,
)
from karez.reconcile import happening
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from tests.reconcile.drawn import tolls_up_to
from tests.reconcile.made import (
    OTHER_TOWN,
    PROVINCE,
    TOWN,
    ZONE,
    Desk,
    killed,
    nobody,
    party,
    shuffled,
    span,
)

EXAMPLES = settings(max_examples=max(500, settings().max_examples))

tolls = tolls_up_to(5000)
parties = st.tuples(
    st.text("abcdefgh ", min_size=1, max_size=12).filter(lambda words: words.strip() not in {"", "a"}),
    st.sampled_from([one for one in ClaimantClass if one not in {ClaimantClass.UNNAMED, ClaimantClass.WITNESS}]),
)
harmed = st.builds(
    lambda made, harm, victims, scope, perpetrators: Toll(
        **{name: getattr(made, name) for name in Toll.__dataclass_fields__}
        | {"harm": harm, "victims": victims, "scope": scope, "perpetrators": perpetrators}
    ),
    st.one_of(tolls, st.just(nobody())),
    st.sampled_from([Harm.KILLED, Harm.INJURED]),
    st.sampled_from([Victims.UNKNOWN, Victims.MIXED, Victims.CIVILIANS]),
    st.sampled_from(Scope),
    st.booleans(),
)
statuses = st.builds(
    lambda kind, asset, state, cause, users: Status(
        AssetMention(span("a road"), asset, kind), state, cause, None, users
    ),
    st.sampled_from([AssetType.ROAD, AssetType.MOBILE, AssetType.BRIDGE]),
    st.sampled_from([None, "made:r-1"]),
    st.sampled_from(AssetState),
    st.sampled_from([None, *Cause]),
    st.sampled_from([None, None, "light traffic", "heavy traffic"]),
)
controls = st.builds(
    Control,
    st.sampled_from([None, party("fighters"), party("Red", actor="made:red"), party("We")]),
    st.sampled_from(ControlState),
    st.sampled_from([None, 35]),
)
directives = st.builds(
    lambda action, days: Directive(None, action, None, days), st.sampled_from(Action), st.sampled_from([None, 1, 30])
)
incidents = st.sampled_from([Incident(IncidentType.RAID), Incident(IncidentType.BOMBING)])
bodies = st.one_of(harmed, harmed, statuses, controls, directives, incidents)


@st.composite
def desks(draw: Callable[..., object]) -> Desk:
    """Some reports with some claims each; now and then a part, or a correction, of a toll before it."""
    desk = Desk()
    for _ in range(draw(st.integers(1, 5))):  # type: ignore[call-overload]
        at = draw(st.integers(0, 80))
        report = desk.report(draw(st.sampled_from(["Wire", "Daily", None])), at=at)  # type: ignore[arg-type]
        last: str | None = None
        for _ in range(draw(st.integers(0, 4))):  # type: ignore[call-overload]
            body = draw(bodies)
            if isinstance(body, Toll) and last is not None:
                link = draw(st.sampled_from(["", "", "part_of", "replaces"]))
                fields = {name: getattr(body, name) for name in Toll.__dataclass_fields__}
                body = Toll(**{**fields, link: last}) if link else body
            claim = desk.say(
                report,
                body,  # type: ignore[arg-type]
                by=draw(st.one_of(st.none(), parties)),  # type: ignore[arg-type]
                when=draw(st.sampled_from([None, "2026-01-31", "2026-02-01", "2026-02-01T10:00"])),  # type: ignore[arg-type]
                where=draw(st.sampled_from([None, TOWN, OTHER_TOWN, PROVINCE, "the field"])),  # type: ignore[arg-type]
                realis=draw(st.sampled_from([*[Realis.ASSERTED] * 4, *Realis])),  # type: ignore[arg-type]
            )
            last = claim if isinstance(body, Toll) else last
    return desk


def every_claim(found: Findings) -> set[str]:
    """All claims that stand behind some finding."""
    used: set[str] = {assessment.claim for assessment in found.assessments}
    for toll in found.tolls:
        used |= {*toll.claims, *(claim for figure in toll.figures for claim in figure.earlier)}
    for check in found.sums:
        used |= {check.total, *check.parts}
    for status in found.statuses:
        used |= {*status.claims, *status.denials, *(report.claim for report in status.history)}
    for held in found.control:
        used |= {*held.claims, *held.ended_by}
    for finding in (*found.incidents, *found.directives):
        used |= set(finding.claims)
    return used


@EXAMPLES
@given(tolls, tolls, parties, parties, st.integers(0, 48))
def test_two_claimants_and_one_happening_are_one_finding_with_both_sentences(
    one: Toll, other: Toll, first: tuple[str, ClaimantClass], second: tuple[str, ClaimantClass], later: int
) -> None:
    desk = Desk()
    claims = {desk.told(one, by=first), desk.told(other, by=second, at=later, publisher="Example Daily")}
    (finding,) = desk.findings().tolls
    figures = finding.figures
    behind = {claim for figure in figures for claim in (*figure.claims, *figure.earlier)}
    assert behind == claims
    if len({figure.source.key for figure in figures}) == 2:
        assert set(finding.claims) == claims
        same = one.best == other.best and (one.best is not None or (one.low, one.high) == (other.low, other.high))
        assert finding.contested != same
        assert finding.best == (one.best if same else None)


@EXAMPLES
@given(st.lists(tolls, min_size=1, max_size=6))
def test_no_bound_is_a_number_that_nobody_gave(made: list[Toll]) -> None:
    desk = Desk()
    for number, toll in enumerate(made):
        desk.told(toll, by=(f"office {number}", ClaimantClass.OFFICIAL), at=number)
    (finding,) = desk.findings().tolls
    lows = {one.low if (one.low, one.high) != (None, None) else one.best for one in made}
    highs = {one.high if (one.low, one.high) != (None, None) else one.best for one in made}
    assert finding.low in lows | {None}
    assert finding.high in highs | {None}
    assert finding.best in {None, *(one.best for one in made)}
    told = [number for number in (finding.low, finding.best, finding.high) if number is not None]
    assert told == sorted(told)
    assert finding.low is None or all(one.low is None or finding.low <= one.low for one in made)
    assert finding.high is None or all(one.high is None or finding.high >= one.high for one in made)
    assert (finding.best is None) or not finding.contested


@EXAMPLES
@given(desks(), st.lists(st.integers(0, 30), max_size=20))
def test_the_order_of_claims_and_reports_changes_no_finding(desk: Desk, order: list[int]) -> None:
    view = desk.view()
    assert reconcile(shuffled(view, order), timezone=ZONE) == reconcile(view, timezone=ZONE)


@EXAMPLES
@given(desks(), st.integers(0, 90))
def test_a_finding_uses_no_claim_of_later_and_is_the_same_when_more_comes(desk: Desk, at: int) -> None:
    view = desk.view(at=at)
    known = {record.claim.id for record in view.claims}
    before = reconcile(view, timezone=ZONE)
    assert every_claim(before) <= known
    desk.told(killed(9), at=at + 1)
    assert reconcile(desk.view(at=at), timezone=ZONE) == before


@EXAMPLES
@given(desks())
def test_every_toll_that_is_told_stands_in_one_finding_or_went_before(desk: Desk) -> None:
    """Where nothing is corrected, nothing is lost; where something is, nothing stands twice."""
    found = desk.findings()
    standing = [claim for toll in found.tolls for claim in toll.claims]
    assert len(standing) == len(set(standing))
    earlier = {claim for toll in found.tolls for figure in toll.figures for claim in figure.earlier}
    if any(getattr(record.claim.body, "replaces", None) for record in desk.claims):
        return
    for record in desk.claims:
        if isinstance(record.claim.body, Toll) and record.claim.realis in {Realis.ASSERTED, Realis.ALLEGED}:
            assert record.claim.id in {*standing, *earlier}


@EXAMPLES
@given(desks())
def test_within_a_finding_harm_scope_and_side_are_one_and_no_part_meets_its_total(desk: Desk) -> None:
    claims = {record.claim.id: record.claim.body for record in desk.claims}
    for toll in desk.findings().tolls:
        assert toll.figures
        members = [body for claim in toll.claims if isinstance(body := claims[claim], Toll)]
        assert {body.harm for body in members} == {toll.harm}
        assert {body.perpetrators for body in members} == {toll.perpetrators}
        assert len({body.scope for body in members} & {Scope.PERIOD, Scope.CUMULATIVE}) <= 1
        for figure in toll.figures:
            number = (figure.low, figure.best, figure.high)
            assert all(_numbers(claims[claim]) == number for claim in figure.claims)
            assert all(_numbers(claims[claim]) != number for claim in figure.earlier)


def _numbers(body: object) -> tuple[int | None, int | None, int | None]:
    assert isinstance(body, Toll)
    return (body.low, body.best, body.high)


@EXAMPLES
@given(desks(), st.integers(0, 200), st.sampled_from([-1, 0, 1]))
def test_a_state_is_one_of_six_and_unknown_where_nothing_holds(desk: Desk, at: int, micros: int) -> None:
    view = desk.view(at=at, micros=micros)
    for status in reconcile(view, timezone=ZONE).statuses:
        assert status.state in set(DerivedState)
        valid = [
            report
            for report in status.history
            if report.start <= view.as_of and (report.end is None or view.as_of < report.end)
        ]
        assert (status.state is DerivedState.UNKNOWN) == (not valid)
        assert status.reported is not None
        assert status.claims
        assert status.last_known <= view.as_of


@EXAMPLES
@given(st.lists(st.integers(0, 500), min_size=1, max_size=6), st.integers(-20, 20))
def test_parts_hold_exactly_when_they_add_up_and_fail_exactly_when_they_exceed(parts: list[int], off: int) -> None:
    total = max(0, sum(parts) + off)
    desk = Desk()
    report = desk.report()
    whole = desk.say(report, killed(total))
    for number in parts:
        desk.say(report, killed(number, part_of=whole))
    (check,) = desk.findings().sums
    assert check.added == sum(parts)
    assert check.holds == (sum(parts) == total)
    assert check.fails == (sum(parts) > total)
    tolls = desk.findings().tolls
    assert max(toll.high or 0 for toll in tolls) == max(total, *parts)


def _happenings(desk: Desk, *, look_at_all: bool) -> list[set[str]]:
    with pytest.MonkeyPatch.context() as patch:
        if look_at_all:
            patch.setattr(happening._Index, "near", lambda index, item, place: index.groups)
        tolls = [item for item in items(desk.view()) if isinstance(item.claim.body, Toll)]
        found = happening.group(tolls, timezone=ZONE, may_join=lambda item, one: True)
    return [{item.claim.id for item in one.items} for one in found]


@EXAMPLES
@given(desks())
def test_looking_up_groups_finds_what_looking_at_all_of_them_finds(desk: Desk) -> None:
    assert _happenings(desk, look_at_all=True) == _happenings(desk, look_at_all=False)
