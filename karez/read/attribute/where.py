"""Where it happened, by the words around the claim."""

from karez.model.claim import Claim, Where
from karez.read.passage import Passage


def find_where(passage: Passage, claim: Claim) -> Where | None:
    """Where it happened."""
    return None
