"""From the numbers of each look to chances: a conditional logit, with weights learned once (``training.decide``).

A look makes one sum of the numbers of a row; the chance of a row is its share of exp(sum) among the rows of its topic
(McFadden 1974, "Conditional logit analysis of qualitative choice behavior"). Whether the likeliest row is right at
all, a logistic regression over the numbers of ``weigh_trust`` says: that is the score.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from karez.model.geodesy import EARTH_KM
from karez.read.places.decide_rows import CITY, FIRST, SECOND, Floats, Ints, Table
from karez.read.places.weigh_local import LOCAL, Outside, kinds_asked, local_features
from karez.read.places.weigh_shared import SHARED, shared_features
from karez.read.places.weigh_trust import TRUST, trust_features
from karez.read.protocols import PlacedName

# A namesake so near is the same answer: the measure's own distance.
SAME_KM = 161.0
# A town is taken instead of the unit that bears its name where it is this likely beside it, and has 10,000 people.
_SEEN, _TOWN = 5e-4, 4.0


@dataclass(frozen=True, slots=True)
class Look:
    """How the numbers of a row become one sum: ``line`` and, for what two numbers say only together, hidden units.

    sum = x . line + tanh(x . hidden + bias) . out; ``hidden`` is columns x units.
    """

    line: Floats
    hidden: Floats
    bias: Floats
    out: Floats

    def sums(self, numbers: Floats) -> Floats:
        """The sum of every row."""
        return np.asarray(numbers @ self.line + np.tanh(numbers @ self.hidden + self.bias) @ self.out)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of every look, the first over LOCAL, the later over LOCAL + SHARED; ``trust`` those over TRUST.

    ``least`` is the score below which nothing is chosen.
    """

    looks: tuple[Look, ...]
    trust: Floats
    least: float


def columns(number: int) -> tuple[str, ...]:
    """The names of the numbers that the look ``number`` is given."""
    return (*LOCAL, *SHARED) if number else LOCAL


def weights_of(value: Mapping[str, Any]) -> Weights:
    """Read the weights from the content of their file. Raises KeyError where it does not name a column."""
    made = []
    for number, look in enumerate(value["looks"]):
        rows = np.array([look["weights"][name] for name in columns(number)], dtype=float)
        bias, out = (np.array(look[name], dtype=float) for name in ("bias", "out"))
        made.append(Look(rows[:, 0], rows[:, 1:], bias, out))
    trust = np.array([value["trust"][name] for name in TRUST], dtype=float)
    return Weights(tuple(made), trust, value["least"])


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    path = files("karez.read").joinpath("data").joinpath("place_weights.json")
    return weights_of(json.loads(path.read_text(encoding="utf-8")))


def shares(table: Table, sums: Floats) -> Floats:
    """The chance of every row: its share of exp(sum) in its topic. "None of these" has no chance beside others."""
    held = sums.copy()
    held[table.starts] = -np.inf
    alone = np.diff(np.append(table.starts, len(table.topic))) == 1
    held[table.starts[alone]] = 0.0
    top = np.maximum.reduceat(held, table.starts)[table.topic]
    grown = np.exp(held - top)
    return np.asarray(grown / np.add.reduceat(grown, table.starts)[table.topic])


def ranked(table: Table, outside: Outside, learned: Weights) -> tuple[Floats, Floats]:
    """Return the chance of every row after all looks, and the numbers that the last look was given."""
    local = local_features(table, outside)
    chance = shares(table, learned.looks[0].sums(local))
    numbers = local
    for look in learned.looks[1:]:
        numbers = np.hstack((local, shared_features(table, chance)))
        chance = shares(table, look.sums(numbers))
    return chance, numbers


def likeliest(table: Table, chance: Floats) -> tuple[Ints, Floats]:
    """The likeliest row of every topic, and the chance that it or one within SAME_KM of it is meant.

    A topic without meanings has its row "none", with chance 0. Of a town and the unit of its name that are one
    place on the map the town is taken, unless a word beside the name asks for the unit.
    """
    rows = np.empty(len(table.topics), dtype=np.int64)
    near = np.zeros(len(table.topics))
    ends = np.append(table.starts[1:], len(table.topic))
    for number, (start, end) in enumerate(zip(table.starts, ends, strict=True)):
        rows[number] = start
        if end - start > 1:
            own = slice(start + 1, end)
            best = start + 1 + int(np.argmax(chance[own]))
            cosines = table.point[own] @ table.point[best]
            near[number] = chance[own][cosines >= np.cos(SAME_KM / EARTH_KM)].sum()
            rows[number] = _as_told(table, chance, best, own, cosines)
    return rows, near


def _as_told(table: Table, chance: Floats, best: int, own: slice, cosines: Floats) -> int:
    """Of the meanings that lie where ``best`` does, the likeliest of the sort that is told: a unit word, else a town."""
    topic = table.topics[table.topic[best]]
    if topic.unit == 0 and (topic.holds or table.kind[best] not in (FIRST, SECOND)):
        return best
    sorts = kinds_asked(topic.unit) if topic.unit else (CITY,)
    fits = np.isin(table.kind[own], sorts) & (cosines >= np.cos(SAME_KM / EARTH_KM)) & (table.name_kind[own] < 3)
    inside = (table.first[own] == table.first[best]) | (table.first[best] < 0)
    fits &= (chance[own] >= _SEEN * chance[best]) & inside & ((table.people[own] >= _TOWN) | (topic.unit > 0))
    return own.start + int(np.argmax(np.where(fits, chance[own], -1.0))) if fits.any() else best


def chosen(
    table: Table, names: Sequence[PlacedName], ranked_rows: tuple[Floats, Floats], learned: Weights
) -> tuple[Ints, Floats]:
    """The row chosen for every topic (its "none" where the best is not to be trusted), and its score, 0 to 1.

    The score is the chance that the place meant lies where the chosen one does, within SAME_KM.
    """
    chance, numbers = ranked_rows
    rows, near = likeliest(table, chance)
    scores = trusted(trust_features(table, names, numbers, chance, (rows, near)), learned.trust)
    scores[near == 0.0] = 0.0
    return np.where(scores >= learned.least, rows, table.starts), scores


def trusted(features: Floats, trust: Floats) -> Floats:
    """The chance of every topic that its likeliest row is right: a logistic regression."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(features @ trust, -30.0, 30.0))))
