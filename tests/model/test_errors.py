"""Errors: every code documented once, every name in the source known, every line one line."""

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from karez.model import errors
from karez.model.errors import AtlasError, BriefError, InputError, KarezError, LedgerError, RequestError, codes

PACKAGE = Path(errors.__file__).parents[1]
TREE = {
    InputError: "K1",
    LedgerError: "K2",
    AtlasError: "K3",
    RequestError: "K4",
    BriefError: "K5",
}
RAISERS = {"KarezError", "Note", *(error.__name__ for error in TREE)}


def rows() -> list[dict[str, str]]:
    text = (PACKAGE / "model" / "codes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def calls() -> list[tuple[str, str, str]]:
    """File, callee and first argument of every error or note that the source makes with a plain name."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.append((str(path.relative_to(PACKAGE)), node.func.id, first.value))
    return found


def strings() -> set[str]:
    """Every string of the source."""
    return {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_codes_and_names_are_unique() -> None:
    for column in ("code", "name"):
        assert [value for value, count in Counter(row[column] for row in rows()).items() if count > 1] == []


def test_rows_are_well_formed_and_in_order() -> None:
    for row in rows():
        assert re.fullmatch(r"K[1-5]\d\d", row["code"]), row
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["name"]), row
        for column in ("meaning", "remedy"):
            assert row[column] == row[column].strip() != "", row
            assert not row[column].endswith("."), row
    assert [row["code"] for row in rows()] == sorted(row["code"] for row in rows())


def test_every_name_that_the_source_raises_or_notes_is_documented() -> None:
    found = calls()
    assert len(found) > 30
    assert [call for call in found if call[2] not in codes()] == []


def test_every_code_is_used() -> None:
    assert sorted(set(codes()) - strings()) == []


@pytest.mark.parametrize("error", TREE, ids=lambda error: error.__name__)
def test_every_branch_of_the_tree_raises_only_its_own_codes(error: type[KarezError]) -> None:
    wrong = [
        call for call in calls() if call[1] == error.__name__ and not codes()[call[2]].code.startswith(TREE[error])
    ]
    assert wrong == []
    assert issubclass(error, KarezError)


@pytest.mark.parametrize("name", codes())
def test_every_error_is_one_line_with_code_place_and_way_out(name: str) -> None:
    error = KarezError(name, "two\nlines", place="a file.txt")
    line = error.line()
    assert "\n" not in line
    assert line.startswith(f"{error.code} {name}: a file.txt: two lines — ")
    assert line.endswith(codes()[name].remedy)
    assert str(error) == line


def test_without_words_the_meaning_is_told_and_without_a_place_none() -> None:
    error = InputError("empty-file")
    assert (error.code, error.name, error.place) == ("K101", "empty-file", None)
    assert error.detail == "the file holds no bytes"
    assert error.line() == "K101 empty-file: the file holds no bytes — give a file with text in it"


def test_an_unknown_name_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="no-such-thing"):
        KarezError("no-such-thing")
