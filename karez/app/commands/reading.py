"""The command that reads reports and prints what they say, by the reading contract."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from karez.app.output import print_table, value_words
from karez.app.workspace import Workspace
from karez.ingest.batches import article
from karez.ingest.language import language, language_notes
from karez.model.canonical import digest
from karez.model.codec import reading_json
from karez.model.errors import InputError, KarezError, RequestError
from karez.model.record import ClaimRecord
from karez.model.report import Capture, Document


def read(
    reports: Annotated[list[str] | None, typer.Argument(metavar="[REPORT...]", help="Files or folders.")] = None,
    jsonl: Annotated[Path | None, typer.Option("--jsonl", help="A batch: one object with id and text a line.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the lines go; stdout unless given.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the decoded text, in which offsets count.")] = False,
    table: Annotated[bool, typer.Option("--table", help="Print a table of claims for people.")] = False,
    published: Annotated[
        str | None, typer.Option(help="When the reports were published, where they do not say.")
    ] = None,
) -> None:
    """Read reports and print every claim with its span, as JSON lines (contract: docs/reading.md).

    Nothing is kept. Give either REPORTs or --jsonl.
    """
    if bool(reports) == bool(jsonl):
        raise RequestError("bad-request", "give either reports or --jsonl")
    with Workspace.passing() as workspace:
        if jsonl:
            raise typer.Exit(_batch(workspace, jsonl, output))
        raise typer.Exit(_files(workspace, reports or [], (text, table, published)))


def _batch(workspace: Workspace, source: Path, output: Path | None) -> int:
    try:
        lines = source.open(encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise InputError("not-found", place=str(source)) from error
    failed = done = 0
    with lines, _target(output) as target:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            value = batch_line(workspace, line)
            target.write(json.dumps(value, ensure_ascii=False) + "\n")
            if "error" in value:
                failed += 1
                print(f"{source}:{number}: {value['error']['message']}", file=sys.stderr)
            else:
                done += 1
    return 0 if not failed else (3 if done else 1)


class _target:
    def __init__(self, output: Path | None) -> None:
        self._output = output
        self._file: TextIO | None = None

    def __enter__(self) -> TextIO:
        if self._output is None:
            return sys.stdout
        self._file = self._output.open("w", encoding="utf-8", newline="\n")
        return self._file

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()


def batch_line(workspace: Workspace, line: str) -> dict[str, Any]:
    """Return the output line of one input line: the reading, or the error in its place. Never raises."""
    identity: object = None
    try:
        value = json.loads(line)
        identity = value.get("id") if isinstance(value, dict) else None
        outcome = article(value, "the line")
        if isinstance(outcome, InputError):
            raise outcome
        if not isinstance(identity, str | int):
            raise InputError("bad-line", "there is no id")
        document = outcome if outcome.lang else _with_language(outcome)
        rest = {key: item for key, item in value.items() if key != "id"}
        reading = workspace.read(document, report=_digest(rest, document))
        return reading_json(str(identity), document.text_sha256, reading)
    except KarezError as error:
        return _error(identity, error)
    except (ValueError, RecursionError):
        return _error(identity, InputError("bad-line", "the line is no JSON"))
    except Exception as fault:  # the batch goes on; the fault is told in the line's place
        return _error(identity, InputError("unexpected", type(fault).__name__))


def _with_language(document: Document) -> Document:
    lang = language(document.clean_text)
    return Document(
        document.text,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        lang=lang,
        notes=(*document.notes, *language_notes(lang)),
    )


def _digest(value: dict[str, Any], document: Document) -> str:
    try:
        return "rep-" + digest(value)[:32]
    except (TypeError, UnicodeEncodeError):
        return document.report_id


def _error(identity: object, error: KarezError) -> dict[str, Any]:
    return {"id": identity, "error": {"code": error.code, "message": error.line()}}


def _files(workspace: Workspace, reports: list[str], form: tuple[bool, bool, str | None]) -> int:
    text, table, published = form
    failed = done = 0
    for source in reports:
        for outcome in workspace.documents(source):
            if isinstance(outcome, InputError):
                failed += 1
                print(outcome.line(), file=sys.stderr)
                continue
            done += 1
            _print(workspace, outcome, (text, table), published)
    return 0 if not failed else (3 if done else 1)


def _print(
    workspace: Workspace, found: tuple[Capture, Document], form: tuple[bool, bool], published: str | None
) -> None:
    capture, document = found
    if published and not document.published:
        document = workspace.dated(document, published)
    if form[0]:
        print(document.clean_text)
        return
    reading = workspace.read(document)
    if form[1]:
        rows = [
            (claim.kind, value_words(ClaimRecord(claim, "", 0, 0)), claim.realis, " ".join(claim.span.quote.split()))
            for claim in reading.claims
        ]
        print_table(capture.source, ("kind", "value", "realis", "quote"), rows)
    else:
        print(json.dumps(reading_json(capture.source, document.text_sha256, reading), ensure_ascii=False))
    for note in reading.notes:
        print(f"{capture.source}: {note.code}: {note.message}", file=sys.stderr)
