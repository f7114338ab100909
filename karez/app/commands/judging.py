"""Commands by which a person decides about claims and reports. Nothing is erased; every brief tells of it."""

import json
from typing import Annotated

import typer

from karez.app.commands.options import By, Json, Ledger, Reason, open_workspace
from karez.app.output import judgement_json, print_json
from karez.model.errors import RequestError
from karez.model.record import Judgement

ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id or its beginning, as in a brief.")]


def reject(claim: ClaimId, by: By, reason: Reason, ledger: Ledger = None, as_json: Json = False) -> None:
    """Reject a claim that was misread; it feeds no figure from then on."""
    with open_workspace(ledger) as workspace:
        _told(workspace.reject(claim, by=by, reason=reason), workspace.timezone, as_json)


def correct(
    claim: ClaimId,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="Such as best=31 or realis=denied.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
    as_json: Json = False,
) -> None:
    """Correct fields of a claim that was misread. The original stays in the ledger."""
    with open_workspace(ledger) as workspace:
        judgement = workspace.correct(claim, _changes(changes), by=by, reason=reason)
        _told(judgement, workspace.timezone, as_json)


def withhold(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id or its beginning.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
    as_json: Json = False,
) -> None:
    """Destroy a report's text and file for good; digests and a note of it stay, and the chain still verifies."""
    with open_workspace(ledger) as workspace:
        _told(workspace.withhold(report, by=by, reason=reason), workspace.timezone, as_json)


def _changes(pairs: list[str]) -> dict[str, object]:
    changes: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise RequestError("bad-value", f"{pair!r} is not FIELD=VALUE")
        changes[name] = _value(value)
    return changes


def _value(text: str) -> object:
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, float) else value


def _told(judgement: Judgement, timezone: str, as_json: bool) -> None:
    if as_json:
        print_json(judgement_json(judgement, timezone))
    else:
        print(f"{judgement.id}: recorded")
