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
from karez.model.reachability import LinkReport, Reopening


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
    number = situation.graph.link(link)
    report = situation.reports.get(link)
    if report is None or not _reported_closed(report):
        raise RequestError("not-closed", place=link)
    return _reopening(situation, number, _parts(situation))


def best_reopening(situation: Situation) -> Reopening | None:
    """Return the reopening of a reported closure that reconnects most people; None where none reconnects anybody.

    The most persons of the lower bound, then of the upper, then the most towns, then the smallest link id.
    """
    found = _parts(situation)
    closures: dict[tuple[str, ...], int] = {}
    for number, link in enumerate(situation.links):
        report = situation.reports.get(link.id)
        if report is not None and _reported_closed(report):
            closures.setdefault(tuple(sorted(report.claims)), number)
    told = [_reopening(situation, number, found) for number in closures.values()]
    return min((one for one in told if one.towns), key=_order, default=None)


def _reported_closed(report: LinkReport) -> bool:
    return is_closed(report) and bool(report.claims)


def _order(one: Reopening) -> tuple[int, int, int, str]:
    return (-(one.people.lower or 0), -(one.people.upper or 0), -len(one.towns), one.link)


def _parts(situation: Situation) -> Parts:
    return parts(situation.graph, situation.usable.optimistic, situation.numbers(situation.hubs))


def _reopening(situation: Situation, number: int, found: Parts) -> Reopening:
    link = situation.links[number].id
    claims = tuple(situation.reports[link].claims)
    lifted = _closed_by(situation, claims)
    back = regained(situation.graph, found, lifted)
    towns = tuple(town for town in situation.towns if back[situation.graph.place(town)])
    return Reopening(
        link=link,
        links=tuple(situation.links[other].id for other in lifted),
        claims=claims,
        towns=towns,
        people=people(situation.places[town] for town in towns),
    )


def _closed_by(situation: Situation, claims: Sequence[str]) -> list[int]:
    """The links that these claims close and no other claim does."""
    lifted: Mapping[str, int] = {link.id: number for number, link in enumerate(situation.links)}
    return [
        lifted[link]
        for link, report in sorted(situation.reports.items())
        if _reported_closed(report) and set(report.claims) <= set(claims)
    ]
