"""``karez atlas build facilities``: hospitals, schools, markets and the like from a user's CSV into a pack."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from scipy.spatial import KDTree

from karez.atlas.build.book import NODES, PLACES
from karez.atlas.build.draft import Cells, Draft, HeadWish, open_draft
from karez.atlas.build.finish import finish
from karez.atlas.build.report import BuildReport, Progress, Tally
from karez.atlas.build.scripts import name_key
from karez.atlas.build.towns_near import on_sphere
from karez.atlas.rows import read_yaml
from karez.model.errors import AtlasError, InputError, RequestError
from karez.model.geodesy import Point, distance_km

ASSETS = "assets.csv"
NEEDED = ("name", "lat", "lon", "type")
# Two rows of one name and kind so near are one facility.
_SAME_KM = 0.2
# Farther from every place than this a facility stands nowhere.
_REACH_KM = 50.0
_WORLD = (-180.0, -90.0, 180.0, 90.0)
_TOWNS = frozenset({"city", "town", "village", "suburb", "border", "station", "external", "external_hub"})


@dataclass(frozen=True, slots=True)
class FacilityWish:
    """What the user says of the table: its columns (name, lat, lon, type), the one kind of all rows, the source."""

    source: str
    columns: Mapping[str, str]
    kind: str | None = None
    confidence: str = "medium"


@dataclass(frozen=True, slots=True)
class _Facility:
    """A row that can be taken."""

    row: int
    name: str
    kind: str
    at: Point


@cache
def _table() -> Mapping[str, Any]:
    return read_yaml(Path(str(files("karez.atlas.build"))) / "facilities.yaml")


def facility_kinds() -> tuple[str, ...]:
    """Return the kinds of facility that a pack takes: civilian ones only."""
    return tuple(_table()["kinds"])


def build_facilities(
    path: Path, folder: Path, *, asked: FacilityWish, wish: HeadWish, progress: Progress
) -> BuildReport:
    """Build the rows of a CSV into ``assets.csv`` of the pack in ``folder``, each at its nearest place.

    Raises InputError, AtlasError or RequestError.
    """
    if asked.kind is not None and asked.kind not in facility_kinds():
        raise RequestError("bad-value", f"--type {asked.kind!r} is none of {', '.join(facility_kinds())}")
    draft = open_draft(folder, wish)
    tally = Tally()
    rows = list(_rows(path, progress))
    if not rows:
        raise InputError("empty-file", place=str(path))
    columns = _columns(tuple(rows[0][1]), asked, path)
    box: Sequence[float] = draft.head.get("bbox") or _WORLD
    found = [one for row, cells in rows if (one := _facility(row, cells, columns, asked, box, tally, path.name))]
    draft.tables[ASSETS] = [row for row in draft.rows(ASSETS) if row.get("source") != asked.source]
    _add(draft, list(_single(found, draft, tally)), asked, tally, path.name)
    if not any(row.get("source") == asked.source for row in draft.rows(ASSETS)):
        told = "; ".join([*(f"{count} × {reason}" for reason, count in tally.left_out.items()), *tally.notes[:1]])
        raise AtlasError("nothing-built", told, place=path.name)
    draft.credit(f"Facilities: {asked.source}")
    return finish(draft, None, asked.source, tally, progress)


def _rows(path: Path, progress: Progress) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a CSV with the line on which each ends."""
    reader = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.read(4096)
            file.seek(0)
            if "\0" in sample:
                raise AtlasError("wrong-source", "the file is no text; a CSV is needed", place=path.name)
            delimiter = ";" if sample.split("\n", 1)[0].count(";") > sample.split("\n", 1)[0].count(",") else ","
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            for row in reader:
                if None in row or None in row.values():
                    told = "the row has another number of cells than the head"
                    raise AtlasError("broken-source", told, place=f"{path.name}:{reader.line_num}")
                if reader.line_num % 1000 == 0:
                    progress(f"reading {path.name}", reader.line_num, None)
                yield reader.line_num, row
    except FileNotFoundError as error:
        raise InputError("not-found", place=str(path)) from error
    except csv.Error as error:
        place = f"{path.name}:{reader.line_num}" if reader else path.name
        raise AtlasError("broken-source", str(error), place=place) from error
    except UnicodeDecodeError as error:
        raise AtlasError("wrong-source", f"the file is not UTF-8: {error}", place=path.name) from error
    except OSError as error:
        raise InputError("not-readable", error.strerror or "", place=str(path)) from error


def _columns(head: Sequence[str], asked: FacilityWish, path: Path) -> Mapping[str, str]:
    """Return which column holds what: as the user says, else by its usual name. Raises AtlasError ``no-field``."""
    for name in asked.columns.values():
        if name not in head:
            raise AtlasError("no-field", f"{name!r} is none of {', '.join(head)}", place=path.name)
    folded = {name_key(name): name for name in reversed(head)}
    chosen = dict(asked.columns)
    for what in NEEDED:
        known = next((folded[name] for name in _table()["columns"][what] if name in folded), None)
        if what not in chosen and known is not None:
            chosen[what] = known
        if what not in chosen and not (what == "type" and asked.kind):
            told = f"no column is known to hold the {what}; name it with --columns {what}=...: {', '.join(head)}"
            raise AtlasError("no-field", told, place=path.name)
    return chosen


def _facility(
    row: int,
    cells: Cells,
    columns: Mapping[str, str],
    asked: FacilityWish,
    box: Sequence[float],
    tally: Tally,
    file: str,
) -> _Facility | None:
    """Return the facility of a row, None where it cannot be taken: then the row is named with the reason."""
    name = " ".join(cells[columns["name"]].split())
    told = cells[columns["type"]] if "type" in columns else ""
    at = _position(cells[columns["lat"]], cells[columns["lon"]])
    kind = asked.kind or _kind(told)
    if _holds(f"{told} {name}", _table()["never"]):
        tally.leave_out("a thing that is never in a pack (military, police, camps, prisons)")
    elif not name_key(name):
        tally.leave_out("a row without a name", f"{file}:{row}: no name")
    elif kind is None:
        tally.leave_out("a kind that a pack does not take", f"{file}:{row}: {name}: kind {told!r}")
    elif at is None:
        where = f"{cells[columns['lat']]!r}, {cells[columns['lon']]!r}"
        tally.leave_out("a position that is none", f"{file}:{row}: {name}: {where} is no latitude and longitude")
    elif not _inside(at, box):
        swapped = _inside((at[1], at[0]), box)
        why = "latitude and longitude are swapped" if swapped else "lies outside the pack's box"
        reason = "latitude and longitude swapped" if swapped else "a position outside the pack's box"
        tally.leave_out(reason, f"{file}:{row}: {name}: {at[0]:g}, {at[1]:g}: {why}")
    else:
        return _Facility(row, name, kind, at)
    return None


def _position(lat: str, lon: str) -> Point | None:
    """Return the (lat, lon) of two cells. A latitude above 90 may be a swapped longitude, and is told as such."""
    try:
        at = float(lat), float(lon)
    except ValueError:
        return None
    return at if abs(at[0]) <= 180 and abs(at[1]) <= 180 else None


def _inside(at: Point, box: Sequence[float]) -> bool:
    return box[1] <= at[0] <= box[3] and box[0] <= at[1] <= box[2]


def _kind(told: str) -> str | None:
    exact = name_key(told).replace(" ", "_")
    if exact in facility_kinds():
        return exact
    return next((kind for kind, words in _table()["kinds"].items() if _holds(told, words)), None)


def _holds(text: str, words: Sequence[str]) -> bool:
    padded = f" {name_key(text)} "
    return any(f" {name_key(word)} " in padded for word in words)


def _single(found: Sequence[_Facility], draft: Draft, tally: Tally) -> Iterator[_Facility]:
    """Yield each facility once: rows of one name and kind within 200 m are one, the first; others' rows count too."""
    seen: dict[tuple[str, str], list[Point]] = {}
    for row in draft.rows(ASSETS):
        if row.get("lat") and row.get("lon"):
            at = float(row["lat"]), float(row["lon"])
            seen.setdefault((name_key(row["name"]), row["type"]), []).append(at)
    for one in found:
        others = seen.setdefault((name_key(one.name), one.kind), [])
        if any(distance_km(one.at, other) <= _SAME_KM for other in others):
            tally.leave_out("the same facility once more")
        else:
            others.append(one.at)
            yield one


def _add(draft: Draft, found: Sequence[_Facility], asked: FacilityWish, tally: Tally, file: str) -> None:
    towns = [
        row for name in (NODES, PLACES) for row in draft.rows(name) if row.get("kind") in _TOWNS and row.get("lat")
    ]
    if not towns:
        raise RequestError("bad-request", "the pack has no town at which a facility could stand; build places first")
    tree = KDTree(on_sphere([(float(row["lat"]), float(row["lon"])) for row in towns]))
    names = {
        name_key(row["name"])
        for name in ("routes.csv", "airports.csv", "ports.csv", ASSETS)
        for row in draft.rows(name)
    }
    listed = Counter(name_key(one.name) for one in found)
    for one in found:
        km, index = tree.query(on_sphere([one.at])[0])
        if km > _REACH_KM:
            tally.leave_out(
                "a position far from every place", f"{file}:{one.row}: {one.name}: {km:.0f} km from the nearest"
            )
            continue
        key = name_key(one.name)
        # A name that several facilities bear decides nothing alone.
        doubtful = key in names or listed[key] > 1
        draft.rows(ASSETS).append(_row(one, towns[int(index)]["id"], asked, doubtful=doubtful))


def _row(one: _Facility, place: str, asked: FacilityWish, *, doubtful: bool) -> Cells:
    lat, lon = f"{one.at[0]:.5f}", f"{one.at[1]:.5f}"
    digest = hashlib.sha256(f"{asked.source}\0{one.name}\0{one.kind}\0{lat}\0{lon}".encode()).hexdigest()[:10]
    return {
        "id": f"f-{digest}",
        "name": one.name,
        "type": one.kind,
        "place": place,
        "lat": lat,
        "lon": lon,
        "needs_context": "yes" if doubtful else "",
        "confidence": asked.confidence,
        "source": asked.source,
    }
