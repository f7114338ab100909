"""The answer to a question of access: every town and hub, by which way, cut off since when, and how many people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from karez.analyse.access.people import NO_TIME, people, person_days, since
from karez.analyse.access.reach import NearestMap, nearest, reached
from karez.analyse.access.situation import Situation
from karez.analyse.access.ways import ways_left
from karez.model.reachability import AccessPicture, Bound, Gateway, HubDistance, Route, Standing, TownAccess


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """The whole network as seen from some hubs."""

    maps: Mapping[Bound, NearestMap]
    certain: np.ndarray
    before: np.ndarray
    now: np.ndarray
    since: np.ndarray


def access_picture(situation: Situation, gateways: Sequence[Gateway] = ()) -> AccessPicture:
    """Return how every town of the question stands to its hubs, and every hub to the other hubs.

    ``gateways`` are airports and ports with their reported states; each is shown beside the town that it serves.
    """
    distances = _distances(situation)
    seen = _look(situation, situation.hubs)
    towns = tuple(_town(situation, town, seen, distances[town], gateways) for town in situation.towns)
    hubs = tuple(_hub(situation, hub, distances[hub], gateways) for hub in situation.hubs)
    cut_off = {town.town: town.since for town in towns if town.standing is Standing.CUT_OFF}
    doubt = [town.town for town in towns if town.standing is Standing.IN_DOUBT]
    return AccessPicture(
        question=situation.question,
        towns=towns,
        hubs=hubs,
        cut_off=people(situation.places[town] for town in cut_off),
        in_doubt=people(situation.places[town] for town in doubt),
        person_days=person_days(cut_off, situation.places, situation.question.as_of),
        names=_names(situation, (*towns, *hubs)),
    )


def _look(situation: Situation, hubs: Sequence[str]) -> _Seen:
    graph, counts = situation.graph, situation.usable
    start = situation.numbers(hubs)
    began = np.array([_began(situation, number) for number in range(len(situation.links))], dtype=np.int64)
    closed = counts.closed & counts.baseline
    return _Seen(
        maps={bound: nearest(graph.ways(counts.of(bound)), start) for bound in Bound},
        certain=reached(graph, counts.optimistic & ~counts.doubtful, start),
        before=ways_left(graph, counts.baseline, start),
        now=ways_left(graph, counts.optimistic, start),
        since=since(graph, held=counts.optimistic, closed=closed, began=began, hubs=start),
    )


def _began(situation: Situation, number: int) -> int:
    report = situation.reports.get(situation.links[number].id)
    return NO_TIME if report is None or report.since is None else report.since


def _hub(situation: Situation, hub: str, distances: Sequence[HubDistance], gateways: Sequence[Gateway]) -> TownAccess:
    """A hub is seen from the other hubs; where it is the only one there is nothing to be cut off from."""
    others = [other for other in situation.hubs if other != hub]
    return _town(situation, hub, _look(situation, others or [hub]), distances, gateways)


def _town(
    situation: Situation, town: str, seen: _Seen, distances: Sequence[HubDistance], gateways: Sequence[Gateway]
) -> TownAccess:
    number = situation.graph.place(town)
    routes = {bound: situation.route(found, town, bound) for bound, found in seen.maps.items()}
    standing = _standing(routes, bool(seen.certain[number]))
    cut_off = standing is Standing.CUT_OFF
    began = int(seen.since[number])
    instant = began if cut_off and began != NO_TIME else None
    place = situation.places[town]
    days = person_days({town: instant}, situation.places, situation.question.as_of) if cut_off else None
    return TownAccess(
        town=town,
        name=place.name,
        standing=standing,
        baseline=routes[Bound.BASELINE],
        optimistic=routes[Bound.OPTIMISTIC],
        cautious=routes[Bound.CAUTIOUS],
        distances=tuple(distances),
        ways_before=int(seen.before[number]),
        ways_now=int(seen.now[number]),
        people=people([place]),
        since=instant,
        person_days=days,
        ways_in=tuple(sorted((way for way in gateways if way.town == town), key=lambda way: way.id)),
    )


def _standing(routes: Mapping[Bound, Route | None], certain: bool) -> Standing:
    if routes[Bound.CAUTIOUS] is not None:
        return Standing.REPORTED
    if routes[Bound.OPTIMISTIC] is not None:
        return Standing.UNCONFIRMED if certain else Standing.IN_DOUBT
    return Standing.NO_WAY if routes[Bound.BASELINE] is None else Standing.CUT_OFF


def _distances(situation: Situation) -> Mapping[str, list[HubDistance]]:
    """How far every town and hub is from every other hub, in each bound."""
    ways = {bound: situation.graph.ways(situation.usable.of(bound)) for bound in Bound}
    found: dict[str, list[HubDistance]] = {place: [] for place in (*situation.towns, *situation.hubs)}
    for hub in situation.hubs:
        from_hub = {bound: nearest(way, situation.numbers([hub])).distance_km for bound, way in ways.items()}
        for place in found.keys() - {hub}:
            number = situation.graph.place(place)
            lengths = {bound: float(km[number]) if np.isfinite(km[number]) else None for bound, km in from_hub.items()}
            found[place].append(
                HubDistance(hub, lengths[Bound.BASELINE], lengths[Bound.OPTIMISTIC], lengths[Bound.CAUTIOUS])
            )
    return found


def _names(situation: Situation, shown: Sequence[TownAccess]) -> Mapping[str, str]:
    routes = [route for town in shown for route in (town.baseline, town.optimistic, town.cautious) if route]
    ends = {end for route in routes for hop in route.hops for end in (hop.start, hop.end)}
    ids = sorted(ends | {town.town for town in shown} | set(situation.hubs))
    return {place: situation.places[place].name for place in ids}
