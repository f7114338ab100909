"""Sets how readily claims of each kind are told, and how sure they are, on the reports kept for tuning.

    python -m training.reader.lean

Reads the tuning reports with every leaning of ``LEANINGS``, takes for every kind the one of the best F1, fits the
confidence of claims to how often they are right (by kind and by who found them, a line in log odds each, Platt 1999),
and writes both into the card.
"""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from evals.draws import figure
from evals.reading.annotated import parts as parts_of
from evals.reading.annotated import right
from evals.reading.case import Case, Item
from karez.atlas.atlas import Atlas
from karez.model.codec import reading_json
from karez.model.report import Document
from karez.read.learned.network import network
from karez.read.learned.sure import BOTH, NETWORK, RULES
from karez.read.reader import Reader
from training.reader.data import SHIPPED, is_tuning, paths
from training.reader.examples import marked

LEANINGS = (-6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0)
# F1 that differ by less are alike: then the leaning that changes least is taken.
ALIKE = 0.005
# What the F1 of a kind is called in the table of measures.
SCORES = {kind: f"{kind} F1" for kind in ("incident", "toll", "status", "control", "directive", "assessment")}
Line = Mapping[str, Any]


def cases() -> list[Case]:
    """The reports kept for tuning."""
    rows = [row for row in marked(paths()) if is_tuning(row["set"], row["id"])]
    return [
        Case(
            "tuning",
            (Item(row["set"], row["id"], row["text"], row["title"], row["published"]),),
            row["claims"],
            open=False,
        )
        for row in rows
    ]


def read(reader: Reader, case: Case) -> list[Line]:
    """The claims that are read in a report."""
    item = case.items[0]
    document = Document(item.text, title=item.title, published=item.published, lang="en")
    claims: list[Line] = reading_json(item.id, document.text_sha256, reader.read(document))["claims"]
    return claims


def finder(reason: str) -> str:
    """Who found a claim, by its reason string."""
    if "+" in reason:
        return BOTH
    return NETWORK if reason.startswith("learned-") else RULES


def fitted(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The slope and offset, in log odds, that make chances fit how often they were right."""
    odds = np.array([math.log(p / (1 - p)) for p in (min(max(p, 1e-4), 1 - 1e-4) for p, _ in pairs)])
    right = np.array([float(ok) for _, ok in pairs])

    def loss(line: np.ndarray) -> float:
        scores = line[0] * odds + line[1]
        return float(
            np.logaddexp(0.0, np.where(right > 0, -scores, scores)).sum() + 0.5 * ((line[0] - 1) ** 2 + line[1] ** 2)
        )

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    return round(float(slope), 4), round(float(offset), 4)


def main() -> None:
    """Run from the command line."""
    trained = network()
    if trained is None:
        raise SystemExit("missing: the weights; run python -m training.reader.export first")
    reader, found = Reader(Atlas.open(), trained), cases()
    trained.card["calibration"] = {}
    table: dict[float, list[list[Line]]] = {}
    for leaning in LEANINGS:
        trained.card["leaning"] = dict.fromkeys(SCORES, leaning)
        table[leaning] = [read(reader, case) for case in found]
    best: dict[str, float] = {}
    for kind, name in SCORES.items():
        scores = {
            leaning: figure(
                [parts_of(case, [claims]) for case, claims in zip(found, table[leaning], strict=True)], name
            )
            or 0.0
            for leaning in LEANINGS
        }
        most = max(scores.values())
        best[kind] = min((own for own in LEANINGS if scores[own] >= most - ALIKE), key=abs)
        print(kind, {leaning: round(score, 3) for leaning, score in scores.items()}, "->", best[kind])
    lines: dict[str, dict[str, tuple[float, float]]] = {}
    for kind, leaning in best.items():
        pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for case, claims in zip(found, table[leaning], strict=True):
            for claim, ok in right(case.gold, claims, kind):
                pairs[finder(claim["reason"])].append((claim["confidence"], ok))
        lines[kind] = {name: fitted(own) for name, own in sorted(pairs.items())}
        print(kind, {name: (len(own), lines[kind][name]) for name, own in sorted(pairs.items())})
    card = json.loads((SHIPPED / "card.json").read_text(encoding="utf-8"))
    card |= {"leaning": best, "calibration": lines}
    (SHIPPED / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
