"""Two composed articles, written before they were read: floods that cut roads; unrest, a curfew and a network cut."""

from typing import Any

import pytest

from tests.read.test_articles import claims, read, status, where, who


@pytest.fixture(scope="module")
def floods() -> dict[str, Any]:
    return read("sofala_floods.txt", "2026-02-11")


@pytest.fixture(scope="module")
def unrest() -> dict[str, Any]:
    return read("puno_unrest.txt", "2026-05-10")


def test_floods_each_speaker_keeps_its_own_toll(floods: dict[str, Any]) -> None:
    (total,) = claims(floods, "toll", low=63)
    assert (total["harm"], total["qualifier"], who(total), where(total)) == ("killed", "at_least", "official", "Sofala")
    assert total["when"]["quote"] == "Friday"
    (part,) = claims(floods, "toll", best=41)
    assert (part["part_of"], where(part)) == (total["id"], "Buzi")
    (higher,) = claims(floods, "toll", best=71)
    assert who(higher) == "medic"
    (children,) = claims(floods, "toll", best=26)
    assert (children["part_of"], children["victims"]) == (higher["id"], "children")
    (before,) = claims(floods, "toll", low=600)
    assert before["realis"] == "background"


def test_floods_states_of_roads_lines_and_supplies(floods: dict[str, Any]) -> None:
    found = {
        words: status(floods, words)["state"]
        for words in ("EN6", "Trains", "airport", "Electricity", "drinking water", "mobile network", "Schools")
    }
    assert found == {
        "EN6": "closed",
        "Trains": "closed",
        "airport": "restored",
        "Electricity": "closed",
        "drinking water": "closed",
        "mobile network": "restored",
        "Schools": "closed",
    }
    bridges = [(claim["state"], claim["users"]) for claim in claims(floods, "status") if "bridge" in claim["quote"]]
    assert ("damaged", None) in bridges
    (limited,) = claims(floods, "status", users="light vehicles")
    assert limited["state"] == "restricted"
    assert [claim["state"] for claim in claims(floods, "status") if claim["asset"]["quote"] == "port"] == ["open"]
    (slide,) = claims(floods, "status", cause="landslide")
    assert (slide["state"], who(slide)) == ("closed", "official")


def test_floods_orders(floods: dict[str, Any]) -> None:
    (evacuation,) = claims(floods, "directive", action="evacuation")
    assert evacuation["issuer"]["quote"] == "governor"
    (ban,) = claims(floods, "directive", action="ban")
    assert ban["duration_days"] == 14


def test_unrest_each_speaker_keeps_its_own_toll(unrest: dict[str, Any]) -> None:
    (total,) = claims(unrest, "toll", best=24)
    assert [claim["best"] for claim in claims(unrest, "toll", part_of=total["id"])] == [21, 3]
    assert who(total) == "official"
    (ministry,) = claims(unrest, "toll", best=19)
    assert who(ministry) == "official"
    held = [(claim["best"], who(claim)) for claim in claims(unrest, "toll", harm="detained")]
    assert held == [(212, "official"), (340, "ngo")]
    (shot,) = claims(unrest, "toll", best=8)
    assert (who(shot), where(shot)) == ("witness", "Juliaca")
    (before,) = claims(unrest, "toll", best=14)
    assert before["realis"] == "background"


def test_unrest_states_of_networks_and_ways(unrest: dict[str, Any]) -> None:
    internet = status(unrest, "mobile internet")
    assert (internet["state"], internet["valid_from"], who(internet)) == ("closed", "2026-05-07T21:00", "unnamed")
    highway = status(unrest, "Pan-American Highway")
    assert (highway["state"], highway["cause"]) == ("closed", "blockade")
    airport = status(unrest, "Juliaca airport")
    assert (airport["state"], airport["users"], airport["valid_from"]) == ("closed", "all flights", "2026-05-07")
    assert status(unrest, "Rail services")["state"] == "restored"
    assert not [claim for claim in claims(unrest, "status") if claim["asset"]["quote"] == "flights"]


def test_unrest_who_holds_what_and_orders(unrest: dict[str, Any]) -> None:
    holders = [claim["holder"]["quote"] for claim in claims(unrest, "control", state="held")]
    assert "protesters" in holders
    (curfew,) = claims(unrest, "directive", action="curfew")
    assert (curfew["duration_days"], where(curfew)) == (5, "Juliaca")
