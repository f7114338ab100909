"""Happenings: which claims are of one, and what is kept apart."""

import pytest

from karez.model.claim import Incident
from karez.model.identity import incident_id
from karez.model.vocabulary import ClaimantClass, IncidentType, Realis
from tests.reconcile.made import GROUP, OTHER_TOWN, POLICE, SATURDAY, TOWN, Desk

RAID = Incident(IncidentType.RAID)


def test_claims_of_one_type_place_and_day_are_one_happening_of_all_who_tell_it() -> None:
    desk = Desk()
    claims = (desk.told(RAID, by=POLICE), desk.told(RAID, by=GROUP, at=2))
    (found,) = desk.findings().incidents
    assert found.claims == claims
    assert [source.name for source in found.sources] == ["police", "the group"]
    assert found.id == incident_id(claims)


def test_the_id_is_that_of_the_set() -> None:
    assert incident_id(["clm-b2", "clm-a1"]) == incident_id(["clm-a1", "clm-b2"]) == "inc-a1"


@pytest.mark.parametrize(
    ("kind", "where", "when"),
    [
        (IncidentType.BOMBING, TOWN, SATURDAY),
        (IncidentType.RAID, OTHER_TOWN, SATURDAY),
        (IncidentType.RAID, TOWN, "2026-02-01"),
        (IncidentType.RAID, None, SATURDAY),
    ],
)
def test_another_type_place_or_day_is_another_happening(kind: IncidentType, where: object, when: str) -> None:
    desk = Desk()
    desk.told(RAID)
    desk.told(Incident(kind), where=where, when=when, at=1)
    assert len(desk.findings().incidents) == 2


def test_a_claim_of_responsibility_joins_the_happening_of_its_place_and_day() -> None:
    desk = Desk()
    desk.told(RAID, by=POLICE)
    desk.told(RAID, by=GROUP, at=5)
    assert len(desk.findings().incidents) == 1


def test_a_claim_of_responsibility_without_a_day_joins_the_one_happening_there_of_that_week() -> None:
    desk = Desk()
    desk.told(RAID, by=POLICE)
    desk.told(RAID, by=GROUP, at=30, when=None)
    (found,) = desk.findings().incidents
    assert (found.start, len(found.claims)) == (SATURDAY, 2)


def test_without_a_day_it_stays_alone_where_two_happenings_fit_or_none_is_recent() -> None:
    desk = Desk()
    desk.told(RAID, by=POLICE)
    desk.told(RAID, by=POLICE, when="2026-01-30")
    desk.told(RAID, by=GROUP, at=30, when=None)
    desk.told(RAID, by=GROUP, at=24 * 20, when=None)
    assert sorted(len(found.claims) for found in desk.findings().incidents) == [1, 1, 1, 1]


def test_claims_without_a_place_are_one_only_within_a_report() -> None:
    desk = Desk()
    report = desk.report()
    desk.say(report, RAID, where=None)
    desk.say(report, RAID, where=None, by=POLICE)
    desk.told(RAID, where=None, publisher="Example Daily")
    assert sorted(len(found.claims) for found in desk.findings().incidents) == [1, 2]


def test_what_is_denied_stands_apart() -> None:
    desk = Desk()
    told = desk.told(RAID, by=POLICE)
    denied = desk.told(RAID, by=GROUP, realis=Realis.DENIED)
    found = {incident.realis: incident.claims for incident in desk.findings().incidents}
    assert found == {Realis.ASSERTED: (told,), Realis.DENIED: (denied,)}


def test_an_alleged_happening_is_asserted_once_somebody_asserts_it() -> None:
    desk = Desk()
    desk.told(RAID, realis=Realis.ALLEGED)
    assert desk.findings().incidents[0].realis is Realis.ALLEGED
    desk.told(RAID, at=1, by=("a resident", ClaimantClass.WITNESS))
    assert desk.findings().incidents[0].realis is Realis.ASSERTED


@pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.HYPOTHETICAL, Realis.BACKGROUND])
def test_plans_conditions_and_background_are_no_happening(realis: Realis) -> None:
    desk = Desk()
    desk.told(RAID, realis=realis)
    assert desk.findings().incidents == ()


def test_happenings_come_in_order_of_day_with_the_undated_last() -> None:
    desk = Desk()
    desk.told(RAID, when=None, where=OTHER_TOWN)
    desk.told(RAID, when="2026-02-01")
    desk.told(RAID, when=SATURDAY)
    assert [found.start for found in desk.findings().incidents] == [SATURDAY, "2026-02-01", None]
