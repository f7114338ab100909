"""Names in one list are of one sort: of "A, B and C" the last is a town, too, though a region bears its name."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from karez.read.places.decide_rows import CITY, FIRST, Ints, Table
from karez.read.protocols import PlacedName

_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_LEAST = 3


def alike(text: str, names: Sequence[PlacedName], table: Table, rows: Ints) -> Ints:
    """Return the chosen row of every topic, with a first-level unit among towns as the town of its name that it holds.

    Nothing changes where the text calls it a province, tells that a town lies in it ("A, B"), or where fewer than two
    towns stand beside it.
    """
    told = ((rows[inner], rows[outer], outer) for inner, outer in table.ties)
    holding = {outer for a, b, outer in told if table.kind[b] == FIRST and table.first[a] == table.first[b]}
    topic_of = {number: at for at, topic in enumerate(table.topics) for number in topic.names}
    made = rows.copy()
    for chain in _chains(text, names):
        topics = [topic_of[number] for number in chain if number in topic_of]
        if holding.intersection(topics):
            continue
        units = [at for at in topics if table.kind[rows[at]] == FIRST and not table.topics[at].unit]
        towns = [at for at in topics if table.kind[rows[at]] == CITY]
        if len(units) == 1 and len(towns) == len(chain) - 1:
            made[units[0]] = _town(table, units[0], int(rows[units[0]]))
    return made


def _chains(text: str, names: Sequence[PlacedName]) -> Iterator[list[int]]:
    """Numbers of names that stand in one list, for each list of three or more."""
    chain: list[int] = []
    for number, name in enumerate(names):
        if chain and _JOINT.fullmatch(text, names[chain[-1]].end, name.start):
            chain.append(number)
            continue
        if len(chain) >= _LEAST:
            yield chain
        chain = [number]
    if len(chain) >= _LEAST:
        yield chain


def _town(table: Table, topic: int, unit: int) -> int:
    """The largest town of the topic's name in a first-level unit; the unit itself where there is none."""
    inside = (table.topic == topic) & (table.kind == CITY) & (table.first == table.first[unit])
    found = np.flatnonzero(inside & (table.country == table.country[unit]) & ~table.none)
    return int(found[np.argmax(table.people[found])]) if len(found) else unit
