"""A long batch is read in several processes and gives the lines that one process gives."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from karez.app.commands import workers
from karez.app.commands.lines import as_line, output_line
from karez.app.commands.workers import LEAST, read_lines
from karez.app.settings import Settings
from karez.app.workspace import Workspace

COMMAND = [sys.executable, "-c", "from karez.app.cli import main; main()", "read", "--jsonl"]


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with Workspace.passing() as opened:
        yield opened


def batch(count: int) -> list[str]:
    """Composed lines, every seventh of them broken."""
    texts = (f"On Saturday {number + 2} people were killed near the river, police said." for number in range(count))
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    return ["no JSON" if number % 7 == 3 else line for number, line in enumerate(lines)]


@pytest.mark.parametrize("processors", [1, 2])
def test_a_long_batch_gives_the_same_lines_in_the_same_order(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    lines = batch(LEAST + 40)
    found = list(read_lines(workspace, lines, settings=Settings(), published="2026-02-02"))
    assert [read.line for read in found] == [
        as_line(output_line(workspace, line, published="2026-02-02")) for line in lines
    ]
    assert [number for number, read in enumerate(found) if read.error] == list(range(3, len(lines), 7))


def test_a_short_batch_starts_no_process(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    found = list(read_lines(workspace, batch(LEAST - 1), settings=Settings(), published=None))
    assert len(found) == LEAST - 1


def children(parent: int) -> list[int]:
    """The processes that a process started, by /proc."""
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(number) for number in found.read_text().split()] if found.exists() else []


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="missing: /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_a_batch_that_is_ended(tmp_path: Path, end: signal.Signals) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(batch(LEAST * 100)), encoding="utf-8")
    output = tmp_path / "out.jsonl"
    running = subprocess.Popen([*COMMAND, str(source), "-o", str(output)], stderr=subprocess.PIPE, text=True)
    started: list[int] = []
    while len(started) < 2 and running.poll() is None:
        started = children(running.pid)
        time.sleep(0.05)
    if len(started) < 2:
        running.communicate()
        pytest.skip("one processor: no process was started")
    running.send_signal(end)
    _, errors = running.communicate(timeout=60)
    assert "Traceback" not in errors
    assert not output.exists()
    deadline = time.monotonic() + 30
    while any(_alive(child) for child in started) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [child for child in started if _alive(child)]


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    return stat.rsplit(")", 1)[1].split()[0] != "Z"
