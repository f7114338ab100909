"""How the report tells it: asserted, alleged, denied, planned, hypothetical or background."""

from karez.model.claim import Claim
from karez.model.vocabulary import Realis
from karez.read.passage import Passage


def find_realis(passage: Passage, claim: Claim) -> Realis:
    """How the report tells it (asserted, alleged, denied, planned, hypothetical, background)."""
    return claim.realis
