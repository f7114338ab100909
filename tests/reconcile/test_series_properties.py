"""What must hold of tolls over time for any claims whatever."""

import random
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Toll
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.origin import Origins, ReportOrigin, Stretch
from karez.model.record import View
from karez.model.series import Bounds, Level, TollBook, TollSeries
from karez.model.vocabulary import ClaimantClass, Harm, Realis, Scope, Victims
from karez.reconcile.item import items
from karez.reconcile.series.book import toll_book
from karez.reconcile.series.rule import TollOptions
from tests.reconcile.drawn import tolls_up_to
from tests.reconcile.made import (
    OTHER_TOWN,
    PROVINCE,
    TOWN,
    ZONE,
    Desk,
    killed,
    nobody,
)

EXAMPLES = settings(max_examples=max(300, settings().max_examples), deadline=None)
ORDERS = 1000

tolls = st.one_of(tolls_up_to(60), st.just(nobody()))
harmed = st.builds(
    lambda made, harm, victims, scope, perpetrators: replace(
        made, harm=harm, victims=victims, scope=scope, perpetrators=perpetrators
    ),
    tolls,
    st.sampled_from([Harm.KILLED, Harm.KILLED, Harm.INJURED, Harm.CASUALTIES]),
    st.sampled_from([Victims.UNKNOWN, Victims.MIXED, Victims.CIVILIANS, Victims.SECURITY_FORCES]),
    st.sampled_from([Scope.INCIDENT, Scope.INCIDENT, Scope.INCIDENT, *Scope]),
    st.sampled_from([False, False, True]),
)
parties = st.sampled_from(
    [
        None,
        ("police", ClaimantClass.OFFICIAL),
        ("the group", ClaimantClass.ARMED_GROUP),
        ("the hospital", ClaimantClass.MEDIC),
        ("witnesses", ClaimantClass.WITNESS),
    ]
)
places = st.sampled_from([None, TOWN, TOWN, OTHER_TOWN, PROVINCE, "the field"])
days = st.sampled_from([None, "2026-01-31", "2026-01-31", "2026-02-01"])
told = st.sampled_from([*[Realis.ASSERTED] * 5, *Realis])


@st.composite
def desks(draw: Callable[..., object]) -> Desk:
    """Some reports with some tolls each; now and then a part, or a correction, of the toll before it."""
    desk = Desk()
    for _ in range(draw(st.integers(1, 6))):  # type: ignore[call-overload]
        publisher = draw(st.sampled_from(["Wire", "Daily", "Portal", None]))
        report = desk.report(publisher, at=draw(st.integers(0, 80)))  # type: ignore[arg-type]
        last: str | None = None
        for _ in range(draw(st.integers(0, 4))):  # type: ignore[call-overload]
            body = draw(harmed)
            link = draw(st.sampled_from(["", "", "part_of", "replaces"]))
            if last is not None and link:
                body = replace(body, **{link: last})  # type: ignore[type-var,arg-type]
            last = desk.say(
                report,
                body,  # type: ignore[arg-type]
                by=draw(parties),  # type: ignore[arg-type]
                when=draw(days),  # type: ignore[arg-type]
                where=draw(places),  # type: ignore[arg-type]
                realis=draw(told),  # type: ignore[arg-type]
            )
    return desk


def book(view: View, joined: Joined | None = None, origins: Origins | None = None) -> TollBook:
    return toll_book(items(view, None, origins), TollOptions(ZONE), joined=joined)


def as_one(desk: Desk) -> Joined:
    claims = [record.claim.id for record in desk.claims]
    return Joined(dict.fromkeys(claims, incident_id(claims))) if claims else Joined()


def mixed(view: View, seed: int) -> View:
    """The view with its reports and claims in a random order."""
    order = random.Random(seed)
    reports, claims = list(view.reports), list(view.claims)
    order.shuffle(reports)
    order.shuffle(claims)
    return replace(view, reports=tuple(reports), claims=tuple(claims))


def whole(found: TollBook) -> list[TollSeries]:
    """The tolls of people killed in one incident, no attackers."""
    return [
        one
        for one in found.at(Level.INCIDENT)
        if one.counted.harm is Harm.KILLED and one.counted.victims is Victims.UNKNOWN
        and one.counted.scope is Scope.INCIDENT and not one.counted.perpetrators
    ]  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(desks())
def test_a_thousand_random_orders_of_the_reports_give_the_same_tolls(desk: Desk) -> None:
    view = desk.view()
    expected = book(view)
    for seed in range(ORDERS // 10):
        assert book(mixed(view, seed)) == expected


@EXAMPLES
@given(desks(), st.booleans())
def test_low_best_and_high_are_in_order_at_every_level_and_step(desk: Desk, joined: bool) -> None:
    found = book(desk.view(), as_one(desk) if joined else None)
    for one in found.series:
        in_order(one.bounds)
        for step in one.steps:
            in_order(step.bounds)
        for _, bounds in one.accounts:
            in_order(bounds)


def in_order(bounds: Bounds) -> None:
    given_ = [number for number in (bounds.low, bounds.best, bounds.high) if number is not None]
    assert given_ == sorted(given_)


@EXAMPLES
@given(desks(), st.booleans())
def test_the_last_step_gives_what_stands_and_every_step_what_stood_then(desk: Desk, joined: bool) -> None:
    """Under one incident the past of a toll is the toll of that past."""
    together = as_one(desk) if joined else None
    found = book(desk.view(), together)
    for one in found.at(Level.INCIDENT):
        assert one.steps[-1].bounds == one.bounds
    if together is None:
        return
    kinds = {one.counted: one for one in found.at(Level.INCIDENT) if one.counted.scope is Scope.INCIDENT}
    for what, one in kinds.items():
        for step in one.steps:
            past = replace(desk.view(), claims=tuple(c for c in desk.view().claims if c.known_from <= step.known_from))
            then = next((old for old in book(past, together).at(Level.INCIDENT) if old.counted == what), None)
            assert then is None or then.bounds == step.bounds


@EXAMPLES
@given(desks(), st.integers(0, 60), st.booleans())
def test_a_part_or_a_wounded_claim_never_raises_the_killed(desk: Desk, number: int, wounded: bool) -> None:
    at = max((report.known_from for report in desk.reports), default=0)
    before = whole(book(desk.view(), as_one(desk)))
    totals = [
        record
        for record in desk.claims
        if isinstance(record.claim.body, Toll) and record.claim.body.harm is Harm.KILLED
        and record.claim.realis is Realis.ASSERTED and record.known_from == at
    ]  # fmt: skip
    if wounded or not totals:
        body = replace(killed(number), harm=Harm.INJURED)
        report = desk.report("Example Post", at=90)
    else:
        total = totals[-1]
        assert isinstance(total.claim.body, Toll)
        body = replace(total.claim.body, low=number, best=number, high=number, part_of=total.claim.id, replaces=None)
        report = next(one for one in desk.reports if one.id == total.report)
    desk.say(report, body)
    after = whole(book(desk.view(), as_one(desk)))
    assert [one.bounds for one in after] == [one.bounds for one in before]


@EXAMPLES
@given(desks(), st.integers(0, 30))
def test_removing_a_claim_is_never_having_had_it(desk: Desk, number: int) -> None:
    view = desk.view()
    if not view.claims:
        return
    gone = view.claims[number % len(view.claims)].claim.id
    closed = replace(view, claims=tuple(record for record in view.claims if record.claim.id != gone))
    fresh = Desk(list(desk.reports), [record for record in desk.claims if record.claim.id != gone])
    found = book(closed)
    assert found == book(fresh.view())
    assert gone not in {claim for one in found.series for claim in (*one.members, *(a.claim for a in one.aside))}


@EXAMPLES
@given(desks(), st.integers(0, 5), st.integers(81, 120))
def test_a_copy_changes_nothing_but_the_list_of_claims(desk: Desk, number: int, at: int) -> None:
    """A reprint of a whole report by an outlet that printed nothing before."""
    origin = desk.reports[number % len(desk.reports)]
    mine = [record for record in desk.claims if record.report == origin.id]
    before = book(desk.view(), as_one(desk), origins(desk, origin.id, ""))
    copy = desk.report("Reprint Post", at=at)
    new = {record.claim.id: f"clm-{'f' * 24}{place:08x}" for place, record in enumerate(mine)}
    for record in mine:
        body = record.claim.body
        assert isinstance(body, Toll)
        body = replace(body, part_of=new.get(body.part_of or ""), replaces=new.get(body.replaces or ""))
        claim = replace(record.claim, id=new[record.claim.id], body=body)
        desk.claims.append(replace(record, claim=claim, report=copy.id, known_from=copy.known_from))
    after = book(desk.view(), as_one(desk), origins(desk, origin.id, copy.id))
    assert [plain(one) for one in after.series] == [plain(one) for one in before.series]


def origins(desk: Desk, first: str, copy: str) -> Origins:
    def one(report: str, publisher: str) -> ReportOrigin:
        held = (Stretch(0, None, publisher, first),) if report == copy else ()
        return ReportOrigin(report, publisher, publisher, first if report == copy else report, report, None, (), held)

    names = {report.id: f"media:{report.publisher or report.id}" for report in desk.reports}
    return Origins({report: one(report, names[first] if report == copy else name) for report, name in names.items()})


def plain(one: TollSeries) -> tuple[object, ...]:
    """A toll without the lists of its claims."""
    standing = [
        (held.figure.source.key, held.figure.low, held.figure.best, held.figure.high, held.account, held.counts)
        for held in one.standing
    ]
    steps = [(step.known_from, step.change, step.source.key, step.low, step.best, step.high) for step in one.steps]
    then = [step.bounds for step in one.steps]
    return (one.id, one.counted, one.bounds, one.accounts, standing, steps, then, one.without, one.independent)


@EXAMPLES
@given(desks(), st.booleans())
def test_every_toll_is_in_one_figure_or_told_apart(desk: Desk, joined: bool) -> None:
    found = book(desk.view(), as_one(desk) if joined else None)
    incidents = found.at(Level.INCIDENT)
    members = [claim for one in incidents for claim in one.members]
    assert len(members) == len(set(members))
    told_apart = {aside.claim for one in incidents for aside in one.aside} | {aside.claim for aside in found.aside}
    assert {record.claim.id for record in desk.claims} == {*members, *told_apart}
    assert not {aside.claim for aside in found.aside} & set(members)
    for one in incidents:
        behind = {claim for standing in one.standing for claim in standing.figure.claims}
        assert behind | {aside.claim for aside in one.aside} >= set(one.members)


@EXAMPLES
@given(desks())
def test_a_sum_is_what_its_members_add_up_to(desk: Desk) -> None:
    found = book(desk.view())
    by_id = {one.id: one for one in found.at(Level.INCIDENT)}
    for one in found.series:
        if not one.is_sum:
            continue
        added = [by_id[figure].bounds for figure in one.added]
        assert one.bounds.low == sum(bounds.low or 0 for bounds in added)
        highs = [bounds.high for bounds in added]
        assert one.bounds.high == (None if None in highs else sum(high or 0 for high in highs))
        assert one.steps[-1].bounds == one.bounds
        assert len({by_id[figure].subject.key for figure in one.added}) == len(one.added)


def test_ten_thousand_claims_of_one_incident_hang_nobody() -> None:
    desk = Desk()
    reports = [desk.report(f"Outlet {number % 50}", at=number / 60) for number in range(2_000)]
    for number in range(10_000):
        report = reports[number // 5]
        desk.say(report, killed(number % 700), by=(f"office {number % 40}", ClaimantClass.OFFICIAL))
    found = book(desk.view(), as_one(desk))
    (one,) = found.at(Level.INCIDENT)
    assert len(one.members) == 10_000
    assert len(one.steps) > 5_000
