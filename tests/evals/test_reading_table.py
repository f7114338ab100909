"""The table of the reader's bars: parts, samples and parts of the data, verdicts, and that nothing unseen is shown."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals import heldout
from evals.reading import annotated, door, event_place, gva, muc, nothing, speed, table
from evals.reading.__main__ import GROUPS, PREVIOUS, main
from evals.reading.annotated import FOLDER
from evals.reading.case import Case, Fault, Group, Item, Row, f1, figure, interval, most_pairs, part_of
from evals.reading.data import is_open, sample
from evals.reading.door import Readings, dull
from evals.reading.table import Line

# Composed.
TEXT = "Two men were killed in Newtown. The port stayed shut."
ITEM = Item("composed", "1", TEXT)


def case(identity: str, *, shown: bool = True) -> Case:
    return Case("composed", (Item("composed", identity, TEXT),), None, shown)


# ------------------------------------------------------------------ figures
def test_sums_over_cases_divide_to_the_figure() -> None:
    rows = [{"x": f1(1, 2, 1)}, {"x": f1(0, 0, 3)}, {}]
    assert figure(rows, "x") == pytest.approx(2 / 6)
    assert figure([{}], "x") is figure([{"x": (0, 0)}], "x") is None


def test_the_interval_holds_the_figure_and_is_the_same_twice() -> None:
    rows = [{"x": (right, 10)} for right in (2, 5, 7, 9, 10, 10)]
    found = interval(rows, "x")
    assert found == interval(rows, "x")
    assert found is not None
    assert found[0] < (figure(rows, "x") or 0) < found[1]


def test_no_interval_over_one_case_or_where_most_draws_are_empty() -> None:
    assert interval([{"x": (1, 1)}], "x") is None
    assert interval([{"x": (1, 1)}, *({"x": (0, 0)} for _ in range(5))], "x") is None


def test_pairs_are_the_best_and_none_fits_by_nought() -> None:
    assert most_pairs([[2, 1], [2, 0]]) == [(0, 1), (1, 0)]
    assert most_pairs([[0, 0]]) == most_pairs([]) == most_pairs([[]]) == []


@settings(max_examples=500)
@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), max_size=5))
def test_pairs_are_one_to_one_and_fit(fits: list[list[bool]]) -> None:
    found = most_pairs(fits)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    assert all(fits[row][column] for row, column in found)


# ------------------------------------------------------------------ data
def test_parts_are_those_of_the_annotations() -> None:
    lines = [line for path in FOLDER.glob("*.jsonl") if path.stem != "none" for line in heldout.annotations(path)]
    assert lines
    assert all(part_of(line["set"], line["id"]) == line["part"] for line in lines)


def test_a_sample_is_even_and_of_its_part() -> None:
    rows = [{"id": str(number)} for number in range(100)]
    assert [row["id"] for row in sample(rows, "x", None, 4)] == ["0", "25", "50", "75"]
    unseen = sample(rows, "x", "unseen", None)
    assert {part_of("x", row["id"]) for row in unseen} == {"unseen"}
    assert len(unseen) + len(sample(rows, "x", "train", None)) == 100


def test_what_is_held_out_unseen_or_held_back_for_places_is_closed() -> None:
    assert not any(is_open(line["set"], line["id"]) for line in heldout.annotations(heldout.FIRST))
    lines = [line for path in FOLDER.glob("[!nt]*.jsonl") for line in heldout.annotations(path)]
    assert not any(is_open(line["set"], line["id"]) for line in lines if line["part"] == "unseen")
    assert any(is_open(line["set"], line["id"]) for line in lines)


def test_cases_are_samples_of_the_parts_asked_for(shared_data: Path) -> None:
    assert len(muc.cases(None, False)) == muc.SAMPLE
    assert len(muc.cases(None, True)) == 1500
    assert len(gva.cases("train", False)) == gva.REPORTS
    unseen = [*muc.cases("unseen", False), *event_place.cases("unseen", False), *annotated.cases("unseen", False)]
    assert {part_of(item.set, item.id) for found in unseen for item in found.items} == {"unseen"}
    assert not any(found.open for found in [*unseen, *nothing.cases("unseen", False)])
    assert {found.data for found in annotated.cases(None, False)} == {
        "claims-2 train",
        "claims-2 unseen",
        annotated.SEEN,
    }


def test_the_marks_against_themselves_are_right_throughout(shared_data: Path) -> None:
    cases = annotated.cases("train", False)
    rows = [annotated.parts(found, [found.gold]) for found in cases]
    for row in annotated.ROWS:
        assert figure(rows, row.name) == (0.0 if row.low else 1.0), row.what
    assert not any(annotated.faults(found, [found.gold]) for found in cases)


def test_without_claims_the_marks_score_nought(shared_data: Path) -> None:
    rows = [annotated.parts(found, [[]]) for found in annotated.cases("train", False)]
    assert figure(rows, "toll F1") == figure(rows, "source_recall") == figure(rows, "notes killed") == 0.0
    assert figure(rows, "told as fact") is None


def test_every_claim_on_a_text_without_claims_counts() -> None:
    claims = [{"kind": "toll", "quote": "Two men were killed", "start": 0, "end": 19}]
    assert nothing.parts(case("1"), [claims]) == {"none": (1, 1)}
    assert nothing.parts(case("1"), [[]]) == {"none": (0, 1)}
    assert [fault.span for fault in nothing.faults(case("1"), [claims])] == [(0, 19)]


# ------------------------------------------------------------------ the door
def test_the_baseline_reads_every_text_once() -> None:
    assert [claim["best"] for claim in dull([ITEM, ITEM]).claims[ITEM] if claim["kind"] == "toll"] == [2]


def test_the_door_gives_claims_by_text() -> None:
    other = Item("composed", "2", "Nothing happened.")
    found = door.read([ITEM, other, ITEM])
    assert [claim["best"] for claim in found.claims[ITEM] if claim["kind"] == "toll"] == [2]
    assert set(found.claims) == {ITEM, other}
    assert found.errors == ()


def test_a_text_that_cannot_be_read_is_named_and_has_no_claims() -> None:
    broken = Item("composed", "3", TEXT, None, "no date")
    found = door.read([broken])
    assert found.claims[broken] == []
    assert found.errors == ("composed 3: K110",)


def test_speed_counts_documents_over_their_seconds() -> None:
    found = speed.measured([ITEM, ITEM])
    assert len(found["times"]) == len(found["dull"]) == 2
    assert all(seconds > 0 for seconds in [*found["times"], *found["dull"]])
    assert 20 < found["peak_mb"] < 20_000
    row = next(row for row in speed.ROWS if row.name == "speed")
    timed = {"reader": [{"speed": (1, 0.25)}, {"speed": (1, 0.75)}], "baseline": []}
    (printed,) = table.lines((row,), "composed", timed)
    assert (printed.figure, printed.baseline, printed.texts) == (2.0, None, 2)


# ------------------------------------------------------------------ the table
def line(value: float | None, *, bar: float | None = 0.5, low: bool = False) -> Line:
    return Line("x", bar, low, "composed", 3, value, (0.25, 0.75), 0.125)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (line(0.5), "met"),
        (line(0.49), "under"),
        (line(0.5, low=True), "met"),
        (line(0.51, low=True), "under"),
        (line(None), ""),
        (line(0.9, bar=None), ""),
    ],
)
def test_a_bar_is_met_or_not(row: Line, verdict: str) -> None:
    assert row.verdict == row.json()["verdict"] == verdict


def test_a_printed_row_holds_bar_figure_interval_baseline_data_and_texts() -> None:
    _, shown = table.show([line(0.625, low=True)], {("x", "composed"): 0.375})
    assert shown.split() == [
        "x",
        "<=",
        "0.5",
        "0.625",
        "0.250",
        "-",
        "0.750",
        "under",
        "0.125",
        "0.375",
        "composed",
        "3",
    ]
    _, dash = table.show([table.NO_DATA[0]], {})
    assert dash.count(" -") == 4
    assert "no dev data" in dash


def test_a_measure_is_divided_by_data_set_and_counts_its_texts() -> None:
    row = Row("tolls", 0.5, "x")
    group = Group("g", (row,), lambda part, every: [], lambda case, claims: {"x": (len(claims[0]), 2)}, lambda c, r: [])
    first, second = case("7"), Case("other", (ITEM,), None, True)
    readings = Readings({first.items[0]: [{}], ITEM: [{}, {}]})
    found = table.measured(group, [first, second], {"reader": readings, "baseline": readings})
    assert [(row.data, row.figure, row.baseline, row.texts) for row in found] == [
        ("composed", 0.5, 0.5, 1),
        ("other", 1.0, 1.0, 1),
    ]


def test_the_worst_texts_come_first_with_their_sentences_and_closed_ones_never() -> None:
    cases = [case("1"), case("2"), case("3", shown=False), case("4")]
    many = {"1": [Fault("one", (4, 7))], "2": [Fault("two", (32, 35)), Fault("three")], "3": [Fault("hidden")] * 9}
    group = Group("g", (), lambda part, every: [], lambda c, r: {}, lambda c, r: many.get(c.items[0].id, []))
    readings = Readings({found.items[0]: [] for found in cases})
    assert list(table.worst(group, cases, readings, 5)) == [
        "== composed: composed 2: 2 faults",
        "  two | The port stayed shut.",
        "  three | ",
        "== composed: composed 1: 1 faults",
        "  one | Two men were killed in Newtown.",
    ]
    assert next(iter(table.worst(group, cases, readings, 1))).endswith("composed 2: 2 faults")


def test_figures_of_an_earlier_table_are_found_by_what_and_data() -> None:
    printed = json.dumps([line(0.625).json(), table.NO_DATA[0].json()])
    found = table.earlier(printed)
    assert found["x", "composed"] == 0.625
    assert found[table.NO_DATA[0].what, "no dev data"] is None


def test_the_previous_release_has_a_figure_for_every_bar() -> None:
    rows = json.loads(PREVIOUS.read_text(encoding="utf-8"))
    told = {row["what"] for row in rows if row["figure"] is not None}
    assert {row.what for group in GROUPS for row in group.rows if row.bar} <= told


def test_names_of_rows_and_groups_are_one_each() -> None:
    assert len({group.name for group in GROUPS}) == len(GROUPS)
    names = [row.name for group in GROUPS for row in group.rows]
    assert len(names) == len(set(names))


def test_the_unseen_part_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--worst", "3", "--part", "unseen"])
    assert "not shown" in capsys.readouterr().err


def test_one_group_as_json(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "none", "--part", "train", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["data"], row["bar"], row["low"]) == ("none train", 0.3, True)
    assert row["texts"] >= 25
