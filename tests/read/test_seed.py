"""The seed article of the shared data: values and offsets of its claims. Its sentences are not copied here."""

from pathlib import Path
from typing import TypeVar

import pytest

from karez.model.claim import Assessment, Body, Claim, Control, Directive, Incident, Reading, Status, Toll
from karez.model.report import Document
from karez.model.vocabulary import (
    Action,
    AssetState,
    Cause,
    ClaimantClass,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Qualifier,
    Realis,
    Victims,
)
from tests.read.told import reader

B = TypeVar("B", bound=Body)


@pytest.fixture(scope="module")
def text(shared_data: Path) -> str:
    return (shared_data / "seed" / "herof.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    return reader().read(Document(text, published="2026-02-02", lang="en"))


def of(reading: Reading, body: type[B]) -> list[tuple[Claim, B]]:
    return [(claim, claim.body) for claim in reading.claims if isinstance(claim.body, body)]


def at(claim: Claim) -> tuple[int, int] | None:
    """Where the words for the place stand."""
    return claim.where.span.offsets if claim.where else None


def test_the_assaults_on_four_towns(reading: Reading) -> None:
    claim, raid = next(item for item in of(reading, Incident) if item[1].type is IncidentType.RAID)
    assert at(claim) == (740, 775)
    assert claim.where is not None
    assert claim.where.place is not None
    assert claim.where.place.name == "Balochistan"
    assert claim.span.offsets == (654, 775)
    assert claim.when is not None
    assert (claim.when.start, claim.when.end) == ("2026-01-31", "2026-02-01")
    assert [actor.span.offsets for actor in raid.initiators] == [(658, 661)]


def test_the_toll_and_its_three_parts_add_up(reading: Reading) -> None:
    killed = [(claim, toll) for claim, toll in of(reading, Toll) if toll.harm is Harm.KILLED]
    assert [toll.best for _, toll in killed] == [193, 17, 31, 145]
    total = killed[0]
    assert (total[1].qualifier, total[1].victims) == (Qualifier.AT_LEAST, Victims.MIXED)
    assert {toll.part_of for _, toll in killed[1:]} == {total[0].id}
    assert sum(toll.best or 0 for _, toll in killed[1:]) == total[1].best
    assert [toll.victims for _, toll in killed[1:]] == [
        Victims.SECURITY_FORCES,
        Victims.CIVILIANS,
        Victims.ARMED_GROUP,
    ]
    for claim, _ in killed:
        assert claim.claimant is not None
        assert claim.claimant.claimant_class is ClaimantClass.OFFICIAL
        assert claim.claimant.span.offsets == (973, 989)
        assert claim.where is not None
        assert claim.where.place is not None
        assert claim.where.place.name == "Balochistan"
        assert claim.when is not None
        assert claim.when.start == "2026-01-31"


def test_two_officials_abducted_and_released(reading: Reading) -> None:
    ((claim, toll),) = [item for item in of(reading, Toll) if item[1].harm is Harm.ABDUCTED]
    assert (toll.best, toll.victims, claim.realis) == (2, Victims.OFFICIALS, Realis.ALLEGED)
    assert at(claim) == (1399, 1405)
    kinds = {incident.type: claim for claim, incident in of(reading, Incident)}
    for kind in (IncidentType.ABDUCTION, IncidentType.RELEASE):
        assert kinds[kind].realis is Realis.ALLEGED
        assert at(kinds[kind]) == (1399, 1405)


def test_the_network_and_the_transport(reading: Reading) -> None:
    found = {status.asset.span.offsets: (claim, status) for claim, status in of(reading, Status)}
    internet, transport = found[1541, 1549], found[1581, 1609]
    assert (internet[1].state, internet[1].cause) == (AssetState.CLOSED, None)
    assert (transport[1].state, transport[1].cause) == (AssetState.CLOSED, None)
    assert at(transport[0]) == (1603, 1609)


def test_the_coast_road_is_closed_with_mines_near_the_pass(reading: Reading) -> None:
    claim, status = next(item for item in of(reading, Status) if item[1].asset.span.start in range(1997, 2023))
    assert status.asset.span.end == 2023
    assert (status.state, status.cause) == (AssetState.CLOSED, Cause.MINES)
    assert at(claim) == (2140, 2149)
    mined = next(item for item in of(reading, Incident) if item[1].type is IncidentType.BLOCKADE)
    assert mined[1].means == (Means.MINE,)
    assert at(mined[0]) == (2140, 2149)


def test_the_railway_is_cut_near_mach(reading: Reading) -> None:
    cut = [item for item in of(reading, Status) if item[1].asset.asset_type == "rail"]
    assert {status.state for _, status in cut} == {AssetState.DESTROYED, AssetState.CLOSED}
    assert {at(claim) for claim, _ in cut} == {(2308, 2312)}
    assert {status.cause for _, status in cut} == {Cause.SABOTAGE}


def test_thirty_five_hours_and_the_highways(reading: Reading) -> None:
    found = of(reading, Control)
    held = next(item for item in found if item[1].duration_hours == 35)
    assert (held[1].state, at(held[0])) == (ControlState.HELD, (2620, 2626))
    assert held[1].holder is not None
    assert held[1].holder.span.offsets == (2741, 2751)
    taken = next(item for item in found if item[1].state is ControlState.TAKEN)
    assert taken[0].where is None
    assert ControlState.ENCIRCLED not in {control.state for _, control in found}


def test_the_one_month_ban_has_no_stated_beginning(reading: Reading) -> None:
    ((_, ban),) = of(reading, Directive)
    assert (ban.action, ban.duration_days, ban.valid_from, ban.valid_to) == (Action.BAN, 30, None, None)
    assert ban.issuer is not None
    assert ban.issuer.span.end == 4208


def test_attacks_on_interests_have_no_place(reading: Reading) -> None:
    claim, incident = next(item for item in of(reading, Incident) if 2900 < item[0].span.start < 3100)
    assert (incident.type, claim.realis, claim.where) == (IncidentType.OTHER, Realis.BACKGROUND, None)


@pytest.mark.parametrize("kind", [IncidentType.SECURITY_OPERATION])
def test_what_is_only_named_has_not_happened(reading: Reading, kind: IncidentType) -> None:
    assert kind not in {incident.type for _, incident in of(reading, Incident)}


def test_a_combat_zone_is_no_clash(reading: Reading, text: str) -> None:
    clashes = [claim.span.quote for claim, incident in of(reading, Incident) if incident.type == "armed_clash"]
    assert all("zone" not in quote for quote in clashes)
    assert len(clashes) <= 1


def test_the_authors_opinions_are_assessments_only(reading: Reading) -> None:
    assert len(of(reading, Assessment)) >= 12
    assert all(claim.realis is not Realis.DENIED for claim, _ in of(reading, Incident))


def test_the_wrong_number_of_the_road_is_noted(reading: Reading) -> None:
    assert [note.code for note in reading.notes] == ["wrong-designation"]
