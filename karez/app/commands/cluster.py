"""The command that tells which reports of a batch speak of one happening."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from karez.app.commands.lines import as_line, input_document, input_lines, target, told_error
from karez.app.commands.options import Reader as ReaderName
from karez.app.commands.workers import worked
from karez.app.settings import Settings, read_settings
from karez.app.workspace import Workspace
from karez.ingest.decode import noted
from karez.model.claim import Reading
from karez.model.errors import InputError, RequestError
from karez.resolve.join import clusters
from karez.resolve.told import Told, headline_of

Batch = Annotated[Path, typer.Option("--jsonl", help="A batch: one object with id and text a line; - is stdin.")]


def cluster(
    jsonl: Batch,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the lines go; stdout unless given.")
    ] = None,
    reader: ReaderName = None,
) -> None:
    """Tell which reports of a batch speak of one happening.

    \b
    karez cluster --jsonl in.jsonl -o out.jsonl

    Nothing is kept. First comes a line {"report": id, "incident": id} for every report, then for every incident a line
    {"incident", "killed", "injured"} with its joined toll. What cannot be taken in is told on stderr and left out.
    """
    settings = read_settings({"reader": reader})
    with target(output) as file:
        reports, ids, failed = _told(jsonl, settings)
        if not reports and not failed:
            raise InputError("empty-file", place=str(jsonl))
        found = clusters(reports)
        incidents = {report: one.id for one in found for report in one.reports}
        for key, identity in ids.items():
            file.write(as_line({"report": identity, "incident": incidents[key]}))
        for one in found:
            file.write(as_line({"incident": one.id, "killed": one.killed, "injured": one.injured}))
    raise typer.Exit(0 if not failed else (3 if reports else 1))


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What a line of a batch gave: its id as it came and its report."""

    id: str | int
    report: Told


def told_of(workspace: Workspace, line: str | None) -> ToldLine:
    """Return the report of an input line with what was read in its text and, by itself, in its title.

    Raises InputError where the line holds no report or cannot be read.
    """
    identity, document = input_document(line)
    reading = workspace.read(noted(document, workspace.instant("now")))
    title = headline_of(document.title, document.published, document.lang)
    headline = workspace.read(title) if title else Reading(document.lang)
    told = Told(str(identity), document.clean_text, document.title, document.published, reading, headline)
    return ToldLine(identity, told)


def _line(workspace: Workspace, line: str | None) -> ToldLine | str:
    """What a line gave, or the message of its error; a setting that no line can be read with ends the batch."""
    try:
        return told_of(workspace, line)
    except RequestError:
        raise
    except Exception as fault:  # the batch goes on; the fault is told in the line's place
        return told_error(fault).line()


def _told(source: Path, settings: Settings) -> tuple[list[Told], dict[str, str | int], int]:
    """The reports of a batch, their ids as they came, and how many lines failed."""
    reports: list[Told] = []
    ids: dict[str, str | int] = {}
    failed = 0
    with Workspace.passing(settings) as workspace:
        for number, made in enumerate(worked(workspace, input_lines(source), _line, settings=settings), 1):
            found = _again(made.id) if isinstance(made, ToldLine) and made.report.id in ids else made
            if isinstance(found, str):
                failed += 1
                print(f"{source}:{number}: {found}", file=sys.stderr)
            else:
                ids[found.report.id] = found.id
                reports.append(found.report)
    return reports, ids, failed


def _again(identity: str | int) -> str:
    return InputError("bad-line", f"the id {str(identity)[:40]!r} stands in an earlier line").line()
