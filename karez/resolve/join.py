"""The door of this room: which reports of a set tell of the same happening, and why two of them do or do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from karez.model.vocabulary import Harm
from karez.resolve.cluster import linked
from karez.resolve.compare import candidates, compared
from karez.resolve.told import Told
from karez.resolve.tolls import joined
from karez.resolve.vectors import Vectors, sketch
from karez.resolve.weights import weights


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one happening, by id, and its joined tolls; None is no number."""

    id: str
    reports: tuple[str, ...]
    killed: int | None
    injured: int | None


def cluster_id(reports: Iterable[str]) -> str:
    """Return ``inc-`` + 12 hex of the sha256 of the smallest report id: a function of the set, not of the order."""
    return "inc-" + sha256(min(reports).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def clusters(reports: Iterable[Told]) -> tuple[Cluster, ...]:
    """Return the clusters of a set of reports with ids of their own, in order of their smallest report id."""
    ordered = sorted(reports, key=lambda one: one.id)
    groups = _by_text(ordered)
    heads = [ordered[members[0]] for members in groups]
    vectors = Vectors([sketch(one) for one in heads])
    left, right = candidates(vectors)
    known = weights()
    scores = known.score(compared(vectors, left, right)) if len(left) else np.zeros(0)
    found = linked(len(heads), left, right, scores, join=known.join)
    made = [_cluster([ordered[n] for head in part for n in groups[head]]) for part in found]
    return tuple(sorted(made, key=lambda one: one.reports[0]))


@dataclass(frozen=True, slots=True)
class Why:
    """Why two reports by themselves are joined or not: above ``limit`` of the log-odds, or by ``same_text``.

    ``comparisons`` are (name, value, weight in log-odds), the strongest first; with ``start`` they add up to
    ``log_odds``. The value UNTOLD of ``compare`` means that one of the two does not tell.
    """

    comparisons: tuple[tuple[str, float, float], ...]
    start: float
    log_odds: float
    limit: float
    same_text: bool
    version: str

    @property
    def joined(self) -> bool:
        """Whether the two are joined where there is no other report."""
        return self.same_text or self.log_odds > self.limit


def why_joined(one: Told, other: Told) -> Why:
    """Return every comparison of two reports with its value and its weight, and what follows for the two alone."""
    vectors, known = Vectors([sketch(one), sketch(other)]), weights()
    made = compared(vectors, np.array([0]), np.array([1]))
    log_odds = round(float(known.score(made)[0]), 9)
    same = bool(one.wording) and one.wording == other.wording
    return Why(known.explain(made), known.start, log_odds, known.join, same, known.version)


def _by_text(ordered: list[Told]) -> list[list[int]]:
    """Positions of reports with one text that is not empty: they are one report, printed several times."""
    groups: dict[str, list[int]] = {}
    for position, report in enumerate(ordered):
        text = report.wording
        groups.setdefault(f"text {text}" if text else f"id {report.id}", []).append(position)
    return list(groups.values())


def _cluster(members: list[Told]) -> Cluster:
    ids = tuple(sorted(one.id for one in members))
    return Cluster(cluster_id(ids), ids, joined(members, Harm.KILLED), joined(members, Harm.INJURED))
