"""The queue for persons: pairs about which the joining is least sure, and judgements that lost their claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from karez.app.held import Held
from karez.app.incident_page import Sight, masked
from karez.app.incidents import IncidentDesk
from karez.app.output import judgement_json
from karez.model.joining import ScoredPair
from karez.model.record import Judgement

# How far from the limit a pair is still doubtful, bits: odds of 8 to 1 either way.
NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair near the limit with the rows of its two claims and the incidents that hold them.

    ``decide`` are the commands that would decide, without who and why: to leave it as it is, and to change it.
    """

    pair: ScoredPair
    rows: tuple[dict[str, Any], dict[str, Any]]
    incidents: tuple[str, str]
    decide: tuple[str, str]

    @property
    def joined(self) -> bool:
        """Whether both claims are of one incident."""
        return self.incidents[0] == self.incidents[1]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a person: the most doubtful ``pairs`` of ``doubtful`` in all, and ``waiting`` judgements."""

    pairs: tuple[Suggestion, ...]
    doubtful: int
    waiting: tuple[Judgement, ...]


def suggestions(desk: IncidentDesk, sight: Sight, *, limit: int) -> Queue:
    """Return the ``limit`` pairs that are nearest to the limit and undecided, the most doubtful first.

    Of two incidents, and of one, the most doubtful pair stands for all.
    """
    held = desk.held()
    found = list(_doubtful(held))
    shown = found[:limit]
    mask = sight.mask(held.view)
    claims = {claim for pair in shown for claim in (pair.left, pair.right)}
    rows = {row["claim"]: row for row in sight.rows(held.view, claims, mask)}
    return Queue(
        tuple(_suggestion(pair, rows, held) for pair in shown),
        len(found),
        tuple(masked(item, mask) for item in held.view.waiting),
    )


def _doubtful(held: Held) -> Iterator[ScoredPair]:
    near = [pair for pair in held.joining.pairs if abs(pair.weight - pair.limit) <= NEAR]
    incidents = held.joined.incidents
    seen: set[tuple[str, str]] = set()
    for pair in sorted(near, key=lambda pair: (abs(pair.weight - pair.limit), pair.left, pair.right)):
        one, other = sorted((incidents[pair.left], incidents[pair.right]))
        if (one, other) not in seen and not _settled(pair, held):
            seen.add((one, other))
            yield pair


def _settled(pair: ScoredPair, held: Held) -> bool:
    """Whether persons decided already, or no weight joins the two: one is denied, or a part of the other's incident."""
    rows, episodes = held.joining.rows, held.joined.episodes
    one, other = (held.joined.incidents[claim] for claim in (pair.left, pair.right))
    if episodes.get(one) == other or episodes.get(other) == one:
        return True
    if one != other:
        denied = rows[pair.left].denied != rows[pair.right].denied
        return denied or held.persons_part(held.members[one], held.members[other])
    mine, others = (held.bundled([claim]) for claim in (pair.left, pair.right))
    return any(held.persons_joined(first, second) for first in mine for second in others)


def _suggestion(pair: ScoredPair, rows: dict[str, dict[str, Any]], held: Held) -> Suggestion:
    one, other = (held.joined.incidents[claim] for claim in (pair.left, pair.right))
    left, right = pair.left[:16], pair.right[:16]
    join = f"karez join {left} {right}"
    decide = (join, f"karez split {one} {right}") if one == other else (f"karez keep-apart {left} {right}", join)
    return Suggestion(pair, (rows[pair.left], rows[pair.right]), (one, other), decide)


def queue_json(queue: Queue, timezone: str) -> dict[str, Any]:
    """Return the queue as JSON; weights in bits."""
    return {
        "pairs": [
            {
                "claims": list(one.rows),
                "incidents": list(one.incidents),
                "joined": one.joined,
                "weight": one.pair.weight,
                "limit": one.pair.limit,
                "leave": one.decide[0],
                "change": one.decide[1],
            }
            for one in queue.pairs
        ],
        "doubtful": queue.doubtful,
        "waiting": [judgement_json(item, timezone) for item in queue.waiting],
    }
