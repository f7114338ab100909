"""The answer to a question of access: every town and hub, by which way, cut off since when, and how many people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from karez.analyse.access.graph import Ints, Mask
from karez.analyse.access.people import NO_TIME, people, person_days, since
from karez.analyse.access.reach import NearestMap, nearest, reached
from karez.analyse.access.situation import Situation
from karez.analyse.access.ways import ways_left
from karez.model.reachability import AccessPicture, Bound, Gateway, HubDistance, People, Standing, TownAccess


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """The whole network as seen from some hubs."""

    maps: Mapping[Bound, NearestMap]
    certain: Mask
    before: NDArray[np.int8]
    now: NDArray[np.int8]
    since: Ints


def access_picture(situation: Situation, gateways: Sequence[Gateway] = ()) -> AccessPicture:
    """Return how every town of the question stands to its hubs, and every hub to the others where there are several.

    ``gateways`` are airports and ports with their reported states; each is shown beside the town that it serves.
    """
    distances = _distances(situation)
    began = _began(situation)
    seen = _look(situation, situation.hubs, began)
    towns = tuple(_town(situation, town, seen, distances[town], gateways) for town in situation.towns)
    standings = _standings(situation, seen)
    towns = _with_people(situation, towns, standings)
    cut_off = {town.town: town.since for town in towns if town.standing is Standing.CUT_OFF}
    hubs = []
    for hub in situation.hubs if len(situation.hubs) > 1 else ():
        others = _look(situation, [other for other in situation.hubs if other != hub], began)
        hubs.append(_town(situation, hub, others, distances[hub], gateways))
    return AccessPicture(
        question=situation.question,
        towns=towns,
        hubs=tuple(hubs),
        cut_off=_people(situation, towns, standings, Standing.CUT_OFF),
        in_doubt=_people(situation, towns, standings, Standing.IN_DOUBT),
        no_reported_way=_people(situation, towns, standings, Standing.CUT_OFF, Standing.IN_DOUBT, Standing.UNCONFIRMED),
        person_days=person_days(cut_off, situation.places, situation.question.as_of),
        names=_names(situation, (*towns, *hubs)),
    )


def _people(
    situation: Situation, towns: Iterable[TownAccess], standings: Mapping[str, Standing], *counted: Standing
) -> People:
    """The people of the towns that stand so, told beside the places of their areas that stand better."""
    places, rank = situation.places, list(Standing).index
    best = min(map(rank, counted))
    better = [place for place, standing in standings.items() if rank(standing) < best]
    return people(
        (places[town.town] for town in towns if town.standing in counted),
        (places[place] for place in better),
    )


def _standings(situation: Situation, seen: _Seen) -> Mapping[str, Standing]:
    """How every place in a census area stands, asked for or not: a hub has what comes from it."""
    inside = [place.id for place in situation.places.values() if place.areas]
    found = {place: _standing(seen, situation.place_number[place]) for place in inside}
    return found | dict.fromkeys(set(situation.hubs) & found.keys(), Standing.REPORTED)


def _with_people(
    situation: Situation, towns: Iterable[TownAccess], standings: Mapping[str, Standing]
) -> tuple[TownAccess, ...]:
    """The towns with their people, told beside the places of their areas that stand better."""
    rank = {standing: at for at, standing in enumerate(Standing)}
    best: dict[str, tuple[int, str]] = {}
    for identity, standing in standings.items():
        for area in situation.places[identity].areas:
            best[area.id] = min(best.get(area.id, (len(rank), "")), (rank[standing], identity))
    found = []
    for town in towns:
        place = situation.places[town.town]
        held = [best[area.id] for area in place.areas]
        better = [situation.places[other] for at, other in held if at < rank[town.standing]]
        found.append(replace(town, people=people([place], better)))
    return tuple(found)


def _began(situation: Situation) -> Ints:
    """The instant from which each link's state holds, (m,)."""
    began = np.full(len(situation.links), NO_TIME, dtype=np.int64)
    for link, number in situation.reported.items():
        told = situation.reports[link].since
        began[number] = NO_TIME if told is None else told
    return began


def _look(situation: Situation, hubs: Sequence[str], began: Ints) -> _Seen:
    graph, counts = situation.graph, situation.usable
    start = situation.numbers(hubs)
    return _Seen(
        maps={bound: nearest(graph.ways(counts.of(bound)), start) for bound in Bound},
        certain=reached(graph, counts.optimistic & ~counts.doubtful, start),
        before=ways_left(graph, counts.baseline, start),
        now=ways_left(graph, counts.optimistic, start),
        since=since(graph, held=counts.optimistic, closed=counts.closed & counts.baseline, began=began, hubs=start),
    )


def _town(
    situation: Situation, town: str, seen: _Seen, distances: Sequence[HubDistance], gateways: Sequence[Gateway]
) -> TownAccess:
    number = situation.place_number[town]
    routes = {bound: situation.route(found, town, bound) for bound, found in seen.maps.items()}
    standing = _standing(seen, number)
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


def _standing(seen: _Seen, number: int) -> Standing:
    if seen.maps[Bound.CAUTIOUS].reached(number):
        return Standing.REPORTED
    if seen.maps[Bound.OPTIMISTIC].reached(number):
        return Standing.UNCONFIRMED if seen.certain[number] else Standing.IN_DOUBT
    return Standing.CUT_OFF if seen.maps[Bound.BASELINE].reached(number) else Standing.NO_WAY


def _distances(situation: Situation) -> Mapping[str, list[HubDistance]]:
    """How far every town and hub is from every other hub, in each bound."""
    ways = {bound: situation.graph.ways(situation.usable.of(bound)) for bound in Bound}
    found: dict[str, list[HubDistance]] = {place: [] for place in (*situation.towns, *situation.hubs)}
    for hub in situation.hubs:
        from_hub = {bound: nearest(way, situation.numbers([hub])).distance_km for bound, way in ways.items()}
        for place in found.keys() - {hub}:
            number = situation.place_number[place]
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
