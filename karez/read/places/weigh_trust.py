"""Last look: how far the likeliest meaning of a name is to be trusted. The right place may stand in no gazetteer.

``TRUST`` names the columns; ``trust_features`` fills them, one row of numbers for each topic.
"""

from collections.abc import Sequence

import numpy as np

from karez.model.vocabulary import PlaceUse
from karez.read.places.decide_near import held
from karez.read.places.decide_rows import CITY, COUNTRY, FIRST, NAME_KINDS, SECOND, Floats, Ints, Table
from karez.read.places.weigh_local import LOCAL
from karez.read.places.weigh_shared import SHARED
from karez.read.protocols import PlacedName

# Numbers of the chosen row that tell whether it is right, beside how likely it is among its namesakes.
_TAKEN = (
    "same word",
    "unit word fits",
    "unit word does not fit",
    "lies in the next",
    "does not lie in the next",
    "holds the last",
    "country told",
    "first unit told",
    "host country",
    "host other country",
    "own pack, country told",
    "capital, countries told",
    "capital, for those who rule",
    "country, for those who rule",
    "share of others within 100 km",
    "share of others within 300 km",
    "share of others within 1000 km",
    "share of others in its country",
    "share of others in its first unit",
    "others in its country",
    "others in its first unit",
    "others that may be within 100 km",
    "share that may be in its first unit",
    "others that it holds",
    "same words elsewhere in the text",
)
_COLUMNS = tuple((*LOCAL, *SHARED).index(name) for name in _TAKEN)

TRUST = (
    "always",
    "log-odds, near ones together",
    "log-odds alone",
    "namesakes",
    "only one",
    "town people",
    "town below 10,000",
    "town of unknown size",
    "country",
    "first unit",
    "second unit",
    "another kind",
    *(f"by {kind}" for kind in NAME_KINDS[1:]),
    "shortened",
    "words",
    "three letters or less",
    "doubt",
    "homonym",
    "embedded",
    "demonym",
    "names",
    "not in what is told as holding it",
    *_TAKEN,
)
_SURE = 1e-4


def trust_features(
    table: Table, names: Sequence[PlacedName], numbers: Floats, chance: Floats, chosen: tuple[Ints, Floats]
) -> Floats:
    """Return the numbers of the last look, topics x TRUST.

    ``numbers`` are those of the look before, rows x (LOCAL + SHARED); ``chosen`` the likeliest row of every topic and
    the chance that it or a row as good as it is meant.
    """
    rows, near = chosen
    kind, people = table.kind[rows], table.people[rows]
    town = kind == CITY
    counts = np.diff(np.append(table.starts, len(table.topic))) - 1
    columns = [
        np.ones(len(rows)),
        _odds(near),
        _odds(chance[rows]),
        np.log1p(counts),
        counts == 1,
        town * people,
        town & (people < 4.0),
        town & (people == 0.0),
        kind == COUNTRY,
        kind == FIRST,
        kind == SECOND,
        ~town & (kind != COUNTRY) & (kind != FIRST) & (kind != SECOND),
        *(table.name_kind[rows] == number for number in range(1, len(NAME_KINDS))),
        [topic.shortened for topic in table.topics],
        [min(topic.key.count(" "), 3) for topic in table.topics],
        [len(topic.key) <= 3 for topic in table.topics],
        [1.0 - max(names[number].probability for number in topic.names) for topic in table.topics],
        *(_used(table, names, use) for use in (PlaceUse.HOMONYM, PlaceUse.EMBEDDED, PlaceUse.DEMONYM)),
        np.full(len(rows), np.log1p(len(rows))),
        _elsewhere(table, rows),
        *numbers[rows][:, _COLUMNS].T,
    ]
    return np.column_stack([np.asarray(column, dtype=float) for column in columns])


def _elsewhere(table: Table, rows: Ints) -> Floats:
    """Whether a topic is told as lying in a country or first-level unit ("X, Y") that its chosen row does not lie in."""
    found = np.zeros(len(rows))
    for inner, outer in table.ties:
        here, there = rows[inner : inner + 1], rows[outer : outer + 1]
        larger = table.kind[here[0]] not in (COUNTRY, table.kind[there[0]])
        if inner != outer and larger and table.kind[there[0]] in (COUNTRY, FIRST):
            found[inner] = max(found[inner], float(not held(table, here, there)[0, 0]))
    return found


def _odds(chance: Floats) -> Floats:
    held = np.clip(chance, _SURE, 1.0 - _SURE)
    return np.asarray(np.log(held / (1.0 - held)))


def _used(table: Table, names: Sequence[PlacedName], use: PlaceUse) -> list[bool]:
    return [all(names[number].use is use for number in topic.names) for topic in table.topics]
