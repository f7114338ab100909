"""What `karez copies` and `karez show REPORT` tell of where reports have their words from; private names are masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from karez.brief.mask import Mask
from karez.model.origin import Credit, Origins, ReportOrigin
from karez.model.record import ReportRecord, View
from karez.model.times import show

Row = dict[str, Any]
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Sighted:
    """A view with its origins, and how it is shown: names masked, times in the zone of the ledger."""

    view: View
    origins: Origins
    mask: Mask
    timezone: str


def copies_json(seen: Sighted) -> Row:
    """Return the groups of copies and versions, the outlets that are only named, and what contradicts itself.

    ``groups`` are the families of reports that links join, ``named`` the outlets that reports give as origin without a
    report of their own in the view.
    """
    families: dict[str, list[ReportOrigin]] = {}
    for one in seen.origins.reports.values():
        families.setdefault(one.first, []).append(one)
    records = {report.id: report for report in seen.view.reports}
    groups = [_group(first, family, records, seen) for first, family in families.items() if len(family) > 1]
    return {
        "reports": len(records),
        "groups": groups,
        "named": _named(records, seen),
        "oddities": [
            {"kind": one.kind, "text": one.text, "reports": list(one.reports)} for one in seen.origins.oddities
        ],
    }


def report_origin_json(report: str, seen: Sighted) -> Row | None:
    """Return where one report has its words from; None for a report that the view does not hold."""
    found = seen.origins.reports.get(report)
    record = next((one for one in seen.view.reports if one.id == report), None)
    return _report(found, record, seen) if found and record else None


def _group(first: str, family: Iterable[ReportOrigin], records: dict[str, ReportRecord], seen: Sighted) -> Row:
    ordered = sorted(family, key=lambda one: (one.report != first, records[one.report].known_from, one.report))
    return {
        "first": first,
        "origin": _name(seen.origins.reports[first].key, seen),
        "reports": [_report(one, records[one.report], seen) for one in ordered],
    }


def _named(records: dict[str, ReportRecord], seen: Sighted) -> list[Row]:
    """The outlets that are only named, each with the reports that name it."""
    own = {seen.origins.outlet(record.publisher) for record in records.values() if record.publisher}
    found: dict[str, dict[str, Row]] = {}
    for one in seen.origins.reports.values():
        for credit in one.credits:
            if credit.key not in own:
                found.setdefault(credit.key, {})[one.report] = _report(one, records[one.report], seen)
    return [{"origin": _name(key, seen), "reports": list(rows.values())} for key, rows in sorted(found.items())]


def _report(one: ReportOrigin, record: ReportRecord, seen: Sighted) -> Row:
    link = None
    if one.link is not None:
        words = [[stretch.start, stretch.end] for stretch in one.stretches if stretch.report]
        link = {
            "of": one.link.of,
            "kind": one.link.kind.value,
            "overlap": one.link.overlap,
            "rule": one.link.rule,
            "same_time": one.link.tied,
            "also": list(one.link.also),
            "words": words,
        }
    return {
        "report": one.report,
        "publisher": record.publisher and seen.mask.text(record.publisher),
        "known_from": show(record.known_from, seen.timezone),
        "first": one.first,
        "origin": _name(one.voice, seen),
        "adds": _name(one.key, seen),
        "link": link,
        "credits": [_credit(credit, record, seen) for credit in one.credits],
        "longest": _longest_shared(one, record, seen),
    }


def _credit(credit: Credit, record: ReportRecord, seen: Sighted) -> Row:
    words = credit.words
    return {
        "outlet": _name(credit.key, seen),
        "rule": credit.rule,
        "covers": credit.covers,
        "start": words.start if words else None,
        "end": words.end if words else None,
        "quote": seen.mask.cut(record.text, words.start, words.end) if words and record.text is not None else None,
    }


def _longest_shared(one: ReportOrigin, record: ReportRecord, seen: Sighted) -> str | None:
    """The beginning of the longest stretch that another report had first, in one line."""
    if record.text is None:
        return None
    length = len(record.text)
    taken = [(start.start, length if start.end is None else start.end) for start in one.stretches if start.report]
    if not taken:
        return None
    start, end = max(taken, key=lambda offsets: (offsets[1] - offsets[0], -offsets[0]))
    words = " ".join(seen.mask.cut(record.text, start, end).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _name(key: str, seen: Sighted) -> str:
    return seen.mask.text(seen.origins.names.get(key, key))


# ---------------------------------------------------------------- for people
COLUMNS = ("report", "publisher", "known from", "is", "by", "words")


def table_rows(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Return reports as rows of a table."""
    return [
        (
            row["report"][:16],
            row["publisher"] or "not told",
            row["known_from"],
            link_words(row),
            ", ".join(([row["link"]["rule"]] if row["link"] else []) + [credit["rule"] for credit in row["credits"]]),
            "; ".join(
                filter(None, (f"“{row['longest']}”" if row["longest"] else "", *map(credit_words, row["credits"])))
            ),
        )
        for row in rows
    ]


def link_words(row: Row) -> str:
    """Say how a report stands to an earlier one, and how much both share."""
    link = row["link"]
    if link is None:
        return "first" if row["first"] == row["report"] else ""
    tied = "; both known from the same time" if link["same_time"] else ""
    earlier = "" if link["of"] == row["first"] else f" {link['of'][:16]}"
    also = "".join(f"; also words of {report[:16]}" for report in link["also"])
    return f"{link['kind']}{earlier}, overlap {link['overlap']:.2f}{tied}{also}"


def credit_words(credit: Row) -> str:
    """Say which outlet a report names, and for what."""
    covers = {"report": "for the report", "voice": "for its own voice", "sentence": "for a sentence"}[credit["covers"]]
    return f"names {credit['outlet']} {covers}"


def origin_card(row: Row) -> list[tuple[str, str]]:
    """Return the lines of `karez show` for where a report has its words from."""
    link = row["link"]
    lines = [
        (
            link["kind"] if link else "",
            f"{link['of']}, overlap {link['overlap']:.2f}, by {link['rule']}" if link else "",
        ),
        ("shares", f"“{row['longest']}”" if row["longest"] else ""),
        (
            "origin",
            row["origin"] if row["origin"] == row["adds"] else f"{row['origin']}; of what it adds {row['adds']}",
        ),
        *(("credit", f"{credit_words(credit)} ({credit['rule']})") for credit in row["credits"]),
    ]
    return [(name, text) for name, text in lines if text]
