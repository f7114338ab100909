"""What a check finds: faults as frozen values, told by file and row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from karez.atlas.schema.load import pack_schema

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``row`` is the line of the file (the head is 1), None where the whole file is meant.

    ``rule`` is a name of the schema's list of faults, which gives its level and the way out.
    """

    file: str
    row: int | None
    column: str | None
    rule: str
    message: str

    @property
    def level(self) -> str:
        """``error`` or ``warning``."""
        return pack_schema().rules[self.rule].level

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return pack_schema().rules[self.rule].remedy

    @property
    def place(self) -> str:
        """File, row and column, as far as there are any: ``links.csv:7 length_km``."""
        at = self.file if self.row is None else f"{self.file}:{self.row}"
        return f"{at} {self.column}" if self.column else at


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All faults of a pack in the order of its files and rows, and how many rows each file holds."""

    pack: str
    rows: Mapping[str, int]
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep the pack from being used."""
        return tuple(fault for fault in self.faults if fault.level == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that do not."""
        return tuple(fault for fault in self.faults if fault.level == "warning")


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Sort faults by file (in the schema's order, then others by name), row, column and rule; each stands once."""
    order = {name: number for number, name in enumerate(pack_schema().files)}

    def key(fault: Fault) -> tuple[int, str, int, str, str, str]:
        place = order.get(fault.file, len(order)), fault.file, fault.row or 0
        return (*place, fault.column or "", fault.rule, fault.message)

    return tuple(sorted(set(faults), key=key))


def shown(cell: object) -> str:
    """Return a cell in quotes for a message, cut where it is long."""
    text = str(cell)
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def meant(name: str, known: Iterable[str]) -> str:
    """Return a question after the known name that is most like ``name``, empty where none is like it."""
    near = get_close_matches(name[:_SHOWN], sorted(known), n=1)
    return f"; is {near[0]} meant?" if near else ""
