"""The one door of this room: from a view to findings."""

from dataclasses import replace

from karez.model.claim import Assessment
from karez.model.finding import AssessmentFinding, Findings
from karez.model.joining import Joined
from karez.model.origin import Link, Origins
from karez.model.record import View
from karez.reconcile.contradictions.find import contradictions
from karez.reconcile.contradictions.happenings import Told
from karez.reconcile.contradictions.parties import Wider
from karez.reconcile.control import control_findings
from karez.reconcile.directives import directive_findings
from karez.reconcile.gaps import gap_findings
from karez.reconcile.incidents import incident_findings
from karez.reconcile.item import Item, items
from karez.reconcile.odd.find import claim_oddities, ordered, origin_oddities, road_oddities, toll_oddities
from karez.reconcile.source import PartyOf, named_source
from karez.reconcile.statuses import status_findings
from karez.reconcile.sums import sum_checks
from karez.reconcile.tolls import toll_findings


def reconcile(
    view: View,
    *,
    timezone: str,
    party_of: PartyOf | None = None,
    wider: Wider | None = None,
    joined: Joined | None = None,
    origins: Origins | None = None,
) -> Findings:
    """Return what the claims in ``view`` add up to. ``timezone`` (IANA) places local times of reports.

    ``party_of`` gives the id of the party that a publisher's name means, so that a party's own statement and what
    others print of it have one claimant; ``wider`` the parties that a party belongs to. ``joined`` tells
    which claims speak of one happening, where that was worked out. ``origins`` tells where the words of the view's
    reports come from, so that a reprint is no second witness; without them every report is an origin of its own.

    A pure function of the view: the same rows give the same findings in the same order.
    """
    told = items(view, party_of, origins)
    found = Findings(
        tolls=toll_findings(told, timezone=timezone, joined=joined),
        sums=sum_checks(told),
        incidents=incident_findings(told, timezone=timezone, joined=joined),
        statuses=status_findings(told, as_of=view.as_of, timezone=timezone),
        control=control_findings(told),
        directives=directive_findings(told, as_of=view.as_of, timezone=timezone),
        assessments=tuple(_assessment(item, party_of) for item in told if isinstance(item.claim.body, Assessment)),
        gaps=gap_findings(view, told),
        sources={item.claim.id: item.source for item in told},
        voices={item.claim.id: item.voice for item in told},
        links=_links(view, origins),
    )
    by_id = {item.claim.id: item for item in told}
    return _compared(found, view, Told(told, by_id, found.tolls, joined, timezone), wider or {}, origins or Origins())


def _links(view: View, origins: Origins | None) -> dict[str, Link]:
    """Of what other report each report of the view is a copy or version."""
    told = origins.reports if origins else {}
    return {one.id: link for one in view.reports if one.id in told and (link := told[one.id].link) is not None}


def _compared(found: Findings, view: View, told: Told, wider: Wider, origins: Origins) -> Findings:
    """Add what the claims say against each other, and what cannot be."""
    against = contradictions(told, found.statuses, found.control, as_of=view.as_of, wider=wider)
    odd = [
        *toll_oddities(found.sums, against),
        *road_oddities(found.statuses, view.reports, told),
        *claim_oddities(found.control, told),
        *origin_oddities(origins),
    ]
    return replace(found, contradictions=against, oddities=ordered(odd))


def _assessment(item: Item, party_of: PartyOf | None) -> AssessmentFinding:
    body = item.claim.body
    if not isinstance(body, Assessment):
        raise TypeError(f"{item.claim.id} is no assessment")
    by = named_source(body.by, item.report, party_of) if body.by else item.source
    return AssessmentFinding(item.claim.id, by, body.likelihood_quote)
