"""When it happened, by the words around the claim."""

from karez.model.claim import Claim
from karez.model.mention import TimeMention
from karez.read.passage import Passage


def find_when(passage: Passage, claim: Claim) -> TimeMention | None:
    """When it happened."""
    return None
