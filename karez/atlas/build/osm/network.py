"""The network of an extract: links between places and junctions, with their rows in the pack."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scipy.spatial import KDTree

from karez.atlas.build.book import NODES, Held
from karez.atlas.build.draft import Cells
from karez.atlas.build.osm.carriageways import join_carriageways
from karez.atlas.build.osm.chains import Chain, chains
from karez.atlas.build.osm.lines import Lines, lines_of
from karez.atlas.build.osm.places import GIVEN, Placed, position_cells
from karez.atlas.build.osm.read import Extract, Way
from karez.atlas.build.osm.routes import Routes, folded_number, routes_of
from karez.atlas.build.osm.structures import add_structures
from karez.atlas.build.osm.tags import WayKind
from karez.atlas.build.report import Progress
from karez.atlas.build.towns_near import on_sphere
from karez.model.geodesy import distance_km

_MODES = ("road", "rail")
# A junction is named after a place that lies no farther away.
_NAMED_NEAR_KM = 50.0
_METRES = 1000
# By so much (km, or the share of the length) two carriageways of one road differ.
_CARRIAGEWAYS_KM = 0.2
_CARRIAGEWAYS_SHARE = 0.1


def add_network(extract: Extract, placed: Placed, snap_km: float, progress: Progress) -> None:
    """Put the places of an extract on its roads and rails, and add junctions, routes and links to the draft."""
    lines = {mode: lines_of(extract, mode) for mode in _MODES}
    placed.put_places(extract.places, lines["road"], snap_km)
    placed.put_stations(extract.stations, lines["rail"])
    routes = routes_of(extract.ways, _way_km(extract, lines.values()), placed.draft, GIVEN)
    labels = _labels(extract.ways, routes)
    used: set[str] = set()
    for mode in _MODES:
        progress(f"joining the {mode} network", 0, None)
        joined = join_carriageways(lines[mode], extract.ways, labels, placed.node_of[mode]) if mode == "road" else {}
        found = [_joined(chain, joined) for chain in chains(lines[mode], labels, placed.tally.left_out)]
        _add_joints(placed, mode, lines[mode], found, routes)
        for row in _link_rows(placed, extract.ways, routes, mode, lines[mode], found):
            placed.draft.rows("links.csv").append(row)
            used.add(row["designation"])
    placed.draft.rows("routes.csv").extend(row for row in routes.rows if row["designation"] in used)
    add_structures(placed, extract)


def _way_km(extract: Extract, lines: Iterable[Lines]) -> list[float]:
    km = [0.0] * len(extract.ways)
    for part in lines:
        for run, way in zip(part.runs, part.way, strict=True):
            km[way] += float(part.lengths(run).sum())
    return km


def _labels(ways: Sequence[Way], routes: Routes) -> list[int]:
    """Number the ways so that only those of one route, class and baseline are joined into a link."""
    numbers: dict[tuple[object, ...], int] = {}
    keys = [(designation, way.kind) for way, designation in zip(ways, routes.of_way, strict=True)]
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _joined(chain: Chain, joined: Mapping[int, int]) -> Chain:
    return replace(chain, start=joined.get(chain.start, chain.start), end=joined.get(chain.end, chain.end))


def _add_joints(placed: Placed, mode: str, lines: Lines, found: Sequence[Chain], routes: Routes) -> None:
    """Make a point of the network of every end of a link at which no place lies."""
    meeting: dict[int, list[str]] = {}
    for chain in found:
        # What begins and ends at one point, such as the crossing between two carriageways, is no link.
        for point in (chain.start, chain.end) if chain.start != chain.end else ():
            meeting.setdefault(point, []).append(routes.of_way[chain.ways[0]])
    node_of = placed.node_of[mode]
    bare = [point for point in sorted(meeting) if point not in node_of]
    at = [lines.at(point) for point in bare]
    near = _near_names(placed, at)
    for point, here, country, name in zip(bare, at, placed.countries(at), near, strict=True):
        identity = f"osm-{'j' if mode == 'road' else 'r'}{lines.ids[point]}"
        row = {
            "id": identity,
            "name": _joint_name(mode, meeting[point], name or f"{lines.ids[point]}"),
            "kind": "junction",
            "country": country,
            **position_cells(here),
            "needs_context": "yes",
            **GIVEN,
        }
        placed.book.put(row, NODES)
        node_of[point] = identity


def _near_names(placed: Placed, at: Sequence[tuple[float, float]]) -> list[str]:
    """Return the nearest place of each point in words (near X, 7 km from X), ``""`` where none lies within 50 km."""
    towns = [held for held in placed.book.all() if _is_town(held)]
    if not towns or not at:
        return [""] * len(at)
    away, nearest = KDTree(on_sphere([held.at for held in towns])).query(on_sphere(at))
    return [_near_words(km, towns[index].row["name"]) for km, index in zip(away, nearest, strict=True)]


def _near_words(km: float, name: str) -> str:
    if km > _NAMED_NEAR_KM:
        return ""
    return f"near {name}" if km < 1 else f"{km:.0f} km from {name}"


def _is_town(held: Held) -> bool:
    return held.row.get("kind") in ("city", "town", "village") and bool(held.row.get("lat"))


def _joint_name(mode: str, designations: Sequence[str], near: str) -> str:
    numbers = sorted({number for number in designations if number})
    if len(designations) == 1:
        what = f"end of {numbers[0]}" if numbers else f"end of {mode}"
    elif len(numbers) > 1:
        what = f"junction of {', '.join(numbers[:-1])} and {numbers[-1]}"
    else:
        what = f"{mode} junction on {numbers[0]}" if numbers else f"{mode} junction"
    return f"{what[0].upper()}{what[1:]}, {near}"


def _link_rows(
    placed: Placed, ways: Sequence[Way], routes: Routes, mode: str, lines: Lines, found: Sequence[Chain]
) -> Iterator[Cells]:
    node_of = placed.node_of[mode]
    ids: set[str] = set()
    carriageways: dict[tuple[str, str, str, WayKind], list[float]] = {}
    # The order in which two links of one id are told apart must not depend on how the file is sorted.
    for chain in sorted(found, key=lambda chain: (min(ways[way].id for way in chain.ways), chain.length_km)):
        start, end = sorted((node_of.get(chain.start, ""), node_of.get(chain.end, "")))
        if start == end:
            placed.tally.leave_out("a road between two points of one place")
            continue
        kind = ways[chain.ways[0]].kind
        designation = routes.of_way[chain.ways[0]]
        if all(ways[way].oneway for way in chain.ways):
            others = carriageways.setdefault((start, end, designation, kind), [])
            if any(_same_road(chain.length_km, km) for km in others):
                placed.tally.leave_out("the other carriageway of a road")
                continue
            others.append(chain.length_km)
        base = f"osm-w{min(ways[way].id for way in chain.ways)}.{start}.{end}"
        identity = next(name for name in _numbered(base) if name not in ids)
        ids.add(identity)
        yield {
            "id": identity,
            "from": start,
            "to": end,
            "mode": mode,
            "designation": designation,
            "road_class": kind.road_class or "",
            **_length_cells(placed, start, end, chain.length_km),
            "baseline": kind.baseline,
            "note": _note([ways[way] for way in chain.ways], designation),
            **GIVEN,
        }


def _same_road(km: float, other: float) -> bool:
    """Whether two carriageways between the same points are one road: as long, but for bends."""
    return abs(km - other) <= max(_CARRIAGEWAYS_KM, _CARRIAGEWAYS_SHARE * max(km, other))


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}.{number}"
        number += 1


def _length_cells(placed: Placed, start: str, end: str, km: float) -> Mapping[str, str]:
    """Return length and straight line, in km to the metre. Where a place stands off its road, the longer one counts."""
    straight = distance_km(placed.book[start].at, placed.book[end].at)
    length = round(km * _METRES) / _METRES
    if straight > km + 1 / _METRES:
        raised = math.ceil(straight * _METRES) / _METRES
        correction = f"raised from {length:.3f} km to the straight line: an end stands off the way"
        return {"length_km": f"{raised:.3f}", "straight_km": f"{straight:.3f}", "correction": correction}
    return {"length_km": f"{length:.3f}", "straight_km": f"{min(straight, length):.3f}"}


def _note(ways: Sequence[Way], designation: str) -> str:
    """Say what the link is made of beside its class: its name, further numbers, bridges, tunnels, a ferry."""
    own = folded_number(designation)
    names = dict.fromkeys(way.name for way in ways if way.name and way.name != designation)
    numbers = dict.fromkeys(ref for way in ways for ref in way.refs if folded_number(ref) != own)
    parts = [f"name: {', '.join(names)}"] if names else []
    parts += [f"also {', '.join(numbers)}"] if numbers else []
    parts += ["ferry"] if ways[0].kind.ferry else []
    for word in ("bridge", "tunnel"):
        count = len({way.id for way in ways if way.structure == word})
        parts += [f"{count} {word}s" if count > 1 else f"1 {word}"] if count else []
    return "; ".join(parts)
