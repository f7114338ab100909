"""Destroys the text and the bytes of a report; digests and a tombstone stay, and the chain still verifies."""

from dataclasses import replace

from sqlalchemy import Connection, delete, select

from karez.ledger.append import judgement_row
from karez.ledger.chain import Commit
from karez.ledger.history import WITHHELD, is_tombstone, judgement_of
from karez.ledger.schema import BLOB, CAPTURE, CHAIN, JUDGEMENT, REPORT, TEXT
from karez.model.errors import RequestError
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict


def withhold_report(connection: Connection, commit: Commit, report: str, by: str, reason: str) -> Judgement:
    """Delete the text and bytes, also for other reports that share them; return the tombstone.

    A report that was withheld before keeps its first tombstone. Raises RequestError unknown-id.
    """
    found = connection.execute(select(REPORT).where(REPORT.c.id == report)).mappings().first()
    if found is None:
        raise RequestError("unknown-id", place=report)
    connection.execute(delete(TEXT).where(TEXT.c.sha256 == found["text_sha256"]))
    # Every report with this text has files that hold it.
    sharing = select(REPORT.c.id).where(REPORT.c.text_sha256 == found["text_sha256"])
    files = select(CAPTURE.c.sha256).where(CAPTURE.c.report.in_(sharing))
    connection.execute(delete(BLOB).where(BLOB.c.sha256.in_(files)))
    earlier = _tombstone(connection, report)
    if earlier:
        return earlier
    changes: dict[str, object] = {WITHHELD: found["text_sha256"]}
    judgement = Judgement(Verdict.RETRACT, (), by, reason, found["known_from"], changes=changes, report=report)
    row = judgement_row(judgement, commit.seq)
    commit.add(JUDGEMENT, row)
    return replace(judgement, id=str(row["id"]), recorded=commit.recorded)


def _tombstone(connection: Connection, report: str) -> Judgement | None:
    query = select(JUDGEMENT, CHAIN.c.recorded).join(CHAIN, CHAIN.c.seq == JUDGEMENT.c.seq)
    rows = connection.execute(query.where(JUDGEMENT.c.report == report)).mappings()
    made = (judgement_of(row, int(row["recorded"])) for row in rows)
    return next((item for item in made if is_tombstone(item)), None)
