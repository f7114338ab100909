"""What claims add up to where joining tells which are of one happening. Composed; nobody reported any of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from karez.model.claim import Incident
from karez.model.finding import Findings
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.vocabulary import ClaimantClass, IncidentType, Realis, Victims
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import GROUP, OFFICIALS, OTHER_TOWN, POLICE, PROVINCE, TOWN, ZONE, Desk, killed, shuffled


def findings(desk: Desk, *groups: tuple[str, ...]) -> Findings:
    """What the desk's claims add up to where each of ``groups`` is one incident."""
    joined = Joined({claim: incident_id(group) for group in groups for claim in group})
    return reconcile(desk.view(), timezone=ZONE, joined=joined)


def test_claims_of_several_types_and_places_are_one_incident_where_joining_says_so() -> None:
    desk = Desk()
    raid = desk.told(Incident(IncidentType.RAID), by=POLICE)
    again = desk.told(Incident(IncidentType.RAID), by=OFFICIALS, at=1)
    clash = desk.told(Incident(IncidentType.ARMED_CLASH), by=GROUP, where=OTHER_TOWN, at=2)
    (found,) = findings(desk, (raid, again, clash)).incidents
    assert (found.claims, found.type, found.place) == ((raid, again, clash), IncidentType.RAID, TOWN)
    assert found.id == incident_id((raid, again, clash))


def test_what_joining_parts_stays_apart_even_of_one_type_place_and_day() -> None:
    desk = Desk()
    one, other = (desk.told(Incident(IncidentType.RAID), by=POLICE, at=hour) for hour in (0, 1))
    assert len(findings(desk, (one,), (other,)).incidents) == 2
    assert len(desk.findings().incidents) == 1


def test_a_denial_and_a_release_stand_beside_their_incident_with_ids_of_their_own() -> None:
    desk = Desk()
    taken = desk.told(Incident(IncidentType.ABDUCTION), by=POLICE)
    freed = desk.told(Incident(IncidentType.RELEASE), by=GROUP, at=5)
    denied = desk.told(Incident(IncidentType.ABDUCTION), by=GROUP, at=6, realis=Realis.DENIED)
    found = findings(desk, (taken, freed, denied)).incidents
    ids = {one.claims: one.id for one in found}
    assert ids == {
        (taken,): incident_id((taken, freed, denied)),
        (freed,): incident_id((freed,)),
        (denied,): incident_id((denied,)),
    }


def test_a_toll_that_rises_over_days_is_one_toll() -> None:
    desk = Desk()
    first = desk.told(killed(5), by=POLICE)
    later = desk.told(killed(9), by=POLICE, at=70, when="2026-02-03")
    (found,) = findings(desk, (first, later)).tolls
    (figure,) = found.figures
    assert (figure.best, figure.earlier) == (9, (first,))
    assert len(desk.findings().tolls) == 2


def test_two_sides_of_one_incident_stand_against_each_other_though_one_names_no_place() -> None:
    desk = Desk()
    forces = {"victims": Victims.SECURITY_FORCES}
    official = desk.told(killed(17, **forces), by=OFFICIALS)
    group = desk.told(killed(84, **forces), by=GROUP, where=None, at=3)
    (found,) = findings(desk, (official, group)).tolls
    assert (found.low, found.best, found.high, found.contested) == (17, None, 84, True)


def test_a_town_of_an_incident_is_not_set_against_another_town_of_it() -> None:
    desk = Desk()
    here, there = desk.told(killed(3), by=POLICE), desk.told(killed(4), by=POLICE, where=OTHER_TOWN)
    assert {one.best for one in findings(desk, (here, there)).tolls} == {3, 4}


def test_one_number_told_of_a_town_and_of_its_province_is_one_toll() -> None:
    desk = Desk()
    town, province = desk.told(killed(6), by=POLICE), desk.told(killed(6), by=OFFICIALS, where=PROVINCE)
    (found,) = findings(desk, (town, province)).tolls
    assert len(found.figures) == 2


def test_parts_of_one_total_stay_apart() -> None:
    desk = Desk()
    report = desk.report()
    total = desk.say(report, killed(7), by=POLICE)
    parts = tuple(desk.say(report, killed(number, part_of=total), by=POLICE, where=None) for number in (3, 4))
    found = findings(desk, (total, *parts)).tolls
    assert sorted(one.best or 0 for one in found) == [3, 4, 7]


@settings(max_examples=500)
@given(st.permutations(range(6)), st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_the_order_of_claims_changes_nothing(order: list[int], incidents: list[int]) -> None:
    desk = Desk()
    ids = [
        desk.told(killed(3 + number % 2), by=POLICE, where=(TOWN, OTHER_TOWN, None)[number % 3], at=number)
        for number in range(6)
    ]
    held = [tuple(one for one, at in zip(ids, incidents, strict=True) if at == kind) for kind in range(3)]
    joined = Joined({claim: incident_id(group) for group in held for claim in group})
    told = reconcile(desk.view(), timezone=ZONE, joined=joined)
    assert reconcile(shuffled(desk.view(), order), timezone=ZONE, joined=joined) == told


def test_ten_thousand_claimants_of_one_incident_hang_nothing() -> None:
    desk = Desk()
    ids = [desk.told(killed(n), by=(f"office {n}", ClaimantClass.OFFICIAL), at=n / 1000) for n in range(1, 10_001)]
    (found,) = findings(desk, tuple(ids)).tolls
    assert (len(found.figures), found.low, found.high) == (10_000, 1, 10_000)
