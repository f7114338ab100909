"""Adds to every draft who says it, how, when and where."""

from collections.abc import Iterable
from dataclasses import replace

from karez.model.claim import Assessment, Claim
from karez.read.attribute.claimant import find_claimant
from karez.read.attribute.realis import find_realis
from karez.read.attribute.speech import speeches
from karez.read.attribute.spots import spots_of
from karez.read.attribute.when import find_when
from karez.read.attribute.where import find_where
from karez.read.passage import Passage


def attributed(passage: Passage, drafts: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the drafts with claimant, realis, when and where, in the same order."""
    said, spots = speeches(passage), spots_of(passage)
    done: list[Claim] = []
    for claim in drafts:
        claimant, when = find_claimant(claim, said), find_when(passage, claim)
        realis = find_realis(passage, claim, when)
        full = replace(claim, realis=realis, when=when, where=find_where(passage, claim, spots))
        if isinstance(claim.body, Assessment):
            done.append(replace(full, body=replace(claim.body, by=claimant)))
        else:
            done.append(replace(full, claimant=claimant))
    return tuple(done)
