"""From the numbers of each look to chances: a conditional logit, with weights learned once (``training.decide``).

A look makes one sum of the numbers of a row; the chance of a row is its share of exp(sum) among the rows of its topic
(McFadden 1974, "Conditional logit analysis of qualitative choice behavior").
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from karez.read.places.decide_near import EARTH_KM
from karez.read.places.decide_rows import Floats, Ints, Table
from karez.read.places.weigh_local import LOCAL, Outside, local_features
from karez.read.places.weigh_shared import SHARED, shared_features
from karez.read.protocols import PlacedName

# A namesake so near is the same answer: the measure's own distance.
SAME_KM = 161.0


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
    """The weights of every look, the first over LOCAL, the later over LOCAL + SHARED.

    ``scale`` and ``shift`` turn the log-odds of a choice into those of the score; ``least`` is the score below which
    nothing is chosen.
    """

    looks: tuple[Look, ...]
    scale: float
    shift: float
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
    return Weights(tuple(made), value["scale"], value["shift"], value["least"])


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    path = files("karez.read").joinpath("data").joinpath("place_weights.json")
    return weights_of(json.loads(path.read_text(encoding="utf-8")))


def shares(table: Table, sums: Floats) -> Floats:
    """The chance of every row: its share of exp(sum) in its topic."""
    top = np.maximum.reduceat(sums, table.starts)[table.topic]
    grown = np.exp(sums - top)
    return np.asarray(grown / np.add.reduceat(grown, table.starts)[table.topic])


def ranked(table: Table, names: Sequence[PlacedName], outside: Outside, learned: Weights) -> Floats:
    """Return the chance of every row after all looks."""
    local = local_features(table, names, outside)
    chance = shares(table, learned.looks[0].sums(local))
    for look in learned.looks[1:]:
        chance = shares(table, look.sums(np.hstack((local, shared_features(table, chance)))))
    return chance


def chosen(table: Table, chance: Floats, learned: Weights) -> tuple[Ints, Floats]:
    """The row chosen for every topic (its "none" where that is likelier), and its score, 0 to 1.

    The score is the calibrated chance that the place meant lies where the chosen one does, within SAME_KM.
    """
    rows = np.empty(len(table.topics), dtype=np.int64)
    scores = np.zeros(len(table.topics))
    ends = np.append(table.starts[1:], len(table.topic))
    for number, (start, end) in enumerate(zip(table.starts, ends, strict=True)):
        if end - start < 2:
            rows[number] = start
            continue
        best = start + 1 + int(np.argmax(chance[start + 1 : end]))
        cosines = table.point[start + 1 : end] @ table.point[best]
        near = cosines >= np.cos(SAME_KM / EARTH_KM)
        scores[number] = _calibrated(float(chance[start + 1 : end][near].sum()), learned)
        rows[number] = best if scores[number] >= learned.least else start
    return rows, scores


def _calibrated(chance: float, learned: Weights) -> float:
    held = min(max(chance, 1e-6), 1.0 - 1e-6)
    odds = learned.scale * np.log(held / (1.0 - held)) + learned.shift
    return float(1.0 / (1.0 + np.exp(-odds)))
