"""The command that tells which towns can be reached, and what is reported of the roads."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from karez.app.access.as_json import access_json
from karez.app.access.table import print_access, print_unplaced
from karez.app.commands.options import AsOf, Json, Ledger, Outcome, Recorded, passing_or_kept, tell, write
from karez.app.output import print_json
from karez.app.questions import checked_times
from karez.app.values import AccessAsked, Asked
from karez.app.workspace import Workspace
from karez.brief.access_report import AccessReport
from karez.ingest.hints import Hints
from karez.model.access import UserClass
from karez.model.errors import BriefError, RequestError
from karez.model.vocabulary import AssetType

_UNPLACED = "unplaced"

Reports = Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Reports to add first.")]
Hubs = Annotated[
    list[str] | None,
    typer.Option("--from", help="Hub that supplies come from, by any name; may stand more than once [the pack's]."),
]
Towns = Annotated[
    list[str] | None, typer.Option("--to", help="Town, by any name; may stand more than once [all of the network].")
]
Users = Annotated[UserClass, typer.Option(help="For whom: all traffic, heavy vehicles or relief convoys.")]
Mode = Annotated[str, typer.Option(help="road or rail.")]
Shown = Annotated[str | None, typer.Option("--area", help="Show only what lies in this area: name, id or P-code.")]
Reopen = Annotated[
    list[str] | None,
    typer.Option("--reopen", help="One road or section that is reported closed: what would its reopening give back?"),
]
Best = Annotated[bool, typer.Option("--best-reopening", help="Which one would give most people a way back?")]
Published = Annotated[str | None, typer.Option(help="When the reports were published, where they do not say.")]
Show = Annotated[str | None, typer.Option(help="unplaced: only the reported states that could not be placed.")]
GeoJson = Annotated[Path | None, typer.Option("--geojson", help="Write towns and roads as GeoJSON (RFC 7946).")]
Page = Annotated[Path | None, typer.Option("--html", help="Write map and tables as one self-contained page.")]


def access(
    reports: Reports = None,
    ledger: Ledger = None,
    hubs: Hubs = None,
    towns: Towns = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    users: Users = UserClass.ALL,
    mode: Mode = "road",
    area: Shown = None,
    reopen: Reopen = None,
    best_reopening: Best = False,
    published: Published = None,
    show: Show = None,
    geojson: GeoJson = None,
    html: Page = None,
    json: Json = False,
) -> None:
    """Tell which towns can be reached, by what reports say.

    Two bounds: counting every road that no report closes, and counting only what is reported open. A road that no
    valid report speaks of is unknown, never open. With one --from and one --to it shows the way, hop by hop.

    \b
    Examples:
      karez access reports/ --as-of 2026-02-02T12:00
      karez access --from CITY --to TOWN --users heavy
      karez access --reopen ROAD --html access.html
      karez access --area DISTRICT --json

    Next: karez show CLAIM.
    """
    checked_times(as_of, recorded, published)
    question = AccessAsked(tuple(hubs or ()), tuple(towns or ()), users, _mode(mode), _one(reopen), best_reopening)
    if show not in (None, _UNPLACED):
        raise RequestError("bad-value", f"--show {show!r} is not {_UNPLACED}")
    with passing_or_kept(reports, ledger) as workspace:
        outcome = tell(workspace.add(reports or (), Hints(published=published))) if reports else Outcome()
        if reports and outcome.status == 1:
            raise BriefError("nothing-to-say", "none of the reports could be read")
        told = workspace.access(Asked(as_of=as_of, recorded=recorded, area=area), question)
        _write(workspace, told, {path: form for path, form in ((html, "html"), (geojson, "geojson")) if path})
    if json:
        print_json(access_json(told))
    elif show:
        print_unplaced(told)
    else:
        print_access(told)
    raise typer.Exit(3 if outcome.failed else 0)


def _mode(word: str) -> AssetType:
    if word not in (AssetType.ROAD, AssetType.RAIL):
        raise RequestError("bad-value", f"--mode {word!r} is neither road nor rail")
    return AssetType(word)


def _one(reopen: list[str] | None) -> str | None:
    """The one closure that is asked about. Raises RequestError one-at-a-time for several."""
    if reopen and len(reopen) > 1:
        raise RequestError("one-at-a-time")
    return reopen[0] if reopen else None


def _write(workspace: Workspace, told: AccessReport, files: dict[Path, str]) -> None:
    for path, content in {path: workspace.access_written(told, form) for path, form in files.items()}.items():
        write(path, content)
        print(f"access picture written: {path.resolve()}", file=sys.stderr)
