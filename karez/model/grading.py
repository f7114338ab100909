"""Grades of a source and of what it tells, by the two axes of the Admiralty system, which are kept apart.

Reliability (A to F) is said of a source, credibility (1 to 6) of a claim or an incident. ``F`` and ``6`` mean that it
cannot be judged: they have no rank, stand neither at the end nor in the middle, and grades cannot be compared by
``<``. A machine suggests, a person decides; a decision is a judgement in the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from karez.model.record import Judgement
from karez.model.vocabulary import ClaimantClass, Verdict

# The keys under which the judgement of a grade keeps what it is said of and what it says.
SOURCE, MATTER, INCIDENT, RELIABILITY, CREDIBILITY = "source", "matter", "incident", "reliability", "credibility"


class Reliability(Enum):
    """How far a source can be relied on; ``F`` is unknown."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def rank(self) -> int | None:
        """1 for the best; None where it cannot be judged."""
        return None if self is Reliability.F else "ABCDE".index(self.value) + 1


class Credibility(Enum):
    """How far what is told can be believed; ``6`` is unknown."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"

    @property
    def rank(self) -> int | None:
        """1 for the best; None where it cannot be judged."""
        return None if self is Credibility.UNKNOWN else int(self.value)


class Matter(StrEnum):
    """On what a source is graded: a party's word on its own losses and on the enemy's are two records."""

    ANY = "any"
    OWN_LOSSES = "own_losses"
    ENEMY_LOSSES = "enemy_losses"


Grade = TypeVar("Grade", Reliability, Credibility)


@dataclass(frozen=True, slots=True)
class Grading(Generic[Grade]):
    """A grade, who gives it, why and since when.

    ``by`` is the version of the rules for a suggestion, a desk or role for a decision; ``judgement`` is the id of the
    decision, empty for a suggestion. ``claims`` are those that the reason stands on. ``known_from`` and ``recorded``
    are instants; a suggestion is known from when the latest claim that it is said of was, and recorded nowhere (0).
    """

    grade: Grade
    by: str
    reason: str
    known_from: int
    claims: tuple[str, ...] = ()
    judgement: str = ""
    recorded: int = 0

    @property
    def suggested(self) -> bool:
        """Whether a machine only suggests it."""
        return not self.judgement


@dataclass(frozen=True, slots=True)
class SourceGrade:
    """What is thought of one source on one matter.

    ``claims`` are those that it stands behind on this matter; ``passed_on`` counts claims of others that it printed;
    ``known`` are the instants of the first and the last report with words of its own or printed by it.
    ``private``: private persons, or people nobody names, who are told apart by class only and never graded.
    """

    key: str
    name: str
    source_class: ClaimantClass
    matter: Matter
    claims: tuple[str, ...]
    suggestion: Grading[Reliability]
    known: tuple[int, int]
    decision: Grading[Reliability] | None = None
    passed_on: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class ClaimGrade:
    """What is thought of one claim, or of one incident by its id; ``claims`` are then those that it holds."""

    id: str
    suggestion: Grading[Credibility]
    decision: Grading[Credibility] | None = None
    claims: tuple[str, ...] = ()


_NO_CLAIMS: Mapping[str, ClaimGrade] = MappingProxyType({})
_NO_SOURCES: Mapping[str, SourceGrade] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Grades:
    """All grades of a view as of ``as_of``, from rows recorded up to ``recorded``; both instants.

    ``rules`` is the version of the rules that suggested.

    ``behind`` gives for the id of a claim its source's grade on the matter of that claim, ``publishers`` for the id of
    a report its publisher's on whatever it tells; ``claims`` and ``incidents`` are by their ids.
    """

    rules: str = ""
    as_of: int = 0
    recorded: int = 0
    sources: tuple[SourceGrade, ...] = ()
    claims: Mapping[str, ClaimGrade] = field(default_factory=lambda: _NO_CLAIMS)
    incidents: Mapping[str, ClaimGrade] = field(default_factory=lambda: _NO_CLAIMS)
    behind: Mapping[str, SourceGrade] = field(default_factory=lambda: _NO_SOURCES)
    publishers: Mapping[str, SourceGrade] = field(default_factory=lambda: _NO_SOURCES)

    def decided_reliability(self) -> dict[str, Reliability]:
        """Return for the id of every claim whose source a person graded that grade: the only one that rules may use."""
        return {claim: one.decision.grade for claim, one in self.behind.items() if one.decision is not None}


def source_judgement(grading: Grading[Reliability], source: str, matter: Matter = Matter.ANY) -> Judgement:
    """Return the judgement of a source's grade: it is said of no claim, so the source stands in ``changes``."""
    changes: dict[str, object] = {SOURCE: source, MATTER: matter.value, RELIABILITY: grading.grade.value}
    return Judgement(Verdict.GRADE, (), grading.by, grading.reason, grading.known_from, changes=changes)


def claim_judgement(grading: Grading[Credibility], claim: str, incident: str | None = None) -> Judgement:
    """Return the judgement of a claim's grade, or of an incident's, which hangs on the claim that gives it its id."""
    changes: dict[str, object] = {CREDIBILITY: grading.grade.value}
    if incident is not None:
        changes[INCIDENT] = incident
    return Judgement(Verdict.GRADE, (claim,), grading.by, grading.reason, grading.known_from, changes=changes)


def is_source_grade(judgement: Judgement) -> bool:
    """Tell whether a judgement grades a source, and so names no claim."""
    return judgement.verdict is Verdict.GRADE and SOURCE in judgement.changes


def source_decisions(judgements: Sequence[Judgement]) -> dict[tuple[str, Matter], Grading[Reliability]]:
    """Return the grade that holds for each source and matter: that of the latest known-from, of equals the last."""
    return {
        (str(item.changes[SOURCE]), Matter(str(item.changes.get(MATTER, Matter.ANY)))): _decided(
            Reliability(item.changes[RELIABILITY]), item
        )
        for item in _in_order(judgements)
        if is_source_grade(item)
    }


def claim_decisions(judgements: Sequence[Judgement], *, incidents: bool = False) -> dict[str, Grading[Credibility]]:
    """Return the grade that holds for each claim; with ``incidents`` for the incident that each claim gives its id."""
    return {
        subject: _decided(Credibility(item.changes[CREDIBILITY]), item)
        for item in _in_order(judgements)
        if CREDIBILITY in item.changes and (INCIDENT in item.changes) is incidents
        for subject in item.subjects
    }


def _in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Grades by known-from; the ledger's own order, which views keep, settles equals."""
    return sorted((item for item in judgements if item.verdict is Verdict.GRADE), key=lambda item: item.known_from)


def _decided(grade: Grade, item: Judgement) -> Grading[Grade]:
    return Grading(grade, item.by, item.reason, item.known_from, item.subjects, item.id, item.recorded)
