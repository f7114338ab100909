"""Composed OpenStreetMap extracts for tests, written by osmium. All places and roads in them are made up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way


@dataclass
class OsmFile:
    """Points and ways of an extract; tags as keywords, ``__`` for a colon."""

    nodes: dict[int, tuple[float, float, Mapping[str, str]]] = field(default_factory=dict)
    ways: dict[int, tuple[tuple[int, ...], Mapping[str, str]]] = field(default_factory=dict)

    def node(self, number: int, lat: float, lon: float, **tags: str) -> None:
        self.nodes[number] = lat, lon, _tags(tags)

    def way(self, number: int, nodes: Iterable[int], **tags: str) -> None:
        self.ways[number] = tuple(nodes), _tags(tags)

    def write(self, path: Path) -> Path:
        path.unlink(missing_ok=True)
        writer = osmium.SimpleWriter(str(path))
        for number, (lat, lon, tags) in sorted(self.nodes.items()):
            writer.add_node(Node(id=number, location=(lon, lat), tags=dict(tags), version=1))
        for number, (nodes, tags) in sorted(self.ways.items()):
            writer.add_way(Way(id=number, nodes=list(nodes), tags=dict(tags), version=1))
        writer.close()
        return path


def _tags(tags: Mapping[str, str]) -> dict[str, str]:
    return {key.replace("__", ":"): value for key, value in tags.items()}


def valley() -> OsmFile:
    """A small region: a city on a trunk road, a village on a side road, a railway, a road that is being built.

    Points 1, 8, 9 are places; 22 and 23 stations; 99 is a point that the extract does not hold.
    """
    made = OsmFile()
    made.node(
        1, 30.0005, 67.0, place="city", name="مثالا", name__en="Samplaton", name__ur="مثالا", population="120,000"
    )
    made.node(2, 30.0, 67.0)
    made.node(3, 30.0, 67.1)
    made.node(4, 30.0, 67.2)
    made.node(5, 30.1, 67.1)
    made.node(6, 30.2, 67.1)
    made.node(7, 30.0, 67.3)
    made.node(8, 30.201, 67.101, place="village", name="Betavilla", alt_name="Bettavilla;Betawilla", old_name="Oldbeta")
    made.node(9, 30.3, 67.3, place="village", name="Farvilla")
    made.node(20, 30.003, 67.0)
    made.node(21, 30.003, 67.3)
    made.node(24, 30.003, 67.15)
    made.node(22, 30.0031, 67.0001, railway="station", name="Samplaton Junction")
    made.node(23, 30.0031, 67.15, railway="halt", name="Midway Halt")
    made.way(10, [2, 3], highway="trunk", ref="Q-1;X2", name="Long Road")
    made.way(11, [3, 4], highway="trunk", ref="Q 1", bridge="yes", bridge__name="Old Arch")
    made.way(14, [4, 7, 99], highway="trunk", ref="Q-1")
    made.way(12, [3, 5], highway="secondary")
    made.way(13, [5, 6], highway="secondary")
    made.way(15, [20, 24, 21], railway="rail", name="Valley Line")
    made.way(16, [6, 7], highway="construction", construction="primary")
    made.way(17, [5, 7], highway="residential")
    return made
