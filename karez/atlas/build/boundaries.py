"""``karez atlas build boundaries``: units with their P-codes and shapes into a pack, and which place lies in which."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from karez.atlas.build.book import DISTRICTS, NODES, PLACES, Book
from karez.atlas.build.boundaries_read import BoundaryFields, Unit, joined, read_units
from karez.atlas.build.draft import Cells, Draft, HeadWish, open_draft
from karez.atlas.build.extra import driver
from karez.atlas.build.finish import finish
from karez.atlas.build.inside import Shapes, assign
from karez.atlas.build.names import OtherName, add_aliases, drop_aliases
from karez.atlas.build.report import BuildReport, Progress, Tally
from karez.atlas.build.scripts import name_key
from karez.atlas.build.unit_lines import add_outlines
from karez.model.errors import AtlasError, RequestError
from karez.model.geodesy import distance_km

TEHSILS = "tehsils.csv"
# The file and the kind of the units of each level.
LEVELS = {0: (PLACES, "country"), 1: (PLACES, "province"), 2: (DISTRICTS, ""), 3: (TEHSILS, "")}
_LEAST_KM = 3.0


@dataclass(frozen=True, slots=True)
class BoundaryWish:
    """What the user says of the units: their level (0 country, 1 province, 2 district, 3 below), source and country.

    ``outlines`` lets the boundaries be drawn on maps: where the pack has no lines of its own, or those of this source.
    """

    fields: BoundaryFields
    level: int
    source: str
    country: str | None = None
    layer: str | None = None
    year: str = ""
    confidence: str = "high"
    outlines: bool = True


def build_boundaries(
    path: Path, folder: Path, *, asked: BoundaryWish, wish: HeadWish, progress: Progress
) -> BuildReport:
    """Build the units of a file into the pack in ``folder``. Raises InputError, AtlasError or RequestError."""
    if asked.level not in LEVELS:
        raise RequestError("bad-value", f"--level {asked.level} is none of {', '.join(map(str, LEVELS))}")
    if asked.level == 3 and not asked.fields.population:
        raise RequestError("bad-request", "units of level 3 are areas of a census: name their --population-field")
    draft = open_draft(folder, wish)
    tally = Tally()
    progress(f"reading {path.name}", 0, None)
    read, remarks = read_units(path, asked.fields, asked.layer)
    tally.notes.extend(remarks)
    units = joined(list(_usable(read, asked.fields, tally)), asked.fields.code or asked.fields.name)
    if not units:
        raise AtlasError("nothing-built", "no unit with a name and a shape", place=path.name)
    _check_swapped(draft, units, path)
    progress("building the units", 0, None)
    given = {"confidence": asked.confidence, "source": asked.source}
    drop_aliases(draft, asked.source)
    file, kind = LEVELS[asked.level]
    book = Book(draft, asked.source, keep=_of_other_levels(draft, asked.source, file, kind))
    builder = _Builder(draft, book, asked, given, tally)
    shapes = Shapes(builder.add(units), [unit.shape for unit in units])
    progress("which place lies in which unit", 0, None)
    assign(draft, shapes, asked.level, tally)
    _head(draft, asked, units, builder.points)
    if asked.outlines and asked.level <= 2:
        add_outlines(draft, [unit.shape for unit in units], asked.source, tally)
    return finish(draft, book, asked.source, tally, progress)


def _usable(units: Iterable[Unit], fields: BoundaryFields, tally: Tally) -> Iterator[Unit]:
    for unit in units:
        if not name_key(unit.cells[fields.name]):
            tally.leave_out("a unit without a name", f"feature {unit.number} has no name in {fields.name}")
        elif unit.shape is None:
            tally.leave_out(
                "a unit without a shape", f"{unit.cells[fields.name]} (feature {unit.number}) has no polygon"
            )
        else:
            yield unit


def _check_swapped(draft: Draft, units: Sequence[Unit], path: Path) -> None:
    """Refuse positions that are none, or that lie in the pack's box only when swapped."""
    west, south, east, north = map(float, driver("shapely").total_bounds([unit.shape for unit in units]))
    box: Sequence[float] = draft.head.get("bbox") or ()
    possible = west >= -180.001 and east <= 180.001 and south >= -90.001 and north <= 90.001
    swapped = bool(box) and not _meet((west, south, east, north), box) and _meet((south, west, north, east), box)
    if swapped or not possible:
        told = f"the shapes reach from {south:g}, {west:g} to {north:g}, {east:g} (lat, lon)"
        why = "latitude and longitude are swapped" if swapped or abs(south) > 90 or abs(north) > 90 else "no degrees"
        raise AtlasError("wrong-source", f"{told}: {why}", place=path.name)


def _meet(first: Sequence[float], second: Sequence[float]) -> bool:
    return first[0] <= second[2] and second[0] <= first[2] and first[1] <= second[3] and second[1] <= first[3]


def _of_other_levels(draft: Draft, source: str, file: str, kind: str) -> list[str]:
    """Return the ids of what the source gave at other levels: that stays."""
    return [
        row["id"]
        for name in (PLACES, NODES, DISTRICTS)
        for row in draft.rows(name)
        if row.get("source") == source and not (name == file and row.get("kind", "") == kind)
    ]


def _head(draft: Draft, asked: BoundaryWish, units: Sequence[Unit], points: Sequence[tuple[float, float]]) -> None:
    west, south, east, north = map(float, driver("shapely").total_bounds([unit.shape for unit in units]))
    draft.widen([(max(south, -90), max(west, -180)), (min(north, 90), min(east, 180)), *points])
    draft.head.setdefault("timezone", "UTC")
    draft.credit(f"Boundaries: {asked.source}")
    if asked.country and draft.new:
        draft.head.setdefault("country", asked.country)


class _Builder:
    """Turns units into rows of one file; a unit that is there already is filled."""

    def __init__(self, draft: Draft, book: Book, asked: BoundaryWish, given: Cells, tally: Tally) -> None:
        self._draft = draft
        self._book = book
        self._asked = asked
        self._given = given
        self._tally = tally
        self._file, self._kind = LEVELS[asked.level]
        self.points: list[tuple[float, float]] = []

    def add(self, units: Sequence[Unit]) -> list[Cells]:
        """Add the units and return the row of each."""
        if self._file == TEHSILS:
            self._draft.tables[TEHSILS] = [
                row for row in self._draft.rows(TEHSILS) if row.get("source") != self._asked.source
            ]
        rows = []
        for unit in units:
            row = self._tehsil(unit) if self._file == TEHSILS else self._unit(unit)
            rows.append(row)
        if self._file == TEHSILS:
            self._draft.rows(TEHSILS).extend(row for row in rows if row.get("population"))
        return rows

    def _unit(self, unit: Unit) -> Cells:
        fields, shape = self._asked.fields, unit.shape
        point = shape.representative_point()
        self.points.append((point.y, point.x))
        row = {
            "id": self._id(unit),
            "name": unit.cells[fields.name],
            "kind": self._kind,
            "country": self._country(unit),
            "province": unit.cells[fields.parent] if fields.parent and self._asked.level == 2 else "",
            "pcode": unit.cells[fields.code] if fields.code else "",
            "lat": f"{point.y:.5f}",
            "lon": f"{point.x:.5f}",
            "radius_km": f"{max(_reach(shape, point), _LEAST_KM):.0f}",
            **self._people(unit),
            **self._given,
        }
        known = self._same(unit, row)
        if known is None:
            row = self._book.put(row, self._file)
        else:
            self._book.joined += 1
            self._book.fill(known, row)
            row = known
        names = [OtherName(row["name"]), *(OtherName(unit.cells[name]) for name in fields.others)]
        add_aliases(self._draft, row["id"], row["name"], [OtherName(unit.cells[fields.name]), *names], self._given)
        return row

    def _country(self, unit: Unit) -> str:
        code = unit.cells[self._asked.fields.code] if self._asked.level == 0 and self._asked.fields.code else ""
        return self._asked.country or (code if len(code) == 2 and code.isupper() else "")

    def _people(self, unit: Unit) -> Cells:
        field = self._asked.fields.population
        told = unit.cells[field].replace(",", "") if field else ""
        if not told.isdigit():
            return {}
        what = {0: "country total", 1: "province total"}.get(self._asked.level, "")
        cells = {"population": told, "population_year": self._asked.year, "population_what": what}
        return {**cells, "population_source": self._asked.source if what else ""}

    def _same(self, unit: Unit, row: Cells) -> Cells | None:
        """Return the row of another source for the same unit: of its P-code, or of its name and inside its shape."""
        shapely = driver("shapely")
        named = None
        for other in self._draft.rows(self._file):
            if other.get("kind", "") != self._kind or other.get("source") == self._asked.source:
                continue
            if row["pcode"] and other.get("pcode") == row["pcode"]:
                return other
            free = not other.get("pcode") or not row["pcode"]
            if free and other.get("lat") and name_key(other["name"]) == name_key(row["name"]):
                inside = shapely.intersects_xy(unit.shape, float(other["lon"]), float(other["lat"]))
                named = other if inside and named is None else named
        return named

    def _tehsil(self, unit: Unit) -> Cells:
        fields = self._asked.fields
        people = self._people(unit)
        if not people:
            self._tally.leave_out("an area without a population", f"{unit.cells[fields.name]} has no whole number")
        codes = {row.get("pcode", "") for row in self._draft.rows(DISTRICTS)} - {""}
        parent = unit.cells[fields.parent] if fields.parent else ""
        return {
            "id": self._id(unit),
            "name": unit.cells[fields.name],
            "level": "sub-district",
            "country": self._asked.country or "",
            "district": parent if parent in codes else "",
            "population": people.get("population", ""),
            "population_year": self._asked.year,
            **self._given,
        }

    def _id(self, unit: Unit) -> str:
        """Return an id of level and code, or of level and name where there are no codes."""
        fields = self._asked.fields
        told = unit.cells[fields.code] if fields.code and unit.cells[fields.code] else ""
        text = told or "/".join((unit.cells.get(fields.parent or "", ""), unit.cells[fields.name]))
        letters = "".join(char if char.isascii() and char.isalnum() else "-" for char in text.lower()).strip("-")
        digest = "" if told and letters else f"-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
        return f"adm{self._asked.level}-{letters}{digest}"


def _reach(shape: Any, point: Any) -> float:  # noqa: ANN401 - shapely comes with the extra
    """Return how far a unit reaches from its point: to the farthest corner of its convex hull, in km, rounded up."""
    corners = driver("shapely").get_coordinates(shape.convex_hull)
    return math.ceil(max(distance_km((point.y, point.x), (lat, lon)) for lon, lat in corners.tolist()))
