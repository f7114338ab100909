"""The engines for set-at-a-time work: what they refuse, where they listen, and who loads them."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from karez.ledger.engine.duck import duck
from karez.ledger.engine.java import java_home
from karez.model.errors import LedgerError

HEAVY = ("duckdb", "splink", "sqlglot", "pyspark", "pyarrow")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_csv('{file}')",
        "COPY (SELECT 1) TO '{file}'",
        "ATTACH '{file}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1GB'",
    ],
)
def test_duckdb_reaches_nothing_outside_of_itself(statement: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    with duck(threads=1) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(file=file)).fetchall()
    assert file.read_text(encoding="utf-8") == "a\n1\n"


def test_duckdb_sees_no_variable_of_the_program() -> None:
    rows = [1, 2]
    with duck(threads=1) as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("SELECT * FROM rows")
    assert rows == [1, 2]


def test_too_little_memory_is_one_line_and_nothing_goes_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError) as refused, duck(threads=1, memory="20MB") as connection:
        connection.execute("CREATE TABLE many AS SELECT range AS n, random() AS r FROM range(10000000)")
    assert refused.value.name == "engine-failed"
    assert "\n" not in refused.value.line()
    assert list(tmp_path.iterdir()) == []


def test_threads_are_those_that_are_asked_for() -> None:
    with duck(threads=1) as connection:
        assert connection.execute("SELECT current_setting('threads')").fetchone() == (1,)


def java(folder: Path, name: str, version: str) -> Path:
    """A folder that looks like a Java of some version."""
    home = folder / name
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").touch()
    (home / "release").write_text(f'IMPLEMENTOR="made"\nJAVA_VERSION="{version}"\n', encoding="utf-8")
    return home


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder for Java, with none in the environment."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    folder = tmp_path / "jvm"
    folder.mkdir()
    return folder


def test_java_17_is_taken_before_21_and_others_never(no_java: Path) -> None:
    assert java_home(no_java) is None
    java(no_java, "a-25", "25.0.3")
    java(no_java, "b-8", "1.8.0_402")
    assert java_home(no_java) is None
    newer = java(no_java, "c-21", "21.0.1")
    assert java_home(no_java) == newer
    fits = java(no_java, "d-17", "17.0.15")
    assert java_home(no_java) == fits


def test_the_java_that_is_named_comes_first_where_it_fits(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fits = java(no_java, "a-17", "17.0.15")
    named = java(no_java.parent / "own", "java", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(named))
    assert java_home(no_java) == named
    monkeypatch.setenv("JAVA_HOME", str(java(no_java.parent / "own", "old", "1.8.0")))
    assert java_home(no_java) == fits
    monkeypatch.setenv("JAVA_HOME", str(no_java / "nowhere"))
    assert java_home(no_java) == fits


def test_the_java_on_the_path_is_found_through_its_links(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = java(no_java.parent / "opt", "java", "17.0.15")
    (home / "bin" / "java").chmod(0o755)
    links = no_java.parent / "bin"
    links.mkdir()
    (links / "java").symlink_to(home / "bin" / "java")
    monkeypatch.setenv("PATH", str(links))
    assert java_home(no_java) == home


SAMPLES = Path(__file__).resolve().parents[2] / "karez" / "app" / "samples"


@pytest.mark.parametrize("arguments", [["--help"], ["brief", str(SAMPLES)]])
def test_a_command_that_needs_no_engine_loads_none(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom karez.app.cli import run\n"
        f"status = run({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\nsys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
