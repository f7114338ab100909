"""Reading the CSV and YAML files of a pack, with an error that names the row."""

import csv
from collections.abc import Sequence
from pathlib import Path

import yaml

from karez.model.errors import AtlasError

Row = dict[str, str]


def read_rows(path: Path, columns: Sequence[str], *, optional: bool = False) -> list[Row]:
    """Read a CSV file whose head must name ``columns``; empty cells are ``""``.

    A missing file is no rows when ``optional``. Raises AtlasError (``broken-pack``) naming file and line.
    """
    if optional and not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise AtlasError("broken-pack", f"column {missing[0]} is missing", place=path.name)
            return [_checked(row, f"{path.name}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error


def _checked(row: Row, place: str) -> Row:
    if None in row or None in row.values():
        raise AtlasError("broken-pack", "the row has another number of cells than the head", place=place)
    return row


def read_yaml(path: Path) -> dict[str, object]:
    """Read a YAML file that holds one mapping. Raises AtlasError (``broken-pack``) naming the file."""
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error
    if not isinstance(value, dict):
        raise AtlasError("broken-pack", "one mapping is expected", place=path.name)
    return value


# libyaml is some ten times faster, and not everywhere built in.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def number(row: Row, column: str) -> float | None:
    """Return the cell as a number, None when empty. Raises AtlasError (``broken-pack``) naming the row's id."""
    cell = row.get(column, "")
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError as error:
        raise AtlasError("broken-pack", f"{column} is no number: {cell!r}", place=row.get("id")) from error


def required_number(row: Row, column: str) -> float:
    """Return the cell as a number. Raises AtlasError (``broken-pack``) when it is empty or none."""
    value = number(row, column)
    if value is None:
        raise AtlasError("broken-pack", f"{column} is empty", place=row.get("id"))
    return value


def whole(row: Row, column: str) -> int | None:
    """Return the cell as a whole number, None when empty."""
    value = number(row, column)
    return None if value is None else int(value)


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several things with ``|``."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
