"""Numbers and names of roads and lines: which ways are one route, and the rows of ``routes.csv``."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from karez.atlas.build.draft import Cells, Draft
from karez.atlas.build.osm.read import Way
from karez.atlas.fold import fold_key

# A road without a number is a route by its name alone where it is long enough not to be a street.
_NAMED_KM = 10.0
_GREAT = frozenset({"motorway", "national"})


@dataclass(frozen=True, slots=True)
class Routes:
    """The designation of each way (``""`` for none), and the rows of routes that the pack does not have yet."""

    of_way: tuple[str, ...]
    rows: tuple[Cells, ...]


@dataclass(slots=True)
class _Route:
    """What is known of one route while ways are gathered: how it is written and named, by km."""

    mode: str
    written: dict[str, float] = field(default_factory=dict)
    named: dict[str, float] = field(default_factory=dict)
    great: bool = False


def routes_of(ways: Sequence[Way], km: Sequence[float], draft: Draft, given: Mapping[str, str]) -> Routes:
    """Return the route of each way; ``km`` are the ways' lengths, ``given`` the cells source and confidence.

    The same number in several spellings (A 12, A-12) is one route, written as it is written over most of its length;
    a route that the pack has already keeps its spelling.
    """
    found: dict[tuple[str, str], _Route] = {}
    keys = [_key(way) for way in ways]
    for way, key, length in zip(ways, keys, km, strict=True):
        if key[1]:
            route = found.setdefault(key, _Route(way.kind.mode))
            written = way.refs[0] if way.refs else way.name
            route.written[written] = route.written.get(written, 0.0) + length
            route.named[way.name] = route.named.get(way.name, 0.0) + length
            route.great = route.great or way.kind.road_class in _GREAT or way.kind.mode == "rail"
    by_number = {key for way, key in zip(ways, keys, strict=True) if way.refs}
    kept = {key: route for key, route in found.items() if key in by_number or _is_long(route)}
    had = {(row["mode"], folded_number(row["designation"])): row["designation"] for row in draft.rows("routes.csv")}
    taken = {row["designation"] for row in draft.rows("routes.csv")}
    chosen: dict[tuple[str, str], str] = {}
    rows: list[Cells] = []
    names = _asset_names(draft)
    for key in sorted(kept):
        if key in had:
            chosen[key] = had[key]
            continue
        designation = _most(kept[key].written)
        if designation in taken:
            # A railway and a road of one number are two routes.
            designation = f"{designation} ({kept[key].mode})"
        if designation in taken:
            continue
        taken.add(designation)
        chosen[key] = designation
        rows.append(_row(designation, kept[key], names, given))
    return Routes(tuple(chosen.get(key, "") for key in keys), tuple(rows))


def _key(way: Way) -> tuple[str, str]:
    if way.kind.ferry:
        return way.kind.mode, ""
    great = way.kind.mode == "rail" or way.kind.road_class in _GREAT
    return way.kind.mode, folded_number(way.refs[0] if way.refs else way.name if great else "")


def folded_number(designation: str) -> str:
    """Return a number of a road as it is compared: A-12, A 12 and a12 are one."""
    return fold_key(designation).replace(" ", "")


def _is_long(route: _Route) -> bool:
    return sum(route.written.values()) >= _NAMED_KM


def _most(found: Mapping[str, float]) -> str:
    return max(sorted(found), key=lambda text: found[text])


def _asset_names(draft: Draft) -> set[str]:
    files = ("routes.csv", "airports.csv", "ports.csv", "assets.csv")
    return {fold_key(row["name"]) for file in files for row in draft.rows(file)}


def _row(designation: str, route: _Route, names: set[str], given: Mapping[str, str]) -> Cells:
    """Return the row of a route. It bears a name only where most of a great road has that one and nothing else does."""
    name = _most(route.named)
    whole = route.named[name] >= sum(route.written.values()) / 2
    if not (name and route.great and whole and fold_key(name) and fold_key(name) not in names):
        name = designation
    names.add(fold_key(name))
    return {"id": _id(route.mode, designation), "designation": designation, "name": name, "mode": route.mode, **given}


def _id(mode: str, designation: str) -> str:
    """Return an id that depends on nothing but the designation; the digest tells apart what ASCII does not."""
    letters = "".join(char if char.isascii() and char.isalnum() else "-" for char in designation.lower()).strip("-")
    digest = hashlib.sha256(f"{mode}\0{designation}".encode()).hexdigest()[:6]
    return f"osm-{mode}-{letters}-{digest}" if letters else f"osm-{mode}-{digest}"
