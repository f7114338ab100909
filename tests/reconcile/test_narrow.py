"""Narrowing to an area or a stretch of time, before anything is added up."""

import pytest

from karez.model.claim import Incident
from karez.model.errors import RequestError
from karez.model.mention import Place
from karez.model.record import View
from karez.model.vocabulary import IncidentType
from karez.reconcile.item import within
from karez.reconcile.narrow import check_area, in_area, in_time
from tests.reconcile.made import OTHER_TOWN, PROVINCE, SATURDAY, TOWN, ZONE, Desk, killed

RAID = Incident(IncidentType.RAID)
DISTRICT = Place("made:district-alpha", "Alpha", "district", "North", "Alpha", "XX101", "XX", 1.0, 1.0, 60.0)
VILLAGE = Place("geonames:7", "Gamma", "village", "North", "Alpha", "XX101", "XX", 1.1, 1.1, 2.0, "made:gamma")
ABROAD = Place("made:alpha-abroad", "Delta", "town", "North", "Alpha", "YY101", "YY", 5.0, 5.0, 6.0)


def everywhere() -> Desk:
    desk = Desk()
    for place in (PROVINCE, TOWN, OTHER_TOWN, VILLAGE, ABROAD, "a field", None):
        desk.told(RAID, where=place)
    return desk


def names(view: View) -> list[str]:
    return sorted(record.claim.where.span.quote for record in view.claims if record.claim.where)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("Beta", ["Beta"]),
        ("  beta ", ["Beta"]),
        ("made:beta", ["Beta"]),
        ("XX102", ["Beta"]),
        ("geonames:7", ["Gamma"]),
        ("made:gamma", ["Gamma"]),
        ("XX101", ["Alpha", "Gamma"]),
        ("XX1", ["Alpha", "Beta", "Gamma", "North"]),
        ("xx1", ["Alpha", "Beta", "Gamma", "North"]),
        ("made:north", ["Alpha", "Beta", "Gamma", "North"]),
        ("YY", ["Delta"]),
        ("yy1", ["Delta"]),
        ("Nowhere", []),
        ("", []),
    ],
)
def test_an_area_is_a_name_an_id_or_a_code_and_holds_what_lies_in_it(area: str, expected: list[str]) -> None:
    assert names(in_area(everywhere().view(), area)) == expected


def test_a_name_that_several_units_bear_means_all_of_them() -> None:
    assert names(in_area(everywhere().view(), "North")) == ["Alpha", "Beta", "Delta", "Gamma", "North"]


def test_a_district_holds_its_town_and_not_the_other_way_round() -> None:
    assert within(TOWN, DISTRICT)
    assert within(VILLAGE, DISTRICT)
    assert within(TOWN, PROVINCE)
    assert within(TOWN, TOWN)
    assert not within(DISTRICT, TOWN)
    assert not within(PROVINCE, TOWN)
    assert not within(ABROAD, PROVINCE)
    assert not within(TOWN, OTHER_TOWN)


def test_claims_without_a_place_lie_in_no_area() -> None:
    view = in_area(everywhere().view(), "North")
    assert all(record.claim.where and record.claim.where.place for record in view.claims)


def test_reports_of_which_nothing_is_left_go_and_unread_ones_stay() -> None:
    desk = Desk()
    here = desk.report()
    desk.say(here, RAID, where=TOWN)
    desk.say(here, RAID, where=OTHER_TOWN)
    desk.told(RAID, where=OTHER_TOWN)
    unread = desk.report()
    view = in_area(desk.view(), "Alpha")
    assert {report.id for report in view.reports} == {here.id, unread.id}
    assert (view.as_of, view.recorded, view.head) == (desk.view().as_of, desk.view().recorded, desk.view().head)


def test_an_area_that_no_report_speaks_of_is_told() -> None:
    view = everywhere().view()
    check_area(view, "Beta")
    with pytest.raises(RequestError) as caught:
        check_area(view, "Betta")
    assert (caught.value.code, caught.value.place) == ("K401", "Betta")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, [1, 2, 3, 4]),
        ("2026-01-31", None, [2, 3, 4]),
        ("2026-02-01", None, [3, 4]),
        ("2026-02-02", None, [4]),
        (None, "2026-01-30", [1]),
        (None, "2026-01-31", [1, 2]),
        (None, "2026-02-01", [1, 2, 3]),
        ("2026-01-31", "2026-02-01", [2, 3]),
        ("2026-01-31T10:00", "2026-01-31T11:00", [2]),
        ("2026-02-04", None, []),
    ],
)
def test_days_are_inclusive_and_what_tells_no_time_goes_by_when_it_was_known(
    start: str | None, end: str | None, expected: list[int]
) -> None:
    desk = Desk()
    desk.told(killed(1), when="2026-01-30")
    desk.told(killed(2), when="2026-01-31T22:00")
    desk.told(killed(3), when=None)
    desk.told(killed(4), when="2026-02-03")
    view = in_time(desk.view(), start, end, timezone=ZONE)
    assert sorted(getattr(record.claim.body, "best", 0) for record in view.claims) == expected


def test_a_happening_of_several_days_lies_in_each_of_them() -> None:
    desk = Desk()
    desk.told(RAID, when=SATURDAY)
    (record,) = desk.claims
    assert record.claim.when
    assert record.claim.when.end == "2026-02-01"
    assert in_time(desk.view(), "2026-02-01", None, timezone=ZONE).claims == ()
    assert len(in_time(desk.view(), SATURDAY, SATURDAY, timezone=ZONE).claims) == 1


def test_known_late_in_the_evening_is_that_day_of_the_zone() -> None:
    desk = Desk()
    desk.told(RAID, when=None, at=11.9)
    assert len(in_time(desk.view(), "2026-02-01", "2026-02-01", timezone=ZONE).claims) == 1
    assert in_time(desk.view(), "2026-02-02", None, timezone=ZONE).claims == ()


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-02-30", "", "31 January 2026"])
def test_what_is_no_day_is_told(text: str) -> None:
    for start, end in ((text, None), (None, text)):
        with pytest.raises(RequestError) as caught:
            in_time(Desk().view(), start, end, timezone=ZONE)
        assert caught.value.code == "K402"


def test_a_time_that_ends_before_it_begins_is_told() -> None:
    with pytest.raises(RequestError) as caught:
        in_time(Desk().view(), "2026-02-02", "2026-02-01", timezone=ZONE)
    assert caught.value.code == "K403"
