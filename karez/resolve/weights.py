"""The weights that join: for every comparison a weight by level, learnt once and shipped as data.

The sum of the weights and of the start is the log-odds that two candidates tell of the same happening (Fellegi and
Sunter 1969: a sum over comparisons of weights by level of agreement; here all weights are learnt together by logistic
regression, since comparisons hang together).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from karez.resolve.vectors import Floats


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: level n holds values below ``cuts[n]`` and not below the cut before; one weight a level."""

    name: str
    cuts: tuple[float, ...]
    weights: tuple[float, ...]

    def of(self, values: Floats) -> Floats:
        """Return the weight of each value."""
        levels = np.searchsorted(np.array(self.cuts), values, side="right")
        return np.asarray(np.array(self.weights)[levels], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Weights:
    """All comparisons, the ``start`` from which they count, and the mean log-odds above which clusters join."""

    version: str
    start: float
    join: float
    comparisons: tuple[Comparison, ...]

    def score(self, compared: Mapping[str, Floats]) -> Floats:
        """Return the log-odds of every pair."""
        parts = [one.of(compared[one.name]) for one in self.comparisons]
        return np.asarray(self.start + np.sum(parts, axis=0), dtype=np.float64)

    def explain(self, compared: Mapping[str, Floats]) -> tuple[tuple[str, float, float], ...]:
        """Return for one pair each comparison with its value and weight, the strongest first."""
        rows = [
            (one.name, float(compared[one.name][0]), float(one.of(compared[one.name])[0])) for one in self.comparisons
        ]
        return tuple(sorted(rows, key=lambda row: (-abs(row[2]), row[0])))


@cache
def weights() -> Weights:
    """Return the weights that ship."""
    value = json.loads(files("karez.resolve").joinpath("data/weights.json").read_text(encoding="utf-8"))
    comparisons = tuple(
        Comparison(one["name"], tuple(one["cuts"]), tuple(one["weights"])) for one in value["comparisons"]
    )
    return Weights(value["version"], value["start"], value["join"], comparisons)
