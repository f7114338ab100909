"""The commands that make a brief, list the briefs that were made, and make one again."""

import sys
from collections.abc import Mapping
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
    marking_of,
    open_workspace,
    passing_or_kept,
    tell,
    write,
)
from karez.app.issues import issue_json
from karez.app.output import print_json, print_table
from karez.app.questions import checked_days, checked_times
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.brief.outline import Brief
from karez.ingest.hints import Hints
from karez.model.errors import BriefError, LedgerError, RequestError
from karez.model.times import show

Page = Annotated[Path | None, typer.Option("--html", help="Write the brief as one self-contained HTML page.")]
Plain = Annotated[Path | None, typer.Option("--md", help="Write the brief as Markdown.")]
Check = Annotated[
    Path | None,
    typer.Option("--check", help="Instead of printing: see whether this .md, .html or .json file is the brief."),
]
Published = Annotated[str | None, typer.Option(help="When the reports were published, where they do not say.")]
AgainId = Annotated[
    str | None, typer.Option("--again", metavar="ID", help="Make this brief of 'karez briefs' again, to the byte.")
]
NoKeep = Annotated[bool, typer.Option("--no-keep", help="Do not note in the ledger that this brief was made.")]
# What keeps a note from being written without keeping the brief from being made.
_UNNOTED = frozenset({"read-only", "locked", "disk-full"})


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
    published: Published = None,
    check: Check = None,
    again: AgainId = None,
    no_keep: NoKeep = False,
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
      karez brief --ledger desk.db --again brf-0123456789ab   one of 'karez briefs' once more

    A figure carries a number such as F12; the sentence behind it stands under References with the claim's id.
    Next: karez show CLAIM, karez correct CLAIM, karez reject CLAIM.
    """
    wanted = Asked(as_of, recorded, since, area, start, end, title, marking_of(marking))
    files = {kind: path for kind, path in (("html", html), ("md", md)) if path}
    if again:
        _again(again, ledger, files, alone=wanted == Asked() and not (reports or check or json))
        return
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
            given = _deliver(workspace, made, files, "json" if json else "md")
            if not no_keep and (ledger or not reports):
                _note(workspace, made, given, wanted)
    if reports and not ledger:
        print("nothing was kept; to look further: karez brief REPORT... --ledger karez.db", file=sys.stderr)
    raise typer.Exit(3 if outcome.failed else 0)


def _deliver(workspace: Workspace, made: Brief, files: Mapping[str, Path], form: str) -> dict[str, str]:
    """Write the files and print the brief; return what was given out, by form."""
    written = {kind: workspace.written(made, kind) for kind in files}
    for kind, path in files.items():
        write(path, written[kind])
    rendered = workspace.written(made, form)
    _print(rendered, form)
    for path in files.values():
        print(f"brief written: {path.resolve()}", file=sys.stderr)
    return {**written, form: rendered}


def _print(rendered: str, form: str) -> None:
    console = Console()
    if form == "md" and console.is_terminal:
        console.print(Markdown(rendered))
    else:
        print(rendered, end="")


def _note(workspace: Workspace, made: Brief, given: Mapping[str, str], wanted: Asked) -> None:
    """Note what was given out; where that cannot be written down, say so once."""
    try:
        for form, rendered in given.items():
            workspace.issues.note(made, form, rendered, wanted)
    except LedgerError as error:
        if error.name not in _UNNOTED:
            raise
        print(f"the brief is made, but not noted in the ledger: {error.line()}", file=sys.stderr)


def _again(identity: str, ledger: str | None, files: Mapping[str, Path], *, alone: bool) -> None:
    """Make a brief again and say whether its bytes are the same. Raises BriefError other-bytes where they are not."""
    if not alone:
        raise RequestError("bad-request", "--again takes the options of the brief as it was; give no others")
    with open_workspace(ledger) as workspace:
        made = workspace.issues.again(identity)
        zone = workspace.timezone
    issue = made.issue
    if set(files) - {issue.form}:
        raise RequestError("bad-request", f"the brief was made as {issue.form}")
    for path in files.values():
        write(path, made.rendered)
        print(f"brief written: {path.resolve()}", file=sys.stderr)
    if not files:
        _print(made.rendered, issue.form)
    if not made.same:
        raise BriefError("other-bytes", made.why, place=issue.id)
    print(f"{issue.id}: the same bytes as made {show(issue.made, zone)} (sha256 {issue.sha256})", file=sys.stderr)


def briefs(ledger: Ledger = None, json: Json = False) -> None:
    """List the briefs that were made from this ledger.

    A brief is noted when it is printed or written, with what is needed to make it again and the claims that it used.
    The last column tells how many of these do not stand any more: retracted, rejected or read anew since.

    \b
    Examples:
      karez briefs
      karez briefs --json

    Next: karez brief --again ID; karez diff --recorded-from TIME.
    """
    with open_workspace(ledger) as workspace:
        zone = workspace.timezone
        found = workspace.issues.listed()
    if json:
        print_json([{**issue_json(one.issue, zone), "fallen": one.fallen} for one in found])
        return
    rows = [
        (
            one.issue.id,
            show(one.issue.made, zone),
            one.issue.form,
            one.issue.options.get("title"),
            show(one.issue.as_of, zone),
            len(one.issue.claims),
            one.fallen,
        )
        for one in found
    ]
    print_table(f"{len(rows)} briefs", ("brief", "made", "form", "title", "as of", "claims", "fallen"), rows)


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
