"""The reports that joining learns from: gva without the third of its incidents that is held back for the figure."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.jsonl import read_jsonl

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
# Texts for word counts alone; each has a field ``text``.
OTHERS = ("muc", "india_police", "satp", "re3d", "wikievents", "ecbplus", "geo")
LEAST_TEXT = 200
Record = Mapping[str, Any]


def held_back(incident: str) -> bool:
    """Whether an incident is held back: one in three, by the digest of its id."""
    return int(hashlib.sha256(f"join:{incident}".encode()).hexdigest(), 16) % 3 == 0


def reports() -> list[Record]:
    """All reports of gva."""
    return list(read_jsonl(DATA / "gva" / "reports.jsonl.gz"))


def incidents() -> dict[str, Record]:
    """The incidents of gva by their id."""
    return {row["incident_id"]: row for row in read_jsonl(DATA / "gva" / "incidents.jsonl")}


def ecbplus() -> list[Record]:
    """The documents of ecbplus; those of one ``subtopic`` tell of one happening."""
    return list(read_jsonl(DATA / "ecbplus" / "docs.jsonl"))


SETS: Mapping[str, Callable[[], list[Record]]] = {"gva": reports, "ecbplus": ecbplus}


def other_texts() -> Iterator[str]:
    """The texts of the other sets that are long enough to be a report."""
    for name in OTHERS:
        for path in sorted([*(DATA / name).glob("*.jsonl"), *(DATA / name).glob("*.jsonl.gz")]):
            for row in read_jsonl(path):
                text = row.get("text")
                if isinstance(text, str) and len(text) > LEAST_TEXT:
                    yield text
