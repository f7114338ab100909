"""Suggests how reliable a source is: what became of its earlier figures in this view, and who prints its words.

A figure counts once, however often it is printed. It held where others later told the same on their own; it failed
where others contradict it, or where its own source put another in its place. What the enemy says of a party's word is
no test of it. With few tests nothing is suggested (F).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from karez.model.grading import Grading, Reliability, SourceGrade
from karez.reconcile.grading.rules import ReliabilityRule, rules
from karez.reconcile.grading.telling import Standing
from karez.reconcile.grading.things import Evidence
from karez.reconcile.item import Item

_SHOWN = 6


class Printed(Enum):
    """Who printed what a source tells, in words of a reason."""

    BY_ITSELF = "by itself"
    FROM_ELSEWHERE = "taken from elsewhere"
    BY_OTHERS = "printed by others"


@dataclass(slots=True)
class Record:
    """What became of the figures of one source on one matter; claims by what happened to them."""

    confirmed: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    retracted: int = 0
    printed: Counter[Printed] = field(default_factory=Counter)

    @property
    def cases(self) -> int:
        """How many figures were put to the test."""
        return sum(self.counts.values())

    @property
    def counts(self) -> dict[str, int]:
        """How many figures came to what."""
        claims = {"confirmed": self.confirmed, "contradicted": self.contradicted, "corrected": self.corrected}
        return {**{name: len(told) for name, told in claims.items()}, "retracted": self.retracted}

    @property
    def faults(self) -> float:
        """What speaks against it; an error that it put right itself weighs less."""
        return sum(weight * self.counts[name] for name, weight in rules().faults.items())

    @property
    def share(self) -> float:
        """The share of tested figures that held, 0 to 1; 0 where none was tested."""
        return 1 - self.faults / self.cases if self.cases else 0.0

    @property
    def first_hand(self) -> bool:
        """Whether it publishes its own words itself, and takes fewer from elsewhere."""
        return self.printed[Printed.BY_ITSELF] > self.printed[Printed.FROM_ELSEWHERE]


def record(items: Sequence[Item], seen: Evidence, printed: Callable[[Item], Printed], retracted: int = 0) -> Record:
    """Return the record of the claims ``items`` of one source.

    ``printed`` tells by whom each was printed; ``retracted`` is how many claims or reports the source took back whole,
    which the view no longer shows.
    """
    found = Record(retracted=retracted, printed=Counter(map(printed, items)))
    counted: set[tuple[int, object]] = set()
    for item in items:
        for thing, telling in seen.of.get(item.claim.id, ()):
            if (id(thing), telling.said) not in counted:
                counted.add((id(thing), telling.said))
                _test(item, item.claim.id in seen.withdrawn, thing.standing(telling), found)
    return found


def _test(item: Item, withdrawn: bool, now: Standing, found: Record) -> None:
    """Note what became of one figure, if anything did."""
    if withdrawn:
        found.corrected.append(item.claim.id)
    elif now.against and not now.others:
        found.contradicted.append(item.claim.id)
    elif not now.against and now.borne_out is not None and now.borne_out > item.known_from:
        found.confirmed.append(item.claim.id)


def suggested_reliability(one: SourceGrade, told: Record) -> Grading[Reliability]:
    """Return the grade that the rules suggest for a source by its record on one matter, with the reason."""
    tested = (*told.contradicted, *told.corrected, *told.confirmed)[:_SHOWN]
    grade, reason = Reliability.F, _unknown(one, told)
    if not reason:
        grade = next(rule.grade for rule in rules().reliability if _fits(rule, told))
        reason = f"of {told.cases} tested figures {_outcome(told)}"
    return Grading(grade, rules().version, f"{reason}{_hand(told)}", one.known[1], tested)


def ungraded(known_from: int) -> Grading[Reliability]:
    """Return the suggestion for people who are never graded."""
    return Grading(Reliability.F, rules().version, "private persons and people nobody names are not graded", known_from)


def _fits(rule: ReliabilityRule, told: Record) -> bool:
    return (
        told.cases >= rule.cases
        and told.share >= rule.share
        and (rule.faults is None or told.faults <= rule.faults)
        and (told.first_hand or not rule.first_hand)
    )


def _unknown(one: SourceGrade, told: Record) -> str:
    """Why a source cannot be judged; empty where it can."""
    if not one.claims:
        return "it only passes on what others say" if one.passed_on else "nothing that it tells was read"
    if told.printed[Printed.FROM_ELSEWHERE] == len(one.claims):
        return "it only reprints what comes from elsewhere"
    few = told.cases < rules().least_cases
    return f"{told.cases} of its figures could be tested, and it takes {rules().least_cases}" if few else ""


def _outcome(told: Record) -> str:
    words = {
        "confirmed": "told later by others too",
        "contradicted": "contradicted",
        "corrected": "put right by itself",
        "retracted": "taken back",
    }
    return ", ".join(f"{count} {words[name]}" for name, count in told.counts.items() if count)


def _hand(told: Record) -> str:
    spoken = ", ".join(f"{told.printed[one]} {one.value}" for one in Printed if told.printed[one])
    return f"; told: {spoken}" if spoken else ""
