"""What a newer reading of a report appends.

Claims with equal ids stay; the others of the earlier reading are superseded, each with its successor: the new claim
of the same kind that overlaps it most. A claim that a person accepted or corrected is left as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from karez.ledger.append import claim_row, judgement_row, reading_row
from karez.ledger.chain import Commit
from karez.ledger.history import SEVERAL, SUCCESSOR, History, Judged, judgement_of
from karez.ledger.rows import dump, storable, worded
from karez.ledger.schema import CLAIM, JUDGEMENT, READING, REPORT
from karez.model.claim import Claim, Reading
from karez.model.errors import RequestError
from karez.model.record import Judgement
from karez.model.text import Offsets
from karez.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class _Old:
    """A claim that the ledger holds of the report: where it stands, and its latest reading row."""

    kind: str
    span: Offsets
    reading: RowMapping


def reread_report(connection: Connection, commit: Commit, report: str, reading: Reading, reader: str, pack: str) -> int:
    """Gather the rows of a newer reading; return how many claims are new. Raises RequestError unknown-id."""
    known_from = connection.execute(select(REPORT.c.known_from).where(REPORT.c.id == report)).scalar()
    if known_from is None:
        raise RequestError("unknown-id", place=report)
    old = _old(connection, report)
    history = History.of(
        _judged(connection, report), lambda claim: int(old[claim].reading["seq"]) if claim in old else 0
    )
    live = {claim for claim in old if not history.superseded(claim)}
    kept = history.kept(live)
    found = {claim.id for claim in reading.claims}
    lost = [old[claim] for claim in kept - found]
    fresh = [c for c in reading.claims if c.id in live or not any(_overlap(place, c) for place in lost)]
    for claim in fresh:
        if claim.id not in old:
            commit.add(CLAIM, claim_row(claim, report, int(known_from)))
        if claim.id not in kept and (claim.id not in live or _differs(old[claim.id].reading, claim, reader, pack)):
            commit.add(READING, reading_row(claim, commit.seq, reader, pack))
    entering = [claim for claim in fresh if claim.id not in live]
    gone = live - kept - {claim.id for claim in fresh}
    waiting = {history.live(subject) for item in history.waiting for subject in item.subjects} - live
    for identity in sorted(gone | (waiting & set(old) - {claim.id for claim in entering})):
        follower = _follower(old[identity], entering)
        if follower or identity in gone:
            changes: dict[str, object] = {SUCCESSOR: follower}
            link = Judgement(Verdict.RETRACT, (identity,), reader, "read anew", int(known_from), "", 0, changes, report)
            commit.add(JUDGEMENT, judgement_row(link, commit.seq))
    return sum(claim.id not in old for claim in fresh)


def _old(connection: Connection, report: str) -> dict[str, _Old]:
    query = (
        select(CLAIM.c.kind, CLAIM.c.start_at, CLAIM.c.end_at, READING)
        .join(READING, READING.c.claim == CLAIM.c.id)
        .where(CLAIM.c.report == report)
        .order_by(READING.c.seq)
    )
    rows = connection.execute(query).mappings()
    return {row["claim"]: _Old(row["kind"], (row["start_at"], row["end_at"]), row) for row in rows}


def _judged(connection: Connection, report: str) -> Judged:
    """The judgements on claims of a report: its own, and those on claims of several reports."""
    own = (JUDGEMENT.c.report == report) | JUDGEMENT.c.verdict.in_(verdict.value for verdict in SEVERAL)
    rows = connection.execute(select(JUDGEMENT).where(own).order_by(JUDGEMENT.c.seq))
    return [(int(row["seq"]), judgement_of(row)) for row in rows.mappings()]


def _differs(row: RowMapping, claim: Claim, reader: str, pack: str) -> bool:
    fresh = storable({"reader": reader, "pack": pack, "body": dump(worded(claim))})
    return any(row[key] != value for key, value in fresh.items())


def _overlap(old: _Old, claim: Claim) -> int:
    """How many characters a claim of the same kind shares with an old one."""
    start, end = old.span
    return max(0, min(end, claim.span.end) - max(start, claim.span.start)) if old.kind == claim.kind.value else 0


def _follower(old: _Old, entering: Sequence[Claim]) -> str | None:
    best = max(entering, key=lambda claim: (_overlap(old, claim), -claim.span.start, claim.id), default=None)
    return best.id if best and _overlap(old, best) else None
