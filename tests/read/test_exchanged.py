"""The first development article with its names exchanged: the same claims, whatever places and parties are called."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from karez.atlas.atlas import Atlas
from karez.model.codec import reading_json
from karez.model.report import Document
from karez.read.reader import Reader

SPEC = importlib.util.spec_from_file_location("exchange", Path(__file__).with_name("exchange.py"))
TITLES = (
    "northern Mali",
    "northern Myanmar",
    "eastern DR Congo",
    "invented names",
    "other invented names, and a group that is called a front",
)


@pytest.fixture(scope="module")
def exchange() -> ModuleType:
    assert SPEC and SPEC.loader
    module = importlib.util.module_from_spec(SPEC)
    SPEC.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Atlas.open())


class Case:
    """One exchanged article, read."""

    def __init__(self, names: Any, line: dict[str, Any]) -> None:  # noqa: ANN401 - a class of a file loaded by path
        self.names = names
        self.line = line
        self.claims: list[dict[str, Any]] = line["claims"]

    def of(self, kind: str, **fields: object) -> list[dict[str, Any]]:
        """The claims of a kind with these values."""
        claims = [claim for claim in self.claims if claim["kind"] == kind]
        return [claim for claim in claims if all(claim[name] == value for name, value in fields.items())]

    def where(self, claim: dict[str, Any]) -> str:
        """The words for where a claim's happening was."""
        return claim["where"]["quote"] if claim["where"] else ""


@pytest.fixture(scope="module", params=TITLES)
def case(request: pytest.FixtureRequest, exchange: ModuleType, reader: Reader, shared_data: Path) -> Case:
    names = next(names for names in exchange.ALL if names.title == request.param)
    article = (shared_data / "seed" / "herof.txt").read_text(encoding="utf-8")
    text = exchange.exchanged(article, names)
    assert not any(f" {name} " in text for name in exchange.cities_of_the_article())
    document = Document(text, published="2026-02-02", lang="en")
    return Case(names, reading_json("x", document.text_sha256, reader.read(document)))


def test_the_toll_is_joined_to_its_three_parts_which_add_up(case: Case) -> None:
    (total,) = case.of("toll", harm="killed", low=193)
    parts = case.of("toll", part_of=total["id"])
    assert sorted(part["best"] for part in parts) == [17, 31, 145]
    assert sum(part["best"] for part in parts) == total["low"]
    assert {part["victims"] for part in parts} == {"security_forces", "civilians", "armed_group"}
    assert all(claim["claimant"]["class"] == "official" for claim in (total, *parts))


def test_the_four_towns_and_the_day_of_the_attacks(case: Case) -> None:
    raids = [claim for claim in case.of("incident", type="raid") if claim["when"]]
    assert [(claim["when"]["from"], claim["when"]["to"]) for claim in raids] == [("2026-01-31", "2026-02-01")]
    places = {place["quote"] for place in case.line["mentions"]["places"] if place["use"] == "literal"}
    assert set(case.names.cities) <= places
    (raid,) = raids
    assert raid["initiators"][0]["class"] == "armed_group"
    named = {claim for claim in case.names.cities if claim in raid["where"]["quote"]}
    assert named == set(case.names.cities) or raid["where"]["quote"] in case.names.cities


def test_the_internet_and_the_transport_service_are_closed(case: Case) -> None:
    by_type = {claim["asset"]["type"]: claim for claim in case.of("status", state="closed")}
    assert "internet" in by_type
    service = next(claim for claim in case.of("status", state="closed") if case.names.cities[0] in claim["quote"])
    assert service["asset"]["type"] == "transport_service"


def test_the_highway_is_closed_with_mines_near_the_pass(case: Case) -> None:
    roads = [claim for claim in case.of("status", state="closed") if claim["asset"]["type"] == "road"]
    assert any(claim["cause"] == "mines" and "Highway" in claim["asset"]["quote"] for claim in roads)
    mined = [claim for claim in case.of("incident", type="blockade") if claim["means"] == ["mine"]]
    assert [case.where(claim) for claim in mined] == [case.names.of("Buzi Pass")]
    assert {claim["where"]["relation"] for claim in mined} == {"near"}


def test_no_road_of_the_first_region_is_read_into_another(case: Case) -> None:
    mentions = case.line["mentions"]
    assert not [asset for asset in mentions["assets"] if asset["asset"]]
    assert not [actor for actor in mentions["actors"] if actor["actor"]]
    assert not [place for place in mentions["places"] if (place["place"] or {}).get("country") == "PK"]
    assert case.line.get("notes", []) == []


def test_the_railway_is_cut_near_the_town(case: Case) -> None:
    rails = [claim for claim in case.of("status") if claim["asset"]["type"] == "rail"]
    assert "closed" in {claim["state"] for claim in rails}
    assert case.names.of("Mach") in {case.where(claim) for claim in rails}


def test_two_officials_are_taken_and_let_go(case: Case) -> None:
    for kind in ("abduction", "release"):
        (claim,) = case.of("incident", type=kind)
        assert claim["realis"] == "alleged"
        assert case.where(claim) == case.names.of("Noshki")
        assert claim["initiators"][0]["class"] == "armed_group"
        assert claim["initiators"][0]["actor"] is None
        assert {target["class"] for target in claim["targets"]} <= {"government"}
    (release,) = case.of("incident", type="release")
    assert [target["class"] for target in release["targets"]] == ["government"]


def test_the_hours_of_the_hold(case: Case) -> None:
    (hold,) = [claim for claim in case.of("control", state="held") if claim["duration_hours"]]
    assert hold["duration_hours"] == 35
    assert hold["holder"]["class"] == "armed_group"
    assert case.where(hold) == case.names.of("Noshki")


def test_the_ban_of_a_month(case: Case) -> None:
    (ban,) = case.of("directive", action="ban")
    assert ban["duration_days"] == 30
    assert ban["valid_from"] is None
    assert ban["issuer"]["quote"] == case.names.of("BLA")
    assert ban["issuer"]["class"] == "armed_group"


def test_opinions_are_assessments_only(case: Case) -> None:
    quotes = " ".join(claim["quote"] for claim in case.of("assessment"))
    for words in ("hangs in the balance", "fundamental shift", "morale", "porous"):
        assert words in quotes
        facts = [claim for claim in case.claims if claim["kind"] in {"toll", "status"} and words in claim["quote"]]
        assert facts == []


def test_the_group_is_an_armed_group_by_name_and_by_its_letters(case: Case) -> None:
    actors = {actor["quote"]: actor for actor in case.line["mentions"]["actors"]}
    for name in (case.names.of("Baloch Liberation Army"), case.names.of("BLA"), f"{case.names.of('BLA')} fighters"):
        assert actors[name]["class"] == "armed_group"


def test_a_place_in_no_gazetteer_has_its_own_name_and_country(case: Case) -> None:
    found = [claim["where"] for claim in case.claims if claim["where"] and claim["where"]["place"]]
    unlisted = [where for where in found if where["place"]["id"].startswith("unlisted:")]
    assert unlisted
    assert len({where["place"]["country"] for where in unlisted}) == 1
    text = {place["quote"]: place for place in case.line["mentions"]["places"]}
    assert text[case.names.of("Buzi Pass")]["place"] is None
    assert 0 < text[case.names.of("Buzi Pass")]["score"] < 0.7
