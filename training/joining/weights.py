"""Learns the weights of the comparisons and writes the file that ships.

python -m training.joining.weights READINGS.pickle

READINGS is a pickle of {report id: (Reading of the text, of the title)}, as ``training.joining.readings`` writes it.
Levels are cut at quantiles of the values of pairs that belong together and of pairs that do not. Each pair counts once;
both reports are of incidents that are not held back. Nothing is drawn by chance.
"""

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np

from karez.resolve.compare import candidates, compared
from karez.resolve.told import Told
from karez.resolve.vectors import Vectors, sketch
from karez.resolve.weights import Comparison, Weights
from training.joining.data import held_back, reports

TARGET = Path(__file__).resolve().parents[2] / "karez" / "resolve" / "data" / "weights.json"
VERSION = "karez.joining.v1"
JOIN = -1.0
QUANTILES = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
DAYS = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 15.0, 31.0, 61.0, 121.0, 366.0)
# How strongly weights are held near nought, and near those of the levels beside them.
SHRINK, SMOOTH = 1.0, 15.0
Floats = np.ndarray[Any, np.dtype[np.float64]]


def cuts(name: str, values: Floats, same: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[float, ...]:
    """The limits between levels."""
    if name.startswith("days "):
        return DAYS
    known = values[values >= 0]
    found = {0.0, 1e-9}
    for part in (known[same[values >= 0]], known[~same[values >= 0]]):
        found |= {float(f"{cut:.3g}") for cut in np.quantile(part[part > 0], QUANTILES)} if (part > 0).any() else set()
    return tuple(sorted(found))


def fitted(found: dict[str, Floats], same: np.ndarray[Any, np.dtype[np.bool_]]) -> Weights:
    """Logistic regression on levels by Newton's method."""
    limits = {name: cuts(name, values, same) for name, values in found.items()}
    starts, width = {}, 1
    for name, own in limits.items():
        starts[name], width = width, width + len(own) + 1
    columns = [np.zeros(len(same), dtype=int)]
    for name, values in found.items():
        columns.append(starts[name] + np.searchsorted(np.array(limits[name]), values, side="right"))
    index = np.array(columns).T
    penalty = np.eye(width) * SHRINK
    penalty[0, 0] = 0.0
    for name, own in limits.items():
        first = starts[name] + (1 if not name.startswith("blocks") else 0)
        for level in range(first, starts[name] + len(own)):
            penalty[level, level] += SMOOTH
            penalty[level + 1, level + 1] += SMOOTH
            penalty[level, level + 1] -= SMOOTH
            penalty[level + 1, level] -= SMOOTH
    design = np.zeros((len(same), width))
    np.put_along_axis(design, index, 1.0, axis=1)
    weights = np.zeros(width)
    for _ in range(12):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - same) + penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty + np.eye(width) * 1e-6
        weights -= np.linalg.solve(curve, slope)
    made = tuple(
        Comparison(name, own, tuple(round(float(w), 4) for w in weights[starts[name] : starts[name] + len(own) + 1]))
        for name, own in limits.items()
    )
    return Weights(VERSION, round(float(weights[0]), 4), JOIN, made)


def main() -> None:
    """Learn and write."""
    readings = pickle.loads(Path(sys.argv[1]).read_bytes())
    rows = [row for row in reports() if not held_back(row["incident_id"])]
    told = [Told(row["id"], row["text"], row["title"], row["published"], *readings[row["id"]]) for row in rows]
    vectors = Vectors([sketch(one) for one in told])
    left, right = candidates(vectors)
    incident = np.array([row["incident_id"] for row in rows])
    made = fitted(compared(vectors, left, right), incident[left] == incident[right])
    value = {
        "version": made.version,
        "start": made.start,
        "join": made.join,
        "comparisons": [{"name": one.name, "cuts": one.cuts, "weights": one.weights} for one in made.comparisons],
    }
    TARGET.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    print(f"{len(left)} pairs, {int((incident[left] == incident[right]).sum())} of one incident")


if __name__ == "__main__":
    main()
