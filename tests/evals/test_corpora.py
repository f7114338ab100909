"""The corpora of other countries and kinds: chosen by rule, counted rightly, and above the bars."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals import corpora, times


def line(name: str, *kinds: str) -> dict[str, Any]:
    mentions: dict[str, list[object]] = {"places": [1], "actors": [], "times": [], "assets": []}
    return {"id": name, "claims": [{"kind": kind} for kind in kinds], "mentions": mentions}


def test_what_is_chosen_lies_evenly_apart_and_begins_with_the_first() -> None:
    items = [{"id": str(number)} for number in range(100)]
    chosen = [int(item["id"]) for item in corpora.evenly(items, 10)]
    assert chosen == list(range(0, 100, 10))
    assert corpora.evenly(items[:3], 10) == items[:3]


def test_the_count_tells_claims_statuses_and_errors() -> None:
    lines = [line("a", "toll", "status"), line("b"), {"id": "c", "error": {"code": "no-text"}}]
    found = corpora.summed("x", lines)
    assert (found.documents, found.with_claim, found.with_status) == (3, 1, 1)
    assert (found.errors, found.silent) == (("c: no-text",), ("b",))
    assert found.kinds == {"status": 1, "toll": 1}
    assert found.mentions["places"] == 2


def test_each_bar_is_told_when_it_is_missed() -> None:
    good = corpora.summed("x", [line(str(number), "toll", "status") for number in range(50)])
    assert corpora.faults(good, good) == []
    assert len(corpora.faults(replace(good, with_claim=44), good)) == 1
    assert len(corpora.faults(good, replace(good, with_status=11))) == 1
    assert corpora.faults(replace(good, errors=("a: bad-line",)), good) == ["x: a: bad-line"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1998-02-13", date(1998, 2, 13), date(1998, 2, 14)),
        ("1998-W07", date(1998, 2, 9), date(1998, 2, 16)),
        ("1998-12", date(1998, 12, 1), date(1999, 1, 1)),
        ("1998", date(1998, 1, 1), date(1999, 1, 1)),
    ],
)
def test_values_of_dates_are_intervals(value: str, first: date, last: date) -> None:
    assert times.interval(value) == (first, last)
    assert times.interval("PRESENT_REF") is None


def test_the_corpora_lie_above_the_bars(shared_data: Path) -> None:
    of_muc = corpora.read("muc", corpora.muc(shared_data))
    of_ndma = corpora.read("ndma", corpora.ndma(shared_data))
    assert (of_muc.documents, of_ndma.documents) == (corpora.MUC, corpora.NDMA)
    assert corpora.faults(of_muc, of_ndma) == []
    # A text all in capitals has places and parties too.
    assert of_muc.mentions["places"] > 5 * of_muc.documents
    assert of_muc.mentions["actors"] > 5 * of_muc.documents


def test_most_dates_of_timebank_that_are_resolved_are_right(shared_data: Path) -> None:
    judged = [pair for pair in times.measured(shared_data) if pair.agrees is not None]
    resolved = [pair for pair in judged if pair.found and pair.found.start]
    right = [pair for pair in resolved if pair.agrees]
    assert len(resolved) > 0.8 * len(judged)
    assert len(right) > 0.9 * len(resolved)
