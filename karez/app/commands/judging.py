"""Commands by which a person decides about claims and reports. Nothing is erased; every brief tells of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from karez.app.commands.options import By, Json, Ledger, Reason, SourcePublished, deliver, open_workspace
from karez.app.output import judgement_json, print_json, print_table
from karez.app.retraction import correction_json
from karez.brief.correction import Correction
from karez.model.errors import RequestError
from karez.model.record import Judgement

ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id or its beginning, as in a brief.")]

AcceptedId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="The claim's id or its beginning; or that of a retracted report.")
]


def reject(
    claim: ClaimId,
    by: By,
    reason: Reason,
    source_published: SourcePublished = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Reject a claim that was misread.

    It feeds no figure from then on. With --source-published the source itself took it back: a brief --as-of an earlier
    time still shows it.

    \b
    Examples:
      karez reject clm-0123456789ab --by "night desk" --reason "the sentence is about last year"
      karez reject clm-0123456789ab --by "Sample Wire" --reason "withdrawn" --source-published 2026-02-03T10:15

    Next: karez brief. To undo it: karez accept CLAIM.
    """
    with open_workspace(ledger) as workspace:
        made = workspace.desk.reject(claim, by=by, reason=reason, published=source_published)
        _told(made, workspace.timezone, as_json=json)


def accept(claim: AcceptedId, by: By, reason: Reason, ledger: Ledger = None, json: Json = False) -> None:
    """Take a claim as rightly read; undo a rejection.

    No later reading replaces the claim. Of a report, or a claim, it undoes the retraction, for every time.

    \b
    Examples:
      karez accept clm-0123456789ab --by "day desk" --reason "checked against the page"
      karez accept rep-0123456789ab --by "day desk" --reason "the source retracted another report"
    """
    with open_workspace(ledger) as workspace:
        _told(workspace.desk.accept(claim, by=by, reason=reason), workspace.timezone, as_json=json)


def retract(
    identity: Annotated[str, typer.Argument(metavar="REPORT|CLAIM", help="Its id or the beginning, as in a brief.")],
    by: By,
    reason: Reason,
    source_published: SourcePublished = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the correction note to this file.")
    ] = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Record that a source took back a report or a claim.

    It lists what used it, and drafts the correction note.

    From then on it feeds no figure and counts as no source; a retracted report is still listed as such. Of a report all
    claims are closed, also those of a later reading. A brief --as-of an earlier time still shows what was known then.

    The note tells what was said and by whom, what that changes in the picture, which reports carry the same words, and
    which briefs had used it. Names of private persons are masked.

    \b
    Examples:
      karez retract rep-0123456789ab --by "Sample Wire" --reason "wrong town" --source-published 2026-02-03T10:15
      karez retract clm-0123456789ab --by "Sample Wire" --reason "withdrawn" -o correction.md

    Without --source-published it was taken back now. Next: karez briefs. To undo it: karez accept REPORT|CLAIM.
    """
    with open_workspace(ledger) as workspace:
        found = workspace.retract(identity, by=by, reason=reason, published=source_published)
        note = workspace.written(found.document, "md")
        zone = workspace.timezone
    if output:
        deliver(note, output, "correction note")
    if json:
        print_json(correction_json(found, note, zone))
    elif output:
        _print_correction(found)
    else:
        deliver(note, None, "correction note")
    print(f"{found.retracted.judgement.id}: recorded; next: karez briefs", file=sys.stderr)


def _print_correction(found: Correction) -> None:
    """What a retraction changes and what had used it, as a table."""
    rows = [(row.kind.value, row.what, row.before or "", row.after or "no longer given") for row in found.rows]
    rows += [("stays", one.what, one.value, one.value) for one in found.staying]
    rows += [("brief", f"{issue.id} {issue.options.get('title')}", issue.form, "") for issue in found.retracted.briefs]
    print_table("What used it", ("", "what", "before", "after"), rows)


def correct(
    claim: ClaimId,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="Such as best=31 or realis=denied.")],
    by: By,
    reason: Reason,
    source_published: SourcePublished = None,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Correct values of a claim that was misread.

    The original stays in the ledger. Numbers, states and other words of the reading contract can be corrected; words
    of the report cannot: reject a claim whose sentence is wrong. FIELD=null empties a field. The bounds of a toll that
    were equal to best follow it.

    \b
    Examples:
      karez correct clm-0123456789ab best=31 --by "night desk" --reason "24 is the number of wounded"
      karez correct clm-0123456789ab state=restricted cause=null --by desk --reason "light traffic passes"
      karez correct clm-0123456789ab best=9 --by "Sample Wire" --reason "corrected" --source-published 2026-02-03

    Next: karez brief, whose method section tells of it.
    """
    with open_workspace(ledger) as workspace:
        made = workspace.desk.correct(claim, _changes(changes), by=by, reason=reason, published=source_published)
        _told(made, workspace.timezone, as_json=json)


def withhold(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id or its beginning.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
    json: Json = False,
) -> None:
    """Destroy a report's text and file for good.

    Digests and a note of it stay, and the chain still verifies. Its claims lose their words. Copies and backups of the
    ledger still hold them.

    \b
    Example:
      karez withhold rep-0123456789ab --by "data protection" --reason "names a witness"
    """
    with open_workspace(ledger) as workspace:
        _told(workspace.desk.withhold(report, by=by, reason=reason), workspace.timezone, as_json=json)


def _changes(pairs: list[str]) -> dict[str, object]:
    changes: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise RequestError("bad-value", f"{pair!r} is not FIELD=VALUE, such as best=31")
        changes[name.strip()] = value.strip()
    return changes


def _told(judgement: Judgement, timezone: str, *, as_json: bool) -> None:
    if as_json:
        print_json(judgement_json(judgement, timezone))
        return
    changes = ", ".join(f"{name}={'null' if value is None else value}" for name, value in judgement.changes.items())
    about = ", ".join(judgement.subjects) or judgement.report
    print(f"{judgement.id}: {judgement.verdict} {about}" + (f" ({changes})" if judgement.subjects and changes else ""))
    print("next: karez brief", file=sys.stderr)
