"""The command that joins a batch."""

import json
from pathlib import Path

import pytest

from karez.app.cli import run
from tests.resolve.reports import some


def batch(folder: Path, *more: str) -> Path:
    path = folder / "in.jsonl"
    lines = [
        json.dumps({"id": one.id, "text": one.text, "title": one.title, "published": one.published}) for one in some()
    ]
    path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return path


def outcome(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_report_has_a_line_and_every_incident_a_toll(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run(["cluster", "--jsonl", str(batch(tmp_path)), "-o", str(target)]) == 0
    lines = outcome(target)
    of = {line["report"]: line["incident"] for line in lines if "report" in line}
    assert of["a"] == of["b"] == of["c"] != of["d"]
    tolls = {line["incident"]: line for line in lines if "report" not in line}
    assert set(tolls) == set(of.values())
    assert tolls[of["a"]]["killed"] == 3


def test_lines_that_cannot_be_taken_in_are_told_and_the_others_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.jsonl"
    source = batch(tmp_path, "no json", '{"id": "a", "text": "again"}', '{"id": 7, "text": ""}')
    assert run(["cluster", "--jsonl", str(source), "-o", str(target)]) == 3
    told = capsys.readouterr().err
    assert ":5: K" in told and ":6: K" in told and "earlier line" in told
    assert [line["report"] for line in outcome(target) if "report" in line] == ["a", "b", "c", "d", 7]


def test_an_empty_batch_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text("", encoding="utf-8")
    assert run(["cluster", "--jsonl", str(tmp_path / "in.jsonl")]) == 1
    assert "empty-file" in capsys.readouterr().err
