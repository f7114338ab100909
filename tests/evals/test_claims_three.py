"""The claims of `claims-3`: what holds for `claims-2` holds for them, and all of them are there to learn from."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from evals import heldout
from tests.evals import test_claims_two as two

FILES = sorted((heldout.FOLDER / "claims-3").glob("*.jsonl"))
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)

# The checks of a file of `claims-2` that need no more than the file, then those that need its texts as well.
OF_MARKS = [
    two.test_every_offset_lies_inside_the_stretch,
    two.test_no_text_is_kept,
    two.test_every_word_is_of_its_vocabulary,
    two.test_every_class_is_known,
    two.test_links_lead_to_a_claim_of_the_right_kind,
    two.test_times_are_ranges,
    two.test_tolls_have_the_bounds_of_their_qualifier,
]
OF_TEXTS = [
    two.test_the_texts_are_the_annotated_ones_and_no_span_cuts_a_word,
    two.test_no_report_is_a_near_copy_of_gold_or_held_out,
]


def name(check: Callable[..., None]) -> str:
    """What a check is called in the list of tests."""
    return check.__name__.removeprefix("test_")


def test_there_are_marks() -> None:
    assert FILES


def test_no_stretch_is_marked_twice_and_no_held_out_report_is_marked() -> None:
    # Of a long article several stretches may be marked, here or in an earlier set; they must not overlap.
    every = [line for path in [*two.FIRST, *FILES] for line in two.lines(path)]
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for line in every:
        taken.setdefault((line["set"], line["id"]), []).append((line["from"], line["to"]))
    for report, stretches in taken.items():
        ends = [0, *(end for _, end in sorted(stretches))]
        assert all(end <= start for end, (start, _) in zip(ends, sorted(stretches), strict=False)), report
    here = {(line["set"], line["id"]) for path in FILES for line in two.lines(path)}
    assert not here & {(line["set"], line["id"]) for line in two.lines(heldout.FIRST)}
    assert {report[0] for report in here if len(taken[report]) > 1} <= {"wikievents", "timebank"}


@EACH
def test_a_line_has_its_keys_and_is_of_the_part_train(path: Path) -> None:
    for line in two.lines(path):
        assert set(line) == two.HEAD
        assert path.stem.startswith(line["set"])
        digest = hashlib.sha1(f"claims-2:{line['set']}:{line['id']}".encode(), usedforsecurity=False).hexdigest()
        assert line["part"] == "train", line["id"]
        assert int(digest, 16) % 10 <= 6, line["id"]


@EACH
@pytest.mark.parametrize("check", OF_MARKS, ids=name)
def test_the_marks_hold(check: Callable[[Path], None], path: Path) -> None:
    check(path)


@EACH
@pytest.mark.parametrize("check", OF_TEXTS, ids=name)
def test_the_texts_fit_the_marks(check: Callable[[Path, Path], None], path: Path, shared_data: Path) -> None:
    check(path, shared_data)
