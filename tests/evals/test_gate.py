"""The quality gate: it fails for what it says it fails for."""

from pathlib import Path

import pytest

from evals import gate
from evals.baseline import baseline


def row(measure: str, floor: str, *, corpus: str = "d1", bar: str = "0.1", note: str = "") -> dict[str, str]:
    return {"measure": measure, "bar": bar, "floor": floor, "corpus": corpus, "note": note}


def test_a_score_at_its_floor_passes() -> None:
    assert gate.faults([row("toll F1", "0.5")], {"toll F1": 0.5}, "d1", []) == []


def test_a_score_under_its_floor_fails() -> None:
    (fault,) = gate.faults([row("toll F1", "0.5")], {"toll F1": 0.499}, "d1", [])
    assert "under its floor" in fault


def test_a_floor_under_the_bar_fails() -> None:
    (fault,) = gate.faults([row("toll F1", "0.5", bar="0.6")], {"toll F1": 0.9}, "d1", [])
    assert "under the bar" in fault


def test_other_data_fails() -> None:
    (fault,) = gate.faults([row("toll F1", "0.5")], {"toll F1": 0.9}, "d2", [])
    assert "other data" in fault


def test_a_floor_that_fell_silently_fails() -> None:
    earlier = [row("toll F1", "0.7"), row("toll F1", "0.6")]
    assert gate.lowered([row("toll F1", "0.65")], earlier) == ["toll F1"]


@pytest.mark.parametrize(
    "now",
    [
        row("toll F1", "0.7"),
        row("toll F1", "0.8"),
        row("toll F1", "0.6", corpus="d2"),
        row("toll F1", "0.6", note="lowered: the gold was corrected"),
        row("status F1", "0.1"),
    ],
)
def test_a_floor_may_rise_stay_or_fall_with_a_reason(now: dict[str, str]) -> None:
    assert gate.lowered([now], [row("toll F1", "0.7")]) == []


def test_the_floors_stand_over_the_bars_and_every_measure_is_named(shared_data: Path) -> None:
    assert (shared_data / "gold" / "dev.jsonl").is_file()
    scores = gate.dull()
    with gate.FLOORS.open(encoding="utf-8") as file:
        names = [line.split(",")[0] for line in file][1:]
    # The baseline tells who speaks on no claim that it finds, so that it has no score for the class of that.
    known = {*scores, "claimant class"}
    assert len([name for name in names if name in known]) == 12
    assert all(name in known or name.startswith("places ") for name in names)
    assert 0.5 < scores["toll F1"] < 0.7, "the baseline is a page of regular expressions, neither empty nor clever"


def test_the_baseline_reads_tolls_states_and_orders() -> None:
    text = "At the bridge 12 people were killed. The highway is closed. A curfew was imposed after a blast."
    found = {
        (claim["kind"], claim.get("best") or claim.get("state") or claim.get("action") or claim.get("type"))
        for claim in baseline(text)
    }
    assert {("toll", 12), ("status", "closed"), ("directive", "curfew"), ("incident", "bombing")} <= found


def test_spans_of_the_baseline_are_true() -> None:
    text = "Two soldiers were killed and 1,200 families displaced; the railway was damaged."
    for claim in baseline(text):
        assert text[claim["start"] : claim["end"]] == claim["quote"]
