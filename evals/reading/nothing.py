"""Claims on texts that hold none: composed texts of sport, business, history and film with misleading words."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from evals import heldout
from evals.reading.case import Case, Claims, Fault, Group, Item, Parts, Row, part_of

PATH = heldout.FOLDER / "claims-2" / "none.jsonl"
ROWS = (Row("claims a report on texts without claims", 0.3, "none", low=True),)


def cases(part: str | None, every: bool) -> list[Case]:
    """The texts of a part; there are few, so ``every`` changes nothing."""
    rows = map(json.loads, PATH.read_text(encoding="utf-8").splitlines())
    return [_case(row) for row in rows if part in (None, part_of("none", row["id"]))]


def _case(row: Mapping[str, Any]) -> Case:
    own = part_of("none", row["id"])
    item = Item("none", row["id"], row["text"], None, row["published"])
    return Case(f"none {own}", (item,), [], own == "train")


def parts(case: Case, claims: Sequence[Claims]) -> Parts:
    """The parts of one text: its claims over one."""
    return {"none": (len(claims[0]), 1)}


def faults(case: Case, claims: Sequence[Claims]) -> list[Fault]:
    """Every claim."""
    return [Fault(f"+ {claim['kind']} {claim['quote']!r}", (claim["start"], claim["end"])) for claim in claims[0]]


GROUP = Group("none", ROWS, cases, parts, faults)
