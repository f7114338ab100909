"""Joins claims of one report: the same thing told twice, parts of totals, tolls of incidents, corrections."""

from collections.abc import Sequence

from karez.model.claim import Claim
from karez.read.passage import Passage


def linked(passage: Passage, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims with repeats folded into ``also`` and with part_of, of and replaces set."""
    return tuple(claims)
