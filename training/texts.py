"""The texts that the tagger of place names learns from, with the convention by which each is marked."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals import places
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
    for record, names in places.marked(part):
        marks = tuple(Mark(name.start, name.end, LETTERS[name.use], name.use) for name in names)
        found.append(Text(record["set"], record["id"], OWN, record["text"], marks))
    return found


def published(part: str, is_derived: Callable[[str], bool]) -> Iterator[Text]:
    """The texts of a part with their published marks; ``is_derived`` tells a demonym by its form."""
    for record, names in places.published(part):
        text = record["text"]
        letters = ("D" if is_derived(text[name.start : name.end]) else "P" for name in names)
        marks = tuple(Mark(name.start, name.end, letter) for name, letter in zip(names, letters, strict=True))
        yield Text(record["set"], record["id"], record["set"][0], text, marks)


def digest(paths: list[Path]) -> str:
    """The sha256 over the bytes of some files, in order."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()
