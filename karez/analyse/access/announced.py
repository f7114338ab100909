"""Which way round is left for one journey if a closure that was announced or threatened comes true."""

from karez.analyse.access.reach import nearest
from karez.analyse.access.situation import Situation, find_place
from karez.model.errors import RequestError
from karez.model.reachability import Bound, Route, WayRound


def way_round(situation: Situation, *, claim: str, origin: str, destination: str) -> WayRound:
    """Return the ways of the user's own journey now and once the closure that ``claim`` announces holds.

    ``origin`` and ``destination`` are ids or names of places. The question's hubs play no part. Raises RequestError:
    ``not-announced`` where no link has such a claim, ``unknown-place`` for a place that the network lacks.
    """
    announced = [
        link.id in situation.reports and claim in situation.reports[link.id].planned for link in situation.links
    ]
    if not any(announced):
        raise RequestError("not-announced", place=claim)
    places = situation.places.values()
    ends = find_place(places, origin), find_place(places, destination)
    kept = situation.graph.mask()
    kept[announced] = False
    counts = situation.usable

    def way(bound: Bound, *, then: bool) -> Route | None:
        used = counts.of(bound) & kept if then else counts.of(bound)
        return situation.route(nearest(situation.graph.ways(used), situation.numbers(ends[:1])), ends[1], bound)

    return WayRound(
        claim=claim,
        links=tuple(link.id for link, told in zip(situation.links, announced, strict=True) if told),
        now=way(Bound.OPTIMISTIC, then=False),
        then=way(Bound.OPTIMISTIC, then=True),
        cautious=way(Bound.CAUTIOUS, then=True),
    )
