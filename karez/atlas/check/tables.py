"""Reading a file of a pack whatever is wrong with it: what can be read, and a fault for the rest."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from karez.atlas.check.faults import Fault, meant, shown
from karez.atlas.rows import split
from karez.atlas.schema.load import FileSchema

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the number of the line on which it begins, and its cells by column. ``whole`` where it has all cells."""

    row: int
    cells: Mapping[str, str]
    whole: bool = True

    def __getitem__(self, column: str) -> str:
        """The cell of a column, empty where the file has no such column."""
        return self.cells.get(column, "")

    def parts(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several things."""
        return split(self[column])


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as far as it can be read, with what is wrong with its bytes, its head and its rows."""

    schema: FileSchema
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.schema.name

    @property
    def whole_lines(self) -> Iterator[Line]:
        """The rows that have all their cells."""
        return (line for line in self.lines if line.whole)


def decoded(name: str, data: bytes) -> tuple[str, list[Fault]]:
    """Return the text of a file, bytes that are not UTF-8 as U+FFFD, and a fault for each line that has such."""
    faults = []
    text = data.decode("utf-8", "replace")
    if text.startswith(_MARK):
        faults.append(Fault(name, None, None, "byte-order-mark", "the file begins with a byte order mark"))
        text = text[1:]
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            wrong = line[error.start : error.start + 1].hex()
            message = f"byte {wrong} at {error.start + 1} of the line is not UTF-8"
            faults.append(Fault(name, number, None, "not-utf-8", message))
        if b"\0" in line:
            faults.append(Fault(name, number, None, "nul", "the line holds a NUL byte"))
    return text, faults


def read_table(schema: FileSchema, data: bytes) -> Table:
    """Read a CSV file; blank lines are passed over. Never raises: what is wrong stands in ``faults``."""
    text, faults = decoded(schema.name, data)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            faults.append(Fault(schema.name, start, None, "bad-csv", str(error)))
            continue
        # A blank line is no row; where the head should stand it is a head of no columns.
        if cells or not rows:
            rows.append((start, cells))
    if not rows or not rows[0][1]:
        missing = f"the file has no head; it must name {', '.join(schema.head)}"
        return Table(schema, (), (), (*faults, Fault(schema.name, 1, None, "missing-column", missing)))
    columns = tuple(rows[0][1])
    faults += _head_faults(schema, columns, rows[0][0])
    lines = []
    for number, cells in rows[1:]:
        whole = len(cells) == len(columns)
        if not whole:
            message = f"{len(cells)} cells, and the head has {len(columns)}"
            faults.append(Fault(schema.name, number, None, "wrong-cells", message))
        lines.append(Line(number, dict(zip(columns, cells, strict=False)), whole))
    return Table(schema, columns, tuple(lines), tuple(faults))


def _head_faults(schema: FileSchema, columns: tuple[str, ...], row: int) -> Iterator[Fault]:
    known = [column.name for column in schema.columns]
    for name in schema.head:
        if name not in columns:
            yield Fault(schema.name, row, name, "missing-column", f"the column {name} is missing")
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield Fault(schema.name, row, name, "double-column", f"the column {shown(name)} stands twice")
        if name not in known:
            yield Fault(
                schema.name, row, name, "unknown-column", f"{shown(name)} is not in the schema{meant(name, known)}"
            )
