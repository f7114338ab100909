"""Two composed articles about other countries: every fact that a desk would look for is read."""

from pathlib import Path
from typing import Any

import pytest

from karez.atlas.atlas import Atlas
from karez.model.codec import reading_json
from karez.model.report import Document
from karez.read.reader import Reader

FOLDER = Path(__file__).with_name("articles")

Claim = dict[str, Any]


def read(name: str, published: str) -> dict[str, Any]:
    document = Document((FOLDER / name).read_text(encoding="utf-8"), published=published, lang="en")
    return reading_json(name, document.text_sha256, Reader(Atlas.open()).read(document))


@pytest.fixture(scope="module")
def wire() -> dict[str, Any]:
    return read("kivu_wire.txt", "2026-03-16")


@pytest.fixture(scope="module")
def analysis() -> dict[str, Any]:
    return read("shan_analysis.txt", "2026-05-12")


def claims(line: dict[str, Any], kind: str, **fields: object) -> list[Claim]:
    found = [claim for claim in line["claims"] if claim["kind"] == kind]
    return [claim for claim in found if all(claim[name] == value for name, value in fields.items())]


def where(claim: Claim) -> str:
    return claim["where"]["quote"] if claim["where"] else ""


def who(claim: Claim) -> str | None:
    return claim["claimant"]["class"] if claim["claimant"] else None


def status(line: dict[str, Any], words: str) -> Claim:
    """The status whose asset is named with these words."""
    return next(claim for claim in claims(line, "status") if words in claim["asset"]["quote"])


def test_wire_the_toll_and_its_parts(wire: dict[str, Any]) -> None:
    (total,) = claims(wire, "toll", low=86)
    assert (total["harm"], total["qualifier"], who(total)) == ("killed", "at_least", "official")
    assert (total["when"]["quote"], total["when"]["from"][:10]) == ("dawn on Saturday", "2026-03-14")
    assert where(total) == "North Kivu"
    parts = claims(wire, "toll", part_of=total["id"])
    assert [(part["best"], part["victims"], part["perpetrators"]) for part in parts] == [
        (22, "security_forces", False),
        (19, "civilians", False),
        (45, "armed_group", True),
    ]
    assert sum(part["best"] for part in parts) == total["low"]
    assert {(where(part), part["when"]["from"]) for part in parts} == {("North Kivu", total["when"]["from"])}


def test_wire_each_side_keeps_its_own_figures(wire: dict[str, Any]) -> None:
    assert [claim["best"] for claim in claims(wire, "toll") if who(claim) == "armed_group"] == [61, 9]
    hospital = [(claim["best"], claim["victims"]) for claim in claims(wire, "toll") if who(claim) == "medic"]
    assert hospital == [(74, "unknown"), (11, "children")]
    (fled,) = claims(wire, "toll", harm="displaced")
    assert (fled["best"], fled["qualifier"], who(fled)) == (12000, "about", "un")
    (earlier,) = claims(wire, "toll", best=40)
    assert earlier["realis"] == "background"
    assert earlier["when"]["from"] == "2024-11-01"


def test_wire_states_of_networks_roads_and_ports(wire: dict[str, Any]) -> None:
    internet = status(wire, "internet")
    assert (internet["state"], internet["valid_from"], who(internet)) == ("closed", "2026-03-14T12:00", "ngo")
    assert status(wire, "Telephone services")["state"] == "open"
    road = status(wire, "RN2")
    assert (road["state"], road["cause"], road["asset"]["asset"]) == ("closed", "mines", None)
    bridge = status(wire, "bridge")
    assert (bridge["state"], bridge["cause"]) == ("destroyed", "sabotage")
    assert [status(wire, words)["state"] for words in ("Boats", "port", "Goma airport")] == ["closed", "closed", "open"]
    assert not [claim for claim in claims(wire, "status") if "traffic" in claim["asset"]["quote"]]


def test_wire_two_officials_taken_and_let_go_and_the_hours(wire: dict[str, Any]) -> None:
    (two,) = claims(wire, "toll", harm="abducted")
    assert (two["best"], two["victims"], where(two)) == (2, "officials", "Masisi")
    (taken,) = claims(wire, "incident", type="abduction")
    assert taken["when"]["from"] == "2026-03-14T06:00"
    let_go = [claim for claim in claims(wire, "incident", type="release") if where(claim) == "Masisi"]
    assert [(claim["when"]["from"], who(claim)) for claim in let_go] == [("2026-03-15T18:00", "official")]
    (hold,) = [claim for claim in claims(wire, "control") if claim["duration_hours"]]
    assert (hold["duration_hours"], hold["state"], where(hold)) == (28, "held", "Masisi")


def test_wire_orders_of_both_sides(wire: dict[str, Any]) -> None:
    (curfew,) = claims(wire, "directive", action="curfew")
    assert (curfew["issuer"]["quote"], curfew["issuer"]["class"], curfew["duration_days"]) == (
        "governor",
        "government",
        14,
    )
    (closure,) = claims(wire, "directive", action="closure")
    assert (closure["issuer"]["quote"], closure["issuer"]["class"], closure["duration_days"]) == (
        "FDL",
        "armed_group",
        7,
    )


def test_wire_towns_in_no_gazetteer_are_listed(wire: dict[str, Any]) -> None:
    unknown = {place["quote"] for place in wire["mentions"]["places"] if place["place"] is None}
    # A unit word in small letters is no part of the name.
    assert {"Kitchanga", "Minova", "Mubimbi", "Osso"} <= unknown
    known = {place["place"]["country"] for place in wire["mentions"]["places"] if place["place"]}
    assert known == {"CD"}


def test_analysis_the_toll_and_its_parts(analysis: dict[str, Any]) -> None:
    (total,) = claims(analysis, "toll", best=118)
    parts = claims(analysis, "toll", part_of=total["id"])
    assert [part["best"] for part in parts] == [34, 27, 57]
    assert sum(part["best"] for part in parts) == total["best"]
    assert {who(claim) for claim in (total, *parts)} == {"official"}
    (other,) = claims(analysis, "toll", best=90)
    assert (other["victims"], who(other)) == ("security_forces", "armed_group")


def test_analysis_states_of_networks_roads_and_rail(analysis: dict[str, Any]) -> None:
    lines = [(words, status(analysis, words)) for words in ("Internet", "mobile", "railway", "train services")]
    assert {words: claim["state"] for words, claim in lines} == dict.fromkeys(dict(lines), "closed")
    assert dict(lines)["Internet"]["valid_from"] == "2026-05-09T18:00"
    assert where(dict(lines)["railway"]) == "Hsipaw"
    road = status(analysis, "Highway 3")
    assert (road["state"], road["cause"]) == ("closed", "mines")
    (mined,) = claims(analysis, "incident", type="blockade")
    assert (mined["means"], where(mined), mined["where"]["relation"]) == (["mine"], "Gokteik gorge", "near")
    gate = status(analysis, "border gate")
    assert (gate["state"], gate["valid_from"], where(gate)) == ("closed", "2026-05-10", "Muse")
    assert status(analysis, "Lashio airport")["state"] == "closed"


def test_analysis_two_officials_held_and_let_go_and_who_holds_what(analysis: dict[str, Any]) -> None:
    for kind in ("abduction", "release"):
        (claim,) = claims(analysis, "incident", type=kind)
        assert (where(claim), claim["initiators"][0]["class"]) == ("Hsipaw", "armed_group")
    held = [claim for claim in claims(analysis, "control") if where(claim) == "Namtu"]
    assert [(claim["state"], claim["holder"]["quote"]) for claim in held] == [("held", "HPDA")]
    (hours,) = [claim for claim in claims(analysis, "control") if claim["duration_hours"]]
    assert (hours["duration_hours"], where(hours)) == (31, "Hsipaw")


def test_analysis_orders_of_both_sides(analysis: dict[str, Any]) -> None:
    (ban,) = claims(analysis, "directive", action="ban")
    assert (ban["issuer"]["quote"], ban["duration_days"]) == ("HPDA", 60)
    (curfew,) = claims(analysis, "directive", action="curfew")
    assert (curfew["issuer"]["quote"], curfew["duration_days"], where(curfew)) == ("military council", 30, "Lashio")


def test_analysis_opinions_are_assessments_and_nothing_else(analysis: dict[str, Any]) -> None:
    opinions = [claim["quote"] for claim in claims(analysis, "assessment")]
    for words in ("may well change", "likely to find", "doubtful", "in our view", "could leave", "hollow", "weaker"):
        assert any(words in quote.lower() for quote in opinions), words
    facts = [claim["quote"] for kind in ("toll", "status", "directive") for claim in claims(analysis, kind)]
    assert not [quote for quote in facts if "could leave" in quote or "weaker" in quote or "hollow" in quote]


def test_no_road_or_party_of_the_regional_pack_is_read_into_them(
    wire: dict[str, Any], analysis: dict[str, Any]
) -> None:
    for line in (wire, analysis):
        assert not [item for name in ("assets", "actors") for item in line["mentions"][name] if item[name[:-1]]]
