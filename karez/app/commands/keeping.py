"""Commands that make a ledger, add to it, read it anew and check it."""

import sys
from typing import Annotated

import typer

from karez.app.commands.options import Json, Ledger, ledger_address, open_workspace, tell
from karez.app.output import print_json, print_table
from karez.app.workspace import Workspace
from karez.ingest.hints import Hints
from karez.ledger.ledger import Ledger as LedgerFile
from karez.model.times import zone

Reports = Annotated[list[str], typer.Argument(metavar="REPORT...", help="Files, folders, zips, pages or feeds.")]


def init(
    ledger: Ledger = None,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of the ledger (IANA); the atlas pack's unless given.")
    ] = None,
) -> None:
    """Make a new, empty ledger. Its file is readable by you alone."""
    address = ledger_address(ledger)
    name = timezone or Workspace.default_timezone()
    LedgerFile.create(address, timezone=zone(name).key).close()
    print(f"ledger made: {address} (zone {name})")


def add(
    reports: Reports,
    ledger: Ledger = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it, where the report does not say.")] = None,
    publisher_class: Annotated[str | None, typer.Option(help="official, armed_group, media, un, ngo ...")] = None,
    published: Annotated[str | None, typer.Option(help="When: 2026-01-31 or 2026-01-31T14:00+05:00.")] = None,
    known_from: Annotated[
        str | None, typer.Option(help="When the public could know it, if not when published.")
    ] = None,
    json: Json = False,
) -> None:
    """Read reports and add them to the ledger. The same report twice is one report.

    A file NAME.json beside NAME.txt may tell publisher, publisher_class, published and url.
    """
    hints = Hints(publisher=publisher, publisher_class=publisher_class, published=published)
    with open_workspace(ledger) as workspace:
        if published:
            workspace.instant(published)
        outcome = tell(workspace.add(reports, hints, known_from=known_from))
    rows = [
        (item.source, item.report[:16], "added" if item.new else "known already", item.claims) for item in outcome.taken
    ]
    if json:
        failed = [{"place": error.place, "code": error.code, "message": error.line()} for error in outcome.failed]
        taken = [
            {
                "source": item.source,
                "report": item.report,
                "new": item.new,
                "claims": item.claims,
                "notes": list(item.notes),
            }
            for item in outcome.taken
        ]
        print_json({"added": taken, "failed": failed})
    else:
        print_table("Reports", ("source", "report", "", "claims"), rows)
    raise typer.Exit(outcome.status)


def reread(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT_ID...]", help="Reports; all unless given.")
    ] = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Read reports of the ledger anew with this version's reader. What a person decided stays."""
    with open_workspace(ledger) as workspace:
        wanted = [workspace.ledger.resolve(report) for report in reports] if reports else None
        rows = list(workspace.reread(wanted))
    if json:
        print_json([{"report": report, "new_claims": new} for report, new in rows])
    else:
        print_table("Read anew", ("report", "new claims"), [(report[:16], new) for report, new in rows])


def verify(
    ledger: Ledger = None,
    head: Annotated[str | None, typer.Option(help="A head printed in a brief; the chain must hold it.")] = None,
    json: Json = False,
) -> None:
    """Check every row, commit, text and file of the ledger, and name what was changed."""
    with open_workspace(ledger) as workspace:
        faults = workspace.verify(head=head)
        commits, last = workspace.ledger.commits(), workspace.ledger.head()
    if json:
        found = [{"table": fault.table, "row": fault.row, "message": fault.message} for fault in faults]
        print_json({"verified": not faults, "commits": commits, "head": last, "faults": found})
    elif faults:
        print_table("Faults", ("table", "row", "what is wrong"), [(f.table, f.row, f.message) for f in faults])
    else:
        print(f"verified: {commits} commits, head {last}")
    if faults:
        print(f"K205 broken-chain: {len(faults)} faults — keep the file and compare it with a backup", file=sys.stderr)
        raise typer.Exit(1)
