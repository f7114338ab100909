"""What is not known: reports that were not read, places that fell silent; and opinions, which feed nothing."""

from dataclasses import replace

import pytest

from karez.model.claim import Assessment, Incident, Note
from karez.model.vocabulary import ClaimantClass, IncidentType, Realis
from tests.reconcile.made import OTHER_TOWN, PROVINCE, SATURDAY, TOWN, Desk, claimant, killed

RAID = Incident(IncidentType.RAID)


@pytest.mark.parametrize("code", ["language-not-read", "no-text", "truncated", "wrong-designation"])
def test_every_note_of_a_report_is_a_gap(code: str) -> None:
    desk = Desk()
    report = desk.report(notes=(Note(code, "composed"),))
    desk.say(report, RAID)
    (gap,) = desk.findings().gaps
    assert (gap.kind, gap.text, gap.report) == (code, "composed", report.id)


def test_a_report_of_which_nothing_was_understood_is_a_gap_once() -> None:
    desk = Desk()
    silent, noted = desk.report(), desk.report(notes=(Note("no-text", "a scan"),))
    assert {(gap.kind, gap.report) for gap in desk.findings().gaps} == {
        ("no-claims", silent.id),
        ("no-text", noted.id),
    }


def test_a_withheld_report_is_a_gap() -> None:
    desk = Desk()
    report = desk.report(text=None)
    desk.say(report, RAID)
    assert [(gap.kind, gap.report) for gap in desk.findings().gaps] == [("withheld", report.id)]


def test_a_retracted_report_is_no_gap() -> None:
    desk = Desk()
    desk.report()
    desk.report(notes=(Note("truncated", "composed"),))
    desk.report(text=None)
    desk.reports = [replace(report, retracted=report.known_from) for report in desk.reports]
    assert desk.findings().gaps == ()
    desk.reports = [replace(report, retracted=None) for report in desk.reports]
    assert len(desk.findings().gaps) == 3


def test_a_town_falls_silent_a_day_after_it_was_last_spoken_of() -> None:
    desk = Desk()
    desk.told(RAID)
    desk.told(RAID, at=2)
    assert desk.findings(at=26).gaps == ()
    (gap,) = desk.findings(at=26, micros=1).gaps
    assert (gap.kind, gap.place) == ("silence", TOWN)


def test_silent_towns_come_by_name_and_one_that_is_spoken_of_again_is_none() -> None:
    desk = Desk()
    desk.told(RAID, where=OTHER_TOWN)
    desk.told(RAID, where=TOWN)
    assert [gap.place and gap.place.name for gap in desk.findings(at=30).gaps] == ["Alpha", "Beta"]
    desk.told(killed(3), where=TOWN, at=29)
    assert [gap.place and gap.place.name for gap in desk.findings(at=30).gaps] == ["Beta"]


def test_wide_areas_and_background_do_not_fall_silent() -> None:
    desk = Desk()
    province = PROVINCE.__class__(
        **{name: getattr(PROVINCE, name) for name in PROVINCE.__slots__} | {"radius_km": 300.0}
    )
    desk.told(RAID, where=province)
    desk.told(RAID, where=TOWN, realis=Realis.BACKGROUND)
    assert desk.findings(at=100).gaps == ()


def test_an_opinion_is_its_holder_s_and_feeds_nothing_else() -> None:
    desk = Desk()
    analyst = claimant("an analyst", ClaimantClass.ANALYST)
    one = desk.told(Assessment(analyst, None, "probably"), when=SATURDAY)
    two = desk.told(Assessment(None), at=1)
    found = desk.findings()
    assert [(item.claim, item.by.name, item.likelihood) for item in found.assessments] == [
        (one, "an analyst", "probably"),
        (two, "Sample Wire", None),
    ]
    assert (found.tolls, found.incidents, found.statuses, found.control) == ((), (), (), ())


def test_nothing_adds_up_to_nothing() -> None:
    found = Desk().findings()
    assert (found.tolls, found.sums, found.incidents, found.gaps) == ((), (), (), ())
