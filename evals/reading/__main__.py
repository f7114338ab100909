"""The bars of issue "Reading well" in one table, by the mappings of measures.md, beside the dull baseline.

    python -m evals.reading [--only NAME] [--part train|unseen] [--all] [--json] [--worst N]

``--only``: one group (annotated, none, muc, gva, fused, event_location, speed). ``--part`` takes the records of one
part of ``claims-2`` (in the large sets: by the same rule); without it ``claims-2`` shows both, and the large sets all.
The large sets are read as fixed, evenly spaced samples unless ``--all`` is given. Intervals are 95 % bootstrap over
texts. ``--worst N`` prints, for every group, the N texts with the most faults and their sentences: only of part train,
never of a text that is held out or held back for place names. The column of the previous release is printed where
neither ``--part`` nor ``--all`` changes the data.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.read_gold import GOLD
from evals.reading import annotated, event_place, gva, muc, nothing, speed
from evals.reading.case import Case, Group
from evals.reading.door import dull, read
from evals.reading.table import NO_DATA, earlier, lines, measured, show, worst

# What --json printed at the previous release: on the samples, both parts.
PREVIOUS = Path(__file__).with_name("previous.json")
GROUPS = (annotated.GROUP, nothing.GROUP, muc.GROUP, gva.GROUP, gva.FUSED, event_place.GROUP)


def main(words: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=[*(group.name for group in GROUPS), "speed"])
    parser.add_argument("--part", choices=("train", "unseen"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    asked = parser.parse_args(words)
    if asked.worst and asked.part == "unseen":
        parser.error("the unseen part measures; its texts are not shown")
    if not GOLD.is_dir():
        print("missing: the development data in ../shared/data; nothing was measured", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    chosen = [group for group in GROUPS if asked.only in (None, group.name)]
    cases = {group.name: group.cases(asked.part, asked.all) for group in chosen}
    if asked.worst:
        print("\n".join(_worst(chosen, cases, asked.worst)))
        return 0
    items = [item for own in cases.values() for case in own for item in case.items]
    systems = {"reader": read(items), "baseline": dull(items)} if items else {}
    rows = [line for group in chosen for line in measured(group, cases[group.name], systems)]
    if asked.only in (None, "speed"):
        rows += lines(speed.ROWS, "muc", speed.parts())
    if asked.only is None:
        rows += NO_DATA
    before = {} if asked.part or asked.all else earlier(PREVIOUS.read_text(encoding="utf-8"))
    print(json.dumps([row.json() for row in rows], indent=1) if asked.json else "\n".join(show(rows, before)))
    for error in systems["reader"].errors if systems else ():
        print(f"not read: {error}", file=sys.stderr)
    return 0


def _worst(chosen: Sequence[Group], cases: dict[str, list[Case]], most: int) -> list[str]:
    shown = {name: [case for case in own if case.open] for name, own in cases.items()}
    readings = read(item for own in shown.values() for case in own for item in case.items)
    return [line for group in chosen for line in worst(group, shown[group.name], readings, most)]


if __name__ == "__main__":
    sys.exit(main())
