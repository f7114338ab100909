"""The road engine beside NetworkX in one run, on made-up road graphs: ``python -m benchmarks.run --only access``.

The graphs are grids with some stretches left out, so that a place has 2.5 links on average as in a country's roads, and
some places are islands; lengths are drawn from a fixed seed, and one link in fifty has a second one beside it. NetworkX
gets the same graph and finds the same lengths with places before (``dijkstra_predecessor_and_distance`` from one point
that joins all hubs at no length), which is checked. Making the graphs is timed apart.
"""

from collections.abc import Iterator

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure, Options, median
from karez.analyse.access import RoadGraph, Situation, nearest, reopening, situation, ways_left
from karez.model.reachability import AccessQuestion, LinkReport, Town
from karez.model.vocabulary import DerivedState
from tests.networks import Link

LINKS_A_PLACE = 1.24
HUBS = 40
# The country of the second graph has 75,000 places and 93,000 links where the first has 700,000.
SMALLER = 75 / 700
SEED = 3
_HUB = "hubs"

Arrays = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def roads(places: int) -> Arrays:
    """Ends and lengths (km) of about 1.24 links a place: a grid with gaps and some parallel links."""
    draw = np.random.default_rng(SEED)
    wide = max(int(np.sqrt(places)), 2)
    number = np.arange(places)
    right, down = number[(number % wide != wide - 1) & (number + 1 < places)], number[number + wide < places]
    start, end = np.concatenate([right, down]), np.concatenate([right + 1, down + wide])
    wanted = int(places * LINKS_A_PLACE)
    beside = wanted // 50
    kept = draw.permutation(len(start))[: wanted - beside]
    kept = np.concatenate([kept, kept[:beside]])
    return start[kept], end[kept], draw.uniform(0.05, 5.0, len(kept))


def hubs_of(places: int) -> list[int]:
    """Some places as hubs."""
    return sorted(np.random.default_rng(SEED + 1).choice(places, min(HUBS, places), replace=False).tolist())


def access(options: Options) -> Iterator[Figure]:
    """The map of nearest hubs with routes, beside NetworkX; ways left; one reopening."""
    start, end, length = roads(options.places)
    name = f"{options.places:,} places, {len(start):,} links"
    number, links = np.arange(options.places), np.arange(len(start))
    graph = RoadGraph.from_arrays(nodes=number, links=links, start=start, end=end, length_km=length)
    hubs = hubs_of(options.places)
    yield Figure(f"map of nearest hubs, {name}: first, with the graph", _from_nothing(options), "s", None)
    ours = median(lambda: nearest(graph.ways(), hubs), options.runs)
    yield Figure(f"map of nearest hubs, {name}", ours, "s", 1.0)
    theirs = _networkx((start, end, length), hubs, nearest(graph.ways(), hubs).distance_km)
    yield Figure("the same by NetworkX", theirs, "s", None)
    yield Figure("NetworkX's time over ours", theirs / ours, "times", 10.0, less_is_better=False)
    yield Figure(
        "ways left of every place", median(lambda: ways_left(graph, graph.mask(), hubs), options.runs), "s", None
    )
    yield from _reopening(options)


def _from_nothing(options: Options) -> float:
    start, end, length = roads(options.places)
    number, links = np.arange(options.places), np.arange(len(start))
    hubs = hubs_of(options.places)

    def job() -> None:
        graph = RoadGraph.from_arrays(nodes=number, links=links, start=start, end=end, length_km=length)
        nearest(graph.ways(), hubs)

    return median(job, options.runs)


def _networkx(arrays: Arrays, hubs: list[int], lengths: NDArray[np.float64]) -> float:
    """Seconds that NetworkX takes for the same map (one run); its lengths must be ours."""
    graph = nx.Graph()
    for first, second, km in zip(*(array.tolist() for array in arrays), strict=True):
        if not graph.has_edge(first, second) or graph[first][second]["km"] > km:
            graph.add_edge(first, second, km=km)
    for hub in hubs:
        graph.add_edge(_HUB, hub, km=0.0)
    found = {}

    def job() -> None:
        found.update(nx.dijkstra_predecessor_and_distance(graph, _HUB, weight="km")[1])

    took = median(job, 1)
    found.pop(_HUB)
    if len(found) != int(np.isfinite(lengths).sum()) or not np.allclose(
        [lengths[place] for place in found], list(found.values())
    ):
        raise AssertionError("NetworkX finds other lengths")
    return took


def closed_country(places: int) -> tuple[Situation, str]:
    """A country whose links are objects, every place a town, with fifty reported closures of four links each."""
    start, end, length = roads(places)
    rows = zip(start.tolist(), end.tolist(), length.tolist(), strict=True)
    links = [Link(f"l{at:06}", f"p{one:06}", f"p{two:06}", km) for at, (one, two, km) in enumerate(rows)]
    towns = [Town(f"p{at:06}", f"p{at:06}", 100) for at in range(places)]
    hubs = tuple(f"p{hub:06}" for hub in hubs_of(places))
    shut = np.random.default_rng(SEED + 2).choice(len(links), min(200, len(links)), replace=False).tolist()
    reports = {
        links[link].id: LinkReport(links[link].id, DerivedState.CLOSED, (f"clm-{at // 4}",), since=0)
        for at, link in enumerate(shut)
    }
    question = AccessQuestion(hubs, as_of=0)
    return situation(question, links=links, places=towns, reports=reports), links[shut[0]].id


def _reopening(options: Options) -> Iterator[Figure]:
    asked, link = closed_country(max(int(options.places * SMALLER), 4))
    reopening(asked, link)
    took = median(lambda: reopening(asked, link), options.runs) * 1000
    yield Figure(f"one reopening on {len(asked.links):,} links", took, "ms", 60.0)
