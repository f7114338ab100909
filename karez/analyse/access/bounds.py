"""Which links count as ways: in normal times, by the optimistic and by the cautious bound.

The rules (version ``bounds-1``):

- *baseline*: links that are open in normal times; reports count for nothing.
- *optimistic*: every link but those reported closed; contested, damaged, restricted and unknown ones count. A link that
  is not open in normal times (under construction, abandoned, not known) counts only where it is now reported open or
  restricted. A road that is reported closed without a word on where is closed somewhere: none of its links is known to
  be, so each counts, and is doubtful.
- *cautious*: links reported open now, or restricted on terms that the asked class of user can meet, by
  ``conditions.csv``: every one of its conditions must be one that they meet. A restriction on terms that no report
  tells is none that they are known to meet.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from karez.analyse.access.graph import Mask, RoadGraph
from karez.analyse.access.protocols import AccessLink
from karez.model.access import UserClass
from karez.model.reachability import Bound, LinkReport
from karez.model.vocabulary import Condition, DerivedState

BOUNDS_VERSION = "bounds-1"
_OPEN = "open"
_DOUBTFUL = frozenset({DerivedState.CONTESTED, DerivedState.DAMAGED})


@dataclass(frozen=True, slots=True, eq=False)
class Usable:
    """Which links count, each (m,) by number of link.

    ``closed``: reported closed, this very link. ``doubtful``: contested or damaged, or on a road that is reported
    closed somewhere.
    """

    baseline: Mask
    optimistic: Mask
    cautious: Mask
    closed: Mask
    doubtful: Mask

    def of(self, bound: Bound) -> Mask:
        """The links of one bound."""
        return {Bound.BASELINE: self.baseline, Bound.OPTIMISTIC: self.optimistic, Bound.CAUTIOUS: self.cautious}[bound]


@cache
def _terms() -> Mapping[Condition, frozenset[UserClass]]:
    text = files("karez.analyse.access").joinpath("conditions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {Condition(row["condition"]): frozenset(user for user in UserClass if row[user] == "yes") for row in rows}


def may_pass(conditions: Sequence[Condition], users: UserClass) -> bool:
    """Whether users of this class can meet all the terms of a restriction; never where no terms are told."""
    return bool(conditions) and all(users in _terms()[condition] for condition in conditions)


def is_closed(report: LinkReport | None) -> bool:
    """Whether a report closes this very link."""
    return report is not None and report.state is DerivedState.CLOSED and not report.section_unknown


def usable(
    graph: RoadGraph, links: Sequence[AccessLink], reports: Mapping[str, LinkReport], users: UserClass
) -> Usable:
    """Return which links count in each bound; ``links`` are those of the graph, in the order of their numbers."""
    told = [(number, reports[link.id]) for number, link in enumerate(links) if link.id in reports]
    baseline = np.array([link.baseline == _OPEN for link in links], dtype=np.bool_)
    optimistic, cautious = baseline.copy(), graph.mask(usable=False)
    closed, doubtful = graph.mask(usable=False), graph.mask(usable=False)
    for number, report in told:
        state = report.state
        closed[number] = is_closed(report)
        doubtful[number] = state in _DOUBTFUL or (state is DerivedState.CLOSED and not closed[number])
        cautious[number] = state is DerivedState.OPEN or (
            state is DerivedState.RESTRICTED and may_pass(report.conditions, users)
        )
        if closed[number]:
            optimistic[number] = False
        elif state in (DerivedState.OPEN, DerivedState.RESTRICTED):
            optimistic[number] = True
    return Usable(baseline, optimistic, cautious, closed, doubtful)
