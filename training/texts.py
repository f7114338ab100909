"""The texts that the tagger of place names learns from, with the convention by which each is marked."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.place_texts import DATA, text_of
from evals.places import MARKS, POINTS, part_of
from karez.read.places.features import OWN

# The letters of the tagger's labels: a place's name, a word derived from one, something else that bears it.
LETTERS = {
    "literal": "P",
    "metonymic": "P",
    "modifier": "P",
    "embedded": "P",
    "demonym": "D",
    "language": "D",
    "homonym": "H",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A name at ``start:end``; ``letter`` of its label; ``use`` is empty where the set does not tell it."""

    start: int
    end: int
    letter: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its names in order. ``convention`` is one letter: ``o`` for our own marks."""

    set_name: str
    identity: str
    convention: str
    text: str
    marks: tuple[Mark, ...]


def marked(part: str) -> list[Text]:
    """The texts of a part that we marked by hand, in the order of their files."""
    found = []
    for path in sorted(MARKS.glob("*.jsonl")):
        if path.stem.startswith("twice"):
            continue
        for line in path.read_text(encoding="utf-8").split("\n"):
            # Not splitlines: a text may hold a line separator that JSON leaves as it is.
            if not line:
                continue
            row = json.loads(line)
            if part_of(row["set"], str(row["id"])) == part:
                marks = tuple(Mark(start, end, LETTERS[use], use) for start, end, use in row["names"])
                text = text_of(row["set"], row["id"])
                found.append(Text(row["set"], str(row["id"]), OWN, text, marks))
    return found


def published(part: str, is_derived: Callable[[str], bool]) -> Iterator[Text]:
    """The texts of a part with their published marks; ``is_derived`` tells a demonym by its form."""
    for name in POINTS:
        for line in (DATA / "geo" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            # Not splitlines: a text may hold a line separator that JSON leaves as it is.
            if not line:
                continue
            row = json.loads(line)
            if part_of(name, row["id"]) == part:
                marks = tuple(
                    Mark(mark["start"], mark["end"], "D" if is_derived(mark["quote"]) else "P")
                    for mark in row["toponyms"]
                )
                yield Text(name, row["id"], name[0], row["text"], marks)


def digest(paths: list[Path]) -> str:
    """The sha256 over the bytes of some files, in order."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()
