"""What follows from a retraction: which claims it closed, what it changes, which briefs had used it, and the note."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from karez.app.difference import row_json
from karez.app.issues import issue_json
from karez.app.output import judgement_json
from karez.brief.compose import BriefOptions
from karez.brief.correction import Correction, Retracted, compose_correction
from karez.brief.difference import Seen
from karez.ledger.ledger import Ledger
from karez.model.change import claims_used, findings_of
from karez.model.finding import Findings
from karez.model.origin import Origins
from karez.model.record import Judgement, ReportRecord, View

_FAR = 2**62


@dataclass(frozen=True, slots=True)
class Tell:
    """What a view adds up to, and where the words of its reports come from."""

    findings: Callable[[View], Findings]
    origins: Callable[[View], Origins]


def correction(ledger: Ledger, judgement: Judgement, tell: Tell, options: BriefOptions) -> Correction:
    """Return what a recorded retraction came to. It is seen in the latest picture, without it and with it.

    The picture is that of the judgement's own moment: later rows change nothing in the note.
    """
    after = ledger.view(recorded=judgement.recorded)
    before = ledger.view(as_of=after.as_of, recorded=judgement.recorded - 1)
    closed = closed_by(ledger, judgement)
    briefs = tuple(issue for issue in ledger.issues() if closed & set(issue.claims))
    listed = tuple(record.claim.id for record in before.claims if record.claim.id in closed)
    seen = Seen(before, tell.findings(before)), Seen(after, tell.findings(after))
    copies = tuple(_copies(seen[0], tell.origins(before), judgement, listed))
    return compose_correction(
        *seen,
        Retracted(judgement, listed, briefs, copies),
        replace(options, title="Correction note"),
    )


def _copies(seen: Seen, origins: Origins, judgement: Judgement, closed: Collection[str]) -> Iterator[ReportRecord]:
    """The reports that carry words of the retracted one; where one claim is retracted, of a finding that it is in."""
    used = [claims_used(one) for one in findings_of(seen.findings)]
    beside = {claim for claims in used if not claims.isdisjoint(closed) for claim in claims}
    concerned = {record.report for record in seen.view.claims if record.claim.id in beside}
    for report in seen.view.reports:
        told = origins.reports.get(report.id)
        mine = told is not None and any(one.report == judgement.report for one in told.stretches)
        if mine and report.retracted is None and (report.id in concerned or not judgement.subjects):
            yield report


def closed_by(ledger: Ledger, judgement: Judgement) -> set[str]:
    """Return the ids of all claims that a retraction speaks of, also of those that a newer reading replaced."""
    everything = ledger.view(as_of=_FAR, recorded=judgement.recorded, closed=True).claims
    mine = {record.claim.id for record in everything if record.report == judgement.report}
    if not judgement.subjects:
        return mine
    return {claim for claim in mine if claim in judgement.subjects or ledger.successor(claim) in judgement.subjects}


def correction_json(found: Correction, note: str, timezone: str) -> dict[str, Any]:
    """Return what a retraction came to as JSON (schema ``retract``)."""
    staying = [
        {"sort": one.sort, "what": one.what, "value": one.value, "by": one.by, "claims": list(one.claims)}
        for one in found.staying
    ]
    return {
        "judgement": judgement_json(found.retracted.judgement, timezone),
        "claims": list(found.retracted.claims),
        "changes": [row_json(row) for row in found.rows],
        "unchanged": staying,
        "copies": [report.id for report in found.retracted.copies],
        "briefs": [issue_json(issue, timezone) for issue in found.retracted.briefs],
        "note": note,
    }
