"""The quality gate: scores on gold and place names beside their floors, the bars of the issues and a dull baseline.

    python -m evals.gate

Fails where a score lies under its floor, where the data is not what the floors were set on, and where a floor was
lowered: floors stand in ``floors.csv`` with the digest of the data and are compared with every earlier version of that
file in the history. A floor that must fall says ``lowered: why`` in its note, for all to see.
"""

import csv
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evals import places
from evals.baseline import baseline
from evals.read_gold import GOLD, result, scorer

FLOORS = Path(__file__).with_name("floors.csv")
Row = Mapping[str, str]


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def measures(found: Mapping[str, Any]) -> dict[str, float]:
    """Every measure of a result of the gold's scorer, by the name that it has in ``floors.csv``."""
    scores = {f"{kind} F1": row["f1"] or 0.0 for kind, row in found["claims"].items()}
    scores |= {name: row["accuracy"] or 0.0 for name, row in found["attributes"].items()}
    scores["part_of edges F1"] = found["part_of_edges"]["f1"] or 0.0
    # Fewer is better: the floor of nought is met by none alone.
    scores["bad offsets"] = 0.0 - found["input"]["bad_offsets"]
    return scores


def dull() -> dict[str, float]:
    """The measures of the baseline."""
    score = scorer()
    gold = score.load(GOLD / "dev.jsonl")
    lines = {item["id"]: {"id": item["id"], "claims": baseline(item["text"])} for item in gold}
    return measures(score.score(gold, lines, 0, {item["id"]: item["text"] for item in gold}))


def place_measures() -> dict[str, float]:
    """The measures of place names on the tuning part, by the names that they have in ``floors.csv``."""
    return {
        f"places {row['measure'].replace(',', '')}": row["all"]
        for row in places.rows_of(places.measured("tuning"))
        if row["gold"] == "marks" or row["measure"] in {"resolved of found", "end to end F1"}
    }


def place_digest() -> str:
    """The sha256 over the marks and the published sets that place names are scored on."""
    files = [path for path in sorted(places.MARKS.glob("*.jsonl")) if not path.stem.startswith("twice")]
    files += [places.DATA / "geo" / f"{name}.jsonl" for name in places.POINTS]
    return hashlib.sha256("".join(digest(path) for path in files).encode()).hexdigest()


def lowered(rows: Iterable[Row], earlier: Iterable[Row]) -> list[str]:
    """The measures whose floor lies under one that stood before for the same data, with no reason in their note."""
    highest: dict[tuple[str, str], float] = {}
    for row in earlier:
        key = (row["measure"], row["corpus"])
        highest[key] = max(highest.get(key, float(row["floor"])), float(row["floor"]))
    return [
        row["measure"]
        for row in rows
        if float(row["floor"]) < highest.get((row["measure"], row["corpus"]), float("-inf"))
        and not row["note"].startswith("lowered: ")
    ]


def history() -> list[Row]:
    """The rows of every earlier version of the floors; none where there is no history (an unpacked archive)."""
    name = f"{FLOORS.parent.name}/{FLOORS.name}"
    commits = _git("log", "--format=%H", "--", name).split()
    return [row for commit in commits for row in csv.DictReader(_git("show", f"{commit}:{name}").splitlines())]


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=FLOORS.parents[1], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def faults(rows: list[Row], scores: Mapping[str, float], corpus: str, earlier: Iterable[Row]) -> list[str]:
    """Everything that makes the gate fail, a line each."""
    found = [
        f"{row['measure']}: {scores[row['measure']]:.3f} lies under its floor of {row['floor']}"
        for row in rows
        if scores[row["measure"]] < float(row["floor"])
    ]
    found += [
        f"{row['measure']}: the floor lies under the bar" for row in rows if float(row["floor"]) < float(row["bar"])
    ]
    found += [f"{measure}: the floor was lowered and its note gives no reason" for measure in lowered(rows, earlier)]
    changed = [row["measure"] for row in rows if row["corpus"] != corpus]
    return [*found, *(f"{measure}: the floor was set on other data than {corpus}" for measure in changed)]


def table(rows: list[Row], scores: Mapping[str, float], base: Mapping[str, float]) -> Iterable[str]:
    """The table, a line each; a dash where the baseline does not try."""
    yield f"{'measure':<28}{'score':>8}{'floor':>8}{'bar':>8}{'baseline':>10}"
    for row in rows:
        name = row["measure"]
        dull_one = f"{base[name]:>10.3f}" if name in base else f"{'-':>10}"
        yield f"{name:<28}{scores[name]:>8.3f}{row['floor']:>8}{row['bar']:>8}{dull_one}"


def main() -> int:
    """Print the tables; return 1 where the gate fails."""
    path = GOLD / "dev.jsonl"
    if not path.is_file():
        print("missing: the development data in ../shared/data; the gate was not run", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    with FLOORS.open(encoding="utf-8", newline="") as file:
        rows: list[Row] = list(csv.DictReader(file))
    of_places = [row for row in rows if row["measure"].startswith("places ")]
    of_claims = [row for row in rows if row not in of_places]
    sets = (
        ("gold dev (36 reports, seen while tuning)", of_claims, measures(result()), dull(), digest(path)),
        ("place names (tuning part of marks, lgl and geovirus)", of_places, place_measures(), {}, place_digest()),
    )
    earlier = history()
    found = []
    for title, own, scores, base, corpus in sets:
        print(f"{title}, sha256 {corpus[:12]}")
        print("\n".join(table(own, scores, base)))
        found += faults(own, scores, corpus, earlier)
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
