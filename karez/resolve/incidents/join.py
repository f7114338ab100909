"""The door: which incident and toll claims of a view speak of one happening. A pure function of the set of claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from karez.model.identity import incident_id
from karez.model.joining import Decisions, Joined, ScoredPair
from karez.model.record import View
from karez.resolve.incidents.blocks import Unsearched, candidates
from karez.resolve.incidents.engines import PYTHON, scored
from karez.resolve.incidents.episodes import episodes
from karez.resolve.incidents.linkage import Pair, Rules, clustered
from karez.resolve.incidents.row import ClaimRow, Parents, rows
from karez.resolve.incidents.units import Unit, bound, kept_apart, units
from karez.resolve.incidents.weights import IncidentWeights, incident_weights

NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class JoinedClaims:
    """The incidents of a view's claims and how they came about.

    ``pairs`` are those of different reports that were compared, in order of their ids; each side stands for all claims
    of its unit. ``unsearched`` are crowded keys by which nothing was compared. ``broken`` are pairs that persons joined
    and that stay apart, since persons keep them apart by way of others. ``rows`` are by claim id.
    """

    joined: Joined
    pairs: tuple[ScoredPair, ...] = ()
    unsearched: tuple[Unsearched, ...] = ()
    broken: tuple[Pair, ...] = ()
    rows: Mapping[str, ClaimRow] = field(default_factory=dict)


def join_claims(
    view: View, decisions: Decisions = NO_DECISIONS, parents: Parents | None = None, *, engine: str = PYTHON
) -> JoinedClaims:
    """Join the incident and toll claims of a view that are told or denied.

    ``parents`` gives for a party's id the ids of the wider ones that it is a part of. Claims that a decision names and
    that the view does not hold are passed over. ``engine`` is what weighs the pairs: the result is the same. Raises
    LedgerError no-engine, engine-failed for it.
    """
    return join_rows(rows(view, parents), decisions, engine=engine)


def join_rows(found: Sequence[ClaimRow], decisions: Decisions = NO_DECISIONS, *, engine: str = PYTHON) -> JoinedClaims:
    """Join claims that are rows already."""
    whole = units(found, decisions.apart, decisions.together)
    standing = [unit.row for unit in whole]
    pairs = candidates(standing)
    return settled(found, whole, scored(standing, pairs, engine), decisions, pairs.unsearched)


def settled(
    found: Sequence[ClaimRow],
    whole: Sequence[Unit],
    weights: Mapping[Pair, float],
    decisions: Decisions,
    unsearched: tuple[Unsearched, ...] = (),
) -> JoinedClaims:
    """Return the incidents that follow from weighed pairs of units (by the ids of their rows, smaller id first)."""
    known = incident_weights()
    together = bound(whole, decisions)
    names = [unit.row.id for unit in whole]
    parts = clustered(names, weights, rules(known, whole, decisions), together, leading(whole))
    of = {unit.row.id: unit for unit in whole}
    incidents: dict[str, str] = {}
    for part in parts:
        claims = [claim for one in part for claim in of[one].claims]
        incidents |= dict.fromkeys(claims, incident_id(claims))
    by_id = {row.id: row for row in found}
    held: dict[str, list[ClaimRow]] = {}
    for claim in sorted(incidents):
        held.setdefault(incidents[claim], []).append(by_id[claim])
    return JoinedClaims(
        Joined(dict(sorted(incidents.items())), episodes(held)),
        _pairs(weights, of, known),
        unsearched,
        tuple(pair for pair in together if incidents[pair[0]] != incidents[pair[1]]),
        by_id,
    )


def rules(known: IncidentWeights, whole: Sequence[Unit], decisions: Decisions) -> Rules:
    """Return how clusters of units are joined, by the weights and by what persons keep apart."""
    return Rules(known.limit, known.unseen, known.most, kept_apart(whole, decisions.apart))


def leading(whole: Sequence[Unit]) -> frozenset[str]:
    """Return the units, by the ids of their rows, that their reports are about."""
    return frozenset(unit.row.id for unit in whole if unit.row.head)


def _pairs(weights: Mapping[Pair, float], of: Mapping[str, Unit], known: IncidentWeights) -> tuple[ScoredPair, ...]:
    return tuple(
        ScoredPair(left, right, bits, known.limit)
        for (left, right), bits in sorted(weights.items())
        if of[left].row.report != of[right].row.report
    )
