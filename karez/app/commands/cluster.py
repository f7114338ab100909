"""The command that tells which reports of a batch speak of one happening."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from karez.app.commands.lines import as_line, input_document, input_lines, target
from karez.app.settings import read_settings
from karez.app.workspace import Workspace
from karez.ingest.decode import noted
from karez.model.claim import Reading
from karez.model.errors import InputError
from karez.model.report import Document
from karez.resolve.join import Cluster, clusters
from karez.resolve.told import Told


def cluster(
    jsonl: Annotated[Path, typer.Option("--jsonl", help="A batch: one object with id and text a line; - is stdin.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the lines go; stdout unless given.")
    ] = None,
) -> None:
    """Tell which reports of a batch speak of one happening.

    \b
    karez cluster --jsonl in.jsonl -o out.jsonl

    Nothing is kept. First comes a line {"report": id, "incident": id} for every report, then for every incident a line
    {"incident", "killed", "injured"} with its joined toll. What cannot be taken in is told on stderr and left out.
    """
    with target(output) as file:
        reports, ids, failed = _told(jsonl)
        if not reports and not failed:
            raise InputError("empty-file", place=str(jsonl))
        found = clusters(reports)
        incidents = {report: one.id for one in found for report in one.reports}
        for key, identity in ids.items():
            file.write(as_line({"report": identity, "incident": incidents[key]}))
        for one in found:
            file.write(as_line(_toll_line(one)))
    raise typer.Exit(0 if not failed else (3 if reports else 1))


def _told(source: Path) -> tuple[list[Told], dict[str, str | int], int]:
    """The reports of a batch with what was read in them, their ids as they came, and how many lines failed."""
    reports: list[Told] = []
    ids: dict[str, str | int] = {}
    failed = 0
    with Workspace.passing(read_settings()) as workspace:
        now = workspace.instant("now")
        for number, line in enumerate(input_lines(source), 1):
            try:
                identity, document = input_document(line)
                if str(identity) in ids:
                    raise InputError("bad-line", f"the id {str(identity)[:40]!r} stands in an earlier line")
                reading = workspace.read(noted(document, now))
                headline = _headline(workspace, document)
            except InputError as error:
                failed += 1
                print(f"{source}:{number}: {error.line()}", file=sys.stderr)
                continue
            ids[str(identity)] = identity
            reports.append(
                Told(str(identity), document.clean_text, document.title, document.published, reading, headline)
            )
    return reports, ids, failed


def _headline(workspace: Workspace, document: Document) -> Reading:
    """What the title says, as a text of its own: headlines give the toll that a report is about."""
    if not document.title:
        return Reading(document.lang)
    return workspace.read(Document(f"{document.title}.", published=document.published, lang=document.lang))


def _toll_line(one: Cluster) -> dict[str, object]:
    told = {"killed": one.killed, "injured": one.injured}
    line: dict[str, object] = {"incident": one.id, **{harm: toll.number for harm, toll in told.items()}}
    by_word = [harm for harm, toll in told.items() if toll.by_word]
    return {**line, "by_word": by_word} if by_word else line
