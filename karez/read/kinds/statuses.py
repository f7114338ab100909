"""The state of roads, lines, networks and services."""

from karez.model.claim import Claim
from karez.read.passage import Passage


def find_statuses(passage: Passage) -> tuple[Claim, ...]:
    """Return the drafts of this kind, in text order, not yet attributed."""
    return ()
