"""The sentences of oddities and the numbers that their rules use: ``odd-1``, kept as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from karez.model.contradiction import Oddity, OddityKind
from karez.reconcile.tables import listed, table

VERSION = "odd-1"


@dataclass(frozen=True, slots=True)
class _Row:
    impossible: bool
    sentence: str
    look: str


def oddity(
    kind: OddityKind, claims: Iterable[str], *, row: str = "", reports: Iterable[str] = (), **values: object
) -> Oddity:
    """Return an oddity with the sentence of its kind, or of another ``row`` of the table, filled with ``values``."""
    found = _rows()[row or kind.value]
    sentence = found.sentence.format(**values)
    return Oddity(kind, tuple(claims), sentence, found.look, found.impossible, tuple(reports))


def setting(name: str) -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return a number or list of ``odd-1.yaml``."""
    return listed(VERSION)[name]


@cache
def _rows() -> dict[str, _Row]:
    return {row["kind"]: _Row(row["impossible"] == "yes", row["sentence"], row["look"]) for row in table(VERSION)}
