"""The command that tells why two reports of a batch, or two claims or incidents of a ledger, are joined or not."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from karez.app.commands.cluster import told_of
from karez.app.commands.joining import claim_line, decision_line
from karez.app.commands.lines import input_document, input_lines
from karez.app.commands.options import AsOf, Json, Ledger, Recorded, open_workspace
from karez.app.commands.options import Reader as ReaderName
from karez.app.output import print_json, print_table
from karez.app.settings import read_settings
from karez.app.values import Asked
from karez.app.why import WhyTwo, why_json, why_two
from karez.app.workspace import Workspace
from karez.model.errors import InputError, RequestError
from karez.model.text import printable
from karez.resolve.compare import UNTOLD
from karez.resolve.join import Why, why_joined

Batch = Annotated[Path | None, typer.Option("--jsonl", help="A batch: one object with id and text a line; - is stdin.")]


def why(
    one: Annotated[str, typer.Argument(metavar="A", help="A claim or incident, or with --jsonl a report's id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    jsonl: Batch = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    ledger: Ledger = None,
    json: Json = False,
    reader: ReaderName = None,
) -> None:
    """Tell why two claims or incidents are joined or not.

    Or two reports of a batch, with --jsonl. Every comparison, the level that holds and its weight, the strongest first;
    what their reports hold together, and what persons decided. Of incidents it takes the two claims that speak most for
    one.

    \b
    Examples:
      karez why clm-0123456789ab clm-ba9876543210
      karez why clm-0123456789ab inc-ba9876543210     why is it in there, or not?
      karez why A B --jsonl in.jsonl                  two reports of a batch, by the ids of their lines

    Of a batch only these two are read. There a report joins a cluster by its mean over all reports (karez cluster).
    """
    if one == other:
        raise RequestError("bad-request", "give two claims or incidents, or with --jsonl two reports")
    if jsonl is not None:
        if ledger is not None or as_of or recorded:
            raise RequestError("bad-request", "give --jsonl or --ledger; a batch has no times")
        _of_batch(jsonl, (one, other), reader, as_json=json)
        return
    with open_workspace(ledger) as workspace:
        desk = workspace.incidents.at(workspace.times(Asked(as_of=as_of, recorded=recorded)))
        told, zone = why_two(desk, one, other, workspace.sight), workspace.timezone
    if json:
        print_json(why_json(told, zone))
    else:
        _print_two(told, zone)


def _print_two(told: WhyTwo, timezone: str) -> None:
    """Print both sentences, every comparison, what decides beside it and what follows."""
    for row in (told.left, told.right):
        print(printable(claim_line(row)))
    why = told.why
    rows = [(one.comparison, one.level, f"{one.bits:+.2f}") for one in why.comparisons]
    print_table(
        f"weights in bits ({why.version})",
        ("comparison", "level", "weight"),
        [*rows, ("start", "", f"{why.start:+.2f}")],
    )
    print(f"weight {why.weight:+.2f}; two claims by themselves are joined above {why.limit:+.2f}")
    for reason in told.reasons:
        print(reason)
    if told.same:
        print(f"joined: both are of {told.incidents[0]}")
    else:
        print(f"not joined: they are of {told.incidents[0]} and {told.incidents[1]}")
    if told.pairs:
        others = [(pair.left[:16], pair.right[:16], f"{pair.weight:+.2f}") for pair in told.pairs]
        print_table(f"other pairs of the {told.weighed} that were named", ("claim", "with", "weight"), others)
    for decision in told.decisions:
        print(decision_line(decision, timezone))
    print("to decide: karez join A B, karez keep-apart A B, karez split INCIDENT CLAIM", file=sys.stderr)


def _of_batch(jsonl: Path, names: tuple[str, str], reader: str | None, *, as_json: bool) -> None:
    settings = read_settings({"reader": reader})
    with Workspace.passing(settings) as workspace:
        lines = _wanted(jsonl, names)
        first, second = (told_of(workspace, lines[name]).report for name in names)
    found = why_joined(first, second)
    if as_json:
        print_json(_batch_value(*names, found))
    else:
        _print_batch(*names, found)


def _wanted(source: Path, names: Iterable[str]) -> dict[str, str | None]:
    """The lines with these ids, each the first with it. Raises RequestError unknown-id."""
    found: dict[str, str | None] = {}
    for line in input_lines(source):
        try:
            identity, _ = input_document(line)
        except InputError:  # a line without a report has no id to be asked for
            continue
        if str(identity) in names:
            found.setdefault(str(identity), line)
    missing = [name for name in names if name not in found]
    if missing:
        raise RequestError("unknown-id", f"no report of the batch has the id {' or '.join(missing)}", place=str(source))
    return found


def _batch_value(report: str, other: str, found: Why) -> dict[str, Any]:
    rows = [
        {"comparison": name, "value": None if value == UNTOLD else value, "weight": weight}
        for name, value, weight in found.comparisons
    ]
    return {
        "reports": [report, other],
        "joined": found.joined,
        "same_text": found.same_text,
        "log_odds": found.log_odds,
        "limit": found.limit,
        "start": found.start,
        "weights": found.version,
        "comparisons": rows,
    }


def _print_batch(report: str, other: str, found: Why) -> None:
    rows = [
        (name, "not told" if value == UNTOLD else f"{value:.4g}", f"{weight:+.2f}")
        for name, value, weight in found.comparisons
    ]
    columns = ("comparison", "value", "weight")
    print_table(f"{report} and {other} ({found.version})", columns, [*rows, ("start", "", f"{found.start:+.2f}")])
    print(f"log-odds {found.log_odds:+.2f}; two reports by themselves are joined above {found.limit:+.2f}")
    if found.same_text:
        print("joined: they have the same text")
    else:
        print("joined" if found.joined else "kept apart")
