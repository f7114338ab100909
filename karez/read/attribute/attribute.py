"""Adds to every draft who says it, how, when and where."""

from collections.abc import Iterable
from dataclasses import replace

from karez.model.claim import Claim
from karez.read.attribute.claimant import find_claimant
from karez.read.attribute.realis import find_realis
from karez.read.attribute.when import find_when
from karez.read.attribute.where import find_where
from karez.read.passage import Passage


def attributed(passage: Passage, drafts: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the drafts with claimant, realis, when and where, in the same order."""
    return tuple(
        replace(
            claim,
            claimant=find_claimant(passage, claim),
            realis=find_realis(passage, claim),
            when=find_when(passage, claim),
            where=find_where(passage, claim),
        )
        for claim in drafts
    )
