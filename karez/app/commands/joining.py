"""Commands by which a person decides which claims speak of one incident, and sees what waits. Nothing is erased."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from karez.app.commands.options import AsOf, By, Json, Ledger, Reason, Recorded, open_workspace
from karez.app.incident_page import Decided, IncidentPage, incident_page, page_json
from karez.app.output import judgement_json, print_json, print_table
from karez.app.suggestions import queue_json
from karez.app.suggestions import suggestions as queued
from karez.app.values import Asked
from karez.app.workspace import Workspace
from karez.brief.judgements import decided, few
from karez.brief.words import plural
from karez.model.record import SPLIT, Judgement
from karez.model.text import printable
from karez.model.times import show as show_time

_PAIRS = 12
_COLUMNS = ("claim", "what", "when and where", "said")


def join(
    names: Annotated[list[str], typer.Argument(metavar="A B...", help="Claims or incidents, or beginnings of ids.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Decide that claims or incidents are one incident.

    An incident means the claims that it holds now. No machine takes them apart again. What an earlier decision said
    against it is overruled, and told.

    \b
    Examples:
      karez join inc-0123456789ab inc-ba9876543210 --by "day desk" --reason "one raid, told twice"
      karez join clm-0123456789ab inc-ba9876543210 --by "day desk" --reason "the same convoy"

    To undo it: karez split. Next: karez show INCIDENT.
    """
    with open_workspace(ledger) as workspace:
        _told(workspace, workspace.incidents.join(names, by=by, reason=reason), names, as_json=json)


def split(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident, inc-… or its beginning.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The claims that leave it.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Decide that claims leave an incident, as one new one.

    What their reports hold together with them, such as the toll of an incident, goes along. No machine puts them
    together again.

    \b
    Example:
      karez split inc-0123456789ab clm-0123456789ab --by "day desk" --reason "another convoy, a day later"

    Next: karez show INCIDENT, which names the other part.
    """
    with open_workspace(ledger) as workspace:
        _told(workspace, workspace.incidents.split(incident, claims, by=by, reason=reason), claims, as_json=json)


def keep_apart(
    one: Annotated[str, typer.Argument(metavar="A", help="A claim or incident, or the beginning of its id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Decide that two claims or incidents are never one.

    An incident means the claims that it holds now; what comes later is judged on its own.

    \b
    Example:
      karez keep-apart inc-0123456789ab inc-ba9876543210 --by "day desk" --reason "two towns of one name"

    To undo it: karez join. Next: karez show INCIDENT.
    """
    with open_workspace(ledger) as workspace:
        _told(workspace, workspace.incidents.keep_apart(one, other, by=by, reason=reason), (one, other), as_json=json)


def _told(workspace: Workspace, made: Judgement, names: Sequence[str], *, as_json: bool) -> None:
    """Tell a decision, the incidents that follow, what goes along and what it overruled."""
    if as_json:
        print_json(judgement_json(made, workspace.timezone))
    else:
        held = workspace.incidents.held()
        print(f"{made.id}: {decided(made)}")
        for incident in held.of(made.subjects):
            claims = held.members[incident]
            reports = len({held.records[claim].report for claim in claims})
            print(f"{incident}: {plural(len(claims), 'claim', 'claims')} of {plural(reports, 'report', 'reports')}")
    along = [claim for claim in made.sides[0] if SPLIT in made.changes and not claim.startswith(tuple(names))]
    if along:
        print(f"held together with it by its report, so it goes along: {few(along)}", file=sys.stderr)
    for identity in made.overrules:
        earlier = workspace.desk.find(identity)
        told = f" ({earlier.verdict} by {earlier.by}: {earlier.reason})" if isinstance(earlier, Judgement) else ""
        print(printable(f"overruled as far as the two contradict each other: {identity}{told}"), file=sys.stderr)
    print("next: karez show INCIDENT, karez brief", file=sys.stderr)


def show_incident(workspace: Workspace, identity: str, asked: Asked, *, as_json: bool) -> None:
    """Print the page of an incident, as of the times asked for."""
    page = incident_page(workspace.incidents.at(workspace.times(asked)), identity, workspace.sight)
    if as_json:
        print_json(page_json(page, workspace.timezone))
        return
    found = page.found
    if found.incident is None:
        print(f"{found.id}: no incident holds {found.claim[:16]} now: {page.closed}")
        for incident in page.stood_with:
            print(f"what was together with it: {incident}")
    else:
        if found.id != found.incident:
            print(f"{found.id} is {found.incident} now, which holds {found.claim[:16]}")
        print_table(f"{found.incident}: {plural(len(page.rows), 'claim', 'claims')}", _COLUMNS, map(_row, page.rows))
        _print_around(page)
    for one in page.decisions:
        print(decision_line(one, workspace.timezone))


def claim_line(row: Mapping[str, Any]) -> str:
    """Return a claim in one line: its id, what it says, when and where, its sentence and who says it."""
    return " | ".join(_row(row))


def _row(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    what = f"{row['kind']}: {row['value']}" + (" (corrected)" if row["corrected"] else "")
    when = " in ".join(str(item) for item in (row["from"], row["place"]) if item)
    said = ", ".join(dict.fromkeys(str(row[name]) for name in ("claimant", "publisher", "known_from") if row[name]))
    return str(row["claim"])[:16], what, when, f"“{row['quote']}” — {said}"


def _print_around(page: IncidentPage) -> None:
    if page.episode:
        print(f"part of {page.episode}")
    for incident in page.phases:
        print(f"its part: {incident}")
    for part in page.parted:
        print(f"the other part: {part.incident} ({part.judgement[:16]})")
    if page.pairs:
        rows = [(pair.left[:16], pair.right[:16], f"{pair.weight:+.1f}") for pair in page.pairs[:_PAIRS]]
        print_table(
            f"compared by themselves (bits; joined above {page.pairs[0].limit:+.1f})", ("claim", "with", "weight"), rows
        )
        print(f"{len(page.pairs)} pairs; why: karez why CLAIM CLAIM", file=sys.stderr)


def decision_line(one: Decided, timezone: str) -> str:
    """Return a decision in one line: what was decided, by whom, when, why, and what overruled it."""
    made = one.judgement
    over = f"; overruled by {few(one.overruled_by)}" if one.overruled_by else ""
    when = show_time(made.recorded, timezone)
    return printable(f"{made.id[:16]}: {decided(made)} by {made.by}, {when}: {made.reason}{over}")


def suggestions(
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many pairs to show.")] = 20,
    as_of: AsOf = None,
    recorded: Recorded = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """List what waits for a person to decide.

    Pairs of claims about which the joining is least sure: nobody decided about them, and their weight is near the
    limit. The most doubtful comes first; of two incidents the most doubtful pair stands for all. Below stand judgements
    whose claim was read anew into nothing.

    \b
    Examples:
      karez suggestions
      karez suggestions --limit 5 --json

    Next: karez why CLAIM CLAIM, or the command that stands under the pair.
    """
    with open_workspace(ledger) as workspace:
        desk = workspace.incidents.at(workspace.times(Asked(as_of=as_of, recorded=recorded)))
        queue, zone = queued(desk, workspace.sight, limit=limit), workspace.timezone
    if json:
        print_json(queue_json(queue, zone))
        return
    for number, one in enumerate(queue.pairs, 1):
        now = f"joined in {one.incidents[0]}" if one.joined else f"apart, in {one.incidents[0]} and {one.incidents[1]}"
        print(f"{number}. {one.pair.weight - one.pair.limit:+.2f} bits from the limit; now {now}")
        for row in one.rows:
            print(printable(f"   {claim_line(row)}"))
        print(f"   right as it is: {one.decide[0]} --by WHO --reason WHY")
        print(f"   wrong: {one.decide[1]} --by WHO --reason WHY")
    print(f"{queue.doubtful} doubtful, {len(queue.pairs)} shown", file=sys.stderr)
    for item in queue.waiting:
        print(
            printable(f"its claim was read anew into nothing: {item.id}: {decided(item)} by {item.by}: {item.reason}")
        )
