"""The places of a draft: which row a place of a new source is, and how both become one row that keeps its id.

The same place is a row with the same GeoNames id, or of the same name and sort within 5 km. Rows of another source are
never dropped nor overwritten: only their empty cells are filled. Rows of the source itself are built anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from karez.atlas.build.draft import Cells, Draft
from karez.atlas.build.scripts import name_key
from karez.atlas.rows import split
from karez.atlas.words import words
from karez.model.geodesy import Point, distance_km

PLACES, NODES, DISTRICTS = "places.csv", "nodes.csv", "districts.csv"
FILES = (PLACES, NODES, DISTRICTS)
# Above the rounding of positions, below the distance of two towns with one name.
NEAR_KM = 5.0
# What a merge never takes from the new source: the row's identity and where it stands.
_KEPT = frozenset({"id", "name", "kind", "lat", "lon", "source", "confidence", "needs_context", "note", "radius_km"})
# Figures that belong together: filled as a whole or not at all.
_TOGETHER = ("population", "population_year", "population_what", "population_source", "population_confidence")
# What boundaries and people fill into a row that another source gave.
_BY_OTHERS = ("province", "district", "tehsil", "pcode", "division", "seat")
# Cells of other rows that name a place.
_REFERENCES = {
    "links.csv": ("from", "to"),
    "districts.csv": ("seat",),
    "airports.csv": ("serves",),
    "ports.csv": ("serves",),
    "assets.csv": ("place",),
}


def sort_of(file: str, kind: str) -> str:
    """Return the sort of a place: two places of one name and different sorts are told apart."""
    if file == DISTRICTS:
        return "district"
    return "town" if kind in words().unit_kinds["town"] or kind in ("external", "external_hub") else kind


@dataclass(slots=True)
class Held:
    """A place of the draft: its row, the file in which it stands, and whether the source being built made it."""

    row: Cells
    file: str
    own: bool = False

    @property
    def at(self) -> Point:
        """Its (lat, lon)."""
        return float(self.row["lat"]), float(self.row["lon"])


class Book:
    """The places of a draft, less those that ``source`` made before: these are built anew."""

    def __init__(self, draft: Draft, source: str, *, keep: Iterable[str] = ()) -> None:
        """``keep`` are ids of rows of ``source`` that stay as they are, being no part of this build."""
        self._draft = draft
        self._source = source
        self._former: dict[str, Held] = {}
        self._by_name: dict[tuple[str, str], list[Held]] = {}
        self._by_geonames: dict[str, Held] = {}
        self._by_id: dict[str, Held] = {}
        self._moved: set[str] = set()
        self.joined = 0
        kept = frozenset(keep)
        for file in FILES:
            for row in draft.rows(file):
                if row.get("source") == source and row["id"] not in kept:
                    self._former[row["id"]] = Held(row, file, own=True)
            draft.tables[file] = [row for row in draft.rows(file) if row["id"] not in self._former]
            for row in draft.rows(file):
                self._note(Held(row, file))
        names: dict[str, list[str]] = {}
        for alias in draft.rows("aliases.csv"):
            if alias["type"] == "place" and alias.get("source") != source and alias["confidence"] != "low":
                names.setdefault(alias["target"], []).append(alias["alias"])
        for target, listed in names.items():
            if target in self._by_id:
                self._name(self._by_id[target], listed)

    def _note(self, held: Held) -> None:
        self._by_id[held.row["id"]] = held
        if held.row.get("geonames"):
            self._by_geonames.setdefault(held.row["geonames"], held)
        self._name(held, [held.row["name"]])

    def _name(self, held: Held, names: Iterable[str]) -> None:
        sort = sort_of(held.file, held.row.get("kind", ""))
        for name in names:
            here = self._by_name.setdefault((name_key(name), sort), [])
            if held not in here:
                here.append(held)

    def __getitem__(self, local: str) -> Held:
        """The place with this local id."""
        return self._by_id[local]

    def __contains__(self, local: str) -> bool:
        """Whether the draft holds a place of this local id."""
        return local in self._by_id

    def all(self) -> Iterator[Held]:
        """Every place that the draft holds by now."""
        yield from self._by_id.values()

    def find(self, row: Mapping[str, str], names: Iterable[str], file: str) -> Held | None:
        """Return the place of another source that ``row`` is as well, None where it is new."""
        geonames = row.get("geonames", "")
        known = self._by_geonames.get(geonames) if geonames else None
        if known is not None and not known.own:
            return known
        here = float(row["lat"]), float(row["lon"])
        sort = sort_of(file, row.get("kind", ""))
        near = [
            (km, held.row["id"], held)
            for name in (row["name"], *names)
            for held in self._by_name.get((name_key(name), sort), ())
            if not held.own and _may_be(held.row.get("geonames", ""), geonames) and held.row.get("lat")
            if (km := distance_km(here, held.at)) <= NEAR_KM
        ]
        return min(near, key=lambda item: item[:2])[2] if near else None

    def add(self, row: Cells, file: str, names: Iterable[str] = ()) -> str:
        """Add a place, or fill the row that it is already; return the id that it has in the draft."""
        listed = list(names)
        known = self.find(row, listed, file)
        if known is not None:
            self.joined += 1
            self.fill(known.row, row)
            return known.row["id"]
        if row.get("geonames") in self._by_geonames:
            row = {**row, "geonames": ""}
        row, former = self._carried(row)
        if former is not None and former.file == NODES and file == PLACES:
            # A network that another source built runs through it: it stays where that network has it.
            row = {**former.row, **{name: cell for name, cell in row.items() if name not in ("lat", "lon", "note")}}
            file = NODES
        held = Held(row, file, own=True)
        self._draft.rows(file).append(row)
        self._note(held)
        return row["id"]

    def put(self, row: Cells, file: str) -> Cells:
        """Add a place that is no other's, such as a bare junction; return its row in the draft."""
        row, _ = self._carried(row)
        self._draft.rows(file).append(row)
        self._note(Held(row, file, own=True))
        return row

    def _carried(self, row: Cells) -> tuple[Cells, Held | None]:
        """Return a row with what others filled into the row that the source gave before, and that row."""
        former = self._former.pop(row["id"], None)
        if former is None:
            return row, None
        others = {name: former.row[name] for name in _BY_OTHERS if former.row.get(name) and not row.get(name)}
        return {**row, **others}, former

    def fill(self, known: Cells, row: Mapping[str, str]) -> None:
        """Fill the empty cells of the row ``known`` from another source's row of the same place."""
        had_people = bool(known.get("population"))
        for name, cell in row.items():
            if name in _KEPT or known.get(name) or (had_people and name in _TOGETHER):
                continue
            if name == "geonames" and cell in self._by_geonames:
                continue
            known[name] = cell
        if known.get("geonames"):
            self._by_geonames.setdefault(known["geonames"], self._by_id[known["id"]])

    def move_to_nodes(self, local: str, at: tuple[str, str]) -> None:
        """Let a place of places.csv be a point of the network, at this (lat, lon); its id stays."""
        held = self._by_id[local]
        held.file = NODES
        self._moved.add(local)
        held.row["lat"], held.row["lon"] = at
        held.row.pop("pcode", None)
        self._draft.rows(NODES).append(held.row)

    def close(self) -> list[str]:
        """Take what has moved out of its old file, bring back rows that the source no longer gives and that other rows
        still name, and return the ids of these.
        """
        self._draft.tables[PLACES] = [row for row in self._draft.rows(PLACES) if row["id"] not in self._moved]
        named = set(_named(self._draft)) | set(map(str, self._draft.head.get("hubs") or ()))
        needed = sorted(set(self._former) & named)
        for local in needed:
            held = self._former[local]
            self._draft.rows(held.file).append(held.row)
            self._note(held)
        gone = set(self._former) - named
        forget_lost(self._draft)
        # An alias of what is gone means nothing any more, whoever gave it.
        self._draft.tables["aliases.csv"] = [
            alias
            for alias in self._draft.rows("aliases.csv")
            if alias["type"] != "place" or alias["target"] not in gone
        ]
        return needed


def _named(draft: Draft) -> Iterator[str]:
    for file, columns in _REFERENCES.items():
        for row in draft.rows(file):
            yield from (row[column] for column in columns if row.get(column))
    for row in draft.rows("aliases.csv"):
        yield from split(row.get("also_means", ""))


def _may_be(first: str, second: str) -> bool:
    """Two different GeoNames ids are two places, however near they lie."""
    return not first or not second or first == second


def forget_lost(draft: Draft) -> None:
    """Empty the cells that name units which are no longer in the pack."""
    codes = {row.get("pcode", "") for row in draft.rows(DISTRICTS)}
    areas = {row["id"] for row in draft.rows("tehsils.csv")}
    for file in (PLACES, NODES, "tehsils.csv"):
        for row in draft.rows(file):
            if row.get("district") and row["district"] not in codes:
                row["district"] = ""
            if file == NODES and row.get("tehsil"):
                row["tehsil"] = "|".join(area for area in row["tehsil"].split("|") if area.strip() in areas)
