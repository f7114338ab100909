"""The command that joins a batch."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from karez.app.cli import run
from karez.app.commands import cluster as commands
from karez.app.commands import workers
from karez.app.schema import schema_of
from karez.app.settings import Settings
from karez.app.workspace import Workspace
from karez.model.claim import Reading
from karez.model.report import Document
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


def test_the_reader_that_is_asked_for_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    opened = Workspace.passing

    def passing(settings: Settings) -> object:
        asked.append(settings.reader)
        return opened(settings)

    monkeypatch.setattr(Workspace, "passing", passing)
    assert run(["cluster", "--jsonl", str(batch(tmp_path)), "--reader", "rules"]) == 0
    assert run(["why", "a", "b", "--jsonl", str(batch(tmp_path))]) == 0
    assert asked == ["rules", "builtin"]
    assert run(["cluster", "--jsonl", str(batch(tmp_path)), "--reader", "nobody"]) == 2


def test_a_long_batch_gives_the_same_in_two_processes_as_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [json.dumps({"id": f"more {n}", "text": f"Of item {n} nothing is told."}) for n in range(workers.LEAST)]
    source, made = batch(tmp_path, "no json", *more), []
    for processors in (1, 2):
        monkeypatch.setattr(workers, "_processors", lambda count=processors: count)
        target = tmp_path / f"{processors}.jsonl"
        assert run(["cluster", "--jsonl", str(source), "-o", str(target), "--reader", "rules"]) == 3
        made.append(target.read_bytes())
    assert made[0] == made[1] and made[0].count(b"report") == workers.LEAST + 4


def test_a_fault_in_one_report_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Workspace.read

    def read(workspace: Workspace, document: Document, *, report: str | None = None) -> Reading:
        if "cattle" in document.text:
            raise ZeroDivisionError
        return real(workspace, document, report=report)

    monkeypatch.setattr(Workspace, "read", read)
    target = tmp_path / "out.jsonl"
    assert run(["cluster", "--jsonl", str(batch(tmp_path)), "-o", str(target)]) == 3
    assert [line["report"] for line in outcome(target) if "report" in line] == ["a", "b", "c"]
    assert ":4: K" in (told := capsys.readouterr().err) and "ZeroDivisionError" in told


def test_why_tells_every_comparison_and_what_follows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(batch(tmp_path))
    assert run(["why", "a", "b", "--jsonl", source, "--json"]) == 0
    near = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema_of("why")).validate(near)
    assert near["joined"] and not near["same_text"] and near["log_odds"] > near["limit"]
    assert near["log_odds"] == pytest.approx(near["start"] + sum(row["weight"] for row in near["comparisons"]))
    assert run(["why", "a", "d", "--jsonl", source]) == 0
    told = capsys.readouterr().out
    assert "kept apart" in told and all(row["comparison"] in told for row in near["comparisons"])
    assert "not told" in told
    assert run(["why", "a", "c", "--jsonl", source]) == 0
    assert "joined: they have the same text" in capsys.readouterr().out


def test_why_says_what_is_wrong_with_its_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(batch(tmp_path, "no json", '{"id": 7, "text": ""}'))
    assert run(["why", "a", "x", "--jsonl", source]) == 2
    assert "unknown-id" in (told := capsys.readouterr().err) and "id x" in told
    assert run(["why", "a", "a", "--jsonl", source]) == 2
    assert "two reports" in capsys.readouterr().err
    assert run(["why", "a", "7", "--jsonl", source]) == 0


def test_a_title_is_read_by_itself() -> None:
    with Workspace.passing() as workspace:
        line = json.dumps({"id": 7, "text": "Nothing is told.", "title": "Three guards killed at Oakford"})
        found = commands.told_of(workspace, line)
        bare = commands.told_of(workspace, json.dumps({"id": "x", "text": "Nothing is told."}))
    assert found.id == 7 and found.report.id == "7"
    assert [claim.kind for claim in found.report.headline.claims if claim.kind == "toll"] == ["toll"]
    assert bare.report.headline.claims == ()
