"""The one door of this room: from a view to findings."""

from karez.model.claim import Assessment
from karez.model.finding import AssessmentFinding, Findings
from karez.model.record import View
from karez.reconcile.control import control_findings
from karez.reconcile.directives import directive_findings
from karez.reconcile.gaps import gap_findings
from karez.reconcile.incidents import incident_findings
from karez.reconcile.item import Item, items, named_source
from karez.reconcile.statuses import status_findings
from karez.reconcile.tolls import sum_checks, toll_findings


def reconcile(view: View, *, timezone: str) -> Findings:
    """Return what the claims in ``view`` add up to. ``timezone`` (IANA) places local times of reports.

    A pure function of the view: the same rows give the same findings in the same order.
    """
    told = items(view)
    return Findings(
        tolls=toll_findings(told),
        sums=sum_checks(told),
        incidents=incident_findings(told),
        statuses=status_findings(told, as_of=view.as_of, timezone=timezone),
        control=control_findings(told),
        directives=directive_findings(told, as_of=view.as_of, timezone=timezone),
        assessments=tuple(_assessment(item) for item in told if isinstance(item.claim.body, Assessment)),
        gaps=gap_findings(view, told),
        sources={item.claim.id: item.source for item in told},
    )


def _assessment(item: Item) -> AssessmentFinding:
    body = item.claim.body
    if not isinstance(body, Assessment):
        raise TypeError(f"{item.claim.id} is no assessment")
    by = named_source(body.by) if body.by else item.source
    return AssessmentFinding(item.claim.id, by, body.likelihood_quote)
