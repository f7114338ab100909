"""Commands that show: the claims, what an id stands for, and the schemas of all JSON."""

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from karez.app.cards import claim_card
from karez.app.commands.copying import sighted
from karez.app.commands.joining import show_incident
from karez.app.commands.options import (
    Area,
    AsOf,
    From,
    Json,
    Ledger,
    Recorded,
    To,
    asked,
    open_workspace,
)
from karez.app.copies import origin_card, report_origin_json
from karez.app.grades_out import card_rows, grading_json
from karez.app.held import INCIDENT
from karez.app.output import as_csv, judgement_json, print_json, print_table, report_json
from karez.app.schema import NAMES, schema_of
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.model.codec import claim_json
from karez.model.errors import RequestError
from karez.model.identity import incident_id
from karez.model.record import ClaimRecord, ReportRecord
from karez.model.times import show as show_time
from karez.model.vocabulary import ClaimKind
from karez.resolve.incidents.bundles import speaks_of_one


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
    as_of: AsOf = None,
    recorded: Recorded = None,
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
      karez show clm-0123456789ab --as-of 2026-02-01     as it was known then
    """
    wanted = Asked(as_of=as_of, recorded=recorded)
    with open_workspace(ledger) as workspace:
        if identity.startswith(INCIDENT):
            show_incident(workspace, identity, wanted, as_json=json)
            return
        times = dict(zip(("as_of", "recorded"), workspace.times(wanted), strict=True))
        found = workspace.desk.find(identity, **times)
        zone = workspace.timezone
        report = workspace.desk.find(found.report, **times) if isinstance(found, ClaimRecord) else None
        gone = isinstance(found, ClaimRecord) and found.known_to is not None
        other = workspace.desk.successor(found.claim.id) if isinstance(found, ClaimRecord) and gone else None
        origin = _origin(workspace, found, wanted) if isinstance(found, ReportRecord) else None
        graded = workspace.grading.of_claim(found, wanted) if isinstance(found, ClaimRecord) else (None, None)
    if isinstance(found, ClaimRecord):
        value: dict[str, object] = {
            **_claim_value(found, zone),
            "successor": other,
            "report": report_json(report, zone) if isinstance(report, ReportRecord) else None,
            "grades": dict(zip(("source", "claim"), (grading_json(one, zone) for one in graded), strict=True)),
        }
    elif isinstance(found, ReportRecord):
        value = {"report": report_json(found, zone), "origin": origin}
    else:
        value = {"judgement": judgement_json(found, zone)}
    if json:
        print_json(value)
    elif isinstance(found, ClaimRecord) and isinstance(report, ReportRecord):
        print_table(found.claim.id, ("field", "value"), [*claim_card(found, report, zone), *card_rows(*graded, zone)])
        if speaks_of_one(found.claim):
            print(f"its incident: karez show {incident_id([found.claim.id])}", file=sys.stderr)
        if found.known_to is not None:
            why = f"read anew: {other} stands in its place" if other else "rejected, taken back or not found again"
            print(f"{why}; this claim feeds no figure", file=sys.stderr)
    else:
        name, fields = next(iter(value.items()))
        lines = _filled(fields) if isinstance(fields, dict) else []
        print_table(name, ("field", "value"), [*lines[:-1], *(origin_card(origin) if origin else ()), *lines[-1:]])


def _claim_value(record: ClaimRecord, zone: str) -> dict[str, object]:
    """The claim itself, with its times."""
    return {
        "claim": claim_json(record.claim),
        "known_from": show_time(record.known_from, zone),
        "known_to": None if record.known_to is None else show_time(record.known_to, zone),
        "recorded": show_time(record.recorded, zone),
        "corrected": record.corrected,
    }


def _origin(workspace: Workspace, report: ReportRecord, asked: Asked) -> dict[str, Any] | None:
    """Where a report has its words from, by what was known when it became known or later."""
    return report_origin_json(report.id, sighted(workspace, workspace.view(asked)))


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
