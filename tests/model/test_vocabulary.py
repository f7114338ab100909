"""The closed lists, word for word as the reading contract has them."""

from enum import StrEnum

import pytest

from karez.model import vocabulary
from karez.model.claim import KIND_OF_BODY
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
    ClaimKind,
    Condition,
    ControlState,
    DerivedState,
    Extent,
    Harm,
    IncidentType,
    Marking,
    Means,
    PlaceUse,
    Precision,
    Qualifier,
    Realis,
    Relation,
    Scope,
    Unit,
    Verdict,
    Victims,
)

CONTRACT = {
    ClaimKind: "incident, toll, status, control, directive, assessment",
    Realis: "asserted, alleged, denied, planned, hypothetical, background",
    ClaimantClass: "official, armed_group, medic, witness, media, un, ngo, company, analyst, unnamed",
    ActorClass: "state_forces, police, government, armed_group, militia, civilians, un, ngo, media, business, unknown",
    PlaceUse: "literal, metonymic, modifier, demonym, language, embedded, homonym",
    Relation: "in, near, between, along, from, outside",
    Precision: "instant, hour, part_of_day, day, week, month, year",
    IncidentType: "armed_clash, raid, ambush, shooting, bombing, suicide_attack, air_strike, drone_strike, shelling, "
    "abduction, arrest, release, execution, sexual_violence, looting, arson, destruction, blockade, seizure, "
    "prison_break, protest, riot, crackdown, strike_shutdown, security_operation, disarmed, agreement, displacement, "
    "natural_disaster, accident, other",
    Means: "firearms, ied, mine, suicide_vest, vehicle_bomb, grenade, mortar, rocket, artillery, missile, aircraft, "
    "drone, fire, edged, other",
    Harm: "killed, injured, casualties, missing, abducted, detained, displaced, surrendered",
    Qualifier: "exact, at_least, at_most, about, range, vague, none",
    Victims: "civilians, security_forces, armed_group, officials, aid_workers, health_workers, journalists, children, "
    "women, foreigners, mixed, unknown",
    Scope: "incident, day, period, cumulative",
    Unit: "persons, families, households",
    AssetType: "road, rail, bridge, tunnel, pass, airport, port, border_crossing, transport_service, mobile, internet, "
    "power, water, fuel, health_facility, school, market, aid_access, other",
    AssetState: "open, restricted, closed, damaged, destroyed, restored",
    Cause: "mines, fighting, blockade, checkpoint, order, sabotage, flood, landslide, weather, strike, curfew, outage, "
    "works, other",
    ControlState: "held, taken, lost, contested, entered, encircled, withdrawn",
    Action: "ban, curfew, closure, shutdown, evacuation, warning, ultimatum, mobilisation, ceasefire, sanction, other",
    # Optional fields of a status beyond the first list of the contract; conditions as the access rules have them.
    Condition: "weight, light_only, escort, daylight_only, permit, relief_only, one_lane, delay, detour_in_use",
    Extent: "area, approaches",
    # Beyond the contract: the states of the access rules, the judgements of the ledger, the Traffic Light Protocol.
    DerivedState: "open, restricted, closed, damaged, contested, unknown",
    Verdict: "accept, reject, correct, retract, join, keep_apart, grade",
    Marking: "TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN, TLP:CLEAR",
}


@pytest.mark.parametrize("listed", CONTRACT, ids=lambda listed: listed.__name__)
def test_a_list_is_that_of_the_contract(listed: type[StrEnum]) -> None:
    assert [word.value for word in listed] == CONTRACT[listed].split(", ")


def test_every_list_of_the_module_is_looked_at() -> None:
    lists = {value for value in vars(vocabulary).values() if isinstance(value, type) and issubclass(value, StrEnum)}
    assert lists - {StrEnum} == set(CONTRACT)


@pytest.mark.parametrize("listed", CONTRACT, ids=lambda listed: listed.__name__)
def test_every_member_is_named_as_its_word(listed: type[StrEnum]) -> None:
    for word in listed:
        assert word.name == word.value.removeprefix("TLP:").replace("+", "_").upper()
        assert str(word) == word.value


def test_every_kind_of_claim_has_one_body() -> None:
    assert sorted(KIND_OF_BODY.values()) == sorted(ClaimKind)
