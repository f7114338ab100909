"""The error tree.

    KarezError                     K000  anything Karez refuses, with a code, the place and the way out
    ├── InputError                 K1xx  a report cannot be taken in or read
    ├── LedgerError                K2xx  the ledger cannot be opened, written or trusted
    ├── AtlasError                 K3xx  an atlas pack is broken
    ├── RequestError               K4xx  the question or setting makes no sense
    └── BriefError                 K5xx  a brief would break its own rules

Every code stands in ``codes.csv`` beside this module, with its meaning and what to do.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from karez.model.text import printable


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """One documented error code: its short name, what it means and what a user can do."""

    code: str
    name: str
    meaning: str
    remedy: str


@cache
def codes() -> Mapping[str, CodeInfo]:
    """Return every documented code by its short name (``empty-file``), in file order."""
    text = files("karez.model").joinpath("codes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["name"]: CodeInfo(row["code"], row["name"], row["meaning"], row["remedy"]) for row in rows}


class KarezError(Exception):
    """Anything Karez refuses. ``name`` is a short name of ``codes.csv``, ``place`` a file, line or id."""

    def __init__(self, name: str, message: str = "", *, place: str | None = None) -> None:
        self.info = codes()[name]
        self.detail = message or self.info.meaning
        self.place = place
        super().__init__(self.line())

    def __reduce__(self) -> tuple[object, ...]:
        """How it goes from one process to another: made anew from what it was made of."""
        return _anew, (type(self), self.name, self.detail, self.place)

    @property
    def code(self) -> str:
        """The documented code, such as ``K101``."""
        return self.info.code

    @property
    def name(self) -> str:
        """The documented short name, such as ``empty-file``."""
        return self.info.name

    def line(self) -> str:
        """One line for a person: code, place, what is wrong, what to do."""
        where = f"{self.place}: " if self.place else ""
        text = f"{self.code} {self.name}: {where}{self.detail} — {self.info.remedy}"
        return printable(" ".join(text.split()))


class InputError(KarezError):
    """A report cannot be taken in or read."""


class LedgerError(KarezError):
    """The ledger cannot be opened, written or trusted."""


class AtlasError(KarezError):
    """An atlas pack is broken."""


class RequestError(KarezError):
    """The question or a setting makes no sense."""


class BriefError(KarezError):
    """A brief would break its own rules."""


def _anew(kind: type[KarezError], name: str, message: str, place: str | None) -> KarezError:
    return kind(name, message, place=place)
