"""How many people were harmed, by the words of the report."""

from karez.model.claim import Claim
from karez.read.passage import Passage


def find_tolls(passage: Passage) -> tuple[Claim, ...]:
    """Return the drafts of this kind, in text order, not yet attributed."""
    return ()
