"""The schema of a pack as values, read once from ``pack-1.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from karez.atlas.rows import Row, read_yaml

SCHEMA = "pack-1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, or a key of ``pack.yaml``.

    ``type``: id, text, texts, number, whole, lat, lon, word, flag, date, country, ref, refs (told in the data file).
    ``required``: every row must fill it; ``present``: the file must have it, cells may be empty. ``words`` names the
    list whose words are allowed; ``refers`` the ``file/column`` pairs of which a ref must name a value; ``low`` and
    ``high`` bound a number, in ``unit``.
    """

    name: str
    type: str
    what: str
    required: bool = False
    present: bool = False
    words: str | None = None
    refers: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str | None = None

    @property
    def form(self) -> str:
        """What a cell holds, in a few words: ``word of mode``, ``ref to nodes.csv``, ``number, km, from 0``."""
        parts = [f"word of {self.words}" if self.words else self.type]
        if self.refers:
            parts[0] += f" to {' or '.join(dict.fromkeys(pair.split('/')[0] for pair in self.refers))}"
        parts += [self.unit] if self.unit else []
        parts += [f"from {self.low:g}"] if self.low is not None else []
        parts += [f"to {self.high:g}"] if self.high is not None else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class FileSchema:
    """A file of a pack. Ids are unique within ``space``; ``needs`` is a file without which this one says nothing."""

    name: str
    what: str
    columns: tuple[Column, ...]
    required: bool = False
    space: str | None = None
    needs: str | None = None

    @property
    def is_table(self) -> bool:
        """Whether it is a CSV file whose columns the schema describes."""
        return self.name.endswith(".csv")

    @property
    def head(self) -> tuple[str, ...]:
        """The columns that the file must have."""
        return tuple(column.name for column in self.columns if column.required or column.present)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: ``level`` is error or warning, ``remedy`` the way out."""

    name: str
    level: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PackSchema:
    """A version of the schema. ``words`` gives every list of allowed words with their meanings."""

    id: str
    version: int
    what: str
    words: Mapping[str, Mapping[str, str]]
    files: Mapping[str, FileSchema]
    rules: Mapping[str, Rule]


@cache
def pack_schema() -> PackSchema:
    """Return the schema that this version of Karez reads and checks."""
    raw: dict[str, Any] = read_yaml(Path(str(files("karez.atlas.schema"))) / f"{SCHEMA}.yaml")
    common = raw["common"]
    return PackSchema(
        id=raw["id"],
        version=raw["version"],
        what=raw["what"],
        words=raw["words"],
        files={name: _file(name, told, common) for name, told in raw["files"].items()},
        rules={name: Rule(name, told["level"], told["what"], told["remedy"]) for name, told in raw["faults"].items()},
    )


def _file(name: str, told: Mapping[str, Any], common: Mapping[str, Any]) -> FileSchema:
    columns = (
        _column(column, common[column] if value == "common" else value) for column, value in told["columns"].items()
    )
    return FileSchema(
        name=name,
        what=told["what"],
        columns=tuple(columns),
        required=told.get("required", False),
        space=told.get("space"),
        needs=told.get("needs"),
    )


def _column(name: str, told: Mapping[str, Any]) -> Column:
    return Column(
        name=name,
        type=told["type"],
        what=told["what"],
        required=told.get("required", False),
        present=told.get("present", False),
        words=told.get("words"),
        refers=tuple(told.get("refers", ())),
        low=told.get("min"),
        high=told.get("max"),
        unit=told.get("unit"),
    )


def listed(row: Row, column: str, words: str) -> str:
    """Return the cell, a word of the list ``words``. Raises AtlasError (``broken-pack``) for another, or none."""
    cell = row.get(column, "")
    allowed = pack_schema().words[words]
    if cell not in allowed:
        raise row.broken(f"{column} is {cell!r}, none of {', '.join(allowed)}" if cell else f"{column} is empty")
    return cell
