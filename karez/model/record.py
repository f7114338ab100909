"""Rows of the ledger as other rooms see them: reports, claims and judgements with their times.

Times are instants (microseconds UTC). ``known_from`` is when the public could know a thing, ``recorded`` the
ledger's clock when it was committed. ``known_to`` is not stored: the view computes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from karez.model.claim import Claim, Note
from karez.model.vocabulary import Marking, Verdict

# Names in the changes of a join or a parting: the claims as they were named together, the incident that was split,
# and the earlier judgements that it overruled when it was made.
SIDES, SPLIT, OVERRULES = "sides", "split", "overrules"


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One report in the ledger. ``text`` is None where it was withheld.

    ``retracted`` is the instant since when its source has taken it back, None where it stands; from then on none of its
    claims is open, and it counts for nothing, but it is still listed.
    """

    id: str
    text_sha256: str
    text: str | None
    source: str
    known_from: int
    recorded: int
    title: str | None = None
    publisher: str | None = None
    publisher_class: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    notes: tuple[Note, ...] = ()
    marking: Marking = Marking.AMBER
    captures: tuple[str, ...] = ()
    retracted: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim in a view: the claim as last read or corrected, its report and its times.

    ``known_to`` is set where a later row superseded, rejected or retracted it (only in views that ask for
    closed claims too). ``corrected`` tells that a person's correction stands in ``claim``.
    """

    claim: Claim
    report: str
    known_from: int
    recorded: int
    known_to: int | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about claims or a report, by a person or a rule; superseded by a later one, never erased.

    ``subjects`` are claim ids (one for accept, reject, correct, retract; two or more for join, keep_apart). With none,
    a retract or accept is of the whole ``report``.
    ``changes`` are the corrected values by field name. ``id`` is empty until the ledger gave one. A join or keep_apart
    has there, where they were given, ``sides`` (lists of claims that were named together), for a split ``split`` (the
    incident whose claims of the first side leave as one), and ``overrules`` (ids of earlier judgements).
    """

    verdict: Verdict
    subjects: tuple[str, ...]
    by: str
    reason: str
    known_from: int
    id: str = ""
    recorded: int = 0
    changes: dict[str, object] = field(default_factory=dict)
    report: str | None = None

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        """The claims that were named together, of a join or keep_apart; each claim by itself where none were."""
        told = self.changes.get(SIDES)
        if not isinstance(told, list):
            return tuple((subject,) for subject in self.subjects)
        return tuple(tuple(str(claim) for claim in side) for side in told if isinstance(side, list))

    @property
    def overrules(self) -> tuple[str, ...]:
        """Ids of the earlier judgements that it overruled, in whole or in part, when it was made."""
        told = self.changes.get(OVERRULES)
        return tuple(map(str, told)) if isinstance(told, list) else ()


@dataclass(frozen=True, slots=True)
class View:
    """What the ledger knew at ``as_of`` from the rows recorded up to ``recorded``; all instants.

    ``reports`` and ``claims`` are ordered by known-from, then id. ``judgements`` are those that pass both times.
    ``head`` is the ledger's chain head at ``recorded``. ``waiting`` are the judgements whose claim was read anew
    into nothing: a person has to look at them again.
    """

    as_of: int
    recorded: int
    head: str
    reports: tuple[ReportRecord, ...]
    claims: Sequence[ClaimRecord]
    judgements: tuple[Judgement, ...] = ()
    waiting: tuple[Judgement, ...] = ()

    def report(self, report_id: str) -> ReportRecord:
        """Return the report of this id. Raises KeyError."""
        return next(item for item in self.reports if item.id == report_id)
