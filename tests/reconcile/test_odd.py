"""What cannot be or is odd: each kind once as it is, and once where nothing is odd. Composed."""

from dataclasses import replace

import pytest

from karez.model.claim import Control, Incident, Note
from karez.model.contradiction import Oddity, OddityKind
from karez.model.finding import Findings
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.mention import Place
from karez.model.origin import Link, LinkKind, Origins, ReportOrigin
from karez.model.origin import Oddity as OriginOddity
from karez.model.text import Span
from karez.model.vocabulary import ActorClass, AssetState, ControlState, Harm, IncidentType, Realis
from karez.reconcile.odd.rings import rings
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import (
    GROUP,
    OFFICIALS,
    PROVINCE,
    ROAD,
    TOWN,
    ZONE,
    Desk,
    Thing,
    at_least,
    killed,
    party,
)

FAR_TOWN = Place("made:gamma", "Gamma", "town", "South", "Gamma", "XX201", "XX", 5.0, 5.0, 6.0)
RAID = Incident(IncidentType.RAID)
RED = party("Red", actor="made:red")
Kind = OddityKind


def joined(desk: Desk) -> Findings:
    claims = [record.claim.id for record in desk.claims]
    told = Joined(dict.fromkeys(claims, incident_id(claims)))
    return reconcile(desk.view(), timezone=ZONE, joined=told)


def of_kind(found: Findings, kind: OddityKind) -> list[Oddity]:
    return [one for one in found.oddities if one.kind is kind]


def worded(desk: Desk, claim: str, words: str, *, start: int = 0) -> None:
    """Give a claim other words."""
    at = next(at for at, record in enumerate(desk.claims) if record.claim.id == claim)
    span = Span(start, start + len(words), words)
    desk.claims[at] = replace(desk.claims[at], claim=replace(desk.claims[at].claim, span=span))


class TestTolls:
    @pytest.mark.parametrize(("parts", "odd"), [((9, 4), True), ((9, 3), False), ((5, 3), False)])
    def test_parts_over_their_total(self, parts: tuple[int, int], odd: bool) -> None:
        desk = Desk()
        report = desk.report()
        total = desk.say(report, killed(12))
        own = [desk.say(report, killed(part, part_of=total)) for part in parts]
        found = of_kind(desk.findings(), Kind.PARTS_OVER_TOTAL)
        assert [one.claims for one in found] == ([(total, *own)] if odd else [])
        if odd:
            assert found[0].sentence == "The parts told make 13, more than their total of 12."
            assert found[0].impossible and found[0].look

    def test_a_toll_that_falls_without_a_correction(self) -> None:
        desk = Desk()
        claims = (desk.told(killed(31), by=OFFICIALS), desk.told(killed(24), by=OFFICIALS, at=5))
        (one,) = of_kind(desk.findings(), Kind.TOLL_FALLS)
        assert one.claims == claims and not one.impossible
        assert one.sentence == "One claimant gave 31 and later 24, and said nothing of a correction."

    def test_a_toll_that_rises_or_is_corrected_is_not_odd(self) -> None:
        desk = Desk()
        desk.told(killed(24), by=OFFICIALS)
        desk.told(killed(31), by=OFFICIALS, at=5)
        desk.told(killed(31), by=GROUP, where=FAR_TOWN)
        report = desk.report(at=6)
        old = desk.say(report, killed(31), by=GROUP, where=FAR_TOWN)
        desk.say(report, killed(24, replaces=old), by=GROUP, where=FAR_TOWN)
        desk.told(at_least(10), by=OFFICIALS, at=7)
        assert not of_kind(desk.findings(), Kind.TOLL_FALLS)


class TestFarPlaces:
    def test_one_claimant_and_one_happening_in_two_far_towns(self) -> None:
        desk = Desk()
        desk.told(RAID, by=OFFICIALS)
        desk.told(RAID, by=OFFICIALS, where=FAR_TOWN, publisher="Sample Daily")
        (one,) = of_kind(joined(desk), Kind.FAR_PLACES)
        assert one.sentence == "One claimant places one happening in Alpha and Gamma, 617 km apart."

    def test_a_toll_far_from_the_incident_that_it_is_of_needs_no_joining(self) -> None:
        desk = Desk()
        report = desk.report()
        raid = desk.say(report, RAID)
        desk.say(report, killed(3, of=raid), where=FAR_TOWN)
        assert len(of_kind(desk.findings(), Kind.FAR_PLACES)) == 1

    def test_two_places_of_one_name_are_told_with_their_provinces(self) -> None:
        desk = Desk()
        desk.told(RAID, by=OFFICIALS)
        desk.told(RAID, by=OFFICIALS, where=replace(FAR_TOWN, name="Alpha"), publisher="Sample Daily")
        (one,) = of_kind(joined(desk), Kind.FAR_PLACES)
        assert "in Alpha (North) and Alpha (South)," in one.sentence

    def test_the_injured_are_told_of_at_hospitals_far_away(self) -> None:
        desk = Desk()
        report = desk.report()
        raid = desk.say(report, RAID)
        desk.say(report, replace(killed(3, of=raid), harm=Harm.INJURED), where=FAR_TOWN)
        assert not of_kind(desk.findings(), Kind.FAR_PLACES)

    def test_two_claimants_or_a_town_in_its_province_are_not_odd(self) -> None:
        desk = Desk()
        desk.told(RAID, by=OFFICIALS)
        desk.told(RAID, by=OFFICIALS, where=PROVINCE)
        desk.told(RAID, by=GROUP, where=FAR_TOWN)
        assert not of_kind(joined(desk), Kind.FAR_PLACES)


class TestRoads:
    @pytest.mark.parametrize(
        ("words", "when", "odd"),
        [
            ("a relief convoy passed on the north road", "2026-02-01T15:00", True),
            ("a relief convoy passed on the north road", "2026-02-01T11:00", False),
            ("a relief convoy passed on the north road", None, False),
            ("no vehicles were on the north road", "2026-02-01T15:00", False),
            ("lorries were stranded on the north road", "2026-02-01T15:00", False),
            ("a relief convoy passed on the south road", "2026-02-01T15:00", False),
            ("shots were heard on the north road", "2026-02-01T15:00", False),
        ],
    )
    def test_a_road_reported_closed_and_used_in_the_same_hours(self, words: str, when: str | None, odd: bool) -> None:
        desk = Desk()
        shut = desk.told(ROAD.status(AssetState.CLOSED), when="2026-02-01T12:00")
        used = desk.told(RAID, when=when, at=6)
        worded(desk, used, words)
        found = of_kind(desk.findings(), Kind.CLOSED_AND_USED)
        assert [one.claims for one in found] == ([(shut, used)] if odd else [])

    def test_the_place_of_those_who_drive_is_not_told(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(AssetState.CLOSED), when="2026-02-01T12:00", where=TOWN)
        used = desk.told(RAID, when="2026-02-01T15:00", at=6, where=FAR_TOWN)
        worded(desk, used, "a convoy passed on the north road")
        (one,) = of_kind(desk.findings(), Kind.CLOSED_AND_USED)
        assert "Gamma" not in one.sentence and one.sentence.startswith("The north road is reported closed")

    def test_a_day_of_closure_counts_from_its_end(self) -> None:
        desk = Desk()
        desk.told(ROAD.status(AssetState.CLOSED), when="2026-02-01")
        used = desk.told(RAID, when="2026-02-01T15:00", at=6)
        worded(desk, used, "a convoy passed on the north road")
        assert not of_kind(desk.findings(), Kind.CLOSED_AND_USED)

    def test_a_road_is_named_by_its_number_too_and_other_things_are_no_roads(self) -> None:
        desk = Desk()
        desk.told(Thing(words="road").status(AssetState.CLOSED), when="2026-02-01T12:00")
        desk.told(Thing(words="the R-2", asset="made:r-2").status(AssetState.CLOSED), when="2026-02-01T12:00")
        one, other = (desk.told(RAID, when="2026-02-01T15:00", at=6) for _ in range(2))
        worded(desk, one, "trucks moved on the R-2")
        worded(desk, other, "trucks moved on a road")
        (found,) = of_kind(desk.findings(), Kind.CLOSED_AND_USED)
        assert one in found.claims and other not in found.claims

    def test_a_number_that_is_another_roads(self) -> None:
        desk = Desk()
        note = Note("wrong-designation", "the report writes R-9; that road's number is R-1")
        text = "The north road (R-9) is closed."
        report = desk.report(notes=(note,), text=text)
        near = desk.say(report, ROAD.status(AssetState.CLOSED))
        worded(desk, near, "north road (R-9) is closed", start=4)
        desk.say(report, killed(3))
        (one,) = of_kind(desk.findings(), Kind.WRONG_DESIGNATION)
        assert one.claims == (near,) and one.reports == (report.id,)
        assert one.sentence == "The report writes R-9; that road's number is R-1."

    def test_a_number_beside_a_claim_and_one_that_no_claim_tells_of(self) -> None:
        desk = Desk()
        note = Note("wrong-designation", "the report writes R-9; that road's number is R-1")
        report = desk.report(notes=(note,), text="On the R-9 the north road is closed.")
        near = desk.say(report, ROAD.status(AssetState.CLOSED))
        worded(desk, near, "north road is closed", start=15)
        empty = desk.report("Sample Daily", notes=(note,), at=1)
        assert [one.claims for one in of_kind(desk.findings(), Kind.WRONG_DESIGNATION)] == [(), (near,)]
        assert {one.reports for one in of_kind(desk.findings(), Kind.WRONG_DESIGNATION)} == {(report.id,), (empty.id,)}


class TestDays:
    @pytest.mark.parametrize(
        ("when", "realis", "odd"),
        [
            ("2026-02-03", Realis.ASSERTED, True),
            ("2026-02-01T13:00", Realis.ALLEGED, True),
            ("2026-02-01", Realis.ASSERTED, False),
            ("2026-02-01T11:00", Realis.ASSERTED, False),
            ("2026-02-03", Realis.PLANNED, False),
            (None, Realis.ASSERTED, False),
        ],
    )
    def test_a_date_after_publication(self, when: str | None, realis: Realis, odd: bool) -> None:
        desk = Desk()
        claim = desk.told(killed(3), when=when, realis=realis)
        found = of_kind(desk.findings(), Kind.DATE_AFTER_PUBLICATION)
        assert [one.claims for one in found] == ([(claim,)] if odd else [])

    def test_a_report_before_the_incident_that_it_tells_of(self) -> None:
        desk = Desk()
        early = desk.told(RAID, by=OFFICIALS, at=-48, when=None)
        other = desk.told(RAID, by=GROUP, when="2026-02-01")
        (one,) = of_kind(joined(desk), Kind.REPORT_BEFORE_INCIDENT)
        assert one.claims == (early, other) and one.impossible
        assert "2026-01-30" in one.sentence and "2026-02-01" in one.sentence

    def test_a_report_of_the_same_day_is_not_odd(self) -> None:
        desk = Desk()
        desk.told(RAID, by=OFFICIALS, when=None)
        desk.told(RAID, by=GROUP, when="2026-02-01", at=3)
        assert not of_kind(joined(desk), Kind.REPORT_BEFORE_INCIDENT)


class TestDurations:
    def test_thirty_five_hours_held_and_forty_in_it(self) -> None:
        desk = Desk()
        one = desk.told(Control(RED, ControlState.HELD, 35), by=OFFICIALS, when=None)
        other = desk.told(Control(party("fighters"), ControlState.ENTERED, 40), by=GROUP, when=None)
        desk.told(Control(party("the army", ActorClass.STATE_FORCES), ControlState.HELD, 90), by=GROUP, when=None)
        (found,) = of_kind(desk.findings(), Kind.DURATIONS)
        assert found.claims == (one, other) and not found.impossible
        assert found.sentence == "Of one place and party 35 hours are told and 40 hours."

    @pytest.mark.parametrize("hours", [35, 36])
    def test_rounded_hours_and_other_places_are_not_odd(self, hours: int) -> None:
        desk = Desk()
        desk.told(Control(RED, ControlState.HELD, 35), by=OFFICIALS, when=None)
        desk.told(Control(RED, ControlState.HELD, hours), by=GROUP, when=None)
        desk.told(Control(RED, ControlState.HELD, 90), by=GROUP, where=FAR_TOWN, when=None)
        assert not of_kind(desk.findings(), Kind.DURATIONS)

    def test_longer_than_from_the_beginning_to_the_telling(self) -> None:
        desk = Desk()
        claim = desk.told(Control(RED, ControlState.HELD, 60), when="2026-01-31")
        (found,) = of_kind(desk.findings(), Kind.DURATIONS)
        assert (found.claims, found.impossible) == ((claim,), True)
        assert found.sentence == "60 hours are told; by the times that are told there were no more than 36."

    def test_longer_than_from_the_beginning_to_the_end(self) -> None:
        desk = Desk()
        held = desk.told(Control(RED, ControlState.HELD, 60), when="2026-01-25", at=1)
        left = desk.told(Control(RED, ControlState.LOST), when="2026-01-26", at=2)
        (found,) = of_kind(desk.findings(), Kind.DURATIONS)
        assert found.claims == (held, left) and "no more than 48" in found.sentence


class TestRings:
    def test_two_claims_that_replace_each_other(self) -> None:
        desk = Desk()
        report = desk.report()
        first, second = (desk.say(report, killed(number)) for number in (3, 4))
        for at, other in ((0, second), (1, first)):
            claim = desk.claims[at].claim
            body = replace(claim.body, replaces=other)  # type: ignore[call-arg]
            desk.claims[at] = replace(desk.claims[at], claim=replace(claim, body=body))
        (one,) = of_kind(desk.findings(), Kind.CYCLE)
        assert set(one.claims) == {first, second} and one.impossible

    def test_a_chain_is_no_ring_and_each_ring_is_told_once(self) -> None:
        assert rings({"b": "a", "c": "b"}) == []
        assert rings({"c": "a", "a": "b", "b": "c", "d": "a", "z": "y", "y": "z"}) == [("a", "b", "c"), ("y", "z")]
        assert rings({"a": "a"}) == [("a",)]


class TestOrigins:
    def test_what_was_found_odd_when_origins_were_told_stands_with_its_reports(self) -> None:
        desk = Desk()
        desk.told(killed(3))
        odd = OriginOddity("credit-circle", "two reports each name the other", ("rep-a", "rep-b"))
        found = reconcile(desk.view(), timezone=ZONE, origins=Origins(oddities=(odd,)))
        (one,) = of_kind(found, Kind.CREDIT_CIRCLE)
        assert (one.claims, one.reports) == ((), ("rep-a", "rep-b"))
        assert one.sentence == "Two reports each name the other."

    def test_versions_in_a_ring_are_told_and_hang_nothing(self) -> None:
        desk = Desk()
        desk.told(killed(3))
        ring = {
            name: ReportOrigin(name, name, name, name, name, Link(of, LinkKind.VERSION_OF, 0.6, "shared-runs"))
            for name, of in (("rep-a", "rep-b"), ("rep-b", "rep-c"), ("rep-c", "rep-a"), ("rep-d", "rep-a"))
        }
        found = reconcile(desk.view(), timezone=ZONE, origins=Origins(ring))
        assert [one.reports for one in of_kind(found, Kind.CYCLE)] == [("rep-a", "rep-b", "rep-c")]


def test_what_cannot_be_comes_first() -> None:
    desk = Desk()
    desk.told(killed(31), by=OFFICIALS, when="2026-01-31")
    desk.told(killed(24), by=OFFICIALS, at=5, when="2026-01-31")
    desk.told(RAID, when="2026-02-09", where=FAR_TOWN)
    assert [one.impossible for one in desk.findings().oddities] == [True, False]
