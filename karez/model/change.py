"""What differs between two pictures: each figure, state, holder, order and incident with what it was and what it is."""

from dataclasses import dataclass
from enum import StrEnum

from karez.model.finding import (
    AssetStatus,
    ControlSpan,
    DirectiveFinding,
    Findings,
    IncidentFinding,
    TollFigure,
    TollFinding,
)

Finding = TollFinding | IncidentFinding | AssetStatus | ControlSpan | DirectiveFinding


def findings_of(found: Findings) -> tuple[Finding, ...]:
    """Return all findings that a change is told of: tolls, incidents, states, holdings, orders."""
    return (*found.tolls, *found.incidents, *found.statuses, *found.control, *found.directives)


def claims_used(finding: Finding) -> frozenset[str]:
    """Return every claim that went into a finding: what it stands on, what went before, what denies or ends it."""
    more: tuple[str, ...] = ()
    match finding:
        case TollFinding(figures=figures):
            more = tuple(claim for figure in figures for claim in figure.earlier)
        case AssetStatus(history=history, denials=denials):
            more = (*denials, *(report.claim for report in history))
        case ControlSpan(ended_by=ended_by):
            more = ended_by
    return frozenset((*finding.claims, *more))


class ChangeKind(StrEnum):
    """How a finding changed.

    ``new``; ``rose``, ``fell`` (both bounds of a toll the one way) or ``changed``; ``revised`` by its own claimant;
    ``contested`` or ``settled`` anew; ``aged``: a state that is unknown now, since its report is older than its
    freshness; ``ended``: a holding that a report ended; ``lapsed``: an order whose end has passed; ``withdrawn``: no
    claim gives it any more; ``joined`` into another finding, or ``split`` off one.

    ``moved`` and ``again`` are no change of a figure: the same with another place or time told, and one more telling
    of what is known.
    """

    NEW = "new"
    ROSE = "rose"
    FELL = "fell"
    CHANGED = "changed"
    REVISED = "revised"
    CONTESTED = "contested"
    SETTLED = "settled"
    AGED = "aged"
    ENDED = "ended"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    SPLIT = "split"
    MOVED = "moved"
    AGAIN = "again"


SILENT = frozenset({ChangeKind.MOVED, ChangeKind.AGAIN})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what the finding was (None: there was none) and what it is (None: there is none any more).

    Of ``split`` and ``again`` ``before`` is the finding that it stands beside, of ``joined`` ``after`` the one that
    holds it now. ``figure`` is the claimant's new figure where it was ``revised``.
    """

    kind: ChangeKind
    before: Finding | None
    after: Finding | None
    figure: TollFigure | None = None

    @property
    def gone(self) -> Finding | None:
        """The finding of the earlier picture that the later one does not have."""
        return None if self.kind in (ChangeKind.SPLIT, ChangeKind.AGAIN) else self.before

    @property
    def come(self) -> Finding | None:
        """The finding of the later picture that the earlier one did not have."""
        return None if self.kind is ChangeKind.JOINED else self.after
