"""Random networks with parallel links, loops and islands: the engine against NetworkX, and what must always hold."""

import random
from collections.abc import Iterable

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.analyse.access import RoadGraph, Situation, access_picture, nearest, reached, reopening, ways_left
from karez.analyse.access.people import NO_TIME, since
from karez.model.access import UserClass
from karez.model.reachability import AccessPicture, AccessQuestion, LinkReport, Standing
from karez.model.vocabulary import Condition, DerivedState
from tests.networks import NOON, Link, made

PLACES = "abcdefgh"
LENGTHS = st.sampled_from([0.0, 0.5, 1.0, 1.0, 2.0, 3.25, 7.0, 40.0])
BASELINES = st.sampled_from(["open", "open", "open", "under_construction", "unknown"])
# Many of one kind, so that whole ways are often reported alike.
STATES = st.sampled_from([*DerivedState, *[DerivedState.CLOSED] * 4, *[DerivedState.OPEN] * 6])
CONDITIONS = st.lists(st.sampled_from(Condition), max_size=2).map(tuple)


@st.composite
def networks(draw: st.DrawFn) -> list[Link]:
    ends = draw(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), max_size=14))
    return [
        Link(f"l{number:02}", start, end, draw(LENGTHS), baseline=draw(BASELINES))
        for number, (start, end) in enumerate(ends)
    ]


@st.composite
def told(draw: st.DrawFn, links: list[Link]) -> list[LinkReport]:
    spoken = draw(st.lists(st.sampled_from(links), unique_by=lambda link: link.id)) if links else []
    return [
        LinkReport(
            link.id,
            draw(STATES),
            (f"clm-{draw(st.integers(0, 2))}",),
            draw(st.sampled_from([None, 1, 2, 3])),
            draw(CONDITIONS),
            section_unknown=draw(st.booleans()) and draw(st.booleans()),
        )
        for link in spoken
    ]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Link], list[LinkReport], AccessQuestion]:
    links = draw(networks())
    hubs = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))
    question = AccessQuestion(tuple(hubs), NOON, tuple(PLACES), draw(st.sampled_from(UserClass)))
    return links, draw(told(links)), question


def asked(case: tuple[list[Link], list[LinkReport], AccessQuestion]) -> Situation:
    links, reports, question = case
    return made(links, reports, question=question)


def multigraph(situation: Situation, usable: np.ndarray) -> nx.MultiGraph:
    graph = nx.MultiGraph()
    graph.add_nodes_from(situation.graph.nodes.tolist())
    for number in np.flatnonzero(usable):
        link = situation.links[number]
        graph.add_edge(link.start, link.end, km=link.length_km)
    return graph


def reach(situation: Situation, usable: np.ndarray) -> set[str]:
    found = reached(situation.graph, usable, situation.numbers(situation.hubs))
    return set(situation.graph.nodes[found].tolist())


def lengths(picture: AccessPicture, bound: str) -> dict[str, float]:
    routes = {town.town: getattr(town, bound) for town in picture.towns}
    return {town: route.length_km if route else np.inf for town, route in routes.items()}


@settings(max_examples=500)
@given(cases())
def test_lengths_and_ways_are_those_of_networkx(case: tuple[list[Link], list[LinkReport], AccessQuestion]) -> None:
    situation = asked(case)
    picture = access_picture(situation)
    for bound in ("baseline", "optimistic", "cautious"):
        usable = getattr(situation.usable, bound)
        graph = multigraph(situation, usable)
        theirs = nx.multi_source_dijkstra_path_length(graph, set(situation.hubs), weight="km")
        found = nearest(situation.graph.ways(usable), situation.numbers(situation.hubs))
        ours = dict(zip(situation.graph.nodes.tolist(), found.distance_km.tolist(), strict=True))
        assert {place: km for place, km in ours.items() if km < np.inf} == theirs
        assert lengths(picture, bound) == {town: theirs.get(town, np.inf) for town in situation.towns}
        assert reach(situation, usable) == set(theirs)


@settings(max_examples=500)
@given(cases())
def test_ways_that_share_no_link_are_as_many_as_the_flow_of_networkx(
    case: tuple[list[Link], list[LinkReport], AccessQuestion],
) -> None:
    situation = asked(case)
    ways = ways_left(situation.graph, situation.usable.optimistic, situation.numbers(situation.hubs))
    flow = nx.Graph()
    flow.add_nodes_from([*PLACES, "hub"])
    for first, second in multigraph(situation, situation.usable.optimistic).edges():
        ends = ["hub" if end in situation.hubs else end for end in (first, second)]
        if ends[0] != ends[1]:
            beside = flow.edges[ends]["capacity"] if flow.has_edge(*ends) else 0
            flow.add_edge(*ends, capacity=beside + 1)
    for town in situation.towns:
        assert ways[situation.place_number[town]] == min(2, nx.maximum_flow_value(flow, town, "hub"))


@settings(max_examples=500)
@given(cases())
def test_the_bounds_hold_one_another_and_the_standings_tell_them_apart(
    case: tuple[list[Link], list[LinkReport], AccessQuestion],
) -> None:
    situation = asked(case)
    counts = situation.usable
    assert not (counts.cautious & ~counts.optimistic).any()
    assert not (counts.closed & counts.optimistic).any()
    assert reach(situation, counts.cautious) <= reach(situation, counts.optimistic)
    picture = access_picture(situation)
    for town in (*picture.towns, *picture.hubs):
        told = town.standing
        assert (told is Standing.REPORTED) == (town.cautious is not None)
        assert (told in (Standing.CUT_OFF, Standing.NO_WAY)) == (town.optimistic is None) == (town.ways_now == 0)
        assert (told is Standing.CUT_OFF) == (town.optimistic is None and town.baseline is not None)
        assert bool(town.closed) >= (told is Standing.CUT_OFF)
        assert {distance.hub for distance in town.distances} == set(situation.hubs) - {town.town}
    assert (picture.cut_off.lower or 0) + (picture.in_doubt.lower or 0) <= (picture.no_reported_way.lower or 0)


@settings(max_examples=500)
@given(cases(), st.randoms(use_true_random=False))
def test_the_picture_is_the_same_in_any_order(
    case: tuple[list[Link], list[LinkReport], AccessQuestion], shuffle: random.Random
) -> None:
    links, reports, question = case
    before = access_picture(asked(case))
    shuffle.shuffle(links)
    shuffle.shuffle(reports)
    assert access_picture(made(links, reports, question=question)) == before


@settings(max_examples=500)
@given(cases(), st.data())
def test_one_more_closure_never_shortens_a_way_nor_adds_one(
    case: tuple[list[Link], list[LinkReport], AccessQuestion], data: st.DataObject
) -> None:
    links, reports, question = case
    if not links:
        return
    shut = data.draw(st.sampled_from(links)).id
    kept = [one for one in reports if one.link != shut]
    before = access_picture(asked(case))
    after = access_picture(made(links, [*kept, LinkReport(shut, DerivedState.CLOSED, ("clm-new",))], question=question))
    for bound in ("baseline", "optimistic", "cautious"):
        longer = lengths(after, bound)
        assert all(longer[town] >= km for town, km in lengths(before, bound).items())
    assert all(now.ways_now <= was.ways_now for now, was in zip(after.towns, before.towns, strict=True))
    assert {town.town for town in before.towns if town.standing is Standing.CUT_OFF} <= {
        town.town for town in after.towns if town.optimistic is None
    }


def lifted(links: Iterable[LinkReport], claims: Iterable[str]) -> set[str]:
    return {
        one.link
        for one in links
        if one.state is DerivedState.CLOSED and not one.section_unknown and set(one.claims) <= set(claims)
    }


@settings(max_examples=500)
@given(cases())
def test_a_reopening_gives_back_the_difference_of_reach(
    case: tuple[list[Link], list[LinkReport], AccessQuestion],
) -> None:
    _, reports, _ = case
    situation = asked(case)
    before = reach(situation, situation.usable.optimistic)
    for one in reports:
        if one.state is DerivedState.CLOSED and not one.section_unknown:
            found = reopening(situation, one.link)
            opened = lifted(reports, one.claims)
            assert set(found.links) == opened
            usable = situation.usable.optimistic | np.isin(situation.graph.links, sorted(opened))
            assert set(found.towns) == (reach(situation, usable) - before) & set(situation.towns)
            assert found.people.lower == 10 * len(found.towns)


@settings(max_examples=500)
@given(cases())
def test_a_town_is_cut_off_since_the_closure_that_cut_its_last_way(
    case: tuple[list[Link], list[LinkReport], AccessQuestion],
) -> None:
    situation = asked(case)
    starts = {one.link: NO_TIME if one.since is None else one.since for one in case[1]}
    began = np.array([starts.get(link.id, NO_TIME) for link in situation.links], dtype=np.int64)
    closed = situation.usable.closed & situation.usable.baseline
    held = situation.usable.optimistic
    found = since(situation.graph, held=held, closed=closed, began=began, hubs=situation.numbers(situation.hubs))
    for town in situation.towns:
        cut = [
            instant
            for instant in (1, 2, 3)
            if town in reach(situation, held | closed)
            and town not in reach(situation, held | (closed & (began > instant)))
        ]
        assert found[situation.place_number[town]] == min(cut, default=NO_TIME)


def test_a_larger_graph_is_that_of_networkx() -> None:
    draw = np.random.default_rng(11)
    places, links = 400, 600
    start, end = draw.integers(0, places, links), draw.integers(0, places, links)
    km = draw.uniform(0.1, 9.0, links).round(1)
    graph = RoadGraph.from_arrays(nodes=np.arange(places), links=np.arange(links), start=start, end=end, length_km=km)
    theirs = nx.MultiGraph()
    theirs.add_nodes_from(range(places))
    theirs.add_weighted_edges_from(zip(start.tolist(), end.tolist(), km.tolist(), strict=True))
    hubs = [3, 77, 210]
    wanted = nx.multi_source_dijkstra_path_length(theirs, set(hubs))
    found = nearest(graph.ways(), hubs)
    assert {place for place in range(places) if found.reached(place)} == set(wanted)
    for place, length in wanted.items():
        assert np.isclose(found.distance_km[place], length)
        hops = found.hops(place)
        assert np.isclose(sum(km[by] for _, _, by in hops), length)
        assert all({one, two} == {start[by], end[by]} for one, two, by in hops)
    joined = nx.contracted_nodes(nx.contracted_nodes(theirs, 3, 77, self_loops=False), 3, 210, self_loops=False)
    simple = nx.Graph()
    simple.add_nodes_from(joined)
    for first, second in joined.edges():
        simple.add_edge(first, second, n=simple.get_edge_data(first, second, {"n": 0})["n"] + 1)
    lone = {frozenset(edge) for edge in nx.bridges(simple) if simple.edges[edge]["n"] == 1}
    simple.remove_edges_from([tuple(edge) for edge in lone])
    two = nx.node_connected_component(simple, 3) | set(hubs)
    expected = [2 if place in two else int(place in wanted) for place in range(places)]
    assert ways_left(graph, graph.mask(), hubs).tolist() == expected
