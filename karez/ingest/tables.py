"""Tables of articles: CSV with a header, whatever its delimiter."""

import csv
import io
from collections.abc import Iterator

from karez.ingest.batches import TEXT_KEYS, Outcome, article
from karez.ingest.encoding import decode_text
from karez.ingest.limits import limits
from karez.model.claim import Note
from karez.model.errors import InputError

_DELIMITERS = ",;\t|"
csv.field_size_limit(limits().bytes)


def decode_csv(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield one document per row of a table with a header. Raises InputError bad-line, not-readable.

    Places count lines of the file. A quotation mark that is never closed ends the table with an error at its line.
    """
    text, notes = decode_text(data, place=place)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for row in rows:
            start, line = line, rows.line_num + 1
            if header is None:
                header = _header(row, place)
            elif any(cell.strip() for cell in row):
                yield _row(header, row, f"{place}:{start}", notes)
    except csv.Error as error:
        raise InputError("bad-line", f"the row is broken: {error}", place=f"{place}:{line}") from error


def _row(header: list[str], row: list[str], place: str, notes: tuple[Note, ...]) -> Outcome:
    if any(cell.strip() for cell in row[len(header) :]):
        # A text with the delimiter in it and no quotation marks would be cut in silence.
        return InputError("bad-line", f"the row has {len(row)} cells, the first line {len(header)}", place=place)
    told = {key: cell for key, cell in zip(header, row, strict=False) if key and cell}
    return article(told, place, notes=notes)


def _delimiter(text: str) -> str:
    """The one that cuts the first line into most cells, a text among them."""
    first = text.split("\n", 1)[0]
    cells = {mark: _names(first.split(mark)) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (not set(TEXT_KEYS).isdisjoint(cells[mark]), len(cells[mark])))


def _header(row: list[str], place: str) -> list[str]:
    names = _names(row)
    if set(TEXT_KEYS).isdisjoint(names):
        raise InputError("bad-line", f"the first line names no column {' or '.join(TEXT_KEYS[:3])}", place=f"{place}:1")
    return names


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().strip('"').strip().lower() for cell in cells]
