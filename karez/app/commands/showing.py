"""Commands that show: the brief, the claims, and what an id stands for."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown

from karez.app.commands.options import (
    Area,
    AsOf,
    From,
    Json,
    Ledger,
    Outcome,
    Recorded,
    To,
    asked,
    ledger_address,
    marking_of,
    open_workspace,
    tell,
    write,
)
from karez.app.output import as_csv, claim_row, judgement_json, print_json, print_table, report_json
from karez.app.workspace import Asked, Workspace
from karez.brief.lint import RENDERERS, lint
from karez.brief.outline import Brief
from karez.ingest.hints import Hints
from karez.model.codec import claim_json
from karez.model.record import ClaimRecord, ReportRecord
from karez.reconcile.item import items

Page = Annotated[Path | None, typer.Option("--html", help="Write the brief as one self-contained HTML page.")]
Plain = Annotated[Path | None, typer.Option("--md", help="Write the brief as Markdown.")]


def brief(
    reports: Annotated[list[str] | None, typer.Argument(metavar="[REPORT...]", help="Reports to add first.")] = None,
    ledger: Ledger = None,
    html: Page = None,
    md: Plain = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    since: Annotated[str | None, typer.Option("--since", help="Tell what changed since this date or time.")] = None,
    area: Area = None,
    start: From = None,
    end: To = None,
    title: Annotated[str, typer.Option(help="Title of the brief.")] = "Situation brief",
    marking: Annotated[str, typer.Option(help="TLP marking: RED, AMBER+STRICT, AMBER, GREEN, CLEAR.")] = "AMBER",
    published: Annotated[
        str | None, typer.Option(help="When the reports were published, where they do not say.")
    ] = None,
    json: Json = False,
) -> None:
    """Make a situation brief in which every figure leads to its sentence.

    With REPORTs it needs no set-up: they are read into the ledger of --ledger (made where there is none), or into one
    that is thrown away. Without, it is made from the ledger.
    """
    wanted = Asked(as_of, recorded, since, area, start, end, title, marking_of(marking))
    with _workspace(reports, ledger) as workspace:
        outcome = tell(workspace.add(reports or (), Hints(published=published))) if reports else Outcome()
        made = workspace.brief(wanted)
    for form, path in (("html", html), ("md", md)):
        if path:
            write(path, _linted(made, form))
    _print(made, "json" if json else "md")
    for path in (html, md):
        if path:
            print(f"brief written: {path.resolve()}", file=sys.stderr)
    raise typer.Exit(3 if outcome.failed else 0)


@contextmanager
def _workspace(reports: list[str] | None, ledger: str | None) -> Iterator[Workspace]:
    if not reports or ledger:
        with Workspace.open(ledger_address(ledger), create=bool(reports)) as workspace:
            yield workspace
        return
    with Workspace.passing() as workspace:
        yield workspace


def _linted(made: Brief, form: str) -> str:
    rendered = RENDERERS[form](made)
    lint(rendered, made, form)
    return rendered


def _print(made: Brief, form: str) -> None:
    rendered = _linted(made, form)
    console = Console()
    if form == "md" and console.is_terminal:
        console.print(Markdown(rendered))
    else:
        print(rendered, end="")


def claims(
    ledger: Ledger = None,
    kind: Annotated[str | None, typer.Option(help="incident, toll, status, control, directive or assessment.")] = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    area: Area = None,
    start: From = None,
    end: To = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV that a spreadsheet opens as it is.")] = False,
    json: Json = False,
) -> None:
    """List the claims of the ledger, one a row, each with its sentence."""
    with open_workspace(ledger) as workspace:
        view = workspace.view(asked(as_of, recorded, area, start, end))
        rows = [
            claim_row(item.record, item.report, item.source, workspace.timezone)
            for item in items(view)
            if kind in (None, item.claim.kind.value)
        ]
    if csv:
        sys.stdout.write(as_csv(rows))
    elif json:
        print_json(rows)
    else:
        columns = ("claim", "kind", "value", "quote", "claimant", "from", "place")
        print_table(f"{len(rows)} claims", columns, [[_short(row, name) for name in columns] for row in rows])


def _short(row: dict[str, object], name: str) -> str:
    value = "" if row[name] is None else str(row[name])
    return value[:12] if name == "claim" else value


def show(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A claim, report or judgement.")],
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Show what an id stands for: the claim in its sentence, the report, or the judgement."""
    with open_workspace(ledger) as workspace:
        found = workspace.find(identity)
        zone = workspace.timezone
        report = workspace.find(found.report) if isinstance(found, ClaimRecord) else None
    if isinstance(found, ClaimRecord):
        value = {
            "claim": claim_json(found.claim),
            "report": report_json(report, zone) if isinstance(report, ReportRecord) else None,
        }
    elif isinstance(found, ReportRecord):
        value = {"report": report_json(found, zone)}
    else:
        value = {"judgement": judgement_json(found, zone)}
    if json:
        print_json(value)
    else:
        _show(found, value)


def _show(found: object, value: Mapping[str, object]) -> None:
    if isinstance(found, ClaimRecord):
        report = value["report"]
        told = {name: item for name, item in claim_json(found.claim).items() if item not in (None, [], {}, False)}
        publisher = report["publisher"] if isinstance(report, dict) else None
        rows = list(told.items())
        print_table(f"{found.claim.id} in {found.report} ({publisher})", ("field", "value"), rows)
        return
    ((name, fields),) = value.items()
    rows = (
        [(key, item) for key, item in fields.items() if item not in (None, [], {})] if isinstance(fields, dict) else []
    )
    print_table(name, ("field", "value"), rows)
