"""Orders, bans, warnings and truces by those who rule or act as if they did."""

from karez.model.claim import Claim
from karez.read.passage import Passage


def find_directives(passage: Passage) -> tuple[Claim, ...]:
    """Return the drafts of this kind, in text order, not yet attributed."""
    return ()
