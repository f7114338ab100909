"""How the claims of a report hang together: told twice, parts of totals, tolls of incidents, corrections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from karez.model.claim import Claim, Incident, Toll
from karez.read.fold import folded, same_source, told_at
from karez.read.learned.facts import Told, all_facts
from karez.read.learned.found import Found
from karez.read.learned.network import Network
from karez.read.parts import parts, replaced_by
from karez.read.passage import Passage

Pair = tuple[Claim, Found]
_LIKELY, _POSSIBLE = 0.5, 0.1
_FEW = 5
# So much less likely may be what was told before a toll, to be taken for what it counts.
_BEFORE = 0.1
_SAME = "same"
# Of more claims than this only neighbours are weighed, so that a long text stays cheap.
_FAR = 60


# By link and claim: the other claims with the chance that they are linked so.
Scores = Mapping[tuple[str, str], Mapping[str, float]]


def joined(network: Network, passage: Passage, pairs: Sequence[Pair]) -> tuple[Claim, ...]:
    """Return the claims, each told once, tolls with part_of, of and replaces set."""
    scores = _scores(network, pairs)
    once = folded(passage, _once([claim for claim, _ in pairs], scores))
    kept = {claim.id for claim in once}
    tolls = [claim for claim in once if isinstance(claim.body, Toll)]
    by_id = {claim.id: claim for claim in once}
    totals = dict(parts(passage, tolls))
    for toll in (toll for toll in tolls if toll.id not in totals):
        best = _best(scores, toll.id, "part_of", kept)
        if best and _may_hold(toll, by_id[best], totals):
            totals[toll.id] = best
    return tuple(_linked(passage, claim, totals, _cause(scores, claim, by_id), tolls) for claim in once)


def _linked(
    passage: Passage, claim: Claim, totals: Mapping[str, str], cause: str | None, tolls: Sequence[Claim]
) -> Claim:
    body = claim.body
    if not isinstance(body, Toll):
        return claim
    replaced = replaced_by(passage, claim, tolls)
    made = replace(body, part_of=totals.get(claim.id), of=cause, replaces=replaced.id if replaced else None)
    return replace(claim, body=made)


def _cause(scores: Scores, claim: Claim, by_id: Mapping[str, Claim]) -> str | None:
    """The likeliest incident of a toll; of nearly equal ones, one that was told before it."""
    asked = scores.get(("of", claim.id), {})
    fits = [
        (chance + _BEFORE * (by_id[other].span.start <= claim.span.start), other)
        for other, chance in asked.items()
        if chance >= _LIKELY and other in by_id and isinstance(by_id[other].body, Incident)
    ]
    return max(fits)[1] if fits else None


def _may_hold(part: Claim, total: Claim, totals: Mapping[str, str]) -> bool:
    """Whether a toll can be a part of another: no larger, and not by a ring of parts."""
    small, large = _point(part), _point(total)
    if small is not None and large is not None and small > large:
        return False
    return not is_ring(part.id, total.id, totals)


def is_ring(part: str, total: str, totals: Mapping[str, str]) -> bool:
    """Whether ``part`` holds ``total`` already, by ``totals``: the total of every part."""
    at: str | None = total
    while at is not None:
        if at == part:
            return True
        at = totals.get(at)
    return False


def _is_large(claim: Claim) -> bool:
    """A toll of so many is hardly told of two happenings in one report."""
    return (_point(claim) or 0) >= _FEW


def _harm(claim: Claim) -> tuple[str, int | None] | None:
    return (claim.body.harm.value, _point(claim)) if isinstance(claim.body, Toll) else None


def _point(claim: Claim) -> int | None:
    body = claim.body
    return (body.best if body.best is not None else body.low) if isinstance(body, Toll) else None


def _scores(network: Network, pairs: Sequence[Pair]) -> Scores:
    weighed = list(_weighed(pairs))
    if not weighed:
        return {}
    told = [_told(claim, found) for claim, found in pairs]
    first = np.stack([pairs[i][1].vector for i, _ in weighed])
    second = np.stack([pairs[j][1].vector for _, j in weighed])
    chances = network.links(first, second, all_facts([(told[i], told[j]) for i, j in weighed]))
    made: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (i, j), row in zip(weighed, chances, strict=True):
        for name, chance in zip(network.labels.links, row, strict=True):
            if chance >= _POSSIBLE:
                # Told twice is asked of the later one, the others of the toll.
                own, other = (j, i) if name == _SAME else (i, j)
                made[name, pairs[own][0].id][pairs[other][0].id] = float(chance)
    return made


def _weighed(pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    kinds = [found.kind for _, found in pairs]
    for i, kind in enumerate(kinds):
        for j in range(max(0, i - _FAR), min(len(pairs), i + _FAR + 1)):
            both = (kind, kinds[j])
            if i != j and (
                both in {("toll", "toll"), ("toll", "incident")} or (both == ("incident", "incident") and i < j)
            ):
                yield i, j


def _told(claim: Claim, found: Found) -> Told:
    harm = claim.body.harm.value if isinstance(claim.body, Toll) else None
    return Told(found.kind, found.window, found.token, harm, _point(claim))


def _best(scores: Scores, own: str, link: str, kept: set[str]) -> str | None:
    fits = [
        (chance, other) for other, chance in scores.get((link, own), {}).items() if other in kept and chance >= _LIKELY
    ]
    return max(fits)[1] if fits else None


def _once(claims: Sequence[Claim], scores: Scores) -> list[Claim]:
    """The claims with those that the network takes for one told twice put together, the first standing."""
    heads: dict[str, Claim] = {}
    for claim in claims:
        asked = scores.get((_SAME, claim.id), {})
        known = next(
            (heads[other] for other in asked if other in heads and _same(heads[other], claim, asked[other])), None
        )
        if known is None:
            heads[claim.id] = claim
        else:
            stands = replace(claim, id=known.id) if claim.claimant and not known.claimant else known
            heads[known.id] = told_at(stands, (*known.tellings, *claim.tellings))
    return list(heads.values())


def _same(known: Claim, claim: Claim, likely: float) -> bool:
    if known.kind is not claim.kind or likely < (_POSSIBLE if _is_large(claim) else _LIKELY):
        return False
    return _harm(known) == _harm(claim) and same_source(known, claim) and known.realis is claim.realis
