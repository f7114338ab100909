"""Reading an OpenStreetMap extract (.osm.pbf): places, stations and the ways of a network, with their points.

Format: https://wiki.openstreetmap.org/wiki/PBF_Format. The file is read once; beside what is kept, osmium holds the
position of every point of the file, some 16 bytes each.
"""

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from karez.atlas.build.extra import driver
from karez.atlas.build.osm.tags import Tags, WayKind, designations, is_forbidden, oneway, osm_table, way_kind
from karez.atlas.build.report import Progress
from karez.model.errors import AtlasError, InputError

# Of the file that keeps what was read; part of its name.
FORMAT = 2
_STEP = 20_000
_KEYS = ("place", "railway", "highway", "route")
# Ways that are not in use have keys of their own.
_STATE_KEYS = tuple(f"{state}:{key}" for state in ("construction", "disused", "abandoned") for key in _KEYS[1:3])
_KEPT_TAGS = ("place", "railway", "population", "population:date", "name", "ref")
# OSM counts in 1e-7 degrees.
_DEGREES = 1e-7
_HEAD = b"\x0a\x09OSMHeader"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place or station: its OSM node, (lat, lon) and the tags that a pack takes."""

    id: int
    lat: float
    lon: float
    tags: Tags


@dataclass(frozen=True, slots=True)
class Way:
    """A way of the network: what it is, its numbers, its name, bridges or tunnels in it.

    ``oneway`` is 1 for a carriageway in the order of its points, -1 against it, 0 for both ways.
    """

    id: int
    kind: WayKind
    refs: tuple[str, ...]
    name: str
    structure: str
    structure_name: str
    oneway: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read. The points of way ``i`` are ``start[i]:start[i + 1]`` of ``points`` (OSM ids), ``lat``, ``lon``.

    A point that the extract does not hold has latitude NaN: there the extract was cut out of a larger file.
    """

    places: tuple[Spot, ...]
    stations: tuple[Spot, ...]
    ways: tuple[Way, ...]
    start: NDArray[np.int64]
    points: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    forbidden: int


def check_frame(path: Path) -> None:
    """See that a file is a PBF and ends where a block ends, without unpacking it.

    Raises InputError ``not-found``, ``empty-file``, ``not-readable``; AtlasError ``wrong-source``, ``broken-source``.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            _check_blocks(file, size, path.name)
    except FileNotFoundError as error:
        raise InputError("not-found", place=str(path)) from error
    except OSError as error:
        raise InputError("not-readable", error.strerror or "", place=str(path)) from error


def _check_blocks(file: BinaryIO, size: int, name: str) -> None:
    if size == 0:
        raise InputError("empty-file", place=name)
    begin = file.read(4 + len(_HEAD))
    if begin[4:] != _HEAD:
        cut = _HEAD.startswith(begin[4:]) and begin[:3] == bytes(min(3, len(begin)))
        told = "the file begins as a pbf and ends at once" if cut else "the file does not begin as an .osm.pbf does"
        raise AtlasError("broken-source" if cut else "wrong-source", told, place=name)
    at = 0
    while at < size:
        file.seek(at)
        length = file.read(4)
        header = file.read(int.from_bytes(length, "big")) if len(length) == 4 else b""
        body = _data_size(header) if header and len(header) == int.from_bytes(length, "big") else None
        end = at + 4 + len(header) + (body or 0)
        if body is None or end > size:
            raise AtlasError("broken-source", f"pbf cut in the middle: the block at byte {at} is not whole", place=name)
        at = end


def _data_size(header: bytes) -> int | None:
    """Return field 3 (datasize) of a BlobHeader, None where the header is none."""
    at = 0
    while at < len(header):
        field, at = header[at] >> 3, at + 1
        value, shift = 0, 0
        while at < len(header):
            byte, at = header[at], at + 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if field == 3:
            return value
        # type (1) and indexdata (2) are bytes of the length just read.
        at += value
    return None


def read_extract(path: Path, classes: frozenset[str], progress: Progress) -> Extract:
    """Read places, stations and the ways of ``classes``. Raises as ``check_frame``, and ``missing-extra``."""
    osmium = driver("osmium")
    check_frame(path)
    gathered = _Gathered()
    try:
        for number, thing in enumerate(_things(osmium, path), 1):
            if number % _STEP == 0:
                progress(f"reading {path.name}", number, None)
            tags = {tag.k: tag.v for tag in thing.tags}
            if thing.is_node():
                gathered.node(thing, tags)
            else:
                gathered.way(thing, tags, classes)
    # What osmium tells of a broken file is a RuntimeError, whatever is wrong with it.
    except (RuntimeError, UnicodeDecodeError) as error:
        raise AtlasError("broken-source", f"pbf cut in the middle or damaged: {error}", place=path.name) from error
    return gathered.extract()


def _things(osmium: Any, path: Path) -> Iterator[Any]:  # noqa: ANN401 - osmium comes with the extra
    file = osmium.io.File(str(path), "pbf")
    processor = osmium.FileProcessor(file, osmium.osm.NODE | osmium.osm.WAY).with_locations("flex_mem")
    yield from processor.with_filter(osmium.filter.KeyFilter(*_KEYS, *_STATE_KEYS))


class _Gathered:
    """What is kept of an extract while it is read."""

    def __init__(self) -> None:
        self._places: list[Spot] = []
        self._stations: list[Spot] = []
        self._ways: list[Way] = []
        self._start = array("q", [0])
        self._points = array("q")
        self._lat = array("d")
        self._lon = array("d")
        self._forbidden = 0

    def node(self, thing: Any, tags: Tags) -> None:  # noqa: ANN401
        """Keep a place or a station."""
        place = tags.get("place") in osm_table()["places"]
        station = tags.get("railway") in ("station", "halt")
        if not (place or station) or not thing.location.valid():
            return
        if is_forbidden(tags):
            self._forbidden += 1
            return
        kept = {key: value for key, value in tags.items() if key in _KEPT_TAGS or "name" in key}
        spot = Spot(thing.id, thing.lat, thing.lon, kept)
        (self._places if place else self._stations).append(spot)

    def way(self, thing: Any, tags: Tags, classes: frozenset[str]) -> None:  # noqa: ANN401
        """Keep a way of the network with its points."""
        kind = way_kind(tags, classes)
        if kind is None:
            return
        if is_forbidden(tags):
            self._forbidden += 1
            return
        structure = next((key for key in ("bridge", "tunnel") if tags.get(key, "no") != "no"), "")
        named = tags.get(f"{structure}:name", "") if structure else ""
        self._ways.append(Way(thing.id, kind, designations(tags), tags.get("name", ""), structure, named, oneway(tags)))
        for node in thing.nodes:
            self._points.append(node.ref)
            known = node.location.valid()
            self._lat.append(node.y * _DEGREES if known else float("nan"))
            self._lon.append(node.x * _DEGREES if known else float("nan"))
        self._start.append(len(self._points))

    def extract(self) -> Extract:
        """Return what was gathered."""
        return Extract(
            places=tuple(self._places),
            stations=tuple(self._stations),
            ways=tuple(self._ways),
            start=np.array(self._start, dtype=np.int64),
            points=np.array(self._points, dtype=np.int64),
            lat=np.array(self._lat, dtype=np.float64),
            lon=np.array(self._lon, dtype=np.float64),
            forbidden=self._forbidden,
        )


def write_extract(path: Path, extract: Extract) -> None:
    """Keep what was read, so that a build which is killed later need not read again."""
    told = {
        "places": [asdict(spot) for spot in extract.places],
        "stations": [asdict(spot) for spot in extract.stations],
        "ways": [asdict(way) for way in extract.ways],
        "forbidden": extract.forbidden,
    }
    text = np.frombuffer(json.dumps(told).encode("utf-8"), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez(file, text=text, start=extract.start, points=extract.points, lat=extract.lat, lon=extract.lon)


def load_extract(path: Path) -> Extract:
    """Take up what an earlier run has read."""
    with np.load(path, allow_pickle=False) as held:
        told = json.loads(held["text"].tobytes())
        arrays = {name: held[name] for name in ("start", "points", "lat", "lon")}
    ways = (Way(**{**way, "kind": WayKind(**way["kind"]), "refs": tuple(way["refs"])}) for way in told["ways"])
    places, stations = ((Spot(**spot) for spot in told[name]) for name in ("places", "stations"))
    return Extract(
        places=tuple(places), stations=tuple(stations), ways=tuple(ways), forbidden=told["forbidden"], **arrays
    )


def together(extracts: Sequence[Extract]) -> Extract:
    """Return several extracts as one; a way or place that stands in two of them counts once, the one with more points.

    Parts cut out of one larger file overlap at their rims.
    """
    if len(extracts) == 1:
        return extracts[0]
    best: dict[int, tuple[int, int, int]] = {}
    for number, extract in enumerate(extracts):
        for index, way in enumerate(extract.ways):
            here = slice(extract.start[index], extract.start[index + 1])
            known = int(np.count_nonzero(~np.isnan(extract.lat[here])))
            if way.id not in best or known > best[way.id][0]:
                best[way.id] = (known, number, index)
    chosen = [(extracts[number], index) for _, (_, number, index) in sorted(best.items())]
    parts = [slice(extract.start[index], extract.start[index + 1]) for extract, index in chosen]

    def joined(name: str) -> NDArray[Any]:
        arrays = [getattr(extract, name)[part] for (extract, _), part in zip(chosen, parts, strict=True)]
        return np.concatenate(arrays) if arrays else getattr(extracts[0], name)[:0]

    sizes = [part.stop - part.start for part in parts]
    return Extract(
        places=_once(extracts, lambda extract: extract.places),
        stations=_once(extracts, lambda extract: extract.stations),
        ways=tuple(extract.ways[index] for extract, index in chosen),
        start=np.cumsum([0, *sizes]),
        points=joined("points"),
        lat=joined("lat"),
        lon=joined("lon"),
        forbidden=sum(extract.forbidden for extract in extracts),
    )


def _once(extracts: Sequence[Extract], spots: Callable[[Extract], Sequence[Spot]]) -> tuple[Spot, ...]:
    found = {spot.id: spot for extract in extracts for spot in spots(extract)}
    return tuple(found[identity] for identity in sorted(found))
