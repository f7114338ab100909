"""What the ledger knew at a pair of times: rows that pass both, less those that such rows closed."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from operator import itemgetter
from typing import Any, overload

from sqlalchemy import Connection, RowMapping, func, select

from karez.ledger.history import History, Judged, is_link, judgement_of
from karez.ledger.rows import claim_of, wall_clock
from karez.ledger.schema import CAPTURE, CHAIN, CLAIM, JUDGEMENT, MARKING, READING, REPORT, TEXT
from karez.ledger.settings import genesis, setting
from karez.model.claim import Note
from karez.model.correction import corrected
from karez.model.record import ClaimRecord, Judgement, ReportRecord, View
from karez.model.times import micros, moment
from karez.model.vocabulary import Marking, Verdict

Interval = tuple[str | None, str | None]
_JOINS = frozenset({Verdict.JOIN, Verdict.KEEP_APART})
_Row = tuple[str, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What a view is asked for: instants (None: the latest), ``happened`` as local ISO times with the end exclusive
    (None: open), and whether closed claims are shown, too."""

    as_of: int | None = None
    recorded: int | None = None
    happened: Interval | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Story:
    """What the claims of a view need beside their rows: texts by report, and what judgements did to them."""

    texts: dict[str, str]
    history: History


class Claims(Sequence[ClaimRecord]):
    """The claims of a view, each made from its row when it is first asked for."""

    def __init__(self, rows: Sequence[_Row], story: _Story) -> None:
        self._rows = rows
        self._story = story
        self._made: list[ClaimRecord | None] = [None] * len(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> ClaimRecord: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ClaimRecord]: ...
    def __getitem__(self, at: int | slice) -> ClaimRecord | Sequence[ClaimRecord]:
        if isinstance(at, slice):
            return tuple(self._record(place) for place in range(*at.indices(len(self))))
        return self._record(range(len(self))[at])

    def __iter__(self) -> Iterator[ClaimRecord]:
        return map(self._record, range(len(self)))

    def _record(self, at: int) -> ClaimRecord:
        return self._made[at] or self._make(at)

    def _make(self, at: int) -> ClaimRecord:
        identity, report, known_from, recorded, body = self._rows[at]
        claim = claim_of(body, self._story.texts.get(report))
        changes = self._story.history.changes.get(identity)
        if changes:
            claim = corrected(claim, changes)
        known_to = self._story.history.closed.get(identity)
        record = ClaimRecord(claim, report, known_from, recorded, known_to, corrected=bool(changes))
        self._made[at] = record
        return record


def load_view(connection: Connection, question: Question) -> View:
    """Return the view that is asked for. Raises ValueError for a ``happened`` that is no local ISO time."""
    entry = _entry(connection, question.recorded)
    seq = int(entry["seq"]) if entry else 0
    now = int(entry["recorded"]) if entry else 0
    passed = select(CHAIN.c.seq, CHAIN.c.recorded).where(CHAIN.c.seq <= seq)
    times: dict[int, int] = dict(connection.execute(passed).all())
    reports = _reports(connection, seq, times)
    judged = _judged(connection, seq, times)
    latest = max((report.known_from for report in reports), default=0)
    shown = question.as_of
    if shown is None:
        shown = max([latest, *(item.known_from for _, item in judged)], default=0)
    reports = [report for report in reports if report.known_from <= shown]
    judged = [(at, item) for at, item in judged if item.known_from <= shown]
    readings = _readings(connection, seq)
    history = History.of(judged, lambda claim: readings[claim][0] if claim in readings else 0)
    rows = _claims(connection, seq, shown, _during(connection, question.happened))
    found = [
        (identity, report, known, times[at], readings[identity][1])
        for identity, report, known, at in rows
        if question.closed or identity not in history.closed
    ]
    texts = {report.id: report.text for report in reports if report.text is not None}
    return View(
        as_of=shown,
        recorded=question.recorded if question.recorded is not None else now,
        head=str(entry["head"]) if entry else genesis(setting(connection, "timezone")),
        reports=tuple(reports),
        claims=Claims(found, _Story(texts, history)),
        judgements=tuple(_shown(item, history) for _, item in judged if not is_link(item)),
        waiting=tuple(history.waiting),
    )


def load_history(connection: Connection) -> History:
    """Return what all judgements of the ledger come to."""
    times: dict[int, int] = dict(connection.execute(select(CHAIN.c.seq, CHAIN.c.recorded)).all())
    latest = select(READING.c.claim, func.max(READING.c.seq)).group_by(READING.c.claim)
    read_at: dict[str, int] = dict(connection.execute(latest).all())
    return History.of(_judged(connection, max(times, default=0), times), lambda claim: read_at.get(claim, 0))


def _shown(item: Judgement, history: History) -> Judgement:
    return history.followed(item) if item.verdict in _JOINS else item


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
        text=None if row["text"] is None else bytes(row["text"]).decode("utf-8"),
        known_from=row["known_from"],
        recorded=times[row["seq"]],
        notes=notes,
        marking=Marking(marked.get(row["id"], Marking.AMBER.value)),
        captures=tuple(sorted(set(captures.get(row["id"], [])))),
        **body,
    )


def _judged(connection: Connection, seq: int, times: dict[int, int]) -> Judged:
    rows = connection.execute(select(JUDGEMENT).where(JUDGEMENT.c.seq <= seq)).mappings()
    judged = [(int(row["seq"]), judgement_of(row, times[row["seq"]])) for row in rows]
    return sorted(judged, key=lambda pair: (pair[0], pair[1].id))


def _readings(connection: Connection, seq: int) -> dict[str, tuple[int, str]]:
    """The latest reading of each claim: the commit and the body."""
    query = select(READING.c.claim, READING.c.seq, READING.c.body).where(READING.c.seq <= seq).order_by(READING.c.seq)
    return {claim: (at, body) for claim, at, body in connection.execute(query)}


def _claims(
    connection: Connection, seq: int, as_of: int, during: Callable[[Any, Any, int], bool] | None
) -> list[tuple[str, str, int, int]]:
    wanted = [CLAIM.c.id, CLAIM.c.report, CLAIM.c.known_from, CLAIM.c.seq]
    query = select(*wanted, CLAIM.c.happened_from, CLAIM.c.happened_to)
    rows = connection.execute(query.where(CLAIM.c.seq <= seq, CLAIM.c.known_from <= as_of))
    found = [row[:4] for row in rows if during is None or during(row[4], row[5], row[2])]
    return sorted(found, key=itemgetter(2, 0))


def _during(connection: Connection, interval: Interval | None) -> Callable[[Any, Any, int], bool] | None:
    """A test for what happened in an interval; claims with no time go by when their report was known."""
    if interval is None:
        return None
    since, until = (None if text is None else wall_clock(text) for text in interval)
    timezone = setting(connection, "timezone")

    def test(start: int | None, end: int | None, known_from: int) -> bool:
        if start is None or end is None:
            start = micros(moment(known_from, timezone).replace(tzinfo=UTC))
            end = start + 1
        return (until is None or start < until) and (since is None or end > since)

    return test
