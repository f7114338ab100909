"""Cell by cell: is it filled, and is it what its column holds?"""

import re
from calendar import monthrange
from collections.abc import Iterator

from karez.atlas.check.faults import Fault, meant, shown
from karez.atlas.check.tables import Line, Table
from karez.atlas.fold import fold_key
from karez.atlas.rows import parsed
from karez.atlas.schema.load import Column, pack_schema

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# What a name must hold at least a letter or digit of, to be found in a text.
_NAMES = ("name", "alias", "designation")

Day = tuple[int, int, int]
# The rule that is broken, and how.
Wrong = tuple[str, str]


def cell_faults(table: Table) -> Iterator[Fault]:
    """Give every cell that is empty and must not be, or is not what its column holds."""
    columns = [column for column in table.schema.columns if column.name in table.columns]
    for line in table.whole_lines:
        for column in columns:
            wrong = _wrong(column, line[column.name])
            if wrong:
                yield Fault(table.name, line.row, column.name, *wrong)
        yield from _dates_reversed(table, line)


def _wrong(column: Column, cell: str) -> Wrong | None:
    if not cell.strip():
        return ("empty-cell", f"{column.name} is empty") if column.required else None
    if column.type in ("number", "whole"):
        return _wrong_number(column, cell)
    if column.type == "word":
        return _wrong_word(column, cell)
    if column.name in _NAMES and not fold_key(cell):
        return "empty-cell", f"{column.name} is {shown(cell)}, without a letter or digit"
    return _wrong_form(column, cell)


def _wrong_form(column: Column, cell: str) -> Wrong | None:
    match column.type:
        case "id" if not _ID.fullmatch(cell):
            return "bad-id", f"{shown(cell)} is no id"
        case "flag" if cell != "yes":
            return "unknown-word", f"{column.name} is {shown(cell)}, neither yes nor empty"
        case "country" if not _COUNTRY.fullmatch(cell):
            return "bad-country", f"{shown(cell)} is no code of two capital letters"
        case "date" if days(cell) is None:
            return "bad-date", f"{shown(cell)} is no date"
    return None


def _wrong_number(column: Column, cell: str) -> Wrong | None:
    value = parsed(cell)
    if value is None:
        return "bad-number", f"{column.name} is {shown(cell)}, no number"
    low = 0.0 if column.type == "whole" else column.low
    unit = f" {column.unit}" if column.unit else ""
    if low is not None and value < max(low, column.low or low):
        return "out-of-range", f"{column.name} is {cell}, below {max(low, column.low or low):g}{unit}"
    if column.high is not None and value > column.high:
        return "out-of-range", f"{column.name} is {cell}, above {column.high:g}{unit}"
    if column.type == "whole" and value != int(value):
        return "bad-number", f"{column.name} is {cell}, no whole number"
    return None


def _wrong_word(column: Column, cell: str) -> Wrong | None:
    allowed = pack_schema().words[column.words or ""]
    if cell in allowed:
        return None
    return "unknown-word", f"{column.name} is {shown(cell)}, none of {', '.join(allowed)}{meant(cell, allowed)}"


def days(cell: str) -> tuple[Day, Day] | None:
    """Return the first and the last day that a date means (a year alone is all of it), None where it is no date."""
    match = _DATE.fullmatch(cell)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or not (month is None or 1 <= month <= 12):
        return None
    last = monthrange(year, month or 12)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return (year, month or 1, day or 1), (year, month or 12, day or last)


def _dates_reversed(table: Table, line: Line) -> Iterator[Fault]:
    since, until = days(line["valid_from"]), days(line["valid_to"])
    if since and until and until[1] < since[0]:
        message = f"valid_to {line['valid_to']} lies before valid_from {line['valid_from']}"
        yield Fault(table.name, line.row, "valid_to", "reversed-dates", message)
