"""Parties that no pack knows, told by the form of their name. Names and sentences are invented."""

import pytest

from karez.atlas.atlas import Atlas
from karez.read.mentions.actors import find_actors


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.open()


def parties(atlas: Atlas, text: str) -> list[tuple[str, str]]:
    return [(party.span.quote, party.actor_class.value) for party in find_actors(text, world=atlas)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Tarvesh Liberation Army (TLA) left. The TLA returned.", ["Tarvesh Liberation Army", "TLA", "TLA"]),
        ("The Front for the Defence of the Lakes (FDL) left.", ["Front for the Defence of the Lakes", "FDL"]),
        ("The Qelmar Front left. The Dorva Movement stayed.", ["Qelmar Front", "Dorva Movement"]),
        ("The Hill Peoples' Defence Army left.", ["Hill Peoples' Defence Army"]),
        ("The March 9 Movement (M9) left, and M9 fighters burned the camp.", ["March 9 Movement", "M9", "M9 fighters"]),
        ("The Qelmar Army (QA) left. QA rebels returned; the QA denied it.", ["Qelmar Army", "QA", "QA rebels", "QA"]),
        ("The armed group Kolvan Dusk left.", ["Kolvan Dusk"]),
        ("The TLA’s Zerin Brigade left with TLA militants.", ["TLA", "Zerin Brigade", "TLA militants"]),
    ],
)
def test_an_armed_body_by_its_form(atlas: Atlas, text: str, names: list[str]) -> None:
    armed = [quote for quote, kind in parties(atlas, text) if kind == "armed_group"]
    assert [name for name in armed if name != "armed group"] == names
    assert all(party.actor is None for party in find_actors(text, world=atlas))


@pytest.mark.parametrize(
    "text",
    [
        "The Labour Movement met.",
        "On the Northern Front it rained.",
        "The Qelmar Movement party leaders met.",
        "The Kenya Defence Forces left.",
        "A house in front of the school burned.",
        "UN troops and US fighters left.",
    ],
)
def test_what_is_no_armed_body(atlas: Atlas, text: str) -> None:
    named = {"Movement", "Front", "Defence", "UN", "US"}
    armed = [quote for quote, kind in parties(atlas, text) if kind == "armed_group"]
    assert not [quote for quote in armed if set(quote.split()) & (named - {"US"})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The governor met the Deputy Commissioner.",
         [("governor", "government"), ("Deputy Commissioner", "government")]),
        ("The military council met.", [("military council", "government")]),
        ("Government fighters met government troops.",
         [("Government fighters", "armed_group"), ("government troops", "state_forces")]),
        ("The commando battalion met.", [("commando battalion", "state_forces")]),
        ("A refugee camp burned.", []),
        ("The United Nations refugee agency spoke.", [("United Nations refugee agency", "un")]),
    ],
)  # fmt: skip
def test_offices_and_generic_words(atlas: Atlas, text: str, found: list[tuple[str, str]]) -> None:
    assert parties(atlas, text) == found


def test_bodies_of_a_text_all_in_capitals(atlas: Atlas) -> None:
    text = "MEMBERS OF THE QELMAR NATIONAL LIBERATION FRONT [QNLF] LEFT DORVA, AND THE QNLF RETURNED LATER."
    assert parties(atlas, text) == [
        ("QELMAR NATIONAL LIBERATION FRONT", "armed_group"),
        ("QNLF", "armed_group"),
        ("QNLF", "armed_group"),
    ]
