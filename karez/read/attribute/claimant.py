"""Who stands behind a claim, by the words around the claim."""

from karez.model.claim import Claim, Claimant
from karez.read.passage import Passage


def find_claimant(passage: Passage, claim: Claim) -> Claimant | None:
    """Who stands behind a claim."""
    return None
