"""Opinions, explanations and predictions, kept apart from what happened."""

from karez.model.claim import Claim
from karez.read.passage import Passage


def find_assessments(passage: Passage) -> tuple[Claim, ...]:
    """Return the drafts of this kind, in text order, not yet attributed."""
    return ()
