"""The command that tells what changed from one time to another."""

from pathlib import Path
from typing import Annotated

import typer

from karez.app.commands.options import Area, Json, Ledger, Recorded, deliver, open_workspace
from karez.app.difference import difference_json
from karez.app.output import print_json
from karez.app.questions import checked_times
from karez.app.values import Asked
from karez.model.errors import RequestError

Earlier = Annotated[str | None, typer.Option("--from", help="The earlier date (its end) or time: what was known then.")]
Later = Annotated[str | None, typer.Option("--to", help="The later one, or 'now' [all that is known].")]
RecordedFrom = Annotated[
    str | None, typer.Option("--recorded-from", help="The earlier picture: only what was recorded by this time.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write it as Markdown to this file.")]


def diff(
    ledger: Ledger = None,
    earlier: Earlier = None,
    later: Later = None,
    area: Area = None,
    recorded: Recorded = None,
    recorded_from: RecordedFrom = None,
    output: Output = None,
    json: Json = False,
) -> None:
    """Tell what changed from one time to another.

    What is new, rose, fell, was revised by whoever gave it, is disputed or settled, turned unknown or is no longer
    given, and what was retracted, rejected or corrected: each with what it was and is, who says so, and the sentences.

    \b
    Examples:
      karez diff --from 2026-01-31 --to 2026-02-01
      karez diff --from 2026-02-01 --area TOWN --json
      karez diff --recorded-from "2026-02-02 09:00 +05:00"     what became of a brief since, by the time it prints

    Next: karez show CLAIM, karez brief --since.
    """
    if not (earlier or recorded_from):
        raise RequestError("bad-request", "give --from, --recorded-from or both: the earlier picture")
    checked_times(earlier, later, recorded, recorded_from)
    with open_workspace(ledger) as workspace:
        before = Asked(as_of=earlier, recorded=recorded_from or recorded, area=area)
        found = workspace.diff(before, Asked(as_of=later, recorded=recorded, area=area))
        written = workspace.written(found.document, "md")
        zone = workspace.timezone
    if json:
        print_json(difference_json(found, zone))
    else:
        deliver(written, output, "what changed")
