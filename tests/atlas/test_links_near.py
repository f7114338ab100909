"""Links near a point, ways and areas on a network: the same as by looking at every link, and without doing so."""

import sys
from collections.abc import Callable
from types import FrameType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.analyse.access.lay_near import apart_km, distance_km, nearest
from karez.atlas.links_near import LinkGrid
from karez.atlas.network import Network
from karez.atlas.values import Link

EXAMPLES = settings(max_examples=max(500, settings().max_examples))
LAT = st.floats(-89, 89, allow_nan=False)
LON = st.floats(-180, 180, allow_nan=False)
STEP = st.floats(-3, 3, allow_nan=False)


def link(name: str, one: tuple[float, float], other: tuple[float, float], **more: object) -> Link:
    """A made-up link."""
    ends: dict[str, object] = {"start": f"{one}", "end": f"{other}", "baseline": "open", "mode": "road"}
    fields = {**ends, **more}
    return Link(
        name,
        str(fields["start"]),
        str(fields["end"]),
        str(fields["mode"]),
        None,
        None,
        None,
        1.0,
        1.0,
        str(fields["baseline"]),
        "high",
        one,
        other,
    )


def turned(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


@EXAMPLES
@given(st.tuples(LAT, LON), st.lists(st.tuples(STEP, STEP, STEP, STEP), max_size=8), st.floats(0, 300))
def test_every_link_within_the_distance_is_found(
    at: tuple[float, float], around: list[tuple[float, float, float, float]], km: float
) -> None:
    def moved(north: float, east: float) -> tuple[float, float]:
        return max(-90.0, min(90.0, at[0] + north)), turned(at[1] + east)

    links = [link(f"l{number}", moved(*row[:2]), moved(*row[2:])) for number, row in enumerate(around)]
    found = LinkGrid(links).near(at, km)
    assert set(found) >= {one for one in links if distance_km(at, one) <= km}
    assert nearest(at, found, km) == nearest(at, links, km)
    assert list(found) == [one for one in links if one in found]


def test_a_link_across_the_date_line_is_short_and_passes_near_both_sides() -> None:
    across = link("across", (-17.0, 179.8), (-17.0, -179.8))
    assert apart_km(across.start_at, across.end_at) == pytest.approx(42.5, abs=0.5)
    for lon in (179.95, -179.95, 180.0, -180.0):
        assert distance_km((-17.0, lon), across) < 0.01
        assert LinkGrid([across]).near((-17.1, lon), 20.0) == (across,)
    assert distance_km((-17.0, 0.0), across) > 15_000
    assert LinkGrid([across]).near((-17.0, 0.0), 300.0) == ()


def test_a_link_around_half_the_world_is_looked_at_everywhere() -> None:
    wide = link("wide", (-60.0, -80.0), (60.0, 80.0))
    assert LinkGrid([wide]).near((0.0, 0.0), 1.0) == (wide,)


def test_a_link_from_a_point_to_itself_is_found() -> None:
    loop = link("loop", (10.0, 10.0), (10.0, 10.0))
    assert LinkGrid([loop]).near((10.0, 10.1), 20.0) == (loop,)
    assert LinkGrid([]).near((10.0, 10.0), 20.0) == ()


def streets(wide: int) -> Network:
    """A square of streets a tenth of a degree apart, and an island that no street leads to."""
    links = []
    for row in range(wide):
        for column in range(wide):
            for down, right in ((0, 1), (1, 0)):
                ends = [(0.1 * at, 0.1 * across) for at, across in ((row, column), (row + down, column + right))]
                links.append(
                    link(
                        f"l{row}-{column}-{down}",
                        *ends,
                        start=f"{row}-{column}",
                        end=f"{row + down}-{column + right}",
                    )
                )
    links.append(link("island", (80.0, 80.0), (80.1, 80.1), start="here", end="there"))
    return Network([SimpleNamespace(nodes=(), links=tuple(links), tehsils=(), hubs=())])  # type: ignore[list-item]


def calls(work: Callable[[], object]) -> int:
    """How many functions the work calls."""
    counted = 0

    def count(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@pytest.fixture(scope="module")
def network() -> Network:
    network = streets(100)
    network.links_near((0.0, 0.0), 1.0, mode="road")
    network.way("0-0", "0-1", mode="road")
    return network


class TestALargeNetwork:
    def test_a_point_is_compared_with_few_links(self, network: Network) -> None:
        assert len(network.links) > 20_000
        assert 0 < len(network.links_near((5.0, 5.0), 25.0, mode="road")) < 400
        assert network.links_near((5.0, 5.0), 25.0, mode="rail") == ()

    def test_a_way_told_again_is_not_looked_for_again(self, network: Network) -> None:
        way = network.way("50-50", "53-50", mode="road")
        assert [one.id for one in way] == ["l50-50-1", "l51-50-1", "l52-50-1"]
        assert calls(lambda: network.way("50-50", "53-50", mode="road")) < 10

    def test_where_no_way_leads_none_is_looked_for(self, network: Network) -> None:
        assert calls(lambda: network.way("50-50", "here", mode="road")) < 20
        assert network.way("50-50", "here", mode="road") == ()
        assert network.way("50-50", "nowhere", mode="road") == ()
        assert network.way("50-50", "50-50", mode="road") == ()
        assert network.way("50-50", "53-50", mode="rail") == ()


def test_a_link_that_is_not_open_in_normal_times_joins_nothing() -> None:
    links = (
        link("ab", (0.0, 0.0), (0.0, 1.0), start="a", end="b"),
        link("bc", (0.0, 1.0), (0.0, 2.0), start="b", end="c", baseline="abandoned"),
        link("bb", (0.0, 1.0), (0.0, 1.0), start="b", end="b"),
    )
    network = Network([SimpleNamespace(nodes=(), links=links, tehsils=(), hubs=())])  # type: ignore[list-item]
    assert [one.id for one in network.way("a", "b", mode="road")] == ["ab"]
    assert network.way("a", "c", mode="road") == network.way("c", "b", mode="road") == ()
