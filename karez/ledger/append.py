"""What an add, a re-reading and a judgement append."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, insert, select

from karez.ledger.chain import Commit, Row
from karez.ledger.rows import dump, worded
from karez.ledger.schema import BLOB, CAPTURE, CLAIM, JUDGEMENT, MARKING, READING, REPORT, TEXT
from karez.ledger.values import Added, Entry
from karez.model.canonical import digest
from karez.model.claim import Claim, Reading
from karez.model.codec import note_json
from karez.model.errors import LedgerError, RequestError
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict

SUCCESSOR = "successor"


def _keep(connection: Connection, table: Table, sha256: str, **values: object) -> None:
    """Keep a text or bytes by their digest, once."""
    if not connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first():
        connection.execute(insert(table), {"sha256": sha256, **values})


def add_report(connection: Connection, commit: Commit, entry: Entry) -> Added:
    """Gather the rows of one report. Raises LedgerError withheld for a report whose text was withheld."""
    document = entry.document
    identity = document.report_id
    known = connection.execute(select(REPORT.c.text_sha256).where(REPORT.c.id == identity)).first()
    if known and not connection.execute(select(TEXT.c.sha256).where(TEXT.c.sha256 == known[0])).first():
        raise LedgerError("withheld", place=identity)
    _keep(connection, BLOB, entry.capture.sha256, data=entry.capture.data)
    capture = _capture_row(entry, identity)
    if not connection.execute(select(CAPTURE.c.id).where(CAPTURE.c.id == capture["id"])).first():
        commit.add(CAPTURE, capture)
    if known:
        return Added(identity, False, 0)
    _keep(connection, TEXT, document.text_sha256, body=document.clean_text)
    commit.add(REPORT, _report_row(entry, identity))
    commit.add(MARKING, {"id": f"mrk-{identity[4:]}-{commit.seq}", "report": identity, "marking": entry.marking.value})
    for claim in entry.reading.claims:
        commit.add(CLAIM, _claim_row(claim, identity, entry.known_from))
        commit.add(READING, _reading_row(claim, commit.seq, entry.reader, entry.pack))
    return Added(identity, True, len(entry.reading.claims))


def _capture_row(entry: Entry, report: str) -> Row:
    capture = entry.capture
    row: Row = {"report": report, "sha256": capture.sha256, "source": capture.source, "method": capture.method}
    row |= {"media_type": capture.media_type}
    return {"id": "cap-" + digest(row)[:32], **row, "captured": capture.captured}


def _report_row(entry: Entry, identity: str) -> Row:
    document = entry.document
    notes = [note_json(note) for note in entry.reading.notes or document.notes]
    names = ("title", "publisher", "publisher_class", "author", "published", "lang", "url")
    body = {name: getattr(document, name) for name in names} | {"notes": notes, "source": entry.capture.source}
    row: Row = {"id": identity, "text_sha256": document.text_sha256, "known_from": entry.known_from}
    return row | {"body": _storable(dump(body))}


def _storable(text: str) -> str:
    """Text as every database takes it: no lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _claim_row(claim: Claim, report: str, known_from: int) -> Row:
    start, end = claim.span.offsets
    row: Row = {"id": claim.id, "report": report, "kind": claim.kind.value, "start_at": start, "end_at": end}
    return row | {"known_from": known_from}


def _reading_row(claim: Claim, seq: int, reader: str, pack: str) -> Row:
    row: Row = {"claim": claim.id, "reader": reader, "pack": pack, "body": dump(worded(claim))}
    return {"id": f"rdg-{digest(row)[:24]}-{seq}", **row}


def judgement_row(judgement: Judgement, seq: int) -> Row:
    """Return the row of a judgement; its id is a digest of what it says and of its commit."""
    body = dump({"subjects": list(judgement.subjects), "changes": judgement.changes})
    row: Row = {"verdict": judgement.verdict.value, "by": judgement.by, "reason": judgement.reason}
    row |= {"known_from": judgement.known_from, "report": judgement.report, "body": _storable(body)}
    return {"id": f"jdg-{digest(row)[:24]}-{seq}", **row}


def reread_report(connection: Connection, commit: Commit, report: str, reading: Reading, reader: str, pack: str) -> int:
    """Gather the rows of a newer reading. Raises RequestError unknown-id."""
    known_from = connection.execute(select(REPORT.c.known_from).where(REPORT.c.id == report)).scalar()
    if known_from is None:
        raise RequestError("unknown-id", place=report)
    rows = connection.execute(select(CLAIM).where(CLAIM.c.report == report)).mappings().all()
    old = {str(row["id"]): (str(row["kind"]), int(row["start_at"]), int(row["end_at"])) for row in rows}
    kept = _by_persons(connection, old)
    fresh = [claim for claim in reading.claims if claim.id in old or not _taken(claim, kept, old)]
    new = [claim for claim in fresh if claim.id not in old]
    for claim in new:
        commit.add(CLAIM, _claim_row(claim, report, int(known_from)))
    for claim in fresh:
        commit.add(READING, _reading_row(claim, commit.seq, reader, pack))
    gone = sorted(set(old) - {claim.id for claim in fresh} - kept)
    for identity in gone:
        follower = _follower(old[identity], new)
        changes: dict[str, object] = {SUCCESSOR: follower}
        judgement = Judgement(Verdict.RETRACT, (identity,), reader, "read anew", int(known_from), changes=changes)
        commit.add(JUDGEMENT, judgement_row(judgement, commit.seq))
    return len(new)


def _by_persons(connection: Connection, claims: Iterable[str]) -> set[str]:
    """Claims that a person accepted or corrected; a machine does not supersede them."""
    wanted = set(claims)
    verdicts = (Verdict.ACCEPT.value, Verdict.CORRECT.value)
    rows = connection.execute(select(JUDGEMENT.c.body).where(JUDGEMENT.c.verdict.in_(verdicts)))
    return {claim for claim in wanted for row in rows.all() if f'"{claim}"' in row[0]} if wanted else set()


def _taken(claim: Claim, kept: set[str], old: dict[str, tuple[str, int, int]]) -> bool:
    return any(_overlaps(old[identity], claim) for identity in kept)


def _overlaps(place: tuple[str, int, int], claim: Claim) -> bool:
    kind, start, end = place
    return kind == claim.kind.value and claim.span.overlaps(start, end)


def _follower(place: tuple[str, int, int], new: Sequence[Claim]) -> str | None:
    return next((claim.id for claim in new if _overlaps(place, claim)), None)
