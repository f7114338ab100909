"""What it would give back if a link that is reported closed were open again, and which such reopening gives most.

Only links that a report closes can be asked for: there is no what-if on links that are open or unknown. One report may
close a whole stretch of links; lifting it opens all of them, and any link that another report closes as well stays
closed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from karez.analyse.access.bounds import is_closed
from karez.analyse.access.graph import RoadGraph, Small
from karez.analyse.access.people import people
from karez.analyse.access.reach import components
from karez.analyse.access.situation import Situation
from karez.model.errors import RequestError
from karez.model.reachability import Reopening
from karez.model.vocabulary import DerivedState

_SOMEWHERE = "the road is reported closed somewhere; no report closes this section"


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts into which links join the places: ``of`` (n,) numbers them, ``with_hub`` are those that hold a hub."""

    of: Small
    with_hub: NDArray[np.bool_]


def parts(graph: RoadGraph, usable: NDArray[np.bool_], hubs: Sequence[int]) -> Parts:
    """Return the parts of the network over the usable links (m,)."""
    of = components(graph.ways(usable))
    with_hub = np.zeros(int(of.max(initial=-1)) + 1, dtype=np.bool_)
    with_hub[of[np.asarray(hubs, dtype=np.int64)]] = True
    return Parts(of, with_hub)


def regained(graph: RoadGraph, found: Parts, links: Iterable[int]) -> NDArray[np.bool_]:
    """Return for every place (n,) whether it has a way to a hub only once the links (numbers) are open as well."""
    head: dict[int, int] = {}

    def root(part: int) -> int:
        while head.setdefault(part, part) != part:
            part = head[part]
        return part

    for link in links:
        head[root(int(found.of[graph.start[link]]))] = root(int(found.of[graph.end[link]]))
    held = {root(part) for part in list(head) if found.with_hub[part]}
    gained = np.zeros(len(found.with_hub), dtype=np.bool_)
    for part in list(head):
        gained[part] = not found.with_hub[part] and root(part) in held
    result: NDArray[np.bool_] = gained[found.of]
    return result


def reopening(situation: Situation, link: str) -> Reopening:
    """Return what it would give back if the closure that reports tell of this link were lifted.

    Raises RequestError: ``not-closed`` for a link that no report of the view closes, ``unknown-id`` for one that the
    network lacks.
    """
    situation.graph.link(link)
    if link not in _closed(situation):
        told = situation.reports.get(link)
        somewhere = told is not None and told.section_unknown and told.state is DerivedState.CLOSED
        raise RequestError("not-closed", _SOMEWHERE if somewhere else "", place=link)
    return _reopening(situation, link, _parts(situation))


def best_reopening(situation: Situation) -> Reopening | None:
    """Return the reopening of a reported closure that reconnects most people; None where none reconnects anybody.

    The most persons of the lower bound, then of the upper, then the most towns, then the smallest link id.
    """
    found = _parts(situation)
    closures: dict[frozenset[str], str] = {}
    for link in sorted(_closed(situation)):
        closures.setdefault(frozenset(situation.reports[link].claims), link)
    told = [_reopening(situation, link, found) for link in closures.values()]
    return min((one for one in told if one.towns), key=_order, default=None)


def _order(one: Reopening) -> tuple[int, int, int, str]:
    return (-(one.people.lower or 0), -(one.people.upper or 0), -len(one.towns), one.link)


def _parts(situation: Situation) -> Parts:
    return parts(situation.graph, situation.usable.optimistic, situation.numbers(situation.hubs))


def _closed(situation: Situation) -> Mapping[str, int]:
    """The links that some report closes, with their numbers."""
    told = situation.reports
    return {link: number for link, number in situation.reported.items() if is_closed(told[link]) and told[link].claims}


def _reopening(situation: Situation, link: str, found: Parts) -> Reopening:
    claims = situation.reports[link].claims
    # What another report closes as well stays closed.
    lifted = {
        other: number
        for other, number in sorted(_closed(situation).items())
        if set(situation.reports[other].claims) <= set(claims)
    }
    back = regained(situation.graph, found, lifted.values())
    towns = tuple(situation.towns[at] for at in np.flatnonzero(back[situation.town_numbers]))
    return Reopening(
        link=link,
        links=tuple(lifted),
        claims=claims,
        towns=towns,
        people=people(situation.places[town] for town in towns),
    )
