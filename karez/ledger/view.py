"""What the ledger knew at a pair of times: rows that pass both, less those that such rows closed."""

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from operator import attrgetter, itemgetter
from typing import Any, overload

from sqlalchemy import Connection, RowMapping, Select, func, select

from karez.ledger.history import SEVERAL, History, Judged, is_link, judgement_of
from karez.ledger.rows import claim_of, wall_clock
from karez.ledger.schema import CAPTURE, CHAIN, CLAIM, JUDGEMENT, MARKING, READING, REPORT, TEXT
from karez.ledger.settings import genesis, setting
from karez.model.claim import Note
from karez.model.correction import corrected
from karez.model.record import ClaimRecord, Judgement, ReportRecord, View
from karez.model.times import micros, moment
from karez.model.vocabulary import Marking, Verdict

Interval = tuple[str | None, str | None]
# Judgements whose claims other rooms look up: they are shown with the claims that stand now.
_FOLLOWED = SEVERAL | {Verdict.GRADE}
_CHUNK = 1000
_Row = tuple[str, str, int, int]  # claim, report, known from, commit
_Read = tuple[str, int, str]  # claim, commit, body


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
    """What the claims of a view need beside their rows: texts by report, the latest reading of each claim, when each
    commit was recorded, and what judgements did to claims."""

    texts: dict[str, str]
    readings: dict[str, _Read]
    times: dict[int, int]
    history: History


@contextmanager
def _unswept() -> Iterator[None]:
    """Pause the garbage collector: the rows of a view all stay, and it would go over them again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


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
        for start in range(0, len(self), _CHUNK):
            with _unswept():
                chunk = [self._record(at) for at in range(start, min(start + _CHUNK, len(self)))]
            yield from chunk

    def _record(self, at: int) -> ClaimRecord:
        return self._made[at] or self._make(at)

    def _make(self, at: int) -> ClaimRecord:
        identity, report, known_from, seq = self._rows[at]
        story = self._story
        claim = claim_of(story.readings[identity][2], story.texts.get(report))
        changes = story.history.changes.get(identity)
        if changes:
            claim = corrected(claim, changes)
        known_to = story.history.known_to(identity, report)
        record = ClaimRecord(claim, report, known_from, story.times[seq], known_to, corrected=bool(changes))
        self._made[at] = record
        return record


@_unswept()
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
    history = History.of(judged, lambda claim: readings[claim][1] if claim in readings else 0)
    rows = _claims(connection, seq, shown, _during(connection, question.happened))
    if (history.closed or history.retracted) and not question.closed:
        rows = [row for row in rows if row[0] not in history.closed and row[1] not in history.retracted]
    texts = {report.id: report.text for report in reports if report.text is not None}
    return View(
        as_of=shown,
        recorded=question.recorded if question.recorded is not None else now,
        head=str(entry["head"]) if entry else genesis(setting(connection, "timezone")),
        reports=tuple(_marked(report, history) for report in reports),
        claims=Claims(rows, _Story(texts, readings, times, history)),
        judgements=tuple(_shown(item, history) for _, item in judged if not is_link(item)),
        waiting=tuple(history.waiting),
    )


def load_record(connection: Connection, identity: str) -> ClaimRecord | ReportRecord | Judgement | None:
    """Return what an id names, as the latest commit knows it, without making a view; None where nothing has it."""
    times: dict[int, int] = dict(connection.execute(select(CHAIN.c.seq, CHAIN.c.recorded)).all())
    seq = max(times, default=0)
    wanted = select(CLAIM.c.id, CLAIM.c.report, CLAIM.c.known_from, CLAIM.c.seq).where(CLAIM.c.id == identity)
    rows: list[_Row] = _tuples(connection, wanted)
    if rows:
        texts = {report.id: report.text for report in _reports(connection, seq, times, rows[0][1]) if report.text}
        readings = _readings(connection, seq, identity)
        return Claims(rows, _Story(texts, readings, times, load_history(connection)))[0]
    reports = _reports(connection, seq, times, identity)
    if reports:
        return _marked(reports[0], load_history(connection))
    judged = [item for _, item in _judged(connection, seq, times) if item.id == identity and not is_link(item)]
    return _shown(judged[0], load_history(connection)) if judged else None


def load_history(connection: Connection) -> History:
    """Return what all judgements of the ledger come to."""
    times: dict[int, int] = dict(connection.execute(select(CHAIN.c.seq, CHAIN.c.recorded)).all())
    latest = select(READING.c.claim, func.max(READING.c.seq)).group_by(READING.c.claim)
    read_at: dict[str, int] = dict(connection.execute(latest).all())
    return History.of(_judged(connection, max(times, default=0), times), lambda claim: read_at.get(claim, 0))


def _marked(report: ReportRecord, history: History) -> ReportRecord:
    since = history.retracted.get(report.id)
    return report if since is None else replace(report, retracted=since)


def _shown(item: Judgement, history: History) -> Judgement:
    return history.followed(item) if item.verdict in _FOLLOWED else item


def _entry(connection: Connection, recorded: int | None) -> RowMapping | None:
    query = select(CHAIN).order_by(CHAIN.c.seq.desc()).limit(1)
    if recorded is not None:
        query = query.where(CHAIN.c.recorded <= recorded)
    return connection.execute(query).mappings().first()


def _reports(connection: Connection, seq: int, times: dict[int, int], only: str | None = None) -> list[ReportRecord]:
    wanted = (REPORT.c.id, REPORT.c.text_sha256, REPORT.c.known_from, REPORT.c.seq, REPORT.c.body, TEXT.c.body)
    query = select(*wanted).join(TEXT, TEXT.c.sha256 == REPORT.c.text_sha256, isouter=True)
    query = query.where(REPORT.c.seq <= seq, *([REPORT.c.id == only] if only else []))
    markings = select(MARKING.c.report, MARKING.c.marking).where(MARKING.c.seq <= seq).order_by(MARKING.c.seq)
    words = {item.value: item for item in Marking}
    marked = {report: words[marking] for report, marking in _tuples(connection, markings)}
    captures: dict[str, list[str]] = {}
    for report, sha in _tuples(connection, select(CAPTURE.c.report, CAPTURE.c.sha256).where(CAPTURE.c.seq <= seq)):
        captures.setdefault(report, []).append(sha)
    found = []
    for identity, sha, known_from, at, body, text in _tuples(connection, query):
        told = json.loads(body)
        told["notes"] = tuple(Note(note["code"], note["message"]) for note in told["notes"])
        told["text"] = None if text is None else bytes(text).decode("utf-8")
        told["captures"] = tuple(sorted(set(captures.get(identity, ()))))
        told["marking"] = marked.get(identity, Marking.AMBER)
        record = ReportRecord(id=identity, text_sha256=sha, known_from=known_from, recorded=times[at], **told)
        found.append(record)
    return sorted(found, key=attrgetter("known_from", "id"))


def _judged(connection: Connection, seq: int, times: dict[int, int]) -> Judged:
    rows = connection.execute(select(JUDGEMENT).where(JUDGEMENT.c.seq <= seq)).mappings()
    judged = [(int(row["seq"]), judgement_of(row, times[row["seq"]])) for row in rows]
    return sorted(judged, key=lambda pair: (pair[0], pair[1].id))


def _tuples(connection: Connection, query: Select[Any]) -> list[Any]:
    """All rows as the driver gives them: SQLAlchemy's own cost as much again, and a view is made of many."""
    result = connection.execute(query)
    rows = list(result.cursor.fetchall())
    result.close()
    return rows


def _readings(connection: Connection, seq: int, only: str | None = None) -> dict[str, _Read]:
    """The latest reading of each claim, or of one."""
    query = select(READING.c.claim, READING.c.seq, READING.c.body).where(READING.c.seq <= seq)
    rows: list[_Read] = _tuples(connection, query.where(READING.c.claim == only) if only else query)
    newest = {row[0]: row for row in rows}
    if len(newest) < len(rows):
        for row in rows:
            if row[1] > newest[row[0]][1]:
                newest[row[0]] = row
    return newest


def _claims(connection: Connection, seq: int, as_of: int, during: Callable[[Any, Any, int], bool] | None) -> list[_Row]:
    wanted = [CLAIM.c.id, CLAIM.c.report, CLAIM.c.known_from, CLAIM.c.seq]
    if during:
        wanted += [CLAIM.c.happened_from, CLAIM.c.happened_to]
    rows = _tuples(connection, select(*wanted).where(CLAIM.c.seq <= seq, CLAIM.c.known_from <= as_of))
    if during:
        rows = [row[:4] for row in rows if during(row[4], row[5], row[2])]
    rows.sort(key=itemgetter(0))
    rows.sort(key=itemgetter(2))
    return rows


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
