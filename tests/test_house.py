"""The rules of the house that no linter knows: sizes, imports, docstrings, names kept in data."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "karez"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PACKS = PACKAGE / "atlas" / "packs"

MODULE_LINES = 400
FUNCTION_LINES = 60
PARAMETERS = 7
LEAST_NAME = 4

# Optional drivers, which a user without that back-end does not have.
LATE_IMPORTS = {"psycopg", "duckdb", "pyspark"}

# Columns that hold a name; the notes and sources beside them are prose.
NAME_COLUMNS = {"name", "alias", "designation", "wrong_forms", "form", "variant"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def parameters(function: Function) -> int:
    """How many parameters a caller sees: without `self` and `cls`."""
    arguments = function.args
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def late_imports(tree: ast.AST) -> Iterator[str]:
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or "."


def undocumented(body: list[ast.stmt]) -> Iterator[str]:
    """Public functions and classes of a module, and public methods of these, with no docstring."""
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for name in undocumented(node.body))


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def source(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


def test_the_package_is_looked_at() -> None:
    assert len(SOURCES) > 20


def test_modules_are_short(source: str) -> None:
    assert len(source.splitlines()) <= MODULE_LINES


def test_functions_are_short(source: str) -> None:
    long = {
        f.name: lines
        for f in functions(ast.parse(source))
        if (lines := (f.end_lineno or f.lineno) - f.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_functions_take_few_parameters(source: str, request: pytest.FixtureRequest) -> None:
    if "app/commands/" in request.node.name:
        return  # there a parameter is an option of the command line
    wide = {f.name: n for f in functions(ast.parse(source)) if (n := parameters(f)) > PARAMETERS}
    assert wide == {}


def test_imports_stand_at_the_top(source: str) -> None:
    late = [name for name in late_imports(ast.parse(source)) if name.split(".")[0] not in LATE_IMPORTS]
    assert late == []


def test_nothing_is_imported_for_types_alone(source: str) -> None:
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert "TYPE_CHECKING" not in names


def test_public_names_are_documented(source: str) -> None:
    tree = ast.parse(source)
    # An empty file has nothing to say; every other module says what it is.
    assert not tree.body or ast.get_docstring(tree) is not None
    assert list(undocumented(tree.body)) == []


def names_of_packs() -> set[str]:
    """Every name in a regional pack that no lower-case English word could be."""
    found: set[str] = set()
    for path in PACKS.glob("pk-*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in NAME_COLUMNS & row.keys():
                    found.update(part.strip() for part in (row[column] or "").split(";"))
    return {name for name in found if (len(name) >= LEAST_NAME or "-" in name) and not name.islower()}


def test_no_name_of_a_pack_stands_in_python() -> None:
    names = names_of_packs()
    assert len(names) > 100
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))
    found = [
        f"{path.relative_to(PACKAGE)}: {match.group()}"
        for path in SOURCES
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
