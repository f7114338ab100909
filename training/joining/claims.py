"""Learns the weights by which claims are joined into incidents, and writes the file that ships.

python -m training.joining.claims GVA.pickle

GVA.pickle is what ``python -m training.joining.readings`` writes. For each level of each comparison ``m`` and ``u`` are
counted over pairs of candidates: main claims of two reports of one incident, and of two. No pair has a report of an
incident that is held back. The set is of shootings, with few parties, so each comparison starts from shares by hand
(``incident_start.json``) that are worth so many pairs; those that it cannot teach stay as they are. The limit, and what
counts for a pair that was not compared, are those of the best B-cubed on the same reports. Nothing is drawn by chance.
"""

import json
import pickle
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from evals.joining.claims import main_claims, view_of
from evals.joining.scores import Labels, b_cubed
from karez.resolve.incidents.blocks import candidates
from karez.resolve.incidents.levels import COMPARISONS, Comparison
from karez.resolve.incidents.linkage import Rules, clustered
from karez.resolve.incidents.row import ClaimRow, rows
from karez.resolve.incidents.score import weight
from karez.resolve.incidents.units import Unit, units
from karez.resolve.incidents.weights import parsed
from karez.resolve.told import Told
from training.joining.data import held_back, reports

START = Path(__file__).with_name("incident_start.json")
TARGET = Path(__file__).resolve().parents[2] / "karez" / "resolve" / "data" / "incident_weights.json"
VERSION = "karez.incidents.v1"
# Two claims that are rather of two incidents than of one are never joined: no limit below even odds is tried.
LIMITS = [0.5 * step for step in range(9)]
UNSEEN = (-8.0, -6.0, -4.0)
MOST = 10.0
# No share is written as nought.
LEAST = 0.0001
Pair = tuple[int, int]
Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Units of reports with their candidate pairs; ``main`` is the unit of each report's main claim."""

    units: Sequence[Unit]
    pairs: Sequence[Pair]
    main: Mapping[str, int]
    incident: Mapping[str, str]

    def rows(self, pair: Pair) -> tuple[ClaimRow, ClaimRow]:
        """Both rows of a pair."""
        return self.units[pair[0]].row, self.units[pair[1]].row

    def told_apart(self) -> tuple[list[Pair], list[Pair]]:
        """The pairs of main claims of one incident, and of two."""
        of = {unit: self.incident[report] for report, unit in self.main.items()}
        both = [pair for pair in self.pairs if pair[0] in of and pair[1] in of]
        return [p for p in both if of[p[0]] == of[p[1]]], [p for p in both if of[p[0]] != of[p[1]]]


def labelled(readings: Mapping[str, Any]) -> Labelled:
    """Return the units of all reports of gva whose incident is not held back."""
    kept = [row for row in reports() if not held_back(row["incident_id"])]
    told = [Told(row["id"], row["text"], row["title"], row["published"], *readings[row["id"]]) for row in kept]
    view = view_of(told)
    found = rows(view)
    whole = units(found)
    of = {claim: number for number, unit in enumerate(whole) for claim in unit.claims}
    pairs = candidates([unit.row for unit in whole])
    main = {report: of[claim] for report, claim in main_claims(view, found).items()}
    incident = {row["id"]: row["incident_id"] for row in kept}
    return Labelled(whole, [*zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)], main, incident)


def shares(one: Comparison, start: Value, data: Labelled, pairs: Sequence[Pair], side: int) -> dict[str, float]:
    """Return the share of pairs that reach each level, null levels left out, started from shares by hand."""
    counts = {level.name: 0.0 for level in one.levels if not level.null}
    for pair in pairs:
        level = one.levels[one.level(*data.rows(pair))]
        if not level.null:
            counts[level.name] += 1
    worth, levels = start["worth"], start["levels"]
    total = (sum(counts.values()) + worth * sum(levels[name][side] for name in counts)) or 1.0
    return {name: round((count + worth * levels[name][side]) / total, 6) for name, count in counts.items()}


def learnt(data: Labelled, start: Value) -> Value:
    """Return m and u of every level."""
    same, other = data.told_apart()
    made: Value = {}
    for one in COMPARISONS:
        own = start[one.name]
        m, u = (shares(one, own, data, pairs, side) for side, pairs in enumerate((same, other)))
        by_hand = set(own.get("by hand", ()))
        made[one.name] = {
            level.name: None
            if level.null
            else own["levels"][level.name]
            if level.name in by_hand
            else [max(m[level.name], LEAST), max(u[level.name], LEAST)]
            for level in one.levels
        }
    return made


def best(data: Labelled, value: Value) -> Value:
    """Return the value with the limit and the weight of unseen pairs under which clusters of reports are best."""
    known = parsed(value)
    same, other = data.told_apart()
    names = [unit.row.id for unit in data.units]
    mains = {names[unit] for unit in data.main.values()}
    scored = {(names[a], names[b]): weight(*data.rows((a, b)), known) for a, b in (*same, *other)}
    gold: Labels = [data.incident[report] for report in data.main]
    found = []
    for limit, unseen in product(LIMITS, UNSEEN):
        if unseen < limit:
            parts = clustered(mains, scored, Rules(limit, unseen, MOST), leading=mains)
            label = {name: number for number, part in enumerate(parts) for name in part}
            made = [label[names[unit]] for unit in data.main.values()]
            found.append((round(b_cubed(made, gold), 4), -limit, unseen))
    for score, limit, unseen in sorted(found)[-5:]:
        print(f"B-cubed {score:.4f} with limit {-limit} and unseen {unseen}")
    _, limit, unseen = max(found)
    return {**value, "limit": -limit, "unseen": unseen}


def main() -> None:
    """Learn and write."""
    data = labelled(pickle.loads(Path(sys.argv[1]).read_bytes()))
    same, other = data.told_apart()
    start = json.loads(START.read_text(encoding="utf-8"))
    value = {
        "version": VERSION,
        "prior": round(len(same) / (len(same) + len(other)), 4),
        "limit": 0.0,
        "unseen": 0.0,
        "most": MOST,
        "comparisons": learnt(data, start),
    }
    TARGET.write_text(json.dumps(best(data, value), indent=1) + "\n", encoding="utf-8")
    print(f"{len(same)} pairs of one incident, {len(other)} of two")


if __name__ == "__main__":
    main()
