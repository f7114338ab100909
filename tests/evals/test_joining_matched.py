"""Matching rows by windows and taxonomies, on composed rows."""

from dataclasses import replace
from random import Random

from evals.joining.matched import Agreement, actor_agreement, matched, matched_reports, type_agreement
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.told import Told
from tests.evals.test_joining_baselines import FAR, HERE, reading
from tests.resolve.happenings import START, row
from tests.resolve.many_rows import many_rows


def told(key: str, *, km: float = 0.0, day: int = 0, kind: str | None = "raid", **columns: object) -> ClaimRow:
    """A row so many km and days from a place and time."""
    families = {"raid": ("fight",), "shooting": ("fight", "kill"), "protest": ("unrest",), None: ()}[kind]
    where = {"x": 6371.0, "y": km, "z": 0.0, "radius": 5.0}
    return row(key, day_from=START + day, day_to=START + day, type=kind, families=families, **{**where, **columns})


def test_rows_inside_both_windows_are_one_event() -> None:
    rows = [told("a"), told("b", km=9.0, day=1), told("c", km=21.0), told("d", day=3)]
    assert matched(rows, 10.0, 1) == [0, 0, 2, 3]


def test_types_that_do_not_agree_are_two_events_and_an_untold_one_agrees_least() -> None:
    rows = [told("a"), told("b", kind="protest"), told("c", kind=None)]
    assert matched(rows[:2], 10.0, 1) == [0, 1]
    assert matched([rows[0], rows[2]], 10.0, 1) == [0, 0]
    assert [type_agreement(rows[0], other) for other in rows] == [Agreement.SAME, Agreement.NOT, Agreement.UNTOLD]
    assert type_agreement(rows[0], told("d", kind="shooting")) is Agreement.WIDER


def test_an_event_has_one_row_of_a_report_and_the_closest_type_wins() -> None:
    raid, shooting = told("a", report="one"), told("b", report="one", kind="shooting")
    other = told("c", report="two", kind="shooting")
    assert matched([raid, shooting, other], 10.0, 1) == [0, 1, 1]
    assert matched([raid, other], 10.0, 1) == [0, 0]


def test_parties_agree_by_themselves_or_by_a_wider_one() -> None:
    one = told("a", actors=("made:a",), parents=("made:all",))
    assert actor_agreement(one, told("b", actors=("made:a", "made:b"))) is Agreement.SAME
    assert actor_agreement(one, told("b", actors=("made:b",), parents=("made:all",))) is Agreement.WIDER
    assert actor_agreement(one, told("b", actors=("made:all",))) is Agreement.WIDER
    assert actor_agreement(one, told("b", actors=("made:b",))) is Agreement.NOT
    assert actor_agreement(one, told("b")) is Agreement.UNTOLD


def test_no_point_matches_nothing_and_an_untold_day_is_when_it_was_known() -> None:
    nowhere = replace(told("a"), x=None, y=None, z=None, radius=None)
    assert matched([nowhere, told("b")], 10.0, 1) == [0, 1]
    undated = replace(told("a"), day_from=None, day_to=None, known=START + 5)
    assert matched([undated, told("b", day=5)], 10.0, 0) == [0, 0]
    assert matched([undated, told("b")], 10.0, 0) == [0, 1]
    assert matched([], 10.0, 1) == []


def test_what_is_denied_matches_nothing_that_is_told() -> None:
    assert matched([told("a"), replace(told("b"), denied=True)], 10.0, 1) == [0, 1]


def test_the_events_of_many_rows_hold_one_row_of_a_report_each_whatever_the_order() -> None:
    rows = many_rows(300)
    labels = matched(rows, 25.0, 2)
    assert len(set(labels)) < len(rows)
    of = {(label, row.report) for label, row in zip(labels, rows, strict=True)}
    assert len(of) == len(rows)
    mixed = list(rows)
    Random(2).shuffle(mixed)
    again = dict(zip((row.id for row in mixed), matched(mixed, 25.0, 2), strict=True))
    assert {frozenset(found) for found in _groups([row.id for row in rows], labels)} == {
        frozenset(found) for found in _groups([*again], [*again.values()])
    }


def test_a_report_is_of_the_event_of_its_main_claim_or_alone() -> None:
    one, other = (Told(key, "Oakford", published="2025-03-04", reading=reading(HERE)) for key in ("a", "b"))
    far = Told("c", "Oakford", published="2025-03-04", reading=reading(FAR))
    silent = Told("d", "Nothing happened.")
    labels = matched_reports([one, other, far, silent], ["x", "x", "y", "z"])
    assert labels[0] == labels[1] and len(set(labels)) == 3


def _groups(ids: list[str], labels: list[int]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for key, label in zip(ids, labels, strict=True):
        found.setdefault(label, []).append(key)
    return list(found.values())
