"""The command line as a whole: help that teaches, exit statuses, what goes to which stream, how it is stopped."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from karez.app.cli import COMMANDS, STOPPED
from karez.app.workspace import Workspace
from tests.app.conftest import Karez

PROGRAM = [sys.executable, "-c", "from karez.app.cli import main; main()"]
ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


def test_with_no_command_the_first_steps_are_told(karez: Karez) -> None:
    ran = karez()
    assert ran.status == 0
    assert "First steps:" in ran.out
    for step in ("karez brief REPORT", "karez init", "karez add REPORT"):
        assert step in ran.out
    assert ran.err == ""


def test_the_version(karez: Karez) -> None:
    ran = karez("--version")
    assert ran.status == 0
    assert re.fullmatch(r"karez \d+\.\d+\.\d+\S*\n", ran.out)


def test_a_misspelt_command_is_guessed(karez: Karez) -> None:
    ran = karez("brif")
    assert ran.status == 2
    assert "Did you mean 'brief'" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("name", [command.__name__.replace("_", "-") for command in COMMANDS])
def test_every_command_gives_examples_that_name_it(karez: Karez, name: str) -> None:
    ran = karez(name, "--help")
    assert ran.status == 0
    example = re.search(rf"^ *karez {name}\b", ran.out, re.MULTILINE)
    assert example, "help shows how the command is called"


@pytest.mark.parametrize("name", [command.__name__.replace("_", "-") for command in COMMANDS])
def test_the_list_of_commands_cuts_no_sentence(karez: Karez, name: str) -> None:
    line = next(line for line in karez().out.splitlines() if line.strip().startswith(f"{name} "))
    assert line.rstrip().endswith(".") and not line.rstrip().endswith("...")


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief",),
        ("claims",),
        ("add", "x.txt"),
        ("show", "clm-00000000"),
        ("verify",),
        ("reread",),
        ("reject", "clm-00000000", "--by", "desk", "--reason", "r"),
    ],
)
def test_without_a_ledger_every_command_says_what_to_do(karez: Karez, arguments: tuple[str, ...]) -> None:
    ran = karez(*arguments)
    assert ran.status == 1
    assert ran.err.startswith("K201 no-ledger: karez.db: ")
    assert "karez init" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not Path("karez.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "--as-of", "yesterday"),
        ("brief", "--recorded", "2026-13-01"),
        ("brief", "--since", "x"),
        ("brief", "--from", "Saturday"),
        ("brief", "--from", "2026-02-30"),
        ("brief", "--from", "2026-02-03", "--to", "2026-02-01"),
        ("brief", "--as-of", "2026-02-01", "--since", "2026-02-02"),
        ("brief", "--marking", "PURPLE"),
        ("brief", "--area", "Nosuchplace"),
        ("brief", "--check", "brief.docx"),
        ("brief", "--check", "none.md"),
        ("claims", "--kind", "rumour"),
        ("claims", "--csv", "--json"),
        ("add", "x.txt", "--publisher-class", "friend"),
        ("add", "x.txt", "--published", "soon"),
        ("add", "x.txt", "--known-from", "soon"),
        ("show", "F12"),
        ("show", "zz"),
        ("show", "clm-ffffffffffff"),
        ("reread", "rep-ffffffffffff"),
        ("schema", "nothing"),
        ("read",),
        ("reject", "clm-ffffffffffff"),
        ("init", "--timezone", "Mars/Olympus"),
        ("brief", "--no-such-option"),
    ],
)
def test_wrong_use_is_status_2_with_a_line_and_nothing_on_stdout(
    karez: Karez, ledger: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    # A new ledger is what `init` would make; the others look at one that is there.
    monkeypatch.setenv("KAREZ_LEDGER", "new.db" if arguments[0] == "init" else str(ledger))
    ran = karez(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert not Path("new.db").exists()


def test_the_number_of_a_brief_is_explained(karez: Karez, ledger: Path) -> None:
    ran = karez("show", "F12", "--ledger", ledger)
    assert ran.err.startswith("K401 unknown-id: F12: ")
    assert "References" in ran.err and "clm-" in ran.err


def test_results_and_progress_go_to_their_own_streams(samples: Path, tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    ran = subprocess.run(
        [*PROGRAM, "brief", samples / "01-wire-first-day.txt", "none.txt", "--html", page],
        env=environment(), capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert ran.returncode == 3
    assert ran.stdout.startswith("# Situation brief\n")
    assert "K115" not in ran.stdout
    assert "K115 not-found: none.txt: " in ran.stderr
    assert f"brief written: {page}" in ran.stderr
    assert page.read_text(encoding="utf-8").startswith("<!")


def test_a_reader_that_stops_reading_leaves_no_traceback(samples: Path, tmp_path: Path) -> None:
    # The samples together fill more than a pipe holds.
    ran = subprocess.run(
        f'"{sys.executable}" -c "from karez.app.cli import main; main()" brief "{samples}" | head -1',
        shell=True, env=environment(), capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert ran.stdout == "# Situation brief\n"
    assert "Traceback" not in ran.stderr
    assert "BrokenPipe" not in ran.stderr


def test_ctrl_c_gives_one_line(karez: Karez, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "brief", stopped)
    ran = karez("brief", "--ledger", ledger)
    assert (ran.status, ran.out) == (STOPPED, "")
    assert ran.err == "stopped; what was acknowledged is kept\n"


@pytest.mark.slow
def test_what_was_added_before_ctrl_c_stands(tmp_path: Path, note: Callable[..., Path]) -> None:
    for number in range(60):
        folder = note(number, "2026-02-01").parent
    path = tmp_path / "karez.db"
    Workspace.create(str(path)).close()
    process = subprocess.Popen(
        [*PROGRAM, "--verbose", "add", folder, "--ledger", path],
        env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    while "event=taken" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in {0, STOPPED}, "stopped, or done before the signal came"
    assert "Traceback" not in err
    with Workspace.open(str(path)) as workspace:
        assert 1 <= len(workspace.view().reports) <= 60
        assert workspace.verify().faults == ()
