"""What goes into the ledger and what comes back from a commit or a check."""

from dataclasses import dataclass

from karez.model.claim import Reading
from karez.model.report import Capture, Document
from karez.model.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class Entry:
    """One report to add: its capture, document and reading. ``known_from`` is an instant."""

    capture: Capture
    document: Document
    reading: Reading
    known_from: int
    reader: str = ""
    pack: str = ""
    marking: Marking = Marking.AMBER


@dataclass(frozen=True, slots=True)
class Added:
    """What an add did: the report's id, whether it is new, and how many claims came with it."""

    report: str
    new: bool
    claims: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not verify: the table and row, and what is wrong."""

    table: str
    row: str
    message: str
