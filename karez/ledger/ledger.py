"""The ledger: reports, claims and judgements, append-only, each commit chained to the one before it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from karez.ledger.append import add_report, judgement_row
from karez.ledger.chain import Commit
from karez.ledger.engine import WAIT, engine, is_postgres, place_of, transaction, wipe
from karez.ledger.history import SEVERAL
from karez.ledger.issues import note_issue, noted_issues
from karez.ledger.reread import reread_report
from karez.ledger.schema import BLOB, CHAIN, CLAIM, JUDGEMENT, REPORT, TEXT
from karez.ledger.settings import setting
from karez.ledger.setup import check_version, create_tables
from karez.ledger.values import Added, Entry, Fault
from karez.ledger.verify import faults
from karez.ledger.view import Interval, Question, load_history, load_record, load_view
from karez.ledger.withhold import withhold_report
from karez.model.claim import Reading
from karez.model.errors import LedgerError, RequestError
from karez.model.grading import is_source_grade
from karez.model.issue import Issue
from karez.model.record import ClaimRecord, Judgement, ReportRecord, View
from karez.model.vocabulary import Verdict

Clock = Callable[[], int]
# No id is longer, and what is shorter names too many.
_LEAST_ID, _MOST_ID = 5, 64
# How many ids a query may name.
_IDS = 500
_OF_REPORT = frozenset({Verdict.RETRACT, Verdict.ACCEPT})


def machine_clock() -> int:
    """The machine's clock, microseconds since 1970 UTC."""
    return time.time_ns() // 1000


class Ledger:
    """One open ledger. Use ``create`` or ``open``; close it, or use it as a context manager."""

    def __init__(self, opened: Engine, place: str, clock: Clock = machine_clock) -> None:
        self._engine = opened
        self.place = place
        self._clock = clock
        with transaction(opened, place=place) as connection:
            self.timezone = setting(connection, "timezone")

    @classmethod
    def create(cls, address: str, *, timezone: str = "UTC", clock: Clock = machine_clock, wait: float = WAIT) -> Ledger:
        """Make a ledger at a path or PostgreSQL URL; an empty file there is used.

        ``wait`` is how many seconds to wait for another writer. Raises LedgerError ledger-exists, unreachable,
        no-ledger where the folder of the new file is missing.
        """
        place = place_of(address)
        if not is_postgres(address) and not _is_vacant(Path(address)):
            raise LedgerError("ledger-exists", place=place)
        made = engine(address, create=True, wait=wait)
        with _let_go(made):
            create_tables(made, timezone=timezone, place=place)
            return cls(made, place, clock)

    @classmethod
    def open(cls, address: str, *, clock: Clock = machine_clock, wait: float = WAIT) -> Ledger:
        """Open a ledger. Raises LedgerError no-ledger, not-a-ledger, newer-ledger, unreachable, read-only."""
        place = place_of(address)
        if not is_postgres(address) and not Path(address).is_file():
            raise LedgerError("no-ledger", place=place)
        if not is_postgres(address) and not Path(address).stat().st_size:
            raise LedgerError("not-a-ledger", "the file is empty", place=place)
        opened = engine(address, wait=wait)
        with _let_go(opened):
            check_version(opened, place)
            return cls(opened, place, clock)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, entry: Entry) -> Added:
        """Append one report with its claims, as one commit. The same report again adds a capture at most.

        Raises LedgerError locked, disk-full, database; then nothing of the report is kept.
        """
        with self._write() as connection:
            commit = Commit(connection, self._clock())
            added = add_report(connection, commit, entry)
            commit.write()
        return added

    def reread(self, report: str, reading: Reading, *, reader: str, pack: str) -> int:
        """Append a newer reading of a report; return how many claims are new.

        Claims with equal ids stay; others of the older reader are superseded, save those that a person accepted or
        corrected. Raises RequestError unknown-id.
        """
        with self._write() as connection:
            commit = Commit(connection, self._clock())
            new = reread_report(connection, commit, report, reading, reader, pack)
            commit.write()
        return new

    def judge(self, judgement: Judgement) -> Judgement:
        """Append a judgement and return it with its id and time; one of no claim speaks of its whole report.

        A person's word on a reading takes the known-from of the report; what a source takes back or corrects takes
        the time at which that source published it. A source's grade names neither claim nor report. Raises RequestError
        unknown-id, and bad-request where a judgement on one claim names none or several, or one on several has sides
        that its verdict cannot have.
        """
        of_report = judgement.report is not None and not judgement.subjects and judgement.verdict in _OF_REPORT
        if not of_report:
            _check_subjects(judgement)
        with self._write() as connection:
            report = None if is_source_grade(judgement) else _reported_in(connection, judgement)
            commit = Commit(connection, self._clock())
            placed = replace(judgement, report=judgement.report or report)
            row = judgement_row(placed, commit.seq)
            commit.add(JUDGEMENT, row)
            commit.write()
            return replace(placed, id=str(row["id"]), recorded=commit.recorded)

    def withhold(self, report: str, *, by: str, reason: str) -> Judgement:
        """Destroy a report's text and bytes; digests stay, with a tombstone. Reports that share them lose them, too.

        Again on the same report it wipes again and returns the first tombstone. Raises RequestError unknown-id, and
        LedgerError locked where the text is gone but another process keeps its last copy from being wiped.
        """
        with self._write() as connection:
            commit = Commit(connection, self._clock())
            tombstone = withhold_report(connection, commit, report, by, reason)
            commit.write()
        wipe(self._engine, self.place)
        return tombstone

    def view(
        self,
        *,
        as_of: int | None = None,
        recorded: int | None = None,
        happened: Interval | None = None,
        closed: bool = False,
    ) -> View:
        """Return what was known at ``as_of`` from rows recorded up to ``recorded`` (instants; None: the latest).

        ``happened`` keeps what happened in an interval of local ISO times, end exclusive; claims with no time go by
        when their report was known. ``closed`` shows claims that were rejected, retracted or superseded, too, with
        their ``known_to``. Raises ValueError for a ``happened`` that is no ISO time.
        """
        with transaction(self._engine, place=self.place) as connection:
            return load_view(connection, Question(as_of, recorded, happened, closed))

    def record(self, identity: str) -> ClaimRecord | ReportRecord | Judgement | None:
        """Return what a full id names, as the latest commit knows it; None where nothing has it.

        A claim that was rejected, retracted or superseded has its ``known_to``.
        """
        with transaction(self._engine, place=self.place) as connection:
            return load_record(connection, identity)

    def successor(self, claim: str) -> str:
        """Return the claim that stands in the place of one that was read anew; else the same claim."""
        with transaction(self._engine, place=self.place) as connection:
            return load_history(connection).live(claim)

    def verify(self, *, head: str | None = None) -> tuple[Fault, ...]:
        """Return everything that does not verify. ``head``: a head (or its beginning) that must be in the chain."""
        with transaction(self._engine, place=self.place) as connection:
            return tuple(faults(connection, head))

    def note_issue(self, issue: Issue) -> Issue:
        """Write down that a brief was given out; return it with its id and time. The chain and its head stay.

        Raises LedgerError read-only, locked, disk-full.
        """
        with self._write() as connection:
            return note_issue(connection, issue, self._clock())

    def issues(self) -> tuple[Issue, ...]:
        """Return the briefs that were given out, the earliest first."""
        with transaction(self._engine, place=self.place) as connection:
            return noted_issues(connection)

    def resolve(self, prefix: str) -> str:
        """Return the full id that begins with ``prefix``. Raises RequestError unknown-id, ambiguous-id."""
        if not _LEAST_ID <= len(prefix) <= _MOST_ID:
            raise RequestError("unknown-id", place=prefix[:_MOST_ID])
        with transaction(self._engine, place=self.place) as connection:
            found: list[str] = []
            for table in (CLAIM, REPORT, JUDGEMENT):
                column = table.c.id
                rows = connection.execute(select(column).where(column.startswith(prefix, autoescape=True)).limit(3))
                found += [str(row[0]) for row in rows]
        if not found:
            raise RequestError("unknown-id", place=prefix)
        if len(found) > 1 and prefix not in found:
            raise RequestError("ambiguous-id", place=prefix)
        return prefix if prefix in found else found[0]

    def raw(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture; None where they were withheld or never kept."""
        with transaction(self._engine, place=self.place) as connection:
            data = connection.execute(select(BLOB.c.data).where(BLOB.c.sha256 == sha256)).scalar()
            return None if data is None else bytes(data)

    def text(self, sha256: str) -> str | None:
        """Return a text by its digest; None where it was withheld."""
        with transaction(self._engine, place=self.place) as connection:
            body = connection.execute(select(TEXT.c.body).where(TEXT.c.sha256 == sha256)).scalar()
            return None if body is None else bytes(body).decode("utf-8")

    def head(self) -> str:
        """Return the head of the chain."""
        with transaction(self._engine, place=self.place) as connection:
            return setting(connection, "head")

    def commits(self) -> int:
        """Return how many commits the chain holds."""
        with transaction(self._engine, place=self.place) as connection:
            return int(connection.execute(select(CHAIN.c.seq).order_by(CHAIN.c.seq.desc()).limit(1)).scalar() or 0)

    def _write(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine, writes=True, place=self.place)


@contextmanager
def _let_go(opened: Engine) -> Iterator[None]:
    """Close every connection where the ledger turns out to be unusable."""
    try:
        yield
    except LedgerError:
        opened.dispose()
        raise


def _reported_in(connection: Connection, judgement: Judgement) -> str:
    """The report of a judgement's claims, or that it speaks of as a whole. Raises RequestError unknown-id."""
    if judgement.subjects:
        return _report_of(connection, judgement.subjects)
    found = connection.execute(select(REPORT.c.id).where(REPORT.c.id == judgement.report)).scalar()
    if found is None:
        raise RequestError("unknown-id", place=judgement.report)
    return str(found)


def _report_of(connection: Connection, claims: Sequence[str]) -> str:
    """The report of the first of ``claims``. Raises RequestError unknown-id where one of them is none."""
    found: dict[str, str] = {}
    for start in range(0, len(claims), _IDS):
        query = select(CLAIM.c.id, CLAIM.c.report).where(CLAIM.c.id.in_(claims[start : start + _IDS]))
        found.update((str(row[0]), str(row[1])) for row in connection.execute(query))
    missing = next((claim for claim in claims if claim not in found), None)
    if missing is not None:
        raise RequestError("unknown-id", place=missing)
    return found[claims[0]]


def _check_subjects(judgement: Judgement) -> None:
    verdict, subjects, sides = judgement.verdict, judgement.subjects, judgement.sides
    if verdict not in SEVERAL:
        of_source = is_source_grade(judgement)
        if len(subjects) != (0 if of_source else 1):
            raise RequestError("bad-request", f"{verdict} is said of one {'source' if of_source else 'claim'}")
        return
    if len(set(subjects)) < 2 or len(set(subjects)) != len(subjects):
        raise RequestError("bad-request", f"{verdict} is said of two claims or more")
    if sorted(subjects) != sorted(claim for side in sides for claim in side) or not all(sides):
        raise RequestError("bad-request", "the sides of a judgement must hold each of its claims once")
    if verdict is Verdict.KEEP_APART and len(sides) != 2:
        raise RequestError("bad-request", "two sides are kept apart")


def _is_vacant(path: Path) -> bool:
    """Tell whether a ledger can be made at a path: nothing is there, or what a stopped ``create`` left."""
    if not path.exists():
        return True
    if not path.is_file():
        return False
    if not path.stat().st_size:
        return True
    found = engine(str(path))
    try:
        with transaction(found, place=str(path)) as connection:
            return not inspect(connection).get_table_names()
    except LedgerError:
        return False
    finally:
        found.dispose()
