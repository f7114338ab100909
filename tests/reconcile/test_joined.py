"""What claims add up to where joining tells which are of one happening. Composed; nobody reported any of it."""

from karez.model.claim import Incident
from karez.model.finding import Findings
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.vocabulary import IncidentType, Realis
from karez.reconcile.reconcile import reconcile
from tests.reconcile.made import GROUP, OFFICIALS, OTHER_TOWN, POLICE, TOWN, ZONE, Desk


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
