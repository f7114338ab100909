"""``karez atlas build geonames``: places, units, names and people of a GeoNames dump (CC BY 4.0) into a pack."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from karez.atlas.build.book import DISTRICTS, FILES, PLACES, Book
from karez.atlas.build.draft import Cells, Draft, HeadWish, open_draft
from karez.atlas.build.finish import finish
from karez.atlas.build.geonames_dump import Feature, read_alternate_names, read_codes, read_features
from karez.atlas.build.names import OtherName, add_aliases, drop_aliases
from karez.atlas.build.report import BuildReport, Progress, Tally
from karez.atlas.build.scripts import is_language
from karez.atlas.rows import read_yaml
from karez.model.errors import AtlasError
from karez.model.geodesy import distance_km

SOURCE = "GeoNames (CC BY 4.0)"
_CREDIT = "Places, units and names: GeoNames (geonames.org), CC BY 4.0"
# No unit is smaller than the place that its name stands for on a map.
_LEAST_KM = 3.0


@dataclass(frozen=True, slots=True)
class GeonamesFiles:
    """The files of a dump: the table itself, and what may stand beside it."""

    dump: Path
    admin1: Path | None = None
    admin2: Path | None = None
    alternate_names: Path | None = None


@dataclass(slots=True)
class _Read:
    """What was read: places, units, names by GeoNames id, names of units by code."""

    places: list[tuple[Feature, str]] = field(default_factory=list)
    units: list[tuple[Feature, str]] = field(default_factory=list)
    names: dict[int, list[OtherName]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


@cache
def _table() -> Mapping[str, Any]:
    return read_yaml(Path(str(files("karez.atlas.build"))) / "geonames.yaml")


def build_geonames(
    given: GeonamesFiles,
    folder: Path,
    *,
    country: str | None,
    wish: HeadWish,
    progress: Progress,
    least_population: int = 0,
) -> BuildReport:
    """Build the places of a dump into the pack in ``folder``; ``country`` is a code of two letters, None for all.

    Places with fewer than ``least_population`` persons are left out. Raises InputError, AtlasError or RequestError.
    """
    draft = open_draft(folder, wish)
    tally = Tally()
    read = _read(given, country, tally, progress, least_population)
    if not read.places and not read.units:
        raise AtlasError("nothing-built", f"no place of {country or 'any country'}", place=given.dump.name)
    countries = {feature.country for feature, _ in read.places + read.units}
    others = [row["id"] for file in FILES for row in draft.rows(file) if _is_other(row, countries)]
    kept = [row for row in draft.rows("aliases.csv") if row.get("source") == SOURCE and row["target"] in set(others)]
    drop_aliases(draft, SOURCE)
    draft.rows("aliases.csv").extend(kept)
    book = Book(draft, SOURCE, keep=others)
    _add(draft, book, read, tally)
    if draft.new:
        _head(draft, read.places or read.units, countries)
    draft.credit(_CREDIT)
    draft.widen((feature.lat, feature.lon) for feature, _ in read.places or read.units)
    return finish(draft, book, SOURCE, tally, progress)


def _is_other(row: Cells, countries: Iterable[str]) -> bool:
    """Whether a row of this source is of a country that this build does not speak of."""
    return row.get("source") == SOURCE and row.get("country", "") not in countries


def _head(draft: Draft, placed: list[tuple[Feature, str]], countries: Iterable[str]) -> None:
    zones = [feature.timezone for feature, _ in placed if feature.timezone]
    draft.head.setdefault("timezone", max(sorted(set(zones)), key=zones.count) if zones else "UTC")
    listed = sorted(countries)
    if len(listed) == 1:
        draft.head.setdefault("country", listed[0])


def _read(given: GeonamesFiles, country: str | None, tally: Tally, progress: Progress, least: int) -> _Read:
    read = _Read()
    table = _table()
    for feature in read_features(given.dump, country, progress):
        if feature.feature in table["units"]:
            read.units.append((feature, table["units"][feature.feature]))
        elif feature.feature not in table["places"]:
            tally.leave_out("of a kind that a pack does not take")
        elif feature.population < least:
            tally.leave_out(f"fewer than {least} people")
        else:
            read.places.append((feature, _kind(feature, table)))
    for path in (given.admin1, given.admin2):
        read.codes |= read_codes(path, progress) if path else {}
    read.codes |= {_code(feature, kind): feature.name for feature, kind in read.units}
    if given.alternate_names:
        wanted = {feature.id for feature, _ in read.places + read.units}
        _read_names(given.alternate_names, wanted, read, progress)
    return read


def _read_names(path: Path, wanted: set[int], read: _Read, progress: Progress) -> None:
    not_names = set(_table()["no_languages"])
    for row in read_alternate_names(path, progress):
        if row.id in wanted and row.language not in not_names and (not row.language or is_language(row.language)):
            kind = "former or other name" if row.historic else "other name" if row.short else "spelling"
            read.names.setdefault(row.id, []).append(OtherName(row.name, row.language, kind))


def _kind(feature: Feature, table: Mapping[str, Any]) -> str:
    kind = str(table["places"][feature.feature])
    if kind in ("village", "town"):
        least = table["least_people"]
        kind = next((larger for larger in ("city", "town") if feature.population >= least[larger]), kind)
    return kind


def _code(feature: Feature, kind: str) -> str:
    parts = [feature.country, feature.admin1, feature.admin2]
    return ".".join(parts[: {"province": 2, "district": 3}.get(kind, 1)])


def _add(draft: Draft, book: Book, read: _Read, tally: Tally) -> None:
    members: dict[str, list[Feature]] = {}
    for feature, _ in read.places:
        for kind in ("country", "province", "district"):
            members.setdefault(_code(feature, kind), []).append(feature)
    # Units first and large places before small ones, so that a name that is known already joins what it most likely is.
    for feature, kind in sorted(read.units, key=lambda item: item[0].id):
        row = _row(feature, kind, read.codes)
        row |= _unit_cells(feature, kind, members.get(_code(feature, kind), []))
        _put(draft, book, row, DISTRICTS if kind == "district" else PLACES, feature, read.names)
    for feature, kind in sorted(read.places, key=lambda item: (-item[0].population, item[0].id)):
        row = _row(feature, kind, read.codes)
        row |= {"population_what": "town"} if feature.population else {}
        _put(draft, book, row, PLACES, feature, read.names)


def _row(feature: Feature, kind: str, codes: Mapping[str, str]) -> Cells:
    people = {"population": str(feature.population), "population_source": SOURCE} if feature.population else {}
    return {
        "id": f"gn-{feature.id}",
        "name": " ".join(feature.name.split()),
        "kind": kind,
        "country": feature.country,
        "province": codes.get(_code(feature, "province"), "") if kind != "country" else "",
        "lat": f"{feature.lat:.5f}",
        "lon": f"{feature.lon:.5f}",
        "geonames": str(feature.id),
        "confidence": "medium",
        "source": SOURCE,
        **people,
    }


def _unit_cells(feature: Feature, kind: str, inside: list[Feature]) -> Cells:
    """Return how far a unit reaches (to the farthest of its places), and who its people are."""
    here = feature.lat, feature.lon
    reach = max((distance_km(here, (place.lat, place.lon)) for place in inside), default=0.0)
    cells = {"radius_km": f"{math.ceil(max(reach, _LEAST_KM))}" if inside else ""}
    if kind == "district":
        return {**cells, "kind": "", "geonames": "", "population_source": ""}
    return {**cells, "population_what": f"{kind} total" if feature.population and kind != "territory" else ""}


def _put(
    draft: Draft, book: Book, row: Cells, file: str, feature: Feature, names: Mapping[int, list[OtherName]]
) -> None:
    others = list(_other_names(feature, names))
    local = book.add(row, file, [other.name for other in others])
    main = book[local].row["name"]
    cells = {"confidence": "medium", "source": SOURCE}
    add_aliases(draft, local, main, [OtherName(row["name"]), *others], cells)


def _other_names(feature: Feature, names: Mapping[int, list[OtherName]]) -> Iterator[OtherName]:
    """Yield the names of the row; of those that the list of names has as well, only with their language."""
    told = names.get(feature.id, [])
    yield from told
    known = {other.name for other in told}
    yield from (OtherName(name) for name in feature.names if name not in known)
