"""Who stands behind a claim."""

from dataclasses import dataclass

from karez.model.vocabulary import ClaimantClass


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind a claim once the report is known: the claimant named in it, else its publisher.

    ``key`` is equal for one party under several wordings; ``publisher`` tells that the publisher speaks for itself.
    """

    key: str
    name: str
    source_class: ClaimantClass
    publisher: bool = False
