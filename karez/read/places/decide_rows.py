"""What every name of a text may mean, as one table: a row for each meaning, and for each name one row "none of these".

Names that must mean the same are one *topic*: the same words with the same unit word beside them and the same larger
place told right after. The rows of a topic stand together, its "none" first.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from karez.model.mention import Place
from karez.model.vocabulary import PlaceUse
from karez.read.lexicon import data
from karez.read.places.decide_forms import forms_of, key_of, unit_key
from karez.read.places.decide_ties import Tie, ties, unit_beside
from karez.read.protocols import Gazetteer, PlaceCandidate, PlacedName

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Sorts of place that the weights tell apart; ``place_weights.yaml`` and ``decide.yaml`` name them so.
KINDS = ("city", "country", "first", "second", "region", "water", "continent", "land", "part")
CITY, COUNTRY, FIRST, SECOND, REGION, WATER, CONTINENT, LAND, PART = range(len(KINDS))
NAME_KINDS = ("name", "short", "alternate", "abbreviation", "derived", "demonym")
# Meanings of one name beyond so many are not weighed; they come the largest first.
MOST = 60


@dataclass(frozen=True, slots=True)
class Topic:
    """One name as it is used: its folded words, the sort of unit beside it and the ``names`` (by number) that use it.

    ``shortened``: the places were found under a part of the words; ``holds``: it is told as holding another place;
    ``body``: it stands for those who rule there.
    """

    key: str
    unit: int
    names: tuple[int, ...]
    shortened: bool
    holds: bool
    body: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All rows. Arrays have one value a row; ``places`` is None in a row "none of these".

    ``point`` unit vectors (rows x 3); ``people`` log10 of the population, 0 unknown; ``same_word``: the name is the
    place's own; ``own_pack``: it stands in a regional pack; ``capital``: of a country; ``radius`` in km;
    ``country``, ``first``, ``second`` numbers of the units that hold the place (its own number for a unit itself), -1
    unknown, ``codes`` the ISO code behind each number of a country; ``starts`` the first row of every topic; ``ties`` pairs of topics, the second told as holding the first.
    """

    topics: tuple[Topic, ...]
    ties: tuple[tuple[int, int], ...]
    places: tuple[Place | None, ...]
    topic: Ints
    starts: Ints
    point: Floats
    people: Floats
    kind: Ints
    name_kind: Ints
    same_word: Floats
    own_pack: Floats
    capital: Floats
    country: Ints
    first: Ints
    second: Ints
    radius: Floats
    codes: tuple[str, ...]

    @property
    def none(self) -> NDArray[np.bool_]:
        """Which rows are "none of these"."""
        chosen = np.zeros(len(self.topic), dtype=bool)
        chosen[self.starts] = True
        return chosen


@cache
def _kind_numbers() -> dict[str, int]:
    listed: dict[str, Sequence[str]] = data("decide")["kinds"]
    return {word: KINDS.index(kind) for kind, words in listed.items() for word in words}


@cache
def _name_kind_numbers() -> dict[str, int]:
    listed: dict[str, Sequence[str]] = data("decide")["name_kinds"]
    return {word: NAME_KINDS.index(kind) for kind, words in listed.items() for word in words}


@cache
def _capitals() -> frozenset[str]:
    """The ids of the capitals of countries, by GeoNames (CC BY 4.0)."""
    text = files("karez.read").joinpath("data").joinpath("capitals.csv").read_text(encoding="utf-8")
    return frozenset(row["place"] for row in csv.DictReader(text.splitlines()))


def kind_of(place: Place) -> int:
    """The sort of a place, as a number of KINDS; a kind that is not listed is a town."""
    return _kind_numbers().get(place.kind, CITY)


def gather(text: str, names: Sequence[PlacedName], gazetteer: Gazetteer) -> Table:
    """Look up every name and return the table. ``names`` are in text order."""
    told = ties(text, names)
    topics, of_name = _topics(text, names, told, gazetteer)
    builder = _Builder()
    for number, (topic, senses) in enumerate(topics):
        builder.add(number, topic.key, senses)
    pairs = {(of_name[tie.inner], of_name[tie.outer]) for tie in told}
    return builder.table(tuple(topic for topic, _ in topics), tuple(sorted(pairs)))


def _topics(
    text: str, names: Sequence[PlacedName], told: Sequence[Tie], gazetteer: Gazetteer
) -> tuple[list[tuple[Topic, Sequence[PlaceCandidate]]], list[int]]:
    """The topics in order of their first use, each with its meanings; and the topic of every name."""
    outer = {tie.inner: tie.outer for tie in told}
    holding = frozenset(outer.values())
    keys = [key_of(text[name.start : name.end]) for name in names]
    groups: dict[tuple[str, int, str], list[int]] = {}
    for number, name in enumerate(names):
        held = keys[outer[number]] if number in outer else ""
        groups.setdefault((keys[number], unit_beside(text, name), held), []).append(number)
    found: dict[str, tuple[Sequence[PlaceCandidate], bool]] = {}
    made = []
    of_name = [0] * len(names)
    for number, ((key, unit, _), members) in enumerate(groups.items()):
        if key not in found:
            found[key] = _senses(text[names[members[0]].start : names[members[0]].end], gazetteer)
        senses, shortened = found[key]
        holds = any(member in holding for member in members)
        body = any(names[member].use is PlaceUse.METONYMIC for member in members)
        made.append((Topic(key, unit, tuple(members), shortened, holds, body), senses))
        for member in members:
            of_name[member] = number
    return made, of_name


def _senses(quote: str, gazetteer: Gazetteer) -> tuple[Sequence[PlaceCandidate], bool]:
    """The meanings of a name; where it has none, those of the nearest form that has some.

    A regional pack may hold a unit under its name alone: it is the same unit, and the pack's row stands for it.
    """
    for number, form in enumerate(forms_of(quote)):
        senses = gazetteer.senses(form)
        if senses:
            return _with_regional(senses, unit_key(form), form, gazetteer)[:MOST], number > 0
    return (), False


def _with_regional(
    senses: Sequence[PlaceCandidate], bare: str, form: str, gazetteer: Gazetteer
) -> Sequence[PlaceCandidate]:
    units = [sense for sense in senses if kind_of(sense.place) in (FIRST, SECOND)]
    if bare == key_of(form) or not units:
        return senses
    own = {_unit(sense.place): sense for sense in gazetteer.senses(bare) if _is_regional(sense)}
    return [own.get(_unit(sense.place), sense) for sense in senses]


def _unit(place: Place) -> tuple[int, str | None, str]:
    return kind_of(place), place.country, unit_key(place.name)


def _is_regional(sense: PlaceCandidate) -> bool:
    return sense.pack not in data("decide")["world_packs"]


class _Builder:
    """Collects rows, and numbers the units that hold places."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._rows: list[tuple[float | int, ...]] = []
        self._places: list[Place | None] = []
        self._starts: list[int] = []

    def add(self, topic: int, key: str, senses: Sequence[PlaceCandidate]) -> None:
        """Add the rows of one topic; a place that stands twice, under two of its names, is one row."""
        self._starts.append(len(self._rows))
        self._rows.append((topic, 0.0, 0.0, 0.0, CITY, 0, 0.0, 0.0, -1, -1, -1, 0.0, 0.0))
        self._places.append(None)
        seen: set[str] = set()
        for sense in senses:
            place = sense.place
            if place.lat is None or place.lon is None or place.id in seen or place.same_as in seen:
                continue
            seen |= {place.id, place.same_as or place.id}
            self._places.append(place)
            self._rows.append(self._row(topic, key, sense, place))

    def _row(self, topic: int, key: str, sense: PlaceCandidate, place: Place) -> tuple[float | int, ...]:
        kind = kind_of(place)
        country = self._number(place.country)
        first = self._number(place.country, place.name if kind == FIRST else place.admin1)
        second = self._number(place.country, place.admin1, place.name if kind == SECOND else place.admin2)
        return (
            topic,
            place.lat or 0.0,
            place.lon or 0.0,
            float(sense.population or 0),
            kind,
            _name_kind_numbers().get(sense.name_kind, 0),
            1.0 if key == key_of(place.name) else 0.0,
            1.0 if _is_regional(sense) else 0.0,
            country,
            first,
            second,
            place.radius_km or 0.0,
            1.0 if place.id in _capitals() or place.same_as in _capitals() else 0.0,
        )

    def _number(self, *unit: str | None) -> int:
        if any(part is None for part in unit):
            return -1
        named = (unit[0] or "", *(unit_key(part or "") for part in unit[1:]))
        return self._numbers.setdefault(named, len(self._numbers))

    def table(self, topics: tuple[Topic, ...], pairs: tuple[tuple[int, int], ...]) -> Table:
        """Return what was collected."""
        columns = np.array(self._rows, dtype=np.float64).reshape(len(self._rows), 13).T
        lat, lon = np.radians(columns[1]), np.radians(columns[2])
        point = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
        whole = columns[[0, 4, 5, 8, 9, 10]].astype(np.int64)
        return Table(
            topics=topics,
            ties=pairs,
            places=tuple(self._places),
            topic=whole[0],
            starts=np.array(self._starts, dtype=np.int64),
            point=point,
            people=np.log10(columns[3] + 1.0),
            kind=whole[1],
            name_kind=whole[2],
            same_word=columns[6],
            own_pack=columns[7],
            capital=columns[12],
            country=whole[3],
            first=whole[4],
            second=whole[5],
            radius=columns[11],
            codes=tuple(self._codes()),
        )

    def _codes(self) -> Iterator[str]:
        """The country code behind each number, empty for a smaller unit."""
        return (unit[0] if len(unit) == 1 else "" for unit in self._numbers)
