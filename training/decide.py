"""Learns the weights by which the reader tells which place a name means.

    python -m training.decide [--write] [--across]

Learns on the train parts of LGL and GeoVirus and on some sentences that we composed (see ``training.decide_data``),
prints the figures on the tuning parts and, with ``--write``, writes ``karez/read/data/place_weights.json``.
``--across`` learns on one set and tries the other. With OPENBLAS_NUM_THREADS=1 it takes half a minute.
The same data, gazetteer and version give the same weights: nothing is drawn by chance.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from karez.atlas.atlas import Atlas
from karez.read.places.decide_rows import Floats
from karez.read.places.rank import Look, Weights, chosen, columns, likeliest, shares, trusted
from karez.read.places.weigh_shared import shared_features
from karez.read.places.weigh_trust import TRUST, trust_features
from karez.read.protocols import Gazetteer
from training.decide_data import SETS, Case, Text, as_found, case_of, composed, data_digest, texts

OUT = Path(__file__).resolve().parents[1] / "karez" / "read" / "data" / "place_weights.json"
LOOKS = 3
_ARRAY = re.compile(r"\[[^\[\]]*\]")
_FOLDS = 3
# How strongly weights are held near zero; how much the very place counts beside any within reach.
_HOLD = 2.0
_VERY = 0.3
# Thresholds whose F1 differs by no more than this are as good as each other.
_EQUAL = 0.006
# Hidden units of a look, and the seed of the start of their weights.
_UNITS, _SEED = 0, 7


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on names with coordinates: see ``show``."""

    right: int
    wrong: int
    none: int
    wanted: int
    loose_wrong: int
    error: float


def learn(cases: Sequence[Case], features: Sequence[Floats], weights: Sequence[float]) -> Look:
    """Return the weights of one look: penalised maximum likelihood of the right rows, by L-BFGS from a fixed start."""
    x = np.vstack([numbers[case.kept] for case, numbers in zip(cases, features, strict=True)])
    aim = _Aim(*_joined(cases, weights))
    scale = np.maximum(x.std(axis=0), 1e-3)
    z = x / scale
    width, units = x.shape[1], _UNITS
    start = np.random.default_rng(_SEED).normal(0.0, 0.3, (width + 2) * units)
    start = np.concatenate((np.zeros(width), start))

    def loss(flat: Floats) -> tuple[float, Floats]:
        look = _look(flat, width, units)
        grown = np.tanh(z @ look.hidden + look.bias)
        value, push = aim.slope(z @ look.line + grown @ look.out)
        back = np.outer(push, look.out) * (1.0 - grown**2)
        slope = np.concatenate((z.T @ push, (z.T @ back).ravel(), back.sum(axis=0), grown.T @ push))
        return value + float(_HOLD / 2 * flat @ flat), slope + _HOLD * flat

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 250})
    look = _look(found.x, width, units)
    return Look(look.line / scale, look.hidden / scale[:, None], look.bias, look.out)


def _look(flat: Floats, width: int, units: int) -> Look:
    line, hidden, bias, out = np.split(flat, np.cumsum([width, width * units, units]))
    return Look(line, hidden.reshape(width, units), bias, out)


class _Aim:
    """What is to be made likely: minus the log-likelihood of the right rows of every topic, and its slope."""

    def __init__(self, starts: np.ndarray, near: Floats, very: Floats, weight: Floats) -> None:
        self._starts, self._weight = starts, weight
        self._of = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(near))))
        self._kinds = ((near, 1.0), (very, _VERY))

    def slope(self, sums: Floats) -> tuple[float, Floats]:
        """The value at these sums of the rows, and how it changes with each."""
        grown = np.exp(np.maximum(sums - np.maximum.reduceat(sums, self._starts)[self._of], -60.0))
        total = np.add.reduceat(grown, self._starts)
        value, push = 0.0, np.zeros(len(sums))
        for rows, share in self._kinds:
            good = grown * rows
            part = np.add.reduceat(good, self._starts)
            value -= float(share * self._weight @ np.log(part / total))
            push += share * self._weight[self._of] * (grown / total[self._of] - good / part[self._of])
        return value, push


def _joined(cases: Sequence[Case], weights: Sequence[float]) -> tuple[np.ndarray, Floats, Floats, Floats]:
    topics = np.concatenate([case.table.topic[case.kept] + 10_000 * (n % 2) for n, case in enumerate(cases)])
    starts = np.flatnonzero(np.concatenate(([True], topics[1:] != topics[:-1])))
    near = np.concatenate([case.near[case.kept] for case in cases]).astype(float)
    very = np.concatenate([case.very[case.kept] for case in cases]).astype(float)
    own = [np.unique(case.table.topic[case.kept]) for case in cases]
    weight = np.concatenate([case.weight[some] * each for case, some, each in zip(cases, own, weights, strict=True)])
    return starts, near, very, weight


def learn_all(cases: Sequence[Case], weights: Sequence[float]) -> tuple[tuple[Look, ...], list[Floats], list[Floats]]:
    """Learn every look; the later ones see what the earlier, learned without the text itself, think of it.

    Returns the weights, the numbers of the last look and the chances out of fold after it.
    """
    folds = [_fold(case.text) for case in cases]
    looks: list[Look] = []
    features = [case.local for case in cases]
    chances: list[Floats] = []
    for number in range(LOOKS):
        if number:
            features = [
                np.hstack((case.local, shared_features(case.table, chance)))
                for case, chance in zip(cases, chances, strict=True)
            ]
        looks.append(learn(cases, features, weights))
        chances = [np.empty(0)] * len(cases)
        for fold in range(_FOLDS):
            inner = [index for index, own in enumerate(folds) if own != fold]
            part = learn([cases[i] for i in inner], [features[i] for i in inner], [weights[i] for i in inner])
            for index in (index for index, own in enumerate(folds) if own == fold):
                chances[index] = shares(cases[index].table, part.sums(features[index]))
    return tuple(looks), features, chances


def _fold(text: Text) -> int:
    """Texts of one publisher are kept together, so that nothing is learned of a paper and tried on it."""
    word = text.context.publisher if text.set_name == "lgl" else text.id
    return sum((word or text.id).encode()) % _FOLDS


def learn_trust(
    cases: Sequence[Case], numbers: Sequence[Floats], chances: Sequence[Floats], weights: Sequence[float]
) -> tuple[Floats, float]:
    """Fit the score on chances out of fold, by penalised logistic regression, and the score that a choice needs."""
    x, y, w = [], [], []
    for case, row_numbers, chance, each in zip(cases, numbers, chances, weights, strict=True):
        rows, near = likeliest(case.table, chance)
        some = np.flatnonzero(near > 0)
        x.append(trust_features(case.table, case.text.names, row_numbers, chance, (rows, near))[some])
        y.append(case.near[rows[some]])
        w.append(each * case.count[some])
    features, right, weight = np.vstack(x), np.concatenate(y).astype(float), np.concatenate(w)
    scale = np.maximum(features.std(axis=0), 1e-3)
    z = features / scale

    def loss(trust: Floats) -> tuple[float, Floats]:
        sums = z @ trust
        value = float(weight @ (np.logaddexp(0.0, sums) - right * sums)) + float(_HOLD / 2 * trust @ trust)
        return value, z.T @ (weight * (expit(sums) - right)) + _HOLD * trust

    found = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    trust = np.asarray(found.x / scale)
    return trust, _least(trusted(features, trust), right, weight, _wanted(cases, weights))


def _wanted(cases: Sequence[Case], weights: Sequence[float]) -> float:
    """How many names have a place that is known."""
    known = [
        [any(case.text.names[number].point for number in topic.names) for topic in case.table.topics] for case in cases
    ]
    return float(sum(each * case.count[some].sum() for case, each, some in zip(cases, weights, known, strict=True)))


def _least(score: Floats, right: Floats, weight: Floats, wanted: float) -> float:
    """The score that a choice needs for the best F1, in hundredths; of those as good as each other the lowest."""
    levels = np.round(np.arange(0.05, 0.75, 0.01), 2)
    values = [
        2 * float((weight * right * (score >= level)).sum()) / (wanted + float((weight * (score >= level)).sum()))
        for level in levels
    ]
    return float(next(level for level, f in zip(levels, values, strict=True) if f >= max(values) - _EQUAL))


def ranked_case(case: Case, looks: Sequence[Look]) -> tuple[Floats, Floats]:
    """The chances of a case after all looks, and the numbers of the last."""
    chance, numbers = shares(case.table, looks[0].sums(case.local)), case.local
    for look in looks[1:]:
        numbers = np.hstack((case.local, shared_features(case.table, chance)))
        chance = shares(case.table, look.sums(numbers))
    return chance, numbers


def measure(cases: Sequence[Case], learned: Weights) -> Figures:
    """Count over names: right, wrong and none of those with coordinates; places given to those without."""
    right = wrong = none = loose = 0
    scores, hits, weight = [], [], []
    for case in cases:
        rows, said = chosen(case.table, case.text.names, ranked_case(case, learned.looks), learned)
        for topic, row, score in zip(case.table.topics, rows, said, strict=True):
            known = any(case.text.names[number].point for number in topic.names)
            count = int(case.count[case.table.topic[row]])
            chose = row != case.table.starts[case.table.topic[row]]
            good = chose and bool(case.near[row])
            if known:
                right, wrong, none = (
                    right + good * count,
                    wrong + (chose and not good) * count,
                    none + (not chose) * count,
                )
            else:
                loose += chose * count
            if chose:
                scores.append(score)
                hits.append(good)
                weight.append(count)
    error = expected_calibration_error(np.array(scores), np.array(hits, dtype=float), np.array(weight, dtype=float))
    return Figures(right, wrong, none, right + wrong + none, loose, error)


def expected_calibration_error(scores: Floats, hits: Floats, weight: Floats, bins: int = 10) -> float:
    """Mean over bins of |share right - mean score|, weighted (Naeini et al. 2015)."""
    which = np.minimum((scores * bins).astype(int), bins - 1)
    total = weight.sum()
    return float(
        sum(abs((weight * (hits - scores))[which == number].sum()) for number in range(bins)) / max(total, 1e-9)
    )


def show(name: str, figures: Figures) -> str:
    """One line: share right of the names with coordinates, wrong, none, F1 of the choices, calibration error."""
    chose = figures.right + figures.wrong + figures.loose_wrong
    f1 = 2 * figures.right / (figures.wanted + chose) if chose else 0.0
    part = max(figures.wanted, 1)
    return (
        f"{name:<28} right {figures.right / part:.3f} wrong {figures.wrong / part:.3f} none {figures.none / part:.3f} "
        f"of {figures.wanted}; without point {figures.loose_wrong}; F1 {f1:.3f}; ECE {figures.error:.3f}"
    )


def taught(gazetteer: Gazetteer, sets: Sequence[str]) -> Weights:
    """Learn on the train parts of ``sets``: every text with what is known beside it, as words alone, and as found."""
    cases, weights = [], []
    held = list(texts("train", sets))
    share = {name: sum(len(text.names) for text in held if text.set_name == name) for name in sets}
    for text in held:
        for variant, context in ((text, True), (text, False), (as_found(text, gazetteer), True)):
            case = case_of(variant, gazetteer, context=context)
            if case:
                cases.append(case)
                weights.append(max(share.values()) / share[text.set_name] / 3)
    for text in composed(gazetteer):
        case = case_of(text, gazetteer)
        if case:
            cases.append(case)
            weights.append(1.0)
    looks, numbers, chances = learn_all(cases, weights)
    return Weights(looks, *learn_trust(cases, numbers, chances, weights))


def written(learned: Weights, scores: Mapping[str, str]) -> str:
    """The content of the weights' file: for every column its weight in the sum, then those in the hidden units."""
    looks = [
        {
            "bias": _short(look.bias),
            "out": _short(look.out),
            "weights": {
                name: _short(np.append(line, hidden))
                for name, line, hidden in zip(columns(number), look.line, look.hidden, strict=True)
            },
        }
        for number, look in enumerate(learned.looks)
    ]
    body = {
        "what": "Which place a name means: see karez/read/places/rank.py. Made by: python -m training.decide --write",
        "data": "coordinates of the train parts of LGL and GeoVirus, and decide_composed.yaml; no text is kept",
        "data_sha256": data_digest(),
        "scores": dict(scores),
        "least": learned.least,
        "trust": {name: round(float(value), 3) for name, value in zip(TRUST, learned.trust, strict=True)},
        "looks": looks,
    }
    return _ARRAY.sub(lambda found: " ".join(found.group().split()), json.dumps(body, indent=1)) + "\n"


def _short(values: Floats) -> list[float]:
    return [round(float(value), 3) for value in values]


def main(opened: Callable[[], Gazetteer] = lambda: Atlas.open().gazetteer) -> None:
    """Learn, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--across", action="store_true")
    asked = parser.parse_args()
    gazetteer = opened()
    if asked.across:
        for source in SETS:
            learned = taught(gazetteer, (source,))
            for target in SETS:
                cases = [case for text in texts("tuning", (target,)) if (case := case_of(text, gazetteer))]
                print(show(f"{source} -> {target}", measure(cases, learned)))
    learned = taught(gazetteer, SETS)
    scores = {}
    for name in SETS:
        held = list(texts("tuning", (name,)))
        for what, variants, context in (
            ("", held, True),
            (", words alone", held, False),
            (", names as found", [as_found(text, gazetteer) for text in held], True),
        ):
            cases = [case for text in variants if (case := case_of(text, gazetteer, context=context))]
            line = show(name + what, measure(cases, learned))
            print(line)
            scores[name + what] = " ".join(line.removeprefix(name + what).split())
    if asked.write:
        OUT.write_text(written(learned, scores), encoding="utf-8")


if __name__ == "__main__":
    main()
