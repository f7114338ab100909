"""The quality gate: scores per data set beside their floors and a dull baseline; fails below a floor.

    python -m evals.gate

Floors and the digest of the data stand in ``floors.csv``. A floor may rise; lowering one takes a reason in its note.
"""

import csv
import hashlib
import os
import sys
from pathlib import Path

from evals.read_gold import GOLD, result

FLOORS = Path(__file__).with_name("floors.csv")


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def measured() -> dict[str, float]:
    """Every measure of the gold by the name that it has in ``floors.csv``."""
    found = result()
    scores = {f"{kind} F1": row["f1"] for kind, row in found["claims"].items()}
    for name, row in found["attributes"].items():
        scores[name] = row["accuracy"] or 0.0
    scores["part_of edges F1"] = found["part_of_edges"]["f1"]
    scores["bad offsets"] = -float(found["input"]["bad_offsets"])
    return scores


def main() -> int:
    """Print the table; return 1 where a score lies under its floor or the data is not the one that was pinned."""
    path = GOLD / "dev.jsonl"
    if not path.is_file():
        print("missing: the development data in ../shared/data; the gate was not run", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    with FLOORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores, corpus = measured(), digest(path)
    failed = [row["measure"] for row in rows if scores[row["measure"]] < float(row["floor"])]
    print(f"{'measure':<24}{'score':>8}{'floor':>8}{'baseline':>10}   gold dev (seen), sha256 {corpus[:12]}")
    for row in rows:
        mark = "  below its floor" if row["measure"] in failed else ""
        print(
            f"{row['measure']:<24}{scores[row['measure']]:>8.3f}{float(row['floor']):>8.3f}{row['baseline']:>10}{mark}"
        )
    changed = [row["measure"] for row in rows if row["corpus"] != corpus]
    if changed:
        print(f"the data is not the one that the floors were set on: {corpus}", file=sys.stderr)
    return 1 if failed or changed else 0


if __name__ == "__main__":
    sys.exit(main())
