"""What origins change in what claims add up to: reprints have the claimant and the origin of their first print."""

from dataclasses import replace

from karez.model.claim import Claimant
from karez.model.origin import Credit, Origins, ReportOrigin, Stretch, independent
from karez.model.vocabulary import ClaimantClass, Realis
from karez.reconcile.item import items
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import OFFICIALS, ZONE, Desk, claimant, killed

WIRE = "outlet:sample wire"


def printed_twice(
    by: Claimant | tuple[str, ClaimantClass] | None = None, *, copied: bool = True
) -> tuple[Desk, Origins]:
    """A wire and a daily that say the same, the daily with the wire's words."""
    desk = Desk()
    wire, daily = desk.report("Sample Wire"), desk.report("Example Daily", at=2)
    for report in (wire, daily):
        desk.say(report, killed(5), by=by)
    stretches = (Stretch(0, None, WIRE, wire.id),) if copied else ()
    own = "outlet:example daily"
    told = {
        wire.id: ReportOrigin(wire.id, WIRE, WIRE, wire.id, wire.id),
        daily.id: ReportOrigin(daily.id, own, own, wire.id, wire.id, stretches=stretches),
    }
    return desk, Origins(told, {"sample wire": WIRE})


def test_a_reprint_is_the_wires_word_and_no_second_figure() -> None:
    desk, origins = printed_twice()
    (finding,) = reconcile(desk.view(), timezone=ZONE, origins=origins).tolls
    (figure,) = finding.figures
    assert figure.source.name == "Sample Wire" and len(figure.claims) == 2
    alone = reconcile(desk.view(), timezone=ZONE).tolls[0]
    assert [one.source.name for one in alone.figures] == ["Sample Wire", "Example Daily"]


def test_what_two_outlets_tell_in_words_of_their_own_are_two_origins() -> None:
    desk, origins = printed_twice(copied=False)
    findings = reconcile(desk.view(), timezone=ZONE, origins=origins)
    assert independent(findings.voices.values()).origins == 2
    assert independent(reconcile(desk.view(), timezone=ZONE).voices.values()).origins == 2


def test_officials_in_two_outlets_are_one_origin() -> None:
    desk, origins = printed_twice(OFFICIALS, copied=False)
    found = independent(reconcile(desk.view(), timezone=ZONE, origins=origins).voices.values())
    assert (found.origins, found.prints) == (1, 2)


def test_witnesses_of_a_reprint_are_those_of_the_first_print() -> None:
    desk, origins = printed_twice(("witnesses", ClaimantClass.WITNESS))
    keys = {item.source.key for item in items(desk.view(), origins=origins)}
    assert keys == {"witness:witnesses@media:sample wire"}


def test_an_outlet_that_is_cited_is_the_origin_of_what_it_is_cited_for() -> None:
    cited = claimant("the Sample Wire", ClaimantClass.MEDIA)
    desk, origins = printed_twice(cited, copied=False)
    assert {item.origin for item in items(desk.view(), origins=origins)} == {WIRE}
    other, origins = printed_twice(claimant("Lantern Radio", ClaimantClass.MEDIA), copied=False)
    assert {item.origin for item in items(other.view(), origins=origins)} == {"media:lantern radio"}


def test_a_credit_for_the_voice_leaves_what_others_told_the_outlet_itself() -> None:
    desk = Desk()
    daily = desk.report("Example Daily")
    credit = Credit("outlet:afp", "AFP", "reporting-by", None, "voice")
    own = ReportOrigin(daily.id, "outlet:example daily", "outlet:afp", daily.id, daily.id, credits=(credit,))
    for by in (None, ("sources", ClaimantClass.UNNAMED), ("residents", ClaimantClass.WITNESS), OFFICIALS):
        desk.say(daily, killed(5), by=by)
    found = [item.origin for item in items(desk.view(), origins=Origins({daily.id: own}))]
    assert found == ["outlet:afp", "outlet:afp", "outlet:example daily", "outlet:example daily"]


def test_a_first_print_that_the_view_does_not_hold_leaves_the_printer_as_claimant() -> None:
    desk, origins = printed_twice()
    view = desk.view()
    (item,) = items(
        type(view)(view.as_of, view.recorded, view.head, view.reports[1:], view.claims[1:]), origins=origins
    )
    assert (item.source.name, item.origin) == ("Example Daily", WIRE)


def test_a_wire_that_corrects_its_print_corrects_what_was_reprinted_from_it() -> None:
    desk, origins = printed_twice(OFFICIALS)
    again = desk.report("Sample Wire", at=9)
    old = desk.say(again, killed(5), realis=Realis.DENIED)
    desk.say(again, killed(4, replaces=old))
    told = origins.reports | {again.id: ReportOrigin(again.id, WIRE, WIRE, again.id, again.id)}
    (finding,) = reconcile(desk.view(), timezone=ZONE, origins=replace(origins, reports=told)).tolls
    assert [(figure.source.name, figure.best) for figure in finding.figures] == [("Sample Wire", 4)]
