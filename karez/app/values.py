"""What goes into a workspace and what comes out of it, beside the nouns of the model."""

from dataclasses import dataclass

from karez.ledger.values import Fault
from karez.model.access import UserClass
from karez.model.vocabulary import AssetType, Marking


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
class AccessAsked:
    """What is asked of access, beside the times and the area of ``Asked``.

    ``hubs`` and ``towns`` are names or ids of places, in any script; none: the hubs of the pack, and all towns of the
    network. ``mode`` is road or rail. ``reopen`` is one road, railway or section that is reported closed: what would
    its reopening give back? ``best_reopening``: which one would give back most?
    """

    hubs: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    users: UserClass = UserClass.ALL
    mode: AssetType = AssetType.ROAD
    reopen: str | None = None
    best_reopening: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the ledger found: every fault, how many commits the chain holds, and its head."""

    faults: tuple[Fault, ...]
    commits: int
    head: str
