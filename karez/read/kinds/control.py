"""Who holds, took, lost or surrounds a place."""

from karez.model.claim import Claim
from karez.read.passage import Passage


def find_control(passage: Passage) -> tuple[Claim, ...]:
    """Return the drafts of this kind, in text order, not yet attributed."""
    return ()
