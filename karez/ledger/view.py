"""What the ledger knew at a pair of times: rows that pass both, less those that such rows closed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from sqlalchemy import Connection, RowMapping, func, select

from karez.ledger.append import SUCCESSOR
from karez.ledger.chain import START
from karez.ledger.rows import claim_of
from karez.ledger.schema import CAPTURE, CHAIN, CLAIM, JUDGEMENT, MARKING, READING, REPORT, TEXT
from karez.model.claim import Note
from karez.model.correction import corrected
from karez.model.record import ClaimRecord, Judgement, ReportRecord, View
from karez.model.vocabulary import Marking, Verdict

_CLOSING = frozenset({Verdict.REJECT, Verdict.RETRACT})
_DECIDING = frozenset({Verdict.ACCEPT, *_CLOSING})


@dataclass(slots=True)
class _Decided:
    """What judgements say about each claim."""

    verdicts: dict[str, Judgement] = field(default_factory=dict)
    changes: dict[str, dict[str, object]] = field(default_factory=dict)


class Claims(Sequence[ClaimRecord]):
    """The claims of a view, each read from its row when it is asked for."""

    def __init__(self, rows: Sequence[Any], texts: dict[str, str], changes: dict[str, dict[str, object]]) -> None:
        self._rows = rows
        self._texts = texts
        self._changes = changes

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> ClaimRecord: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ClaimRecord]: ...
    def __getitem__(self, at: int | slice) -> ClaimRecord | Sequence[ClaimRecord]:
        if isinstance(at, slice):
            return Claims(self._rows[at], self._texts, self._changes)
        return self._record(self._rows[at])

    def __iter__(self) -> Iterator[ClaimRecord]:
        return map(self._record, self._rows)

    def _record(self, row: Any) -> ClaimRecord:  # noqa: ANN401 - a database row
        identity, report, known_from, recorded, body = row
        claim = claim_of(body, self._texts.get(report))
        changes = self._changes.get(identity)
        if changes:
            claim = corrected(claim, changes)
        return ClaimRecord(claim, report, known_from, recorded, corrected=bool(changes))


def load_view(connection: Connection, as_of: int | None, recorded: int | None) -> View:
    """Return the view of a pair of instants; None is the latest of each."""
    entry = _entry(connection, recorded)
    seq = int(entry["seq"]) if entry else 0
    now = int(entry["recorded"]) if entry else 0
    times = {
        row[0]: row[1] for row in connection.execute(select(CHAIN.c.seq, CHAIN.c.recorded).where(CHAIN.c.seq <= seq))
    }
    reports = _reports(connection, seq, times)
    judgements = _judgements(connection, seq, times)
    latest = max((report.known_from for report in reports), default=0)
    shown = as_of if as_of is not None else max([latest, *(item.known_from for item in judgements)], default=0)
    reports = [report for report in reports if report.known_from <= shown]
    judgements = [judgement for judgement in judgements if judgement.known_from <= shown]
    decided = _decide(judgements)
    closed = {claim for claim, judgement in decided.verdicts.items() if judgement.verdict in _CLOSING}
    texts = {report.id: report.text for report in reports if report.text is not None}
    return View(
        as_of=shown,
        recorded=recorded if recorded is not None else now,
        head=str(entry["head"]) if entry else START,
        reports=tuple(reports),
        claims=Claims(_claims(connection, seq, shown, times, closed), texts, decided.changes),
        judgements=tuple(item for item in judgements if SUCCESSOR not in item.changes),
    )


def _entry(connection: Connection, recorded: int | None) -> RowMapping | None:
    query = select(CHAIN).order_by(CHAIN.c.seq.desc()).limit(1)
    if recorded is not None:
        query = query.where(CHAIN.c.recorded <= recorded)
    return connection.execute(query).mappings().first()


def _reports(connection: Connection, seq: int, times: dict[int, int]) -> list[ReportRecord]:
    texts = select(REPORT, TEXT.c.body.label("text")).join(TEXT, TEXT.c.sha256 == REPORT.c.text_sha256, isouter=True)
    rows = connection.execute(texts.where(REPORT.c.seq <= seq)).mappings().all()
    markings = select(MARKING.c.report, MARKING.c.marking).where(MARKING.c.seq <= seq).order_by(MARKING.c.seq)
    marked = {row[0]: row[1] for row in connection.execute(markings)}
    captures: dict[str, list[str]] = {}
    for report, sha in connection.execute(select(CAPTURE.c.report, CAPTURE.c.sha256).where(CAPTURE.c.seq <= seq)):
        captures.setdefault(report, []).append(sha)
    found = [_report(row, times, marked, captures) for row in rows]
    return sorted(found, key=lambda report: (report.known_from, report.id))


def _report(
    row: RowMapping, times: dict[int, int], marked: dict[str, str], captures: dict[str, list[str]]
) -> ReportRecord:
    body = json.loads(row["body"])
    notes = tuple(Note(note["code"], note["message"]) for note in body.pop("notes"))
    return ReportRecord(
        id=row["id"],
        text_sha256=row["text_sha256"],
        text=row["text"],
        known_from=row["known_from"],
        recorded=times[row["seq"]],
        notes=notes,
        marking=Marking(marked.get(row["id"], Marking.AMBER.value)),
        captures=tuple(sorted(set(captures.get(row["id"], [])))),
        **body,
    )


def _judgements(connection: Connection, seq: int, times: dict[int, int]) -> list[Judgement]:
    rows = connection.execute(select(JUDGEMENT).where(JUDGEMENT.c.seq <= seq).order_by(JUDGEMENT.c.seq, JUDGEMENT.c.id))
    return [_judgement(row, times) for row in rows.mappings()]


def _judgement(row: RowMapping, times: dict[int, int]) -> Judgement:
    body = json.loads(row["body"])
    return Judgement(
        Verdict(row["verdict"]),
        tuple(body["subjects"]),
        row["by"],
        row["reason"],
        row["known_from"],
        id=row["id"],
        recorded=times[row["seq"]],
        changes=body["changes"],
        report=row["report"],
    )


def _decide(judgements: Sequence[Judgement]) -> _Decided:
    """Fold the judgements in order of their commits; a superseded claim hands its own on to its successor."""
    decided = _Decided()
    for judgement in judgements:
        for subject in judgement.subjects:
            if judgement.verdict is Verdict.CORRECT:
                decided.changes.setdefault(subject, {}).update(judgement.changes)
            elif judgement.verdict in _DECIDING:
                before = decided.verdicts.get(subject)
                successor = judgement.changes.get(SUCCESSOR)
                if before and isinstance(successor, str):
                    decided.verdicts.setdefault(successor, before)
                decided.verdicts[subject] = judgement
    return decided


def _claims(
    connection: Connection, seq: int, as_of: int, times: dict[int, int], closed: set[str]
) -> list[tuple[str, str, int, int, str]]:
    latest = (
        select(READING.c.claim, func.max(READING.c.seq).label("seq"))
        .where(READING.c.seq <= seq)
        .group_by(READING.c.claim)
        .subquery()
    )
    joined = CLAIM.join(latest, latest.c.claim == CLAIM.c.id).join(
        READING, (READING.c.claim == CLAIM.c.id) & (READING.c.seq == latest.c.seq)
    )
    query = (
        select(CLAIM.c.id, CLAIM.c.report, CLAIM.c.known_from, CLAIM.c.seq, READING.c.body)
        .select_from(joined)
        .where(CLAIM.c.seq <= seq, CLAIM.c.known_from <= as_of)
        .order_by(CLAIM.c.known_from, CLAIM.c.id)
    )
    rows = connection.execute(query)
    return [(row[0], row[1], row[2], times[row[3]], row[4]) for row in rows if row[0] not in closed]
