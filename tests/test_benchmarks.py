"""The benchmarks run, and print each figure beside its bar. Nothing here depends on how fast they are."""

import json
import sys

import pytest

from benchmarks import run

SMALL = ["--runs", "1", "--claims", "40", "--rows", "2006", "--places", "400"]


@pytest.mark.parametrize(("job", "figures"), [("view", 2), ("verify", 1), ("access", 6), ("joining", 12)])
def test_a_job_in_small(
    job: str, figures: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["run", *SMALL, "--only", job])
    status = run.main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == figures
    assert status == int(any("missed" in line for line in lines))
    monkeypatch.setattr(sys, "argv", ["run", *SMALL, "--only", job, "--json"])
    run.main()
    told = json.loads(capsys.readouterr().out)
    assert len(told) == figures
    assert all({"job", "value", "unit", "bar", "met"} <= figure.keys() for figure in told)


def test_a_figure_meets_its_bar_from_the_right_side() -> None:
    assert run.Figure("a", 4.9, "s", 5.0).met
    assert not run.Figure("a", 5.1, "s", 5.0).met
    assert run.Figure("a", 81, "a second", 80, less_is_better=False).met
    assert not run.Figure("a", 79, "a second", 80, less_is_better=False).met
    assert "missed" in run.line(run.Figure("a", 79, "a second", 80, less_is_better=False))
