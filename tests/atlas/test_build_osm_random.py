"""Random road graphs: what is built has the ways and lengths of the input, and a cut file never half-writes a pack."""

import csv
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karez.atlas.build.draft import HeadWish
from karez.atlas.build.osm.pack import build_osm
from karez.atlas.build.report import BuildReport, silent
from karez.atlas.check.pack import check_pack
from karez.model.errors import KarezError
from karez.model.geodesy import distance_km
from tests.atlas.osm_file import OsmFile, valley

KINDS = [
    {"highway": "trunk", "ref": "Q-1"},
    {"highway": "primary", "ref": "Q-1"},
    {"highway": "tertiary"},
    {"highway": "construction", "construction": "secondary"},
]


@dataclass(frozen=True)
class Roads:
    """Points by number and ways as (kind, points)."""

    points: dict[int, tuple[float, float]]
    ways: tuple[tuple[int, tuple[int, ...]], ...]


@st.composite
def roads(draw: st.DrawFn) -> Roads:
    count = draw(st.integers(2, 14))
    # A coarse grid, so that points are told apart and straight lines happen.
    cells = st.tuples(st.integers(0, 40), st.integers(0, 40))
    at = draw(st.lists(cells, min_size=count, max_size=count, unique=True))
    points = {number: (28 + lat * 0.013, 64 + lon * 0.017) for number, (lat, lon) in enumerate(at, 1)}
    way = st.tuples(st.integers(0, len(KINDS) - 1), st.lists(st.integers(1, count), min_size=2, max_size=7).map(tuple))
    return Roads(points, tuple(draw(st.lists(way, min_size=1, max_size=9))))


def as_file(given_roads: Roads) -> OsmFile:
    made = OsmFile()
    for number, (lat, lon) in given_roads.points.items():
        made.node(number, lat, lon)
    for number, (kind, points) in enumerate(given_roads.ways, 100):
        made.way(number, points, **KINDS[kind])
    return made


def as_graph(given_roads: Roads) -> nx.Graph:
    """The input as NetworkX sees it: each stretch once, with the kind of the first way that has it."""
    graph = nx.Graph()
    for kind, points in given_roads.ways:
        for first, second in itertools.pairwise(points):
            if first != second and not graph.has_edge(first, second):
                km = distance_km(given_roads.points[first], given_roads.points[second])
                graph.add_edge(first, second, km=km, kind=kind)
    return graph


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as path:
        yield Path(path)


def build(path: Path, pack: Path) -> BuildReport:
    return build_osm([path], pack, wish=HeadWish(country="XA"), progress=silent, country="XA")


def links(pack: Path) -> list[dict[str, str]]:
    with (pack / "links.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@settings(max_examples=500)
@given(roads())
def test_the_network_has_the_ways_and_lengths_of_the_input(given_roads: Roads) -> None:
    graph = as_graph(given_roads)
    with folder() as here:
        try:
            report = build(as_file(given_roads).write(here / "a.osm.pbf"), here / "pack")
        except KarezError as error:
            # A way from a point to itself, or ways of points that are the same, are no roads.
            assert error.name == "nothing-built" and graph.number_of_edges() == 0
            return
        assert check_pack(here / "pack").errors == ()
        rows = links(here / "pack") if (here / "pack" / "links.csv").exists() else []
    made = nx.Graph()
    for row in rows:
        first, second = (int(row[end].removeprefix("osm-j")) for end in ("from", "to"))
        km = float(row["length_km"])
        assert float(row["straight_km"]) <= km
        if not made.has_edge(first, second) or made[first][second]["km"] > km:
            made.add_edge(first, second, km=km)
    rings = sum(count for reason, count in report.left_out.items() if "ring" in reason)
    total = sum(km for _, _, km in graph.edges(data="km"))
    built = sum(float(row["length_km"]) for row in rows)
    assert built <= total + 0.001 * len(rows)
    assert rings or built == pytest.approx(total, abs=0.001 * len(rows))
    for node in made:
        kinds = {kind for _, _, kind in graph.edges(node, data="kind")}
        assert graph.degree(node) != 2 or len(kinds) > 1, "a point of shape is no junction"
    wanted = {node for node in graph if graph.degree(node) != 2}
    assert rings or wanted <= set(made)
    for start in made:
        ways = nx.single_source_dijkstra_path_length(graph, start, weight="km")
        found = nx.single_source_dijkstra_path_length(made, start, weight="km")
        assert set(found) == set(ways) & set(made)
        for end, km in found.items():
            assert km == pytest.approx(ways[end], abs=0.001 * len(rows), rel=0.001)


@settings(max_examples=500)
@given(roads(), st.lists(st.sampled_from(["yes", "-1", "no"]), min_size=9, max_size=9))
def test_one_way_roads_cut_nobody_off(given_roads: Roads, directions: list[str]) -> None:
    made = as_file(given_roads)
    for number, direction in zip(list(made.ways), directions, strict=False):
        points, tags = made.ways[number]
        made.ways[number] = points, {**tags, "oneway": direction}
    graph = as_graph(given_roads)
    if not graph.number_of_edges():
        return
    with folder() as here:
        build(made.write(here / "a.osm.pbf"), here / "pack")
        assert check_pack(here / "pack").errors == ()
        rows = links(here / "pack") if (here / "pack" / "links.csv").exists() else []
    built = nx.Graph([(int(row["from"].removeprefix("osm-j")), int(row["to"].removeprefix("osm-j"))) for row in rows])
    for reached in nx.connected_components(graph):
        kept = reached & set(built)
        assert not kept or kept <= nx.node_connected_component(built, min(kept))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    """A whole extract as bytes, and the pack built from it."""
    here = tmp_path_factory.mktemp("whole")
    path = valley().write(here / "a.osm.pbf")
    build(path, here / "pack")
    return path.read_bytes(), here / "pack"


@settings(max_examples=500)
@given(data=st.data())
def test_a_cut_extract_never_half_writes_a_pack(whole: tuple[bytes, Path], data: st.DataObject) -> None:
    content, pack = whole
    size = data.draw(st.integers(0, len(content) - 1))
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    with folder() as here:
        copy = Path(shutil.copytree(pack, here / "pack"))
        (here / "b.osm.pbf").write_bytes(content[:size])
        try:
            build(here / "b.osm.pbf", copy)
        except KarezError as error:
            assert error.name in {"broken-source", "wrong-source", "empty-file", "nothing-built"}
            assert {path.name: path.read_bytes() for path in copy.iterdir()} == before
        else:
            # Cut exactly between two blocks: a whole file of its own.
            assert check_pack(copy).errors == ()
        assert {path.name for path in here.iterdir()} == {"pack", "b.osm.pbf"}


def test_an_extract_cut_after_its_head_leaves_nothing_behind(whole: tuple[bytes, Path]) -> None:
    content, pack = whole
    head = 4 + int.from_bytes(content[:4], "big")
    size = next(size for size in range(head, len(content)) if content[size : size + 3] == b"\0\0\0")
    with folder() as here:
        copy = Path(shutil.copytree(pack, here / "pack"))
        (here / "b.osm.pbf").write_bytes(content[:size])
        with pytest.raises(KarezError, match="nothing-built"):
            build(here / "b.osm.pbf", copy)
        assert {path.name for path in here.iterdir()} == {"pack", "b.osm.pbf"}
