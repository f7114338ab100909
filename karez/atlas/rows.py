"""Reading the CSV and YAML files of a pack, with an error that names file and row."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from karez.model.errors import AtlasError


class Row(dict[str, str]):
    """A row by the names of its columns, empty cells as ``""``. ``place`` names its file and line."""

    place: str = ""

    def broken(self, message: str) -> AtlasError:
        """Return the error that this row is broken (``broken-pack``): file, line and, where it has one, its id."""
        name = self.get("id") or self.get("alias")
        return AtlasError("broken-pack", f"{name}: {message}" if name else message, place=self.place)


def read_rows(path: Path, columns: Sequence[str], *, optional: bool = False) -> list[Row]:
    """Read a CSV file whose head must name ``columns``; empty cells are ``""``, a byte order mark is passed over.

    A missing file is no rows when ``optional``. Raises AtlasError (``broken-pack``) naming file and line.
    """
    if optional and not path.exists():
        return []
    reader = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise AtlasError("broken-pack", f"column {missing[0]} is missing", place=path.name)
            return [_checked(row, f"{path.name}:{reader.line_num}") for row in reader]
    except csv.Error as error:
        line = f":{reader.line_num}" if reader else ""
        raise AtlasError("broken-pack", str(error), place=f"{path.name}{line}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error


def _checked(cells: dict[str, str], place: str) -> Row:
    if None in cells or None in cells.values():
        raise AtlasError("broken-pack", "the row has another number of cells than the head", place=place)
    row = Row(cells)
    row.place = place
    return row


def read_yaml(path: Path) -> dict[str, object]:
    """Read a YAML file that holds one mapping. Raises AtlasError (``broken-pack``) naming the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AtlasError("broken-pack", str(error), place=path.name) from error
    return parse_yaml(text, path.name)


def parse_yaml(text: str, place: str) -> dict[str, object]:
    """Return the one mapping that a YAML text holds. Raises AtlasError (``broken-pack``) naming ``place``."""
    try:
        value = yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, *_BAD_SCALAR) as error:
        raise AtlasError("broken-pack", str(error), place=place) from error
    if not isinstance(value, dict):
        raise AtlasError("broken-pack", "one mapping is expected", place=place)
    return value


# What a tag that does not fit its value ends in ("!!int x", a day that is none), and bytes that are not UTF-8.
_BAD_SCALAR = (ValueError, KeyError, AttributeError, TypeError)
# libyaml is some ten times faster, and not everywhere built in.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def number(row: Row, column: str) -> float | None:
    """Return the cell as a number, None when empty. Raises AtlasError (``broken-pack``) naming the row."""
    cell = row.get(column, "")
    if not cell:
        return None
    value = parsed(cell)
    if value is None:
        raise row.broken(f"{column} is no number: {cell!r}")
    return value


_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


def parsed(cell: str) -> float | None:
    """Return the number that a cell writes in digits, with a point where it has a fraction; None for anything else."""
    return float(cell) if _NUMBER.fullmatch(cell) else None


def required_number(row: Row, column: str) -> float:
    """Return the cell as a number. Raises AtlasError (``broken-pack``) when it is empty or none."""
    value = number(row, column)
    if value is None:
        raise row.broken(f"{column} is empty")
    return value


def whole(row: Row, column: str) -> int | None:
    """Return the cell as a whole number of zero or more, None when empty. Raises AtlasError (``broken-pack``)."""
    value = number(row, column)
    if value is None:
        return None
    if value < 0 or value != int(value):
        raise row.broken(f"{column} is no whole number of zero or more: {row[column]!r}")
    return int(value)


def position(row: Row) -> tuple[float, float]:
    """Return the row's (lat, lon) in degrees. Raises AtlasError (``broken-pack``) where they are none."""
    lat, lon = required_number(row, "lat"), required_number(row, "lon")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.broken(f"{lat}, {lon} is no position: latitude is -90 to 90, longitude -180 to 180")
    return lat, lon


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several things with ``|``."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
