"""Commands about tolls: what stands and how it came to be, and where any number comes from."""

import sys
from typing import Annotated

import typer

from karez.app.commands.options import Area, AsOf, From, Json, Ledger, Recorded, To, open_workspace
from karez.app.output import print_json, print_table
from karez.app.tolls.explained import Explained, explained, explained_json, role_words
from karez.app.tolls.report import TollReport
from karez.app.tolls.rows import series_json
from karez.app.tolls.tables import COLUMNS, by_words, changed_since, history_rows, standing_words, toll_rows
from karez.app.tolls.words import counted_words, subject_words, told
from karez.app.values import Asked
from karez.brief.words import number_words
from karez.model.series import Level, TollSeries
from karez.model.text import printable
from karez.reconcile.toll_rule import rule_name

_STEPS = ("known from", "said", "change", "claims", "in place of", "toll from then on")


def tolls(
    ledger: Ledger = None,
    by: Annotated[
        Level, typer.Option("--by", help="Add up by incident (nothing is added), place, day, operation or theatre.")
    ] = Level.INCIDENT,
    as_of: AsOf = None,
    recorded: Recorded = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Only what changed since this date or time, with what stood then.")
    ] = None,
    area: Area = None,
    start: From = None,
    end: To = None,
    history: Annotated[bool, typer.Option("--history", help="Show how each toll came to be, step by step.")] = False,
    json: Json = False,
) -> None:
    """Tell how many people were harmed, by whose account.

    Each as low, best and high, by the rule toll-1: low is the smallest floor, high the largest ceiling (open: no
    ceiling is told), best the number of the most reliable claimant, of equally reliable ones the lower. Nothing is
    averaged; parts are never added to their total, killed never to injured, and running totals stand in rows of their
    own.

    \b
    Examples:
      karez tolls                              each incident's tolls, with every claimant
      karez tolls --history                    what became known when, and what it replaced
      karez tolls --by day --from 2026-01-31
      karez tolls --since 2026-02-01           what rose or was revised since then

    Next: karez explain FIGURE, with the sentences behind it and what was set aside.
    """
    asked = Asked(as_of, recorded, since, area, start, end)
    with open_workspace(ledger) as workspace:
        workspace.times(asked)
        instant = workspace.instant(since) if since else None
        report = workspace.tolls(asked, by=by)
    found = list(report.book.at(by))
    if instant is not None:
        found = changed_since(found, instant)
    if json:
        print_json([series_json(one, report) for one in found])
        return
    if history:
        for one in found:
            print(printable(_heading(one, report)))
            print_table("", _STEPS, history_rows(one, report))
    else:
        rule = f"rule {rule_name()}, vague words by {report.options.vague}"
        print_table(f"{len(found)} tolls by {by} ({rule})", COLUMNS, toll_rows(found, report, since=instant))
    print("next: karez explain FIGURE", file=sys.stderr)


def explain(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="A number, or the id of a figure, claim or incident.")],
    ledger: Ledger = None,
    as_of: AsOf = None,
    recorded: Recorded = None,
    area: Area = None,
    start: From = None,
    end: To = None,
    json: Json = False,
) -> None:
    """Show the claims and sentences behind a number.

    Also what was set aside, and why.

    \b
    Examples:
      karez explain 17                 every figure of the view that has this number
      karez explain fig-0123456789ab   one figure, as karez tolls prints its id
      karez explain clm-0123456789ab   every figure that a claim stands behind, or was set aside from

    Names of private persons are masked. Next: karez show CLAIM.
    """
    asked = Asked(as_of, recorded, None, area, start, end)
    with open_workspace(ledger) as workspace:
        report = workspace.tolls(asked)
    found = explained(what, report)
    if json:
        print_json(explained_json(found, report))
        return
    for one in found.figures:
        _print_figure(one, report)
    _print_rest(found, report)
    print("next: karez show CLAIM", file=sys.stderr)


def _heading(one: TollSeries, report: TollReport) -> str:
    quote = report.words(one.subject.place_quote) if one.subject.place_quote else None
    bounds = one.bounds
    number = number_words(bounds.low, bounds.best, bounds.high)
    best = f", best {bounds.best}" if bounds.best is not None and bounds.low != bounds.high else ""
    contested = ", contested" if bounds.contested else ""
    of = report.words(subject_words(one.subject, quote))
    return f"{one.id}: {number} {counted_words(one.counted)}, {of}{best}{contested} ({one.rule}, {one.vague})"


def _print_figure(one: TollSeries, report: TollReport) -> None:
    print(printable(_heading(one, report)))
    if one.is_sum:
        print(printable(f"  {by_words(one, report)}"))
        print("  adds " + ", ".join(one.added))
    for standing in one.standing:
        print(printable(f"  {standing_words(standing, report)}"))
        for claim in standing.figure.claims:
            print(printable(_sentence(claim, report, role_words(claim, one))))
    shown = {claim for standing in one.standing for claim in standing.figure.claims}
    aside = [item for item in one.aside if item.claim not in shown]
    if aside:
        print("  set aside:")
    for item in aside:
        print(printable(_sentence(item.claim, report, role_words(item.claim, one))))
    for delta in one.deltas:
        grown = number_words(delta.low, None, delta.high)
        ends = f"{delta.start} to {delta.end}"
        print(printable(f"  {report.name(delta.source)}: {grown} more, {ends} ({' '.join(delta.claims)})"))
    print()


def _sentence(claim: str, report: TollReport, why: str) -> str:
    item = report.by_claim[claim]
    publisher = report.words(item.report.publisher or item.report.source)
    lead = f"{why}: " if why else ""
    return f"    {claim[:16]}  {lead}“{report.sentence(claim)}” — {publisher}, {report.time(item.known_from)}"


def _print_rest(found: Explained, report: TollReport) -> None:
    """The claims that have the number and stand in no figure."""
    inside = {aside.claim for one in found.figures for aside in one.aside}
    rest = [claim for claim in found.claims if claim not in inside]
    if not rest:
        return
    print("in no figure:")
    reasons = {aside.claim: told("why", aside.why) for aside in found.aside}
    for claim in rest:
        kind = report.by_claim[claim].claim.kind
        print(printable(_sentence(claim, report, reasons.get(claim, f"a claim of kind {kind}"))))
