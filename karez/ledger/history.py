"""What judgements and newer readings did to claims: which are closed, since when, corrected, or wait for a person.

A newer reading that does not find a claim again supersedes it, and may name the claim that stands in its place. What
persons said of the old claim then holds for that one. A claim that a later reading finds once more is live again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import RowMapping

from karez.model.record import SIDES, Judgement
from karez.model.vocabulary import Verdict

SUCCESSOR = "successor"
WITHHELD = "withheld"
# Judgements that are said of several claims, mostly of several reports.
SEVERAL = frozenset({Verdict.JOIN, Verdict.KEEP_APART})
Judged = Sequence[tuple[int, Judgement]]  # commits and what they judged, in the order of the commits


def is_link(judgement: Judgement) -> bool:
    """Tell whether a judgement is a reader's own: a claim that it did not find again."""
    return judgement.verdict is Verdict.RETRACT and SUCCESSOR in judgement.changes


def is_tombstone(judgement: Judgement) -> bool:
    """Tell whether a judgement is what stays of a withheld text."""
    return judgement.verdict is Verdict.RETRACT and WITHHELD in judgement.changes and not judgement.subjects


def is_of_report(judgement: Judgement) -> bool:
    """Tell whether a judgement takes back a whole report, or takes that back."""
    return not judgement.subjects and judgement.report is not None and not is_tombstone(judgement)


def judgement_of(row: RowMapping, recorded: int = 0) -> Judgement:
    """Return the judgement of a row."""
    body = json.loads(row["body"])
    return Judgement(
        Verdict(row["verdict"]),
        tuple(body["subjects"]),
        row["by"],
        row["reason"],
        row["known_from"],
        id=row["id"],
        recorded=recorded,
        changes=body["changes"],
        report=row["report"],
    )


@dataclass(frozen=True, slots=True)
class _Link:
    seq: int
    known_from: int
    successor: str | None


@dataclass(slots=True)
class History:
    """The judgements of a view, folded. ``read_at`` tells the commit of a claim's latest reading.

    ``closed``: closed claims and the instant from which they are; ``changes``: corrected values by claim;
    ``accepted``: claims that a person accepted; ``waiting``: judgements whose claim was read anew into nothing;
    ``retracted``: reports that their source took back, with all their claims, and the instant from which they are.
    """

    read_at: Callable[[str], int]
    closed: dict[str, int] = field(default_factory=dict)
    changes: dict[str, dict[str, object]] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    waiting: list[Judgement] = field(default_factory=list)
    retracted: dict[str, int] = field(default_factory=dict)
    _links: dict[str, _Link] = field(default_factory=dict)

    @classmethod
    def of(cls, judged: Judged, read_at: Callable[[str], int]) -> "History":
        """Fold judgements into what they come to."""
        history = cls(read_at)
        for seq, item in judged:
            if is_link(item):
                successor = item.changes[SUCCESSOR]
                link = _Link(seq, item.known_from, successor if isinstance(successor, str) else None)
                history._links.update(dict.fromkeys(item.subjects, link))
        decided = [(seq, item) for seq, item in judged if not is_link(item)]
        for _, item in decided:
            history._decide(item)
        # A source's later correction comes after what a person read out of its first report, whichever was typed first.
        for _, item in sorted(decided, key=lambda pair: (pair[1].known_from, pair[0])):
            if item.verdict is Verdict.CORRECT:
                for claim in history._targets(item):
                    history.changes.setdefault(claim, {}).update(item.changes)
        for claim, link in history._links.items():
            if history.superseded(claim):
                history.closed[claim] = min(link.known_from, history.closed.get(claim, link.known_from))
        return history

    def known_to(self, claim: str, report: str) -> int | None:
        """Return the instant from which a claim of ``report`` is closed, by itself or with its report; None: open."""
        closed = [at for at in (self.closed.get(claim), self.retracted.get(report)) if at is not None]
        return min(closed, default=None)

    def _decide(self, item: Judgement) -> None:
        if is_of_report(item) and item.report is not None:
            if item.verdict is Verdict.ACCEPT:
                self.retracted.pop(item.report, None)
            elif item.verdict is Verdict.RETRACT:
                self.retracted[item.report] = min(item.known_from, self.retracted.get(item.report, item.known_from))
        for claim in self._targets(item):
            match item.verdict:
                case Verdict.REJECT | Verdict.RETRACT:
                    self.closed[claim] = min(item.known_from, self.closed.get(claim, item.known_from))
                    self.accepted.discard(claim)
                case Verdict.ACCEPT:
                    self.closed.pop(claim, None)
                    self.accepted.add(claim)
                case _:
                    continue
        if any(self.superseded(self.live(subject)) for subject in item.subjects):
            self.waiting.append(item)

    def _targets(self, item: Judgement) -> Iterator[str]:
        return (self.live(subject) for subject in item.subjects)

    def superseded(self, claim: str) -> bool:
        """Tell whether the latest reading of the claim's report did not find it."""
        link = self._links.get(claim)
        return link is not None and link.seq > self.read_at(claim)

    def live(self, claim: str) -> str:
        """Return the claim that stands in the place of ``claim`` now; the last one where none does."""
        seq = 0
        while self.superseded(claim):
            link = self._links[claim]
            if link.successor is None or link.seq <= seq:
                break
            claim, seq = link.successor, link.seq
        return claim

    def kept(self, claims: Iterable[str]) -> set[str]:
        """Those of ``claims`` that a person accepted or corrected and did not reject since: no machine closes them."""
        return {
            claim for claim in claims if claim not in self.closed and (claim in self.accepted or claim in self.changes)
        }

    def followed(self, item: Judgement) -> Judgement:
        """Return a judgement with the claims that stand now for its subjects, and for those of its sides."""
        changes = dict(item.changes)
        if SIDES in changes:
            changes[SIDES] = [list(dict.fromkeys(map(self.live, side))) for side in item.sides]
        return replace(item, subjects=tuple(dict.fromkeys(self._targets(item))), changes=changes)
