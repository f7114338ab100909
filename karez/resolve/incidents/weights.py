"""The weights of the declared comparisons: learnt once, shipped as versioned data, never estimated anew on a ledger.

For each level ``m`` is the share of pairs of one incident that reach it, ``u`` that of pairs of two; the weight is
log2(m / u) (Fellegi and Sunter 1969). The log-odds of a pair in bits are the prior's and the sum of its weights.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

from karez.resolve.incidents.levels import COMPARISONS, Comparison


@dataclass(frozen=True, slots=True)
class IncidentWeights:
    """Weights in bits by comparison, in the order of its levels; a null level weighs 0.

    ``prior`` is the chance that two candidates are of one incident. Pairs above ``limit`` are joined by themselves;
    a pair that was not compared counts as ``unseen``, and in a cluster no pair for more than ``most``.
    """

    version: str
    prior: float
    limit: float
    unseen: float
    most: float
    chances: Mapping[str, tuple[tuple[float, float], ...]]
    bits: Mapping[str, tuple[float, ...]]

    @property
    def start(self) -> float:
        """The log-odds of the prior, in bits."""
        return round(log2(self.prior / (1 - self.prior)), 6)


@cache
def incident_weights() -> IncidentWeights:
    """Return the weights that ship."""
    text = files("karez.resolve").joinpath("data/incident_weights.json").read_text(encoding="utf-8")
    return parsed(json.loads(text))


def parsed(value: Mapping[str, object], comparisons: Sequence[Comparison] = COMPARISONS) -> IncidentWeights:
    """Return the weights of a file's value. Raises ValueError where its levels are not those that are declared."""
    told = value["comparisons"]
    if not isinstance(told, dict):
        raise ValueError("comparisons are no table")
    chances: dict[str, tuple[tuple[float, float], ...]] = {}
    bits: dict[str, tuple[float, ...]] = {}
    for one in comparisons:
        levels = told[one.name]
        if [level.name for level in one.levels] != list(levels):
            raise ValueError(f"the levels of {one.name} are not those that are declared")
        pairs = tuple((1.0, 1.0) if levels[level.name] is None else tuple(levels[level.name]) for level in one.levels)
        chances[one.name] = pairs
        bits[one.name] = tuple(round(log2(m / u), 6) for m, u in pairs)
    prior, limit, unseen, most = (float(str(value[name])) for name in ("prior", "limit", "unseen", "most"))
    return IncidentWeights(str(value["version"]), prior, limit, unseen, most, chances, bits)
