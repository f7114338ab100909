"""Agreement on claims: sameness gives one, what one side lacks costs, and ``of`` is compared through the incidents."""

import copy
from pathlib import Path
from typing import Any

import pytest

from evals import claims_agreement, heldout

# Composed: two bombs, a toll each, in a text of ours.
TEXT = "A bomb hit the market and killed four people. A second bomb at the bridge injured nine."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def claim(cid: str, kind: str, words: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"also": [], "realis": "asserted", "claimant": None, "when": None, "where": None}
    return {"cid": cid, "kind": kind, **span(words), **empty, **fields}


def bombing(cid: str, words: str) -> dict[str, Any]:
    return claim(cid, "incident", words, type="bombing", initiators=[], targets=[], means=["other"], operation=None)


def toll(cid: str, words: str, harm: str, number: int, of: str | None) -> dict[str, Any]:
    counts = {"low": number, "best": number, "high": number, "qualifier": "exact", "victims": "unknown"}
    return claim(cid, "toll", words, harm=harm, scope="incident", part_of=None, perpetrators=False, of=of, **counts)


def marks() -> list[dict[str, Any]]:
    return [
        bombing("c1", "A bomb hit the market"),
        toll("c2", "killed four people", "killed", 4, "c1"),
        bombing("c3", "A second bomb at the bridge"),
        toll("c4", "injured nine", "injured", 9, "c3"),
    ]


def report(claims: list[dict[str, Any]]) -> dict[str, Any]:
    return {"set": "composed", "id": "one", "title": None, "published": None, "text": TEXT, "claims": claims}


def test_the_same_marks_agree_in_everything() -> None:
    rows = [claims_agreement.parts((report(marks()), report(marks())))]
    names = ("all F1", "toll F1", "incident F1", "realis", "of", "victims class")
    assert {name: heldout.figure(rows, name) for name in names} == dict.fromkeys(names, 1.0)


def test_a_claim_that_one_side_lacks_costs() -> None:
    rows = [claims_agreement.parts((report(marks()), report(marks()[:3])))]
    assert heldout.figure(rows, "toll recall") == 0.5
    assert heldout.figure(rows, "toll precision") == 1.0
    assert heldout.figure(rows, "of") == 1.0


def test_of_is_compared_through_the_incidents_whatever_they_are_called() -> None:
    renamed = copy.deepcopy(marks())
    for mark in renamed:
        mark["cid"] = f"x{mark['cid']}"
        mark["of"] = f"x{mark['of']}" if mark.get("of") else None
    assert claims_agreement.same_incident(marks(), renamed) == (2, 2)
    renamed[3]["of"] = "xc1"
    assert claims_agreement.same_incident(marks(), renamed) == (1, 2)


@pytest.mark.parametrize(("of", "right"), [(None, 1), ("c9", 1)])
def test_an_incident_that_only_one_side_has_is_not_none(of: str | None, right: int) -> None:
    other = [*copy.deepcopy(marks()), claim("c9", "incident", "the bridge injured", type="other")]
    other[3]["of"] = of
    assert claims_agreement.same_incident(marks(), other) == (right, 2)
    without = copy.deepcopy(marks())
    without[3]["of"] = None
    assert claims_agreement.same_incident(without, other) == (2 if of is None else 1, 2)


def test_every_report_marked_twice_is_paired_with_its_first_marks(shared_data: Path) -> None:
    found = claims_agreement.pairs(data=shared_data)
    second = [line for path in claims_agreement.second_files() for line in heldout.annotations(path)]
    assert len(found) == len(second) >= 10
    assert all(first["id"] == other["id"] and first["text"] == other["text"] for first, other in found)
