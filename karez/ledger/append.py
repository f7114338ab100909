"""What an add and a judgement append."""

from sqlalchemy import ColumnElement, Connection, Table, insert, select

from karez.ledger.chain import Commit, Row
from karez.ledger.rows import dump, happened, storable, worded
from karez.ledger.schema import BLOB, CAPTURE, CLAIM, MARKING, READING, REPORT, TEXT
from karez.ledger.values import Added, Entry
from karez.model.canonical import digest
from karez.model.claim import Claim
from karez.model.codec import note_json
from karez.model.errors import LedgerError
from karez.model.record import Judgement


def add_report(connection: Connection, commit: Commit, entry: Entry) -> Added:
    """Gather the rows of one report. Raises LedgerError withheld for a text that was withheld, whoever brings it."""
    document = entry.document
    identity, text_sha256 = document.report_id, document.text_sha256
    present = _has(connection, TEXT, text_sha256)
    if not present and _named(connection, REPORT, REPORT.c.text_sha256 == text_sha256):
        raise LedgerError("withheld", place=identity)
    _keep_bytes(connection, entry)
    capture = _capture_row(entry, identity)
    if not _named(connection, CAPTURE, CAPTURE.c.id == capture["id"]):
        commit.add(CAPTURE, capture)
    if _named(connection, REPORT, REPORT.c.id == identity):
        return Added(identity, False, 0)
    if not present:
        connection.execute(insert(TEXT), {"sha256": text_sha256, "body": document.clean_text.encode("utf-8")})
    commit.add(REPORT, _report_row(entry, identity))
    commit.add(MARKING, {"id": f"mrk-{identity[4:]}-{commit.seq}", "report": identity, "marking": entry.marking.value})
    for claim in entry.reading.claims:
        commit.add(CLAIM, claim_row(claim, identity, entry.known_from))
        commit.add(READING, reading_row(claim, commit.seq, entry.reader, entry.pack))
    return Added(identity, True, len(entry.reading.claims))


def _keep_bytes(connection: Connection, entry: Entry) -> None:
    """Keep the bytes once. Bytes that were withheld with another report of the same file stay withheld."""
    sha256 = entry.capture.sha256
    withheld = _named(connection, CAPTURE, CAPTURE.c.sha256 == sha256)
    if not withheld and not _has(connection, BLOB, sha256):
        connection.execute(insert(BLOB), {"sha256": sha256, "data": entry.capture.data})


def _has(connection: Connection, table: Table, sha256: str) -> bool:
    return connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first() is not None


def _named(connection: Connection, table: Table, condition: ColumnElement[bool]) -> bool:
    return connection.execute(select(table.c.id).where(condition).limit(1)).first() is not None


def _capture_row(entry: Entry, report: str) -> Row:
    capture = entry.capture
    row: Row = {"report": report, "sha256": capture.sha256, "source": capture.source, "method": capture.method}
    row = storable(row | {"media_type": capture.media_type})
    return {"id": "cap-" + digest(row)[:32], **row, "captured": capture.captured}


def _report_row(entry: Entry, identity: str) -> Row:
    document = entry.document
    notes = [note_json(note) for note in entry.reading.notes or document.notes]
    names = ("title", "publisher", "publisher_class", "author", "published", "lang", "url")
    body = {name: getattr(document, name) for name in names} | {"notes": notes, "source": entry.capture.source}
    row: Row = {"id": identity, "text_sha256": document.text_sha256, "known_from": entry.known_from}
    return storable(row | {"body": dump(body)})


def claim_row(claim: Claim, report: str, known_from: int) -> Row:
    """Return the row of a claim: what its id stands for, and its times."""
    start, end = claim.span.offsets
    since, until = happened(claim)
    row: Row = {"id": claim.id, "report": report, "kind": claim.kind.value, "start_at": start, "end_at": end}
    return row | {"known_from": known_from, "happened_from": since, "happened_to": until}


def reading_row(claim: Claim, seq: int, reader: str, pack: str) -> Row:
    """Return the row of a reading: the claim as a reader and a pack of the atlas made it, without the words."""
    row = storable({"claim": claim.id, "reader": reader, "pack": pack, "body": dump(worded(claim))})
    return {"id": f"rdg-{digest(row)[:24]}-{seq}", **row}


def judgement_row(judgement: Judgement, seq: int) -> Row:
    """Return the row of a judgement; its id is a digest of what it says and of its commit."""
    body = dump({"subjects": list(judgement.subjects), "changes": judgement.changes})
    row: Row = {"verdict": judgement.verdict.value, "by": judgement.by, "reason": judgement.reason}
    row = storable(row | {"known_from": judgement.known_from, "report": judgement.report, "body": body})
    return {"id": f"jdg-{digest(row)[:24]}-{seq}", **row}
