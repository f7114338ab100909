"""Who said it: whether a claim is given to the speaker that the text names.

No development set has attributions, so our own annotated reports of ``claims-2`` stand in: every marked claim with a
claimant (an assessment: with ``by``) is an attribution, its spans the Content and the claimant's span the Source. Left
open by measures.md and chosen here: every attribution is asked; one without any Karez claim in its Content is a miss of
source_recall, but not unattributed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.reading.case import Claim, Claims, Parts, Row, Span

ROWS = (
    Row("who said it: source recall, stand-in: claims-2", None, "source_recall"),
    Row("who said it: claimant precision, stand-in", None, "claimant_precision"),
    Row("who said it: unattributed, stand-in", None, "unattributed", low=True),
    Row("who said it: false attribution, stand-in", None, "false_attr", low=True),
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the spans of what is said and of who says it."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]


def spans(claim: Claim) -> tuple[Span, ...]:
    """Where a claim stands: its quote and its ``also``."""
    return ((claim["start"], claim["end"]), *((start, end) for start, end in claim.get("also") or ()))


def overlap(first: Sequence[Span], second: Sequence[Span]) -> bool:
    """Whether a span of one side shares a character with one of the other."""
    return any(a < d and c < b for a, b in first for c, d in second)


def speaker(claim: Claim) -> tuple[Span, ...]:
    """The span of whoever stands behind a claim; empty for the report itself, or where the gold gives no offsets."""
    told_by = claim.get("by") if claim["kind"] == "assessment" else claim.get("claimant")
    return ((told_by["start"], told_by["end"]),) if told_by and "start" in told_by else ()


def attributions(gold: Claims) -> list[Attribution]:
    """The attributions that the marks hold."""
    return [Attribution(spans(claim), speaker(claim)) for claim in gold if speaker(claim)]


def parts(asked: Sequence[Attribution], claims: Claims) -> Parts:
    """The parts of one report with its attributions."""
    heard = silent = 0
    for one in asked:
        inside = [claim for claim in claims if overlap(spans(claim), one.content)]
        heard += any(overlap(speaker(claim), one.source) for claim in inside)
        silent += bool(inside) and not any(speaker(claim) for claim in inside)
    right = given = false = outside = 0
    for claim in claims:
        holding = [one for one in asked if overlap(spans(claim), one.content)]
        outside += not holding
        false += not holding and bool(speaker(claim))
        if holding and speaker(claim):
            given += 1
            right += any(overlap(speaker(claim), one.source) for one in holding)
    return {
        "source_recall": (heard, len(asked)),
        "claimant_precision": (right, given),
        "unattributed": (silent, len(asked)),
        "false_attr": (false, outside),
    }
