"""The first real input, end to end: what the brief of the seed article must show. Its words stay in ../shared/data."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from karez.app.workspace import Workspace
from karez.brief.as_json import brief_json

Lines = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def lines(shared_data: Path) -> Lines:
    """The lines of a section of the brief, by the section's key."""
    with Workspace.passing() as workspace:
        (taken,) = workspace.add([str(shared_data / "seed" / "herof.txt")])
        assert taken.new
        made = brief_json(workspace.brief())
    sections = {section["key"]: [line["text"] for line in section["lines"]] for section in made["sections"]}
    return lambda key: sections[key]


def one(found: list[str], *parts: str) -> str:
    """The one line that holds all parts, whatever their case."""
    hits = [line for line in found if all(part.casefold() in line.casefold() for part in parts)]
    assert len(hits) == 1, f"{parts} in {hits or found}"
    return hits[0]


def test_the_total_stands_with_its_three_parts_and_adds_up(lines: Lines) -> None:
    tolls = lines("tolls")
    assert "31 January 2026" in one(tolls, "193", "people killed", "Balochistan")
    for number, who in (("17", "security personnel"), ("31", "civilians"), ("145", "members of armed groups")):
        one(tolls, f"{number} {who} killed")
    one(tolls, "add up", "17 + 31 + 145 = 193")
    assert "193" in " ".join(lines("key"))
    assert not re.search(r"\b386\b", " ".join(tolls)), "parts are never added to their total"


def test_the_four_towns_and_the_day_stand_together(lines: Lines) -> None:
    one(lines("incidents"), "31 January 2026", "Quetta", "Gwadar", "Noshki", "Mastung")


def test_networks_and_transport_stand_as_last_reported(lines: Lines) -> None:
    one(lines("communications"), "internet", "closed")
    transport = lines("transport")
    one(transport, "transport services to Quetta", "closed")
    one(transport, "N-10 (Kund Malir – Ormara)", "Coastal Highway", "closed", "mines")
    one(transport, "ML-3 (Ab-e-Gum – Kolpur)", "railway", "closed", "sabotage")


def test_a_cause_is_only_what_the_sentence_gives(lines: Lines) -> None:
    assert "outage" not in one(lines("communications"), "internet", "closed").split("“")[0]
    assert "outage" not in one(lines("transport"), "transport services to Quetta").split("“")[0]


def test_the_two_officials_were_held_and_released(lines: Lines) -> None:
    held = [line for line in lines("incidents") if line.startswith(("Abduction", "Release"))]
    assert {line.split(" ")[0] for line in held} == {"Abduction", "Release"}
    one(lines("tolls"), "2", "officials abducted", "Nushki")


def test_the_hold_of_hours_stands(lines: Lines) -> None:
    assert "insurgents" in one(lines("control"), "Nushki", "35 hours")


def test_the_ban_ends_at_the_latest(lines: Lines) -> None:
    ban = one(lines("directives"), "Ban by BLA")
    assert "30 days" in ban
    assert "start not stated, so it ends by 4 March 2026 at the latest" in ban


def test_opinions_stand_apart(lines: Lines) -> None:
    opinions = lines("assessments")
    assert len(opinions) >= 10
    one(opinions, "viability", "Gwadar Port")
    facts = [
        line for key in ("key", "highlights", "tolls", "communications", "transport", "control") for line in lines(key)
    ]
    assert not [line for line in facts if re.search("dilemma|paralysis|morale|viability", line)]


def test_the_wrong_designation_is_noted(lines: Lines) -> None:
    one(lines("gaps"), "M-10", "N-10")
