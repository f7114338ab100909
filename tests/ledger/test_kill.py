"""Whoever is killed while adding reports leaves a whole ledger. In a process of its own, which forks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def kill(*options: str) -> tuple[int, int]:
    """Run the kills; return how many there were, and how many reports stand in the end."""
    done = subprocess.run(
        [sys.executable, "-m", "evals.kill", *options], cwd=ROOT, check=False, capture_output=True, text=True
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    found = re.search(r"(\d+) kills, .* acknowledgement; (\d+) reports stand", done.stdout)
    assert found, done.stdout
    return int(found[1]), int(found[2])


@pytest.mark.slow
def test_200_kills_while_1000_reports_are_added() -> None:
    assert kill("--kills", "200", "--reports", "1000", "--seed", "7") == (200, 1000)


@pytest.mark.slow
@pytest.mark.postgres
def test_20_kills_on_postgresql(postgres_database: str) -> None:
    options = ("--kills", "20", "--reports", "100", "--seed", "11", "--ledger", postgres_database)
    assert kill(*options) == (20, 100)
