"""Checks what lies outside the chain: texts and files by their digests, and whether what is gone was withheld."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from karez.ledger.history import WITHHELD, is_tombstone, judgement_of
from karez.ledger.schema import BLOB, CAPTURE, JUDGEMENT, REPORT, TEXT
from karez.ledger.values import Fault
from karez.model.canonical import digest_bytes
from karez.model.vocabulary import Verdict


def stored(connection: Connection, changed: Set[tuple[str, str]] = frozenset()) -> Iterator[Fault]:
    """Yield every text or file that was changed, lost, put in, or put back after it was withheld.

    ``changed`` are rows, as (table, id), that are known to be changed: what they say of a digest is passed over.
    """
    texts, reports = _withheld(connection)
    owners: dict[str, str] = {}
    for report, sha256 in connection.execute(select(REPORT.c.id, REPORT.c.text_sha256)):
        if ("report", report) not in changed:
            owners[sha256] = report
    files: dict[str, str] = {}
    gone: set[str] = set()
    for capture, sha256, report in connection.execute(select(CAPTURE.c.id, CAPTURE.c.sha256, CAPTURE.c.report)):
        if ("capture", capture) not in changed:
            files[sha256] = report
            gone |= {sha256} if report in reports else set()
    whole = not any(table in {"report", "capture"} for table, _ in changed)
    yield from _check(connection, TEXT, _Kept("text", owners, texts, whole))
    yield from _check(connection, BLOB, _Kept("file", files, gone, whole))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What should be kept: the digests with a report of each, those withheld, and whether that is all of them."""

    kind: str
    owners: dict[str, str]
    withheld: set[str]
    whole: bool


def _check(connection: Connection, table: Table, kept: _Kept) -> Iterator[Fault]:
    kind, found = kept.kind, set()
    # One by one: a file may be as large as the limit on what is taken in.
    rows = connection.execute(select(table), execution_options={"yield_per": 20})
    for sha256, data in rows:
        found.add(sha256)
        if not isinstance(data, bytes) or digest_bytes(data) != sha256:
            done = "changed" if kind == "text" else "swapped"
            yield Fault(table.name, sha256, f"the {kind} was {done}: its digest does not fit")
        elif kept.whole and sha256 not in kept.owners:
            yield Fault(table.name, sha256, f"the {kind} belongs to no report")
        elif sha256 in kept.withheld:
            yield Fault(table.name, sha256, f"the {kind} was withheld and is there again")
    for sha256, report in sorted(kept.owners.items()):
        if sha256 not in found and sha256 not in kept.withheld:
            yield Fault(table.name, sha256, f"the {kind} of {report} is gone and was not withheld")


def _withheld(connection: Connection) -> tuple[set[str], set[str]]:
    """Digests of withheld texts, and the reports that have one of them."""
    tombs = JUDGEMENT.c.report.is_not(None) & (JUDGEMENT.c.verdict == Verdict.RETRACT.value)
    texts = set()
    for row in connection.execute(select(JUDGEMENT).where(tombs)).mappings():
        try:
            item = judgement_of(row)
        except (ValueError, TypeError, KeyError):
            continue  # the row was changed, which its digest has told already
        if is_tombstone(item):
            texts.add(str(item.changes[WITHHELD]))
    pairs = connection.execute(select(REPORT.c.id, REPORT.c.text_sha256))
    return texts, {report for report, sha256 in pairs if sha256 in texts}
