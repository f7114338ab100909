"""Why two claims of a ledger are of one incident or of two: the weights, what their reports hold, what persons said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from karez.app.held import Held
from karez.app.incident_page import Decided, Sight, decided_json, decisions_on
from karez.app.incidents import IncidentDesk
from karez.model.errors import RequestError
from karez.model.joining import ScoredPair
from karez.model.record import Judgement
from karez.resolve.incidents.score import WhyClaims, explain, weight
from karez.resolve.incidents.weights import incident_weights

# So many pairs of two incidents are weighed at most; of larger ones those with the smallest ids.
_PAIRS = 10_000
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class WhyTwo:
    """Why what was named speaks of one incident or not.

    ``left`` and ``right`` are rows of ``karez claims``: the two claims that speak most for one incident, of all that
    was named. ``incidents`` hold them. ``reasons`` are what decides beside the weights, in words. ``pairs`` are other
    pairs of what was named, the heaviest first, of ``weighed`` in all. ``decisions`` are those of persons that bear on
    both incidents.
    """

    names: tuple[str, str]
    left: dict[str, Any]
    right: dict[str, Any]
    incidents: tuple[str, str]
    why: WhyClaims
    reasons: tuple[str, ...]
    pairs: tuple[ScoredPair, ...]
    weighed: int
    decisions: tuple[Decided, ...]

    @property
    def same(self) -> bool:
        """Whether both are of one incident."""
        return self.incidents[0] == self.incidents[1]


def why_two(desk: IncidentDesk, one: str, other: str, sight: Sight) -> WhyTwo:
    """Return why two claims or incidents of a ledger are joined or not; of incidents the nearest two claims.

    Raises RequestError unknown-id, ambiguous-id, bad-value for a claim of no incident, bad-request for one claim alone.
    """
    held = desk.held()
    mine = desk.claims_of(one, held)
    others = [claim for claim in desk.claims_of(other, held) if len(mine) > 1 or claim not in mine]
    mine = tuple(claim for claim in mine if len(others) > 1 or claim not in others)
    pairs = _weighed(held, mine, others)
    if not pairs:
        raise RequestError("bad-request", "give two claims or incidents")
    best = pairs[0]
    mask = sight.mask(held.view)
    rows = {row["claim"]: row for row in sight.rows(held.view, (best.left, best.right), mask)}
    incidents = held.joined.incidents
    holding = (incidents[best.left], incidents[best.right])
    return WhyTwo(
        (one, other),
        rows[best.left],
        rows[best.right],
        holding,
        explain(held.joining.rows[best.left], held.joining.rows[best.right]),
        tuple(_reasons(held, best)),
        tuple(pairs[1 : 1 + _SHOWN]),
        len(pairs),
        tuple(one for one in decisions_on(held, {*held.members[holding[0]], *held.members[holding[1]]}, mask)
              if _bears(one.judgement, held, holding)),
    )  # fmt: skip


def _weighed(held: Held, mine: Iterable[str], others: Sequence[str]) -> list[ScoredPair]:
    """Pairs of different claims, each once, the heaviest first."""
    rows, known = held.joining.rows, incident_weights()
    named = dict.fromkeys((min(a, b), max(a, b)) for a in mine for b in others if a != b)
    found = [ScoredPair(a, b, weight(rows[a], rows[b], known), known.limit) for a, b in islice(named, _PAIRS)]
    return sorted(found, key=lambda pair: (-pair.weight, pair.left, pair.right))


def _reasons(held: Held, pair: ScoredPair) -> list[str]:
    """What decides about two claims beside their weight."""
    left, right = held.joining.rows[pair.left], held.joining.rows[pair.right]
    incidents = tuple(held.joined.incidents[claim] for claim in (pair.left, pair.right))
    told = []
    if held.persons_joined(pair.left, pair.right):
        told.append("persons joined them")
    if incidents[0] != incidents[1] and held.persons_part(held.members[incidents[0]], held.members[incidents[1]]):
        told.append("persons keep their incidents apart")
    if left.bundle == right.bundle:
        told.append("their report holds them together")
    if left.copy == right.copy:
        told.append("they are the same words of one text")
    if left.denied != right.denied:
        told.append("one is told and the other denied, and such are joined by persons alone")
    return told


def _bears(item: Judgement, held: Held, holding: tuple[str, str]) -> bool:
    """Whether a judgement speaks of both incidents, or twice of the one that both are of."""
    of = [held.joined.incidents.get(claim) for claim in item.subjects]
    if holding[0] == holding[1]:
        return of.count(holding[0]) > 1
    return set(holding) <= set(of)


def why_json(told: WhyTwo, timezone: str) -> dict[str, Any]:
    """Return it as JSON; weights in bits."""
    why = told.why
    return {
        "asked": list(told.names),
        "claims": [told.left, told.right],
        "incidents": list(told.incidents),
        "joined": told.same,
        "reasons": list(told.reasons),
        "weight": why.weight,
        "limit": why.limit,
        "start": why.start,
        "weights": why.version,
        "comparisons": [
            {"comparison": one.comparison, "level": one.level, "weight": one.bits} for one in why.comparisons
        ],
        "pairs": [{"claims": [pair.left, pair.right], "weight": pair.weight} for pair in told.pairs],
        "weighed": told.weighed,
        "decisions": [decided_json(one, timezone) for one in told.decisions],
    }
