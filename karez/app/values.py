"""What goes into a workspace and what comes out of it, beside the nouns of the model."""

from dataclasses import dataclass

from karez.ledger.values import Fault
from karez.model.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one document: its source, the report's id, whether it is new, its claims and notes."""

    source: str
    report: str
    new: bool
    claims: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view or a brief is asked for.

    ``as_of``, ``recorded`` and ``since`` are ISO dates or times, ``now``, or None; ``start`` and ``end`` ISO days;
    ``area`` the name, id or P-code of a place; ``marking`` is of TLP 2.0.
    """

    as_of: str | None = None
    recorded: str | None = None
    since: str | None = None
    area: str | None = None
    start: str | None = None
    end: str | None = None
    title: str = "Situation brief"
    marking: Marking = Marking.AMBER


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the ledger found: every fault, how many commits the chain holds, and its head."""

    faults: tuple[Fault, ...]
    commits: int
    head: str
