"""Read-offs of tolls on composed claims: sum, max, attackers' dead, fused numbers of an incident, short notes."""

from typing import Any

import pytest

from evals.reading import gva, notes
from evals.reading.case import Case, Claim, Item
from evals.reading.told import attackers_dead, largest, summed, told

ITEM = Item("composed", "1", "Composed.")


def toll(best: int | None, harm: str = "killed", **fields: Any) -> Claim:
    base = {"kind": "toll", "harm": harm, "low": best, "best": best, "high": best, "realis": "asserted"}
    return {**base, "start": 3, "end": 9, "scope": "incident", "part_of": None, "perpetrators": False, **fields}


def report(killed: int, injured: int = 0) -> Case:
    return Case("composed", (ITEM,), {"killed": killed, "injured": injured}, True)


def test_told_is_asserted_or_alleged() -> None:
    words = ("asserted", "alleged", "denied", "planned", "hypothetical", "background")
    assert [word for word in words if told({"realis": word})] == ["asserted", "alleged"]


def test_the_sum_takes_roots_of_one_incident_and_attackers_too() -> None:
    claims = [
        toll(3),
        toll(2, part_of="t"),
        toll(1, perpetrators=True),
        toll(None),
        toll(50, scope="cumulative"),
        toll(7, realis="planned"),
        toll(9, "injured"),
        toll(30, unit="families"),
    ]
    assert summed(claims, "killed") == 4
    assert summed(claims, "injured") == 9
    assert summed([toll(None)], "killed") is summed([], "killed") is None


def test_the_max_is_the_largest_of_victims_with_the_largest_of_attackers() -> None:
    assert largest([toll(3), toll(5), toll(1, perpetrators=True), toll(9, part_of="t")], "killed") == 6
    assert largest([toll(2, perpetrators=True)], "killed") == 2
    assert largest([toll(None), toll(4, "injured")], "killed") is None


def test_attackers_dead_may_be_a_part() -> None:
    assert attackers_dead([toll(8), toll(2, perpetrators=True, part_of="t"), toll(1, perpetrators=True)]) == 2
    assert attackers_dead([toll(8)]) is None


def test_a_bare_toll_of_the_baseline_is_read_off_too() -> None:
    bare = {"kind": "toll", "harm": "killed", "low": 2, "best": 2, "high": 2, "realis": "asserted"}
    assert summed([bare], "killed") == largest([bare], "killed") == 2


# ------------------------------------------------------------------ news reports
def test_a_report_that_is_right_scores_one_and_nought_in_the_registry_is_not_asked() -> None:
    assert gva.parts(report(3), [[toll(3), toll(1, part_of="t")]]) == {"killed max": (1, 1), "killed sum": (1, 1)}
    assert gva.parts(report(0), [[toll(3)]]) == {}


def test_a_report_that_is_wrong_or_silent_scores_nought() -> None:
    assert gva.parts(report(3, 1), [[toll(2), toll(3)]])["killed sum"] == (0, 1)
    assert gva.parts(report(3, 1), [[]]) == dict.fromkeys(
        ("killed max", "killed sum", "injured max", "injured sum"), (0, 1)
    )


@pytest.mark.parametrize(
    ("numbers", "joined"),
    [
        ([1, None, 3, 2], {"last": 2, "max": 3, "median": 2}),
        ([1, 2, 3, 4], {"last": 4, "max": 4, "median": 2}),
        ([3, None], {"last": 3, "max": 3, "median": 3}),
        ([None, None], {"last": None, "max": None, "median": None}),
    ],
)
def test_the_joined_numbers_of_an_incident(numbers: list[int | None], joined: dict[str, int | None]) -> None:
    assert gva.fused(numbers) == joined


def test_an_incident_is_right_by_each_way_of_joining_alone() -> None:
    found = gva.fused_parts(report(2), [[toll(1)], [toll(3)], [toll(2)]])
    assert found == {"killed fused last": (1, 1), "killed fused max": (0, 1), "killed fused median": (1, 1)}
    silent = gva.fused_parts(report(2), [[], []])
    assert set(silent.values()) == {(0, 1)}


def test_a_wrong_number_is_a_fault_at_every_root_or_without_a_place() -> None:
    assert [fault.span for fault in gva.faults(report(3), [[toll(2), toll(9, part_of="t")]])] == [(3, 9)]
    assert [fault.span for fault in gva.faults(report(3), [[]])] == [None]
    assert gva.faults(report(3), [[toll(3)]]) == []


def test_reports_of_an_incident_come_by_date(shared_data: object) -> None:
    found = gva.fused_cases(None, False)
    assert len(found) == gva.INCIDENTS
    for case in found:
        dates = [item.published or "" for item in case.items]
        assert len(dates) > 1
        assert dates == sorted(dates)


# ------------------------------------------------------------------ notes
def test_a_note_that_is_right_scores_one_throughout() -> None:
    gold = [toll(4), toll(2, "injured"), toll(1, perpetrators=True, claimant={"class": "armed_group"})]
    parts = notes.parts(gold, gold)
    assert {above / below for above, below in parts.values()} == {1.0}
    assert set(parts) == {row.name for row in notes.ROWS} | {"notes attackers all"}


def test_a_note_that_is_wrong_scores_nought_and_no_toll_is_nought_over_all_rows_alone() -> None:
    gold = [toll(4)]
    parts = notes.parts(gold, [])
    assert parts["notes killed"] == parts["notes killed all"] == (0, 1)
    assert parts["notes wounded all"] == (1, 1)
    assert "notes wounded" not in parts
    assert notes.parts([], [toll(0)])["notes killed all"] == (1, 1)


def test_the_claim_flag_looks_at_incidents_and_tolls_alone() -> None:
    by_group = {"class": "armed_group"}
    assert notes.claimed([{"kind": "incident", "claimant": by_group}])
    assert not notes.claimed([{"kind": "status", "claimant": by_group}, {"kind": "toll", "claimant": None}])
    assert notes.parts([], [toll(1, claimant=by_group)])["notes claim flag"] == (0, 1)
