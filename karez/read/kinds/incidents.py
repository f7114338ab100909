"""What happened: the events that a report tells."""

from karez.model.claim import Claim
from karez.read.passage import Passage


def find_incidents(passage: Passage) -> tuple[Claim, ...]:
    """Return the drafts of this kind, in text order, not yet attributed."""
    return ()
