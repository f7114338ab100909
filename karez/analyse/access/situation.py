"""A question with its network and reports made ready: the graph, what counts in each bound, places and links by number.

Every answer of this room is a pure function of a ``Situation``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from karez.analyse.access.bounds import Usable, usable
from karez.analyse.access.graph import Ints, RoadGraph
from karez.analyse.access.protocols import AccessLink
from karez.analyse.access.reach import NearestMap
from karez.model.errors import RequestError
from karez.model.reachability import AccessQuestion, Bound, Hop, LinkReport, Route, Town
from karez.model.vocabulary import AssetType, DerivedState

_MODES = (AssetType.ROAD, AssetType.RAIL)


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """``links`` stand in the order of their numbers in the graph, and are of the question's mode alone.

    ``hubs`` and ``towns`` are ids, each once and in order; a hub is not among the towns. ``place_number`` gives the
    number of every place in the graph, ``town_numbers`` those of the towns, ``reported`` that of every link that a
    report speaks of.
    """

    question: AccessQuestion
    graph: RoadGraph
    usable: Usable
    links: tuple[AccessLink, ...]
    reports: Mapping[str, LinkReport]
    places: Mapping[str, Town]
    hubs: tuple[str, ...]
    towns: tuple[str, ...]
    place_number: Mapping[str, int]
    town_numbers: Ints
    reported: Mapping[str, int]

    def numbers(self, places: Iterable[str]) -> list[int]:
        """The numbers of places in the graph."""
        return [self.place_number[place] for place in places]

    def state(self, number: int) -> DerivedState:
        """The state of a link by its number; unknown where no report speaks of it."""
        report = self.reports.get(self.links[number].id)
        return DerivedState.UNKNOWN if report is None else report.state

    def route(self, found: NearestMap, place: str, bound: Bound) -> Route | None:
        """The way of a map of nearest hubs to a place, every link with what is reported of it; None: no way."""
        number = self.place_number[place]
        if not found.reached(number):
            return None
        hops = tuple(self._hop(*hop) for hop in found.hops(number))
        hub = str(self.graph.nodes[found.hub[number]])
        return Route(hub, place, bound, float(found.distance_km[number]), hops)

    def _hop(self, start: int, end: int, number: int) -> Hop:
        link = self.links[number]
        report = self.reports.get(link.id)
        return Hop(
            link=link.id,
            start=str(self.graph.nodes[start]),
            end=str(self.graph.nodes[end]),
            name=link.designation,
            length_km=float(link.length_km),
            state=self.state(number),
            claims=tuple(report.claims) if report else (),
            conditions=tuple(report.conditions) if report else (),
            section_unknown=report is not None and report.section_unknown,
        )


def situation(
    question: AccessQuestion,
    *,
    links: Sequence[AccessLink],
    places: Sequence[Town],
    reports: Mapping[str, LinkReport],
) -> Situation:
    """Make a question ready on a network of any modes, with the reports of its links (by link id) for the asked users.

    Raises RequestError: ``bad-request`` for no hub or a mode that is neither road nor rail, ``unknown-place`` for a
    hub or town that the network lacks, ``unknown-id`` for a report on a link that it lacks, ``bad-network`` for a
    network that does not hold together.
    """
    if not question.hubs:
        raise RequestError("bad-request", "no hub is named")
    if question.mode not in _MODES:
        raise RequestError("bad-request", f"ways are asked for by road or by rail, not by {question.mode}")
    known = {link.id for link in links}
    lost = sorted(reports.keys() - known)
    if lost:
        raise RequestError("unknown-id", "a report is laid on a link that the network lacks", place=lost[0])
    used = sorted((link for link in links if link.mode == question.mode), key=lambda link: link.id)
    by_id = {place.id: place for place in places}
    by_id |= {end: Town(end, end) for link in links for end in (link.start, link.end) if end not in by_id}
    graph = RoadGraph.from_links(used, tuple(by_id))
    hubs = tuple(sorted({find_place(by_id.values(), hub) for hub in question.hubs}))
    asked = {find_place(by_id.values(), town) for town in question.towns} or _all_towns(links, places, question.mode)
    towns = tuple(sorted(asked - set(hubs)))
    number = {place: at for at, place in enumerate(graph.nodes.tolist())}
    return Situation(
        question=question,
        graph=graph,
        usable=usable(graph, used, reports, question.users),
        links=tuple(used),
        reports={link.id: reports[link.id] for link in used if link.id in reports},
        places=by_id,
        hubs=hubs,
        towns=towns,
        place_number=number,
        town_numbers=np.array([number[town] for town in towns], dtype=np.int64),
        reported={link.id: at for at, link in enumerate(used) if link.id in reports},
    )


def _all_towns(links: Sequence[AccessLink], places: Sequence[Town], mode: AssetType) -> set[str]:
    """Every place with people, less those that only the other network serves."""
    served = {end for link in links if link.mode == mode for end in (link.start, link.end)}
    elsewhere = {end for link in links for end in (link.start, link.end)} - served
    return {place.id for place in places if (place.population is not None or place.areas)} - elsewhere


def find_place(places: Collection[Town], asked: str) -> str:
    """Return the id of the place with this id or name, whatever the case.

    Raises RequestError: ``unknown-place``, with the names nearest in spelling, ``ambiguous-id`` where two have it.
    """
    key = asked.casefold().strip()
    found = sorted({place.id for place in places if asked == place.id or key == place.name.casefold()})
    if len(found) == 1:
        return found[0]
    if found:
        raise RequestError("ambiguous-id", f"the name is that of {', '.join(found)}", place=asked)
    names = {place.name.casefold(): place.name for place in places}
    near = [names[name] for name in get_close_matches(key, sorted(names), n=4, cutoff=0.5)]
    told = f"no place of the network is called so; near it: {', '.join(near)}" if near else ""
    raise RequestError("unknown-place", told, place=asked)
