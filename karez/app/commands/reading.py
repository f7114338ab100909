"""The command that reads reports and prints what they say, by the reading contract."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TextIO, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from karez.app.commands.lines import as_line, input_lines, target
from karez.app.commands.options import Reader as ReaderName
from karez.app.commands.workers import Read, read_lines
from karez.app.explain import print_explained, with_evidence
from karez.app.output import print_table, value_words
from karez.app.settings import read_settings
from karez.app.workspace import Workspace
from karez.ingest.gather import without_sidecars
from karez.model.claim import Note
from karez.model.codec import reading_json
from karez.model.errors import InputError, RequestError
from karez.model.record import ClaimRecord
from karez.model.report import Document
from karez.model.text import printable

Item = TypeVar("Item")


def read(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT...]", help="Files, folders, zips, pages or feeds.")
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="A batch: one object with id and text a line; - is stdin.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the lines go; stdout unless given.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the decoded text, in which offsets count.")] = False,
    table: Annotated[bool, typer.Option("--table", help="Print a table of claims for people.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell for every claim which rule or head made it, and from which words.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="With --explain: JSON lines whose claims have a field 'explained'.")
    ] = False,
    published: Annotated[
        str | None, typer.Option(help="When the reports were published, where they do not say: an ISO date or time.")
    ] = None,
    reader: ReaderName = None,
) -> None:
    """Read reports and print every claim with its span. Nothing is kept.

    \b
    karez read report.pdf                      what it says, one JSON line a report
    karez read --table report.pdf              the same as a table for people
    karez read --text report.pdf               the text in which the spans count
    karez read --explain report.pdf            why each claim was made, and the words behind each of its fields
    karez read --jsonl in.jsonl -o out.jsonl   a batch: one line in, one line out, in the same order

    A line of a batch that cannot be read gives {"id": ..., "error": ...} in its place, and the batch goes on.
    """
    if bool(reports) == bool(jsonl):
        raise RequestError("bad-request", "give either reports or --jsonl")
    _check_forms(text=text, table=table, explain=explain, json=json, batch=bool(jsonl), output=bool(output))
    settings = read_settings({"reader": reader})
    with Workspace.passing(settings) as workspace:
        if published:
            workspace.instant(published)
        with target(output) as file:
            if jsonl:
                lines = _progress(input_lines(jsonl), file)
                made = read_lines(workspace, lines, settings=settings, published=published, explain=explain)
                status = _batch(made, jsonl, file)
            else:
                form = "text" if text else "table" if table else "explain" if explain and not json else "json"
                status = _Reports(workspace, file, form, published, explain=explain).read(reports or [])
    raise typer.Exit(status)


def _check_forms(*, text: bool, table: bool, explain: bool, json: bool, batch: bool, output: bool) -> None:
    """Refuse forms that do not go together. Raises RequestError bad-request."""
    if text + table + explain > 1:
        raise RequestError("bad-request", "--text, --table and --explain are three forms for a terminal; give one")
    if batch and (text or table):
        raise RequestError("bad-request", "--text and --table are for reports, not for a batch")
    if output and (table or (explain and not json and not batch)):
        raise RequestError("bad-request", "a table goes to the terminal; leave out --output, or give --explain --json")
    if json and (text or table):
        raise RequestError("bad-request", "--json is no table and no text; give one form")


def _batch(lines: Iterable[Read], source: Path, file: TextIO) -> int:
    failed = done = 0
    for number, read_ in enumerate(lines, 1):
        file.write(read_.line)
        if read_.error is not None:
            failed += 1
            print(f"{source}:{number}: {read_.error}", file=sys.stderr)
        else:
            done += 1
    if not failed and not done:
        raise InputError("empty-file", place=str(source))
    return 0 if not failed else (3 if done else 1)


def _progress(lines: Iterable[Item], file: TextIO) -> Iterator[Item]:
    """Show how far a batch is, where a person looks on and the results go elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal or file.isatty():
        yield from lines
        return
    columns = (TextColumn("reading"), TextColumn("{task.completed} lines"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for line in lines:
            yield line
            progress.advance(task)


class _Reports:
    """Prints what reports say in one form: json, text, table or explain. With ``explain`` JSON tells why, too."""

    def __init__(
        self, workspace: Workspace, file: TextIO, form: str, published: str | None, *, explain: bool = False
    ) -> None:
        self._workspace = workspace
        self._file = file
        self._form = form
        self._published = published
        self._explain = explain
        self._broken_off = False

    def read(self, reports: list[str]) -> int:
        """Read every report and return the exit status."""
        failed = done = 0
        for source in without_sidecars(reports):
            for outcome in self._workspace.documents(source):
                error = outcome if isinstance(outcome, InputError) else self._print(outcome[0].source, outcome[1])
                if error is None:
                    done += 1
                else:
                    failed += 1
                    print(error.line(), file=sys.stderr)
        return 1 if not done else (3 if failed else 0)

    def _print(self, source: str, document: Document) -> InputError | None:
        """Print what a document says; return the error where its reader could not read it."""
        if self._published and not document.published:
            document = self._workspace.dated(document, self._published)
        place = document.part or source
        if self._form == "text":
            self._print_text(document.clean_text)
            notes = document.notes
        else:
            try:
                notes = self._print_reading(place, document)
            except InputError as error:
                return InputError(error.name, error.detail, place=place)
        for note in notes:
            print(printable(f"{place}: {note.code}: {note.message}"), file=sys.stderr)
        return None

    def _print_text(self, text: str) -> None:
        # Exactly the text, so that offsets and the digest hold; only between two texts a line break is filled in.
        self._file.write("\n" + text if self._broken_off else text)
        self._broken_off = not text.endswith("\n")

    def _print_reading(self, place: str, document: Document) -> tuple[Note, ...]:
        reading = self._workspace.read(document)
        if self._form == "json":
            value = reading_json(place, document.text_sha256, reading)
            self._file.write(as_line(with_evidence(value, reading, document.clean_text) if self._explain else value))
            return reading.notes
        if self._form == "explain":
            print_explained(place, reading, document.clean_text)
            return reading.notes
        rows = [
            (claim.kind, value_words(ClaimRecord(claim, "", 0, 0)), claim.realis, " ".join(claim.span.quote.split()))
            for claim in reading.claims
        ]
        print_table(place, ("kind", "value", "realis", "quote"), rows)
        return reading.notes
