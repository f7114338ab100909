"""Views with composed claims and judgements, for tests of what persons decided."""

from collections.abc import Sequence

from karez.model.claim import Claim, Incident
from karez.model.record import SIDES, SPLIT, ClaimRecord, Judgement, View
from karez.model.text import Span
from karez.model.vocabulary import IncidentType, Realis, Verdict

Sides = Sequence[Sequence[str]]


def claim_id(number: int) -> str:
    """The id of a composed claim; ids are in the order of their numbers."""
    return f"clm-{number:04x}{0:028x}"


def number_of(claim: str) -> int:
    """The number of a composed claim."""
    return int(claim[4:8], 16)


def ids(numbers: Sequence[int]) -> list[str]:
    """The ids of several."""
    return [claim_id(number) for number in numbers]


def judged(verdict: Verdict, sides: Sequence[Sequence[int]], at: int, *, split: bool = False) -> Judgement:
    """A judgement on claims by number, recorded at ``at``."""
    named = [ids(side) for side in sides]
    changes: dict[str, object] = {SIDES: named} | ({SPLIT: "inc-000000000000"} if split else {})
    subjects = tuple(claim for side in named for claim in side)
    return Judgement(verdict, subjects, "desk", "composed", 0, id=f"jdg-{at:024x}-{at}", recorded=at, changes=changes)


def join(at: int, *sides: Sequence[int]) -> Judgement:
    """A join."""
    return judged(Verdict.JOIN, sides, at)


def part(at: int, one: Sequence[int], other: Sequence[int]) -> Judgement:
    """A parting."""
    return judged(Verdict.KEEP_APART, (one, other), at)


def split(at: int, leave: Sequence[int], stay: Sequence[int]) -> Judgement:
    """A split: ``leave`` goes as one."""
    return judged(Verdict.KEEP_APART, (leave, stay), at, split=True)


def view(judgements: Sequence[Judgement], claims: Sequence[int]) -> View:
    """A view of claims, each of a report of its own, under judgements."""
    body = Incident(IncidentType.RAID)
    records = [
        ClaimRecord(Claim(claim_id(number), Span(0, 4, "raid"), body, Realis.ASSERTED), f"rep-{number:032x}", 0, 0)
        for number in claims
    ]
    return View(0, 0, "0" * 64, (), tuple(records), tuple(judgements))
