"""The records of the shared development data, and the even samples of them that the table is made on."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.corpora import evenly
from evals.heldout import FIRST, annotations
from evals.jsonl import read_jsonl
from evals.places import part_of as place_part
from evals.read_gold import GOLD
from evals.reading.case import part_of

DATA = GOLD.parent
FILES = {
    "muc": "muc/docs.jsonl.gz",
    "muc templates": "muc/templates.jsonl.gz",
    "gva": "gva/reports.jsonl.gz",
    "gva incidents": "gva/incidents.jsonl",
    "event_location": "event_location/items.jsonl.gz",
}
Record = Mapping[str, Any]


@lru_cache(maxsize=8)
def records(name: str, folder: Path = DATA) -> tuple[Record, ...]:
    """The records of a file of ``FILES``, in its order."""
    return tuple(read_jsonl(folder / FILES[name]))


def sample(rows: Sequence[Record], name: str, part: str | None, count: int | None) -> list[Record]:
    """The rows of a part, ``count`` of them evenly apart; all where ``count`` is None."""
    own = [row for row in rows if part in (None, part_of(name, row["id"]))]
    return own if count is None else list(evenly(own, count))


@lru_cache(maxsize=1)
def _held_out() -> frozenset[tuple[str, str]]:
    return frozenset((line["set"], line["id"]) for line in annotations(FIRST))


def is_open(name: str, identity: str) -> bool:
    """Whether a text may be shown: of the part train, not held out, and not held back for place names."""
    if part_of(name, identity) != "train" or (name, identity) in _held_out():
        return False
    return name in {"muc", "satp", "india_police", "none"} or place_part(name, identity) != "held"
