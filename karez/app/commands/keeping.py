"""Commands that make a ledger, add to it, read it anew and check it."""

import sys
from typing import Annotated

import typer

from karez.app.commands.options import Json, Ledger, Reader, class_of, open_workspace, tell
from karez.app.log import without_password
from karez.app.output import print_json, print_table
from karez.app.settings import read_settings
from karez.app.workspace import Workspace
from karez.ingest.hints import Hints
from karez.model.errors import LedgerError

Reports = Annotated[list[str], typer.Argument(metavar="REPORT", help="Files, folders, zips, pages or feeds.")]


def init(
    ledger: Ledger = None,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of the ledger (IANA) [KAREZ_TIMEZONE, else the atlas pack's].")
    ] = None,
) -> None:
    """Make a new, empty ledger. Its file is readable by you alone.

    \b
    Examples:
      karez init
      karez init --ledger desk.db --timezone Asia/Kabul
      karez init --ledger postgresql://karez@db.example.org/karez

    Next: karez add REPORT...
    """
    settings = read_settings({"ledger": ledger, "timezone": timezone})
    with Workspace.create(settings.ledger, settings=settings) as workspace:
        print(f"ledger made: {without_password(settings.ledger)} (zone {workspace.timezone})")
    print("next: karez add REPORT...", file=sys.stderr)


def add(
    reports: Reports,
    ledger: Ledger = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it, where the report does not say.")] = None,
    publisher_class: Annotated[
        str | None, typer.Option(help="What the publisher is: official, armed_group, media, un, ngo ...")
    ] = None,
    published: Annotated[str | None, typer.Option(help="When: 2026-01-31 or 2026-01-31T14:00+05:00.")] = None,
    known_from: Annotated[
        str | None, typer.Option(help="When the public could know it, if not when published.")
    ] = None,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Read reports and add them to the ledger. The same report twice is one report.

    A file NAME.json beside NAME.txt may tell publisher, publisher_class, published and url.

    \b
    Examples:
      karez add reports/
      karez add statement.pdf --publisher "Ministry" --publisher-class official --published 2026-01-31
      karez add https://example.org/feed.xml

    Next: karez brief, or karez claims to see what was read.
    """
    hints = Hints(publisher=publisher, publisher_class=class_of(publisher_class), published=published)
    with open_workspace(ledger, reader=reader) as workspace:
        if published:
            workspace.instant(published)
        outcome = tell(workspace.add(reports, hints, known_from=known_from))
    if json:
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
        unchanged, failed = (
            [{"place": error.place, "code": error.code, "message": error.line()} for error in errors]
            for errors in (outcome.unchanged, outcome.failed)
        )
        print_json({"added": taken, "unchanged": unchanged, "failed": failed})
    else:
        rows = [
            (item.source, item.report[:16], "added" if item.new else "known already", item.claims)
            for item in outcome.taken
        ]
        print_table("Reports", ("source", "report", "", "claims"), rows)
    raise typer.Exit(outcome.status)


def reread(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT_ID", help="Ids or their beginnings; all unless given.")
    ] = None,
    ledger: Ledger = None,
    reader: Reader = None,
    json: Json = False,
) -> None:
    """Read reports anew with this version's reader.

    What a person decided stays.

    \b
    Examples:
      karez reread
      karez reread rep-0123456789ab

    A new reading speaks of the time of its report; the old one still stands under --recorded of an earlier time.
    """
    with open_workspace(ledger, reader=reader) as workspace:
        rows = list(workspace.reread(reports))
    if json:
        print_json([{"report": report, "new_claims": new} for report, new in rows])
    else:
        print_table("Read anew", ("report", "new claims"), [(report[:16], new) for report, new in rows])


def verify(
    ledger: Ledger = None,
    head: Annotated[str | None, typer.Option(help="A head printed in a brief; the chain must hold it.")] = None,
    json: Json = False,
) -> None:
    """Check the ledger and name what was changed.

    Every row, commit, text and file is looked at.

    \b
    Examples:
      karez verify
      karez verify --head 0123456789abcdef

    Exit status 1 where something does not verify.
    """
    with open_workspace(ledger) as workspace:
        found = workspace.verify(head=head)
    if json:
        faults = [{"table": fault.table, "row": fault.row, "message": fault.message} for fault in found.faults]
        print_json({"verified": not faults, "commits": found.commits, "head": found.head, "faults": faults})
    elif found.faults:
        print_table("Faults", ("table", "row", "what is wrong"), [(f.table, f.row, f.message) for f in found.faults])
    else:
        print(f"verified: {found.commits} commits, head {found.head}")
    if found.faults:
        raise LedgerError("broken-chain", f"{len(found.faults)} faults")
