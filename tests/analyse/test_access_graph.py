"""The network as arrays: parallel links, links of no length, islands, what is refused."""

import numpy as np
import pytest

from karez.analyse.access import RoadGraph, nearest, reached, ways_left
from karez.model.errors import RequestError
from tests.networks import Link


def graph(*links: Link, nodes: tuple[str, ...] = ()) -> RoadGraph:
    return RoadGraph.from_links(links, nodes)


def lengths(made: RoadGraph, hub: str, *left_out: str) -> dict[str, float]:
    usable = ~np.isin(made.links, left_out)
    found = nearest(made.ways(usable), [made.place(hub)])
    return dict(zip(made.nodes.tolist(), found.distance_km.tolist(), strict=True))


def test_parallel_links_are_records_of_their_own_and_never_added_up() -> None:
    made = graph(Link("long", "a", "b", 7.0), Link("short", "b", "a", 5.0))
    assert made.links.tolist() == ["long", "short"]
    assert lengths(made, "a")["b"] == 5.0
    assert lengths(made, "a", "short")["b"] == 7.0
    assert lengths(made, "a", "short", "long")["b"] == np.inf


def test_the_way_names_the_link_that_it_takes() -> None:
    made = graph(Link("long", "a", "b", 7.0), Link("short", "b", "a", 5.0), Link("on", "b", "c", 1.0))
    for left_out, taken in ((None, "short"), ("short", "long")):
        found = nearest(made.ways(made.links != left_out), [made.place("a")])
        hops = [(str(made.nodes[one]), str(made.nodes[two]), str(made.links[by])) for one, two, by in found.hops(2)]
        assert hops == [("a", "b", taken), ("b", "c", "on")]


def test_of_two_equally_long_links_the_smaller_id_is_told_whatever_the_order() -> None:
    links = [Link("x", "a", "b", 2.0), Link("m", "b", "a", 2.0), Link("z", "a", "b", 2.0)]
    for order in (links, links[::-1]):
        made = graph(*order)
        found = nearest(made.ways(), [made.place("a")])
        assert [str(made.links[by]) for _, _, by in found.hops(made.place("b"))] == ["m"]


def test_a_link_of_no_length_is_a_way() -> None:
    made = graph(Link("bridge", "a", "b", 0.0), Link("on", "b", "c", 2.0))
    assert lengths(made, "a") == {"a": 0.0, "b": 0.0, "c": 2.0}
    assert ways_left(made, made.mask(), [made.place("a")]).tolist() == [2, 1, 1]


def test_a_link_from_a_place_to_itself_leads_nowhere() -> None:
    made = graph(Link("loop", "a", "a", 3.0), Link("on", "a", "b", 2.0), Link("loop-b", "b", "b", 0.0))
    assert lengths(made, "a") == {"a": 0.0, "b": 2.0}
    assert ways_left(made, made.mask(), [made.place("a")]).tolist() == [2, 1]


def test_an_island_is_not_reached() -> None:
    made = graph(Link("ab", "a", "b"), Link("cd", "c", "d"), nodes=("e",))
    found = nearest(made.ways(), [made.place("a")])
    assert [found.reached(place) for place in range(5)] == [True, True, False, False, False]
    assert found.hops(made.place("d")) == []
    assert reached(made, made.mask(), [made.place("a"), made.place("d")]).tolist() == [True, True, True, True, False]


def test_a_closed_link_joins_no_parts() -> None:
    made = graph(Link("ab", "a", "b"), Link("bc", "b", "c"))
    assert reached(made, made.links != "bc", [made.place("a")]).tolist() == [True, True, False]


def test_a_network_of_one_place_or_no_link() -> None:
    made = graph(nodes=("a", "b"))
    assert lengths(made, "b") == {"a": np.inf, "b": 0.0}
    assert ways_left(made, made.mask(), [1]).tolist() == [0, 2]


def test_numbers_as_ids_need_no_objects() -> None:
    made = RoadGraph.from_arrays(nodes=[30, 10, 20], links=[7, 5], start=[0, 1], end=[1, 2], length_km=[4, 2])
    assert made.nodes.tolist() == [10, 20, 30]
    assert (made.place(30), made.link(7), made.place(np.int64(10))) == (2, 1, 0)
    assert nearest(made.ways(), [made.place(20)]).distance_km.tolist() == [2.0, 0.0, 6.0]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"nodes": ["a", "b", "a"]}, "a"),
        ({"links": ["x", "x"]}, "x"),
        ({"end": [1, 3]}, "y"),
        ({"start": [-1, 1]}, "x"),
        ({"length_km": [1.0, -0.5]}, "y"),
        ({"length_km": [float("nan"), 1.0]}, "x"),
        ({"length_km": [1.0, float("inf")]}, "y"),
        ({"length_km": [1.0]}, None),
    ],
)
def test_a_network_that_does_not_hold_together_is_refused(change: dict[str, list[object]], place: str | None) -> None:
    sound: dict[str, list[object]] = {
        "nodes": ["a", "b", "c"],
        "links": ["x", "y"],
        "start": [0, 1],
        "end": [1, 2],
        "length_km": [1.0, 2.0],
    }
    RoadGraph.from_arrays(**sound)
    with pytest.raises(RequestError) as refused:
        RoadGraph.from_arrays(**(sound | change))
    assert (refused.value.name, refused.value.place) == ("bad-network", place)


@pytest.mark.parametrize("wanted", ["d", "", "aa", 3, None])
def test_an_unknown_place_or_link_is_refused(wanted: object) -> None:
    made = graph(Link("ab", "a", "b"), Link("bc", "b", "c"))
    for door in (made.place, made.link):
        with pytest.raises(RequestError) as refused:
            door(wanted)
        assert refused.value.name == "unknown-id"
