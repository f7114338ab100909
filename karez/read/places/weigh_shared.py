"""Second look: how well each namesake agrees with what the other names of the text mean.

``SHARED`` names the columns. ``chance`` is what the look before thought of every row; only other topics speak.
"""

import numpy as np

from karez.model.geodesy import EARTH_KM
from karez.read.places.decide_near import distances, held
from karez.read.places.decide_rows import COUNTRY, FIRST, Floats, Ints, Table
from karez.read.places.weigh_local import rows_of

_NEAR_KM = (30.0, 100.0, 300.0, 1000.0)
_MAY_KM = (30.0, 100.0)
# Only the likeliest meanings of the most used names speak for others.
_LEAST_CHANCE, _MOST_SPEAKERS = 0.03, 240
# Of all namesakes of a long text the first so many are looked at; so many rows are worked on at once.
_MOST_NAMESAKES, _AT_ONCE = 1500, 2000

SHARED = (
    *(f"others within {reach:.0f} km" for reach in _NEAR_KM),
    *(f"share of others within {reach:.0f} km" for reach in _NEAR_KM),
    "others in its country",
    "share of others in its country",
    "others in its first unit",
    "share of others in its first unit",
    "others of its sort",
    "others that hold it",
    "others that it holds",
    *(f"others that may be within {reach:.0f} km" for reach in _MAY_KM),
    *(f"share that may be within {reach:.0f} km" for reach in _MAY_KM),
    "others that may be in its first unit",
    "share that may be in its first unit",
    "first names near",
    "first names in its first unit",
    "same words elsewhere in the text",
    "tied to what holds it",
    "chance before",
)
_AT = {name: number for number, name in enumerate(SHARED)}


def shared_features(table: Table, chance: Floats) -> Floats:
    """Return the numbers of the second look, rows x SHARED."""
    made = np.zeros((len(table.topic), len(SHARED)))
    real = ~table.none
    made[:, _AT["chance before"]] = np.where(real, np.log(chance + 1e-3), 0.0)
    speakers = _speakers(table, chance)
    rows = np.flatnonzero(real)
    if not len(speakers) or not len(rows):
        return made
    words, sums = _words(table), _Sums(table, speakers)
    small = rows[table.kind[rows] != COUNTRY][:_MOST_NAMESAKES]
    for part in np.array_split(rows, len(rows) // _AT_ONCE + 1):
        weight = chance[speakers] * (words[part][:, None] != words[speakers][None, :])
        _near(table, made, part, speakers, weight, sums)
        _units(table, made, part, speakers, weight, sums)
        if len(small):
            _may_be(table, made, part, small, words)
    _same_words(table, made, chance)
    _tied(table, made, chance)
    return made


def _words(table: Table) -> Ints:
    """For every row a number of its name: one name used in two ways does not speak for itself."""
    numbers: dict[str, int] = {}
    of_topic = np.array([numbers.setdefault(topic.key, len(numbers)) for topic in table.topics], dtype=np.int64)
    return of_topic[table.topic]


def _speakers(table: Table, chance: Floats) -> Ints:
    """The rows that speak for others: likely ones, each topic's together."""
    likely = np.flatnonzero(~table.none & (chance >= _LEAST_CHANCE))
    if len(likely) > _MOST_SPEAKERS:
        uses = np.array([len(topic.names) for topic in table.topics])[table.topic[likely]]
        order = np.lexsort((likely, -chance[likely], -uses))[:_MOST_SPEAKERS]
        likely = np.sort(likely[order])
    return likely


class _Sums:
    """Adds up what speakers say, topic by topic: a topic speaks once however many of its meanings fit."""

    def __init__(self, table: Table, speakers: Ints) -> None:
        topics = table.topic[speakers]
        self.firsts = np.flatnonzero(np.concatenate(([True], topics[1:] != topics[:-1])))
        self.topics = topics[self.firsts]

    def each(self, said: Floats) -> Floats:
        """Return rows x topics: how much each topic says."""
        return np.asarray(np.add.reduceat(said, self.firsts, axis=1))


def _near(table: Table, made: Floats, rows: Ints, speakers: Ints, weight: Floats, sums: _Sums) -> None:
    small = (table.kind[speakers] != COUNTRY)[None, :]
    away = distances(table, rows, speakers)
    local = weight * small
    total = np.maximum(sums.each(local).sum(axis=1), 1e-9)
    early = sums.topics < 3
    for reach in _NEAR_KM:
        said = sums.each(np.where(away <= reach, local, 0.0))
        made[rows, _AT[f"others within {reach:.0f} km"]] = np.log1p(said.sum(axis=1))
        made[rows, _AT[f"share of others within {reach:.0f} km"]] = said.sum(axis=1) / (total + 1.0)
        if reach == 100.0:
            made[rows, _AT["first names near"]] = said[:, early].sum(axis=1)


def _units(table: Table, made: Floats, rows: Ints, speakers: Ints, weight: Floats, sums: _Sums) -> None:
    total = sums.each(weight).sum(axis=1) + 1.0
    for name, codes, kind in (("country", table.country, COUNTRY), ("first unit", table.first, FIRST)):
        same = (codes[rows][:, None] == codes[speakers][None, :]) & (codes[rows] >= 0)[:, None]
        each = sums.each(np.where(same, weight, 0.0))
        own = (table.kind[rows] != kind) | (kind == FIRST)
        made[rows, _AT[f"others in its {name}"]] = np.log1p(each.sum(axis=1)) * own
        made[rows, _AT[f"share of others in its {name}"]] = each.sum(axis=1) / total * own
        if kind == FIRST:
            made[rows, _AT["first names in its first unit"]] = each[:, sums.topics < 3].sum(axis=1)
    sort = (table.kind[rows] == COUNTRY)[:, None] & (table.kind[speakers] == COUNTRY)[None, :]
    same = (table.country[rows][:, None] == table.country[speakers][None, :]) & (table.kind[rows] == FIRST)[:, None]
    sort |= same & (table.kind[speakers] == FIRST)[None, :]
    made[rows, _AT["others of its sort"]] = np.log1p(sums.each(np.where(sort, weight, 0.0)).sum(axis=1))
    made[rows, _AT["others that hold it"]] = np.log1p(
        sums.each(np.where(held(table, rows, speakers), weight, 0.0)).sum(axis=1)
    )
    made[rows, _AT["others that it holds"]] = np.log1p(
        sums.each(np.where(held(table, speakers, rows).T, weight, 0.0)).sum(axis=1)
    )


def _may_be(table: Table, made: Floats, rows: Ints, small: Ints, words: Ints) -> None:
    """How many other names have any namesake near, whatever its chance; one with fewer namesakes says more."""
    sums = _Sums(table, small)
    sizes = np.diff(np.append(sums.firsts, len(small)))
    other = (words[rows][:, None] != words[small[sums.firsts]][None, :]) / np.sqrt(sizes)[None, :]
    total = other.sum(axis=1) + 1.0
    cosines = table.point[rows].astype(np.float32) @ table.point[small].astype(np.float32).T
    for reach in _MAY_KM:
        near = np.logical_or.reduceat(cosines >= np.cos(reach / EARTH_KM), sums.firsts, axis=1)
        said = (near * other).sum(axis=1)
        made[rows, _AT[f"others that may be within {reach:.0f} km"]] = np.log1p(said)
        made[rows, _AT[f"share that may be within {reach:.0f} km"]] = said / total
    same = (table.first[rows][:, None] == table.first[small][None, :]) & (table.first[rows] >= 0)[:, None]
    said = (np.logical_or.reduceat(same, sums.firsts, axis=1) * other).sum(axis=1)
    made[rows, _AT["others that may be in its first unit"]] = np.log1p(said)
    made[rows, _AT["share that may be in its first unit"]] = said / total


def _same_words(table: Table, made: Floats, chance: Floats) -> None:
    """One name means one place all through a text: what its uses with a unit word or a larger place are thought of."""
    groups: dict[str, list[int]] = {}
    for number, topic in enumerate(table.topics):
        groups.setdefault(topic.key, []).append(number)
    for members in groups.values():
        if len(members) < 2:
            continue
        rows = [rows_of(table, member) for member in members]
        least = min(map(len, rows))
        # The meanings of one name are looked up once, so that they stand in one order.
        matrix = np.array([chance[some[:least]] for some in rows])
        for index, some in enumerate(rows):
            others = np.delete(matrix, index, axis=0)
            made[some[:least], _AT["same words elsewhere in the text"]] = others.mean(axis=0)


def _tied(table: Table, made: Floats, chance: Floats) -> None:
    """The chance that what is told as holding a place is what does hold it."""
    for inner, outer in table.ties:
        rows, others = rows_of(table, inner), rows_of(table, outer)
        if inner != outer and len(rows) and len(others):
            said = held(table, rows, others) @ chance[others]
            column = _AT["tied to what holds it"]
            made[rows, column] = np.maximum(made[rows, column], said)
            back = held(table, rows, others).T @ chance[rows]
            made[others, column] = np.maximum(made[others, column], back)
