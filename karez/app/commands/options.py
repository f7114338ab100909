"""Options that several commands share, and how their outcomes are told."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from karez.app.settings import read_settings
from karez.app.values import Asked, Taken
from karez.app.workspace import Workspace
from karez.model.errors import InputError, RequestError
from karez.model.text import printable
from karez.model.vocabulary import ClaimantClass, Marking

Ledger = Annotated[
    str | None,
    typer.Option("--ledger", "-l", help="Path of the ledger, or postgresql:// URL [KAREZ_LEDGER, else ./karez.db]."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table (its form: karez schema NAME).")]
Reader = Annotated[
    str | None,
    typer.Option(
        "--reader",
        help="builtin (rules and a network), rules alone, or llm: the model of your settings, to which texts go.",
    ),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="What was known at this date (its end), time, or 'now'.")]
Recorded = Annotated[str | None, typer.Option("--recorded", help="Only what the ledger had recorded by this time.")]
Area = Annotated[str | None, typer.Option("--area", help="Only this place and what lies in it: name, id or P-code.")]
From = Annotated[str | None, typer.Option("--from", help="Only what happened on this day (ISO) or later.")]
To = Annotated[str | None, typer.Option("--to", help="Only what happened on this day (ISO) or earlier.")]
By = Annotated[str, typer.Option("--by", help="Who decides this: a role or desk, as it is to be printed.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stands in the method section of every brief.")]
SourcePublished = Annotated[
    str | None,
    typer.Option(
        "--source-published", help="The source itself took it back or corrected it: when it published that (ISO)."
    ),
]


def open_workspace(given: str | None, *, create: bool = False, reader: str | None = None) -> Workspace:
    """Open the ledger that is meant: the option, else KAREZ_LEDGER, else the settings file's, else ./karez.db.

    ``reader`` is that of the option. Raises LedgerError; RequestError bad-setting.
    """
    settings = read_settings({"ledger": given, "reader": reader})
    return Workspace.open(settings.ledger, create=create, settings=settings)


@contextmanager
def passing_or_kept(reports: list[str] | None, ledger: str | None) -> Iterator[Workspace]:
    """Open the ledger that is meant, made where reports are given; a passing one for reports without a ledger."""
    if reports and not ledger:
        with Workspace.passing(read_settings()) as workspace:
            yield workspace
        return
    with open_workspace(ledger, create=bool(reports)) as workspace:
        yield workspace


def marking_of(word: str) -> Marking:
    """Return the TLP marking that a word means. Raises RequestError bad-value."""
    name = word.upper().removeprefix("TLP:")
    try:
        return Marking(f"TLP:{name}")
    except ValueError as error:
        allowed = ", ".join(item.value for item in Marking)
        raise RequestError("bad-value", f"--marking {word!r} is none of {allowed}") from error


def class_of(word: str | None) -> str | None:
    """Return a publisher's class as it is given. Raises RequestError bad-value for one that is none."""
    if word is not None and word not in set(ClaimantClass):
        raise RequestError("bad-value", f"--publisher-class {word!r} is none of {', '.join(ClaimantClass)}")
    return word


def asked(as_of: str | None, recorded: str | None, area: str | None, start: str | None, end: str | None) -> Asked:
    """Gather the options of a view."""
    return Asked(as_of=as_of, recorded=recorded, area=area, start=start, end=end)


@dataclass(slots=True)
class Outcome:
    """How an add went: what was taken in, what had not changed since it was fetched, what failed."""

    taken: list[Taken] = field(default_factory=list)
    unchanged: list[InputError] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)

    @property
    def status(self) -> int:
        """0 all done, 3 some failed, 1 nothing done."""
        done = bool(self.taken or self.unchanged)
        return 1 if not done else (3 if self.failed else 0)


def tell(outcomes: Iterable[Taken | InputError]) -> Outcome:
    """Follow an add to its end: progress and one line per failure on stderr."""
    outcome = Outcome()
    for item in _progress(outcomes):
        if isinstance(item, InputError):
            (outcome.unchanged if item.name == "duplicate" else outcome.failed).append(item)
            print(item.line(), file=sys.stderr)
        else:
            outcome.taken.append(item)
            for note in item.notes:
                print(printable(f"{item.source}: {note}"), file=sys.stderr)
    return outcome


def _progress(outcomes: Iterable[Taken | InputError]) -> Iterator[Taken | InputError]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from outcomes
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for item in outcomes:
            yield item
            progress.advance(task)


def deliver(markdown: str, output: Path | None, name: str) -> None:
    """Print a document, laid out in a terminal, or write it to a file. Raises RequestError bad-value."""
    console = Console()
    if output:
        write(output, markdown)
        print(f"{name} written: {output.resolve()}", file=sys.stderr)
    elif console.is_terminal:
        console.print(Markdown(markdown))
    else:
        print(markdown, end="")


def write(path: Path, content: str) -> None:
    """Write a file whole or not at all. Raises RequestError bad-value where it cannot be written."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_text(content, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise RequestError("bad-value", error.strerror or "cannot be written", place=str(path)) from error
    finally:
        if unfinished.exists():
            unfinished.unlink()
