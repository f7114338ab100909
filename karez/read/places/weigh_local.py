"""First look: what the words at a name, and the plain facts of its namesakes, say for each of them.

``LOCAL`` names the columns, in order; ``local_features`` fills them, one row of numbers for each row of the table.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from karez.read.lexicon import data
from karez.read.places.decide_near import Bools, away_from, held
from karez.read.places.decide_rows import COUNTRY, FIRST, KINDS, NAME_KINDS, SECOND, Floats, Ints, Table
from karez.read.places.decide_ties import unit_sorts

_HOST = re.compile(r"^(?:[a-z]+://)?(?:[^/@]*@)?([^/:?#]+)")
_UNITS_OF = {"second": (SECOND,), "first": (FIRST,), "town": (0, KINDS.index("part")), "water": (KINDS.index("water"),)}
_UNITS_OF["land"] = (KINDS.index("land"),)

LOCAL = (
    *(f"is {kind}" for kind in KINDS),
    *(f"{kind} people" for kind in ("city", "first", "second", "other")),
    "below the largest town",
    "nobody counted",
    *(f"by {kind}" for kind in NAME_KINDS[1:]),
    "same word",
    "only one",
    "capital, countries told",
    "capital, for those who rule",
    "country, for those who rule",
    "short capitals by another name",
    "unit word fits",
    "unit word does not fit",
    "lies in the next",
    "lies in the next, a country",
    "does not lie in the next",
    "holds the last",
    "does not hold the last",
    "country told",
    "country told alone",
    "country in title",
    "first unit told",
    "first unit told alone",
    "first unit in title",
    "second unit told",
    "host country",
    "host other country",
    "within 60 km of the publisher",
    "within 250 km of the publisher",
    "publisher country",
    "publisher first unit",
    "own pack, country told",
    "people where countries are told",
    "people where the host bears the name",
)
_AT = {name: number for number, name in enumerate(LOCAL)}


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known of a text beside it: country by the host of its address, units named by title and publisher.

    Codes are numbers of the table's units; -1 or empty: nothing known. ``host`` is the name of the machine itself,
    ``home`` where a local publisher sits (lat, lon).
    """

    host_country: int
    title: frozenset[int]
    publisher: frozenset[int]
    host: str = ""
    home: tuple[float, float] | None = None


def host_of(url: str | None) -> str:
    """The host name in an address, in small letters."""
    found = _HOST.match((url or "").strip().casefold())
    return found.group(1).rstrip(".") if found else ""


@cache
def _publishers() -> dict[str, tuple[str, tuple[float, float] | None]]:
    """Hosts of newspapers and broadcasters, the country of each, and where a local one sits."""
    text = files("karez.read").joinpath("data").joinpath("publishers.csv").read_text(encoding="utf-8")
    return {
        row["host"]: (row["country"], (float(row["lat"]), float(row["lon"])) if row["lat"] else None)
        for row in csv.DictReader(text.splitlines())
    }


def known_publisher(host: str) -> tuple[str, tuple[float, float] | None] | None:
    """The country of the publisher at this host, and where a local one sits; None for one that is not listed."""
    parts = host.split(".")
    return next((found for n in range(len(parts) - 1) if (found := _publishers().get(".".join(parts[n:])))), None)


def host_country(host: str) -> str | None:
    """The ISO code of the country that the end of a host name stands for; None for a name sold to all the world."""
    last = host.rpartition(".")[2]
    listed = data("decide")
    if "." not in host or len(last) != 2 or last in listed["host_sold"]:
        return None
    return str(listed["host_codes"].get(last, last.upper()))


def local_features(table: Table, outside: Outside) -> Floats:
    """Return the numbers of the first look, rows x LOCAL."""
    made = np.zeros((len(table.topic), len(LOCAL)))
    real = ~table.none
    _plain(table, made, real)
    _units(table, made, real)
    _ties(table, made)
    _told(table, made, real)
    _outside(table, made, real, outside)
    return made


def _plain(table: Table, made: Floats, real: Bools) -> None:
    kind = table.kind
    for number, _ in enumerate(KINDS):
        made[:, number] = (kind == number) & real
    for number, name in enumerate(("city", "first", "second")):
        made[:, _AT[f"{name} people"]] = table.people * (kind == (0, FIRST, SECOND)[number])
    made[:, _AT["other people"]] = table.people * ((kind != 0) & (kind != FIRST) & (kind != SECOND))
    town = (kind == 0) & real
    largest = np.maximum.reduceat(np.where(town, table.people, 0.0), table.starts)[table.topic]
    made[:, _AT["below the largest town"]] = np.where(town, largest - table.people, 0.0)
    made[:, _AT["nobody counted"]] = town & (table.people == 0)
    for number in range(1, len(NAME_KINDS)):
        made[:, _AT[f"by {NAME_KINDS[number]}"]] = (table.name_kind == number) & real
    made[:, _AT["same word"]] = table.same_word
    counts = np.add.reduceat(real.astype(float), table.starts)[table.topic]
    made[:, _AT["only one"]] = real & (counts == 1)
    short = np.array([len(topic.key) <= 3 for topic in table.topics])[table.topic]
    made[:, _AT["short capitals by another name"]] = short & real & (table.name_kind == NAME_KINDS.index("alternate"))


def _units(table: Table, made: Floats, real: Bools) -> None:
    unit = np.array([topic.unit for topic in table.topics])[table.topic]
    for number, sort in enumerate(unit_sorts(), 1):
        asked = (unit == number) & real
        fits = np.isin(table.kind, _UNITS_OF[sort])
        made[:, _AT["unit word fits"]] += asked & fits
        made[:, _AT["unit word does not fit"]] += asked & ~fits


def kinds_asked(unit: int) -> Sequence[int]:
    """The sorts of place that the unit word number ``unit`` of a topic asks for."""
    return _UNITS_OF[unit_sorts()[unit - 1]]


def rows_of(table: Table, topic: int) -> Ints:
    """The rows of a topic, without its "none"."""
    last = table.starts[topic + 1] if topic + 1 < len(table.starts) else len(table.topic)
    return np.arange(table.starts[topic] + 1, last)


def _ties(table: Table, made: Floats) -> None:
    for inner, outer in table.ties:
        if inner == outer:
            continue
        rows, others = rows_of(table, inner), rows_of(table, outer)
        if not len(rows) or not len(others):
            continue
        inside = held(table, rows, others)
        if not inside.any():
            continue
        lies, holds = inside.any(axis=1), inside.any(axis=0)
        country = inside[:, table.kind[others] == COUNTRY].any(axis=1)
        made[rows, _AT["lies in the next"]] = np.maximum(made[rows, _AT["lies in the next"]], lies)
        made[rows, _AT["lies in the next, a country"]] = np.maximum(
            made[rows, _AT["lies in the next, a country"]], country
        )
        made[rows, _AT["does not lie in the next"]] = np.maximum(made[rows, _AT["does not lie in the next"]], ~lies)
        made[others, _AT["holds the last"]] = np.maximum(made[others, _AT["holds the last"]], holds)
        made[others, _AT["does not hold the last"]] = np.maximum(made[others, _AT["does not hold the last"]], ~holds)


def _told(table: Table, made: Floats, real: Bools) -> None:
    """How often other names of the text are those of the country or unit that holds a place."""
    uses = np.array([len(topic.names) for topic in table.topics], dtype=float)[table.topic]
    large = real & ((table.kind == COUNTRY) | (table.kind == FIRST))
    share = 1.0 / np.maximum(np.add.reduceat(large.astype(float), table.starts)[table.topic], 1.0)
    for name, kind, codes in (("country", COUNTRY, table.country), ("first unit", FIRST, table.first)):
        told, own = _weight(table, codes, np.where((table.kind == kind) & real, uses * share, 0.0))
        other = np.where(real & (table.kind != kind), np.maximum(told - own, 0.0), 0.0)
        made[:, _AT[f"{name} told"]] = np.log1p(other)
        total = float(np.where((table.kind == kind) & real, uses * share, 0.0).sum())
        made[:, _AT[f"{name} told alone"]] = other / total if total else 0.0
    told, own = _weight(table, table.second, np.where((table.kind == SECOND) & real, uses, 0.0))
    made[:, _AT["second unit told"]] = real & (table.kind == 0) & (told - own > 0)


def _weight(table: Table, codes: Ints, weight: Floats) -> tuple[Floats, Floats]:
    """For every row the weight of all rows of its unit, and of those of its own topic alone."""
    sums = np.bincount(codes + 1, weights=weight, minlength=int(codes.max(initial=-1)) + 2)
    sums[0] = 0.0
    width = len(sums)
    both = np.bincount(table.topic * width + codes + 1, weights=weight, minlength=len(table.topics) * width)
    own = both[table.topic * width + codes + 1]
    return np.asarray(sums[codes + 1], dtype=float), np.where(codes >= 0, own, 0.0)


def _outside(table: Table, made: Floats, real: Bools, outside: Outside) -> None:
    title = np.array(sorted(outside.title), dtype=np.int64)
    made[:, _AT["country in title"]] = np.isin(table.country, title) & real & (table.kind != COUNTRY)
    made[:, _AT["first unit in title"]] = np.isin(table.first, title) & real & (table.kind != FIRST)
    publisher = np.array(sorted(outside.publisher), dtype=np.int64)
    made[:, _AT["publisher country"]] = np.isin(table.country, publisher) & real
    made[:, _AT["publisher first unit"]] = np.isin(table.first, publisher) & real
    if outside.host_country >= 0:
        made[:, _AT["host country"]] = (table.country == outside.host_country) & real
    made[:, _AT["host other country"]] = (table.country != outside.host_country) & real & (outside.host_country != -1)
    if outside.home:
        away = away_from(table, *outside.home)
        made[:, _AT["within 60 km of the publisher"]] = (away <= 60.0) & real
        made[:, _AT["within 250 km of the publisher"]] = (away <= 250.0) & real
    town = table.people * (real & (table.kind == 0))
    abroad = len({topic for topic, kind in zip(table.topic, table.kind, strict=True) if kind == COUNTRY})
    made[:, _AT["people where countries are told"]] = town * abroad / max(len(table.topics), 1)
    bears = np.array([len(topic.key) > 3 and topic.key.replace(" ", "") in outside.host for topic in table.topics])
    made[:, _AT["people where the host bears the name"]] = town * bears[table.topic]
    made[:, _AT["capital, countries told"]] = table.capital * abroad / max(len(table.topics), 1)
    rule = np.array([topic.body for topic in table.topics])[table.topic]
    made[:, _AT["capital, for those who rule"]] = table.capital * rule
    made[:, _AT["country, for those who rule"]] = (table.kind == COUNTRY) & rule
    made[:, _AT["own pack, country told"]] = table.own_pack * (made[:, _AT["country told"]] > 0)
