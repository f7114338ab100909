"""The sentences of oddities and the numbers that their rules use: ``odd-1``, kept as data."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karez.model.contradiction import Oddity, OddityKind

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


def listed(name: str) -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return a number or list of ``odd-1.yaml``."""
    return _settings()[name]


@cache
def _rows() -> dict[str, _Row]:
    text = _text(f"{VERSION}.csv")
    rows = csv.DictReader(text.splitlines())
    return {row["kind"]: _Row(row["impossible"] == "yes", row["sentence"], row["look"]) for row in rows}


@cache
def _settings() -> Any:  # noqa: ANN401 - the shape is that of the file
    return yaml.safe_load(_text(f"{VERSION}.yaml"))


def _text(name: str) -> str:
    return files("karez.reconcile").joinpath("data").joinpath(name).read_text(encoding="utf-8")
