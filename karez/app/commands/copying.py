"""The command that tells which reports are copies or versions of others."""

from collections.abc import Mapping
from typing import Any

from karez.app.commands.options import AsOf, Json, Ledger, Recorded, open_workspace
from karez.app.copies import COLUMNS, Sighted, copies_json, table_rows
from karez.app.output import print_json, print_table
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.model.record import View
from karez.model.text import printable


def copies(ledger: Ledger = None, as_of: AsOf = None, recorded: Recorded = None, json: Json = False) -> None:
    """Tell which reports are copies of others.

    Every group is one origin with its prints: the first report, then each copy (the same words or a rewrite) and
    version (an updated page, a part of the words) with the overlap, the rule and the words that show it. After that
    come the outlets that reports only name, and what contradicts itself.

    \b
    Examples:
      karez copies
      karez copies --as-of 2026-02-01 --json

    Names of private persons are masked. Next: karez show REPORT.
    """
    with open_workspace(ledger) as workspace:
        found = copies_json(sighted(workspace, workspace.view(Asked(as_of=as_of, recorded=recorded))))
    if json:
        print_json(found)
    else:
        _print(found)


def sighted(workspace: Workspace, view: View) -> Sighted:
    """Return a view with its origins as people may see it."""
    return Sighted(view, workspace.origins(view), workspace.sight.mask(view), workspace.timezone)


def _print(found: Mapping[str, Any]) -> None:
    for group in found["groups"]:
        print_table(
            f"{group['origin']}: 1 origin, {len(group['reports'])} prints", COLUMNS, table_rows(group["reports"])
        )
    for named in found["named"]:
        print_table(f"{named['origin']}, only named", COLUMNS, table_rows(named["reports"]))
    for odd in found["oddities"]:
        reports = ", ".join(report[:16] for report in odd["reports"])
        print(printable(f"odd ({odd['kind']}): {odd['text']}: {reports}"))
    copied = sum(len(group["reports"]) - 1 for group in found["groups"])
    print(f"{found['reports']} reports, {copied} of them copies or versions of others")
