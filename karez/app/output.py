"""What the doors print: tables for people, JSON for programs, CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from karez.brief.mask import Mask
from karez.model.codec import claim_json
from karez.model.record import ClaimRecord, Judgement, ReportRecord
from karez.model.text import printable
from karez.model.times import show
from karez.reconcile.item import Item

CSV_COLUMNS = (
    "claim", "kind", "quote", "value", "realis", "claimant", "claimant_class", "from", "to", "place", "admin1", "pcode",
    "known_from", "publisher", "report", "url", "corrected",
)  # fmt: skip
# Columns of ids and field names, which must stay in one piece to be copied.
_WHOLE = frozenset({"claim", "claims", "report", "field", "figure"})
# Where the output is no terminal, its width is not known.
_WIDE = 120
# What a spreadsheet takes for the beginning of a formula, in both widths, also after blanks.
_FORMULA = frozenset("=+-@＝＋－＠")
_CONTROL = frozenset("\t\r\n")


def print_json(value: object) -> None:
    """Print JSON on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table on stdout; words of reports are never markup."""
    table = Table(title=printable(title), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = max(console.width, _WIDE)
    for row in rows:
        table.add_row(*(printable(str(cell)) for cell in row))
    console.print(table)


def value_words(record: ClaimRecord) -> str:
    """Put what a claim says of its kind in a few words: ``killed 17``, ``road closed``."""
    value = claim_json(record.claim)
    parts = [value.get(name) for name in ("type", "harm", "state", "action")]
    if record.claim.kind == "toll":
        bounds = [value[name] for name in ("low", "best", "high")]
        parts.append("/".join("?" if bound is None else str(bound) for bound in bounds))
    return " ".join(str(part) for part in parts if part)


def claim_row(item: Item, mask: Mask, timezone: str) -> dict[str, Any]:
    """Return one claim as a flat row, by the names of ``CSV_COLUMNS``; words of the report are masked."""
    record, report, source = item.record, item.report, item.source
    claim = record.claim
    place = claim.where.place if claim.where else None
    return {
        "claim": claim.id,
        "kind": claim.kind.value,
        "quote": quoted(item, mask),
        "value": value_words(record),
        "realis": claim.realis.value,
        "claimant": mask.text(source.name),
        "claimant_class": source.source_class.value,
        "from": claim.when.start if claim.when else None,
        "to": claim.when.end if claim.when else None,
        "place": place.name if place else (mask.text(claim.where.span.quote) if claim.where else None),
        "admin1": place.admin1 if place else None,
        "pcode": place.pcode if place else None,
        "known_from": show(record.known_from, timezone),
        "publisher": report.publisher and mask.text(report.publisher),
        "report": report.id,
        "url": report.url,
        "corrected": record.corrected,
    }


def quoted(item: Item, mask: Mask) -> str:
    """Return a claim's own words on one line, with the names of private persons masked."""
    if item.report.text is None:
        return "(text withheld)"
    return " ".join(mask.cut(item.report.text, *item.claim.span.offsets).split())


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV that a spreadsheet opens as it is: byte order mark, no cell taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        writer.writerow([_cell(printable(str(row[name])) if row[name] is not None else None) for name in CSV_COLUMNS])
    return "﻿" + file.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    begins = text.lstrip()[:1] in _FORMULA or text[:1] in _CONTROL
    return f"'{text}" if text and begins else text


def report_json(report: ReportRecord, timezone: str) -> dict[str, Any]:
    """Return a report as JSON."""
    return {
        "id": report.id,
        "publisher": report.publisher,
        "publisher_class": report.publisher_class,
        "title": report.title,
        "published": report.published,
        "known_from": show(report.known_from, timezone),
        "recorded": show(report.recorded, timezone),
        "lang": report.lang,
        "url": report.url,
        "source": report.source,
        "text_sha256": report.text_sha256,
        "captures": list(report.captures),
        "marking": report.marking.value,
        "retracted": None if report.retracted is None else show(report.retracted, timezone),
        "notes": [{"code": note.code, "message": note.message} for note in report.notes],
        "text": report.text,
    }


def judgement_json(judgement: Judgement, timezone: str) -> dict[str, Any]:
    """Return a judgement as JSON."""
    return {
        "id": judgement.id,
        "verdict": judgement.verdict.value,
        "subjects": list(judgement.subjects),
        "changes": dict(judgement.changes),
        "by": judgement.by,
        "reason": judgement.reason,
        "known_from": show(judgement.known_from, timezone),
        "recorded": show(judgement.recorded, timezone),
        "report": judgement.report,
    }
