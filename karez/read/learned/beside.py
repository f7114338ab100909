"""Claims of the rules that stand beside those of the network: where it tells nothing of that kind in the same words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from karez.model.claim import Claim, Toll
from karez.read.kinds.clauses import overlaps_any


def with_rules(learned: Sequence[Claim], by_rule: Sequence[Claim], kinds: Collection[str]) -> tuple[Claim, ...]:
    """Return the learned claims and, of these ``kinds``, the rules' claims whose words none of them touches."""
    kept = [claim for claim in by_rule if claim.kind.value in kinds and not _is_told(claim, learned)]
    known = {claim.id for claim in (*learned, *kept)}
    return (*learned, *(_without_lost_links(claim, known) for claim in kept))


def _is_told(claim: Claim, learned: Sequence[Claim]) -> bool:
    told = [span for other in learned if other.kind is claim.kind for span in (other.span.offsets, *other.also)]
    return any(overlaps_any(start, end, told) for start, end in (claim.span.offsets, *claim.also))


def _without_lost_links(claim: Claim, known: Collection[str]) -> Claim:
    body = claim.body
    if not isinstance(body, Toll):
        return claim
    held = (identity if identity in known else None for identity in (body.part_of, body.of, body.replaces))
    part_of, of, replaces = held
    return replace(claim, body=replace(body, part_of=part_of, of=of, replaces=replaces))
