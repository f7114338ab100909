"""How well two people agree on the claims of the reports of ``claims-2`` that both have marked.

    python -m evals.claims_agreement [--by-set]

The second marks stand in ``annotations/claims-2/twice_*.jsonl``, the first in the file of the report's set. The second
side is scored against the first as a reader would be (``evals.heldout``), so every figure is one of the gold's scorer;
``of`` is the one measure more: the share of matched tolls that both sides give to the same incident, or to none.
Intervals are 95 % bootstrap over reports.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals import heldout
from evals.heldout import Parts
from evals.read_gold import GOLD, scorer

MARKS = heldout.FOLDER / "claims-2"

Report = dict[str, Any]
Pair = tuple[Report, Report]


def second_files(folder: Path = MARKS) -> list[Path]:
    """The files of second marks."""
    return sorted(folder.glob("twice_*.jsonl"))


def pairs(folder: Path = MARKS, data: Path = heldout.DATA) -> list[Pair]:
    """The reports that were marked twice, with their texts: first marks, second marks.

    Raises ``KeyError`` where a report has second marks and no first ones.
    """
    second = [report for path in second_files(folder) for report in heldout.reports(path, data)]
    first = {
        (report["set"], report["id"]): report
        for name in sorted({report["set"] for report in second})
        for report in heldout.reports(folder / f"{name}.jsonl", data)
    }
    return [(first[report["set"], report["id"]], report) for report in second]


def same_incident(first: Sequence[Report], second: Sequence[Report]) -> tuple[int, int]:
    """Of the tolls that both sides have: how many count the harm of the same incident (or of none), and all of them.

    Two incidents are the same where the scorer matches them.
    """
    matched = {
        kind: scorer().pair_up(_of_kind(second, kind), _of_kind(first, kind), kind) for kind in ("incident", "toll")
    }
    happenings = _of_kind(first, "incident"), _of_kind(second, "incident")
    to_first = {happenings[1][have]["cid"]: happenings[0][want]["cid"] for have, want in matched["incident"]}
    tolls = [(_of_kind(first, "toll")[want], _of_kind(second, "toll")[have]) for have, want in matched["toll"]]
    right = sum(one.get("of") == _carried(two.get("of"), to_first) for one, two in tolls)
    return right, len(tolls)


def _carried(incident: str | None, to_first: Mapping[str, str]) -> str | None:
    """The first side's name of an incident of the second; ``unmatched`` where the first has no such incident."""
    return to_first.get(incident, "unmatched") if incident else None


def _of_kind(claims: Sequence[Report], kind: str) -> list[Report]:
    return [claim for claim in claims if claim["kind"] == kind]


def parts(pair: Pair) -> Parts:
    """What the figures are made of in one report: the scorer's, and ``of``."""
    first, second = pair
    return {**heldout.parts(first, second), "of": same_incident(first["claims"], second["claims"])}


def by_set(found: Sequence[Pair], rows: Sequence[Parts]) -> Iterator[str]:
    """F1 over all claims and per kind for every set, a line each."""
    kinds = ("all", *scorer().KINDS)
    yield f"{'set':<14}{'reports':>8}" + "".join(f"{kind:>12}" for kind in kinds)
    for name in dict.fromkeys(first["set"] for first, _ in found):
        own = [row for (first, _), row in zip(found, rows, strict=True) if first["set"] == name]
        values = [heldout.figure(own, f"{kind} F1") for kind in kinds]
        yield f"{name:<14}{len(own):>8}" + "".join(f"{'-' if v is None else f'{v:.3f}':>12}" for v in values)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--by-set", action="store_true")
    options = parser.parse_args()
    if not GOLD.is_dir():
        print("missing: the development data in ../shared/data; nothing was measured", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    found = pairs()
    rows = [parts(pair) for pair in found]
    print(f"claims-2: {len(rows)} reports marked twice")
    print("\n".join(heldout.show(heldout.table({"second": rows}))))
    if options.by_set:
        print("\n".join(["", *by_set(found, rows)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
