"""What differs between two pictures of one ledger. A re-print of what was known is no change."""

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from karez.model.change import Change, Finding
from karez.model.finding import AssetStatus, ControlSpan, Findings, IncidentFinding, TollFinding
from karez.model.record import ClaimRecord
from karez.reconcile.changes_states import (
    control_changes,
    directive_changes,
    incident_changes,
    status_changes,
    told_directive,
    told_holding,
    told_incident,
    told_status,
)
from karez.reconcile.changes_tolls import told_toll, toll_changes

_NONE: Mapping[str, str] = MappingProxyType({})


def changes(before: Findings, after: Findings, words: Mapping[str, str] = _NONE) -> tuple[Change, ...]:
    """Return every difference from ``before`` to ``after``: tolls, incidents, states, holdings, orders.

    ``words`` are the words of claims by id (``words_of``): what is told again in the same words is no news. Whoever
    takes what is ``gone`` from the findings of ``before`` and adds what has ``come`` has all that ``after`` tells
    (``told``), so that one difference after another comes to the difference of the first and the last.
    """
    return (
        *toll_changes(before, after),
        *incident_changes(before, after, words),
        *status_changes(before, after, words),
        *control_changes(before, after),
        *directive_changes(before, after, words),
    )


def words_of(claims: Iterable[ClaimRecord]) -> dict[str, str]:
    """Return the words of claims by id, on one line and in one case; claims whose words are withheld have none."""
    folded = ((record.claim.id, " ".join(record.claim.span.quote.split()).casefold()) for record in claims)
    return {claim: text for claim, text in folded if text}


def told(finding: Finding) -> tuple[Hashable, ...]:
    """Return what a line on a finding says, as values: two findings that say the same are equal in it."""
    match finding:
        case TollFinding():
            return told_toll(finding)
        case IncidentFinding():
            return told_incident(finding)
        case AssetStatus():
            return told_status(finding)
        case ControlSpan():
            return told_holding(finding)
        case _:
            return told_directive(finding)
