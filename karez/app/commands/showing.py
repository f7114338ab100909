"""Commands that show: the brief, the claims, what an id stands for, and the schemas of all JSON."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown

from karez.app.cards import claim_card
from karez.app.commands.copying import sighted
from karez.app.commands.joining import show_incident
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
    marking_of,
    open_workspace,
    passing_or_kept,
    tell,
    write,
)
from karez.app.copies import origin_card, report_origin_json
from karez.app.held import INCIDENT
from karez.app.output import as_csv, judgement_json, print_json, print_table, report_json
from karez.app.questions import checked_days, checked_times
from karez.app.schema import NAMES, schema_of
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.brief.outline import Brief
from karez.ingest.hints import Hints
from karez.model.codec import claim_json
from karez.model.errors import BriefError, RequestError
from karez.model.identity import incident_id
from karez.model.record import ClaimRecord, ReportRecord
from karez.model.times import show as show_time
from karez.model.vocabulary import ClaimKind
from karez.resolve.incidents.bundles import speaks_of_one

Page = Annotated[Path | None, typer.Option("--html", help="Write the brief as one self-contained HTML page.")]
Plain = Annotated[Path | None, typer.Option("--md", help="Write the brief as Markdown.")]
Check = Annotated[
    Path | None,
    typer.Option("--check", help="Instead of printing: see whether this .md, .html or .json file is the brief."),
]


def brief(
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Reports to add first.")] = None,
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
    check: Check = None,
    json: Json = False,
) -> None:
    """Make a brief: every figure leads to its sentence.

    With REPORTs it needs no set-up: they are read into the ledger of --ledger (made where there is none), or into one
    that is thrown away. Without, it is made from the ledger.

    \b
    Examples:
      karez brief reports/                                    one go, nothing kept
      karez brief reports/ --ledger desk.db --html brief.html
      karez brief --ledger desk.db --since 2026-02-01         what changed
      karez brief --ledger desk.db --as-of 2026-02-01         what was known that day
      karez brief --ledger desk.db --area TOWN --from 2026-01-31

    A figure carries a number such as F12; the sentence behind it stands under References with the claim's id.
    Next: karez show CLAIM, karez correct CLAIM, karez reject CLAIM.
    """
    wanted = Asked(as_of, recorded, since, area, start, end, title, marking_of(marking))
    checked_times(as_of, recorded, since, published)
    checked_days(start, end)
    with passing_or_kept(reports, ledger) as workspace:
        workspace.times(wanted)
        if published:
            workspace.instant(published)
        outcome = tell(workspace.add(reports or (), Hints(published=published))) if reports else Outcome()
        if reports and outcome.status == 1:
            raise BriefError("nothing-to-say", "none of the reports could be read")
        made = workspace.brief(wanted)
        if check:
            _check(workspace, made, check)
        else:
            _deliver(workspace, made, {"html": html, "md": md}, "json" if json else "md")
    if reports and not ledger:
        print("nothing was kept; to look further: karez brief REPORT... --ledger karez.db", file=sys.stderr)
    raise typer.Exit(3 if outcome.failed else 0)


def _deliver(workspace: Workspace, made: Brief, files: Mapping[str, Path | None], form: str) -> None:
    written = {path: workspace.written(made, kind) for kind, path in files.items() if path}
    for path, content in written.items():
        write(path, content)
    rendered = workspace.written(made, form)
    console = Console()
    if form == "md" and console.is_terminal:
        console.print(Markdown(rendered))
    else:
        print(rendered, end="")
    for path in written:
        print(f"brief written: {path.resolve()}", file=sys.stderr)


def _check(workspace: Workspace, made: Brief, path: Path) -> None:
    form = path.suffix.lower().removeprefix(".")
    if form not in {"md", "html", "json"}:
        raise RequestError("bad-value", "--check takes a .md, .html or .json file", place=str(path))
    try:
        rendered = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError("bad-value", "the file cannot be read", place=str(path)) from error
    workspace.check(rendered, made, form)
    print(f"{path}: every figure is the brief's and leads to its claim")


def claims(
    ledger: Ledger = None,
    kind: Annotated[ClaimKind | None, typer.Option(help="Only claims of this kind.")] = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    area: Area = None,
    start: From = None,
    end: To = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV that a spreadsheet opens as it is.")] = False,
    json: Json = False,
) -> None:
    """List the claims, one a row, each with its sentence.

    \b
    Examples:
      karez claims --kind toll
      karez claims --csv > claims.csv
      karez claims --area TOWN --as-of 2026-02-01 --json

    Names of private persons are masked; karez show gives the sentence as it stands. Next: karez show CLAIM.
    """
    if csv and json:
        raise RequestError("bad-request", "give either --csv or --json")
    with open_workspace(ledger) as workspace:
        rows = workspace.rows(asked(as_of, recorded, area, start, end))
    rows = [row for row in rows if kind in (None, row["kind"])]
    if csv:
        sys.stdout.write(as_csv(rows))
    elif json:
        print_json(rows)
    else:
        print_table(f"{len(rows)} claims", ("claim", "what", "said"), [_told(row) for row in rows])
        print("next: karez show CLAIM", file=sys.stderr)


def _told(row: Mapping[str, object]) -> tuple[str, str, str]:
    told = [row[name] for name in ("claimant", "place", "from") if row[name]]
    corrected = " (corrected)" if row["corrected"] else ""
    what = f"{row['kind']}: {row['value']}" if row["value"] else str(row["kind"])
    return str(row["claim"])[:16], what + corrected, f"“{row['quote']}” — {', '.join(str(item) for item in told)}"


def show(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="A claim, report, incident or judgement, or its beginning.")
    ],
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Show what an id stands for.

    That is a claim with its sentence, a report with its text, a judgement, or an incident with its claims and what was
    decided about it: any incident id that was ever printed leads to the incident that holds its claim now. A number
    such as F12 belongs to one brief; the claim's id stands beside its sentence under References.

    \b
    Examples:
      karez show clm-0123456789ab
      karez show inc-0123456789ab
      karez show rep-0123456789ab --json
    """
    with open_workspace(ledger) as workspace:
        if identity.startswith(INCIDENT):
            show_incident(workspace, identity, as_json=json)
            return
        found = workspace.desk.find(identity)
        zone = workspace.timezone
        report = workspace.desk.find(found.report) if isinstance(found, ClaimRecord) else None
        other = workspace.desk.successor(found.claim.id) if isinstance(found, ClaimRecord) else None
        origin = _origin(workspace, found) if isinstance(found, ReportRecord) else None
    if isinstance(found, ClaimRecord):
        closed = None if found.known_to is None else show_time(found.known_to, zone)
        value: dict[str, object] = {
            "claim": claim_json(found.claim),
            "known_from": show_time(found.known_from, zone),
            "known_to": closed,
            "recorded": show_time(found.recorded, zone),
            "corrected": found.corrected,
            "successor": other,
            "report": report_json(report, zone) if isinstance(report, ReportRecord) else None,
        }
    elif isinstance(found, ReportRecord):
        value = {"report": report_json(found, zone), "origin": origin}
    else:
        value = {"judgement": judgement_json(found, zone)}
    if json:
        print_json(value)
    elif isinstance(found, ClaimRecord) and isinstance(report, ReportRecord):
        print_table(found.claim.id, ("field", "value"), claim_card(found, report, zone))
        if speaks_of_one(found.claim):
            print(f"its incident: karez show {incident_id([found.claim.id])}", file=sys.stderr)
        if found.known_to is not None:
            why = f"read anew: {other} stands in its place" if other else "rejected, taken back or not found again"
            print(f"{why}; this claim feeds no figure", file=sys.stderr)
    else:
        name, fields = next(iter(value.items()))
        lines = _filled(fields) if isinstance(fields, dict) else []
        print_table(name, ("field", "value"), [*lines[:-1], *(origin_card(origin) if origin else ()), *lines[-1:]])


def _origin(workspace: Workspace, report: ReportRecord) -> dict[str, Any] | None:
    """Where a report has its words from, by what was known when it became known or later."""
    return report_origin_json(report.id, sighted(workspace, workspace.view()))


def _filled(fields: Mapping[str, object]) -> list[tuple[str, object]]:
    return [(name, item) for name, item in fields.items() if item is not None and item not in ([], {})]


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Which; the names are listed unless given.")
    ] = None,
) -> None:
    """Print the JSON Schema of what a command prints as JSON.

    \b
    Examples:
      karez schema
      karez schema reading > reading.schema.json
    """
    if name is None:
        print("\n".join(NAMES))
    else:
        print_json(schema_of(name))
