"""The ledger: reports, claims and judgements, append-only, each commit chained to the one before it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, select

from karez.ledger.append import add_report, judgement_row, reread_report
from karez.ledger.chain import Commit
from karez.ledger.engine import engine, is_postgres, transaction
from karez.ledger.schema import BLOB, CAPTURE, CHAIN, CLAIM, JUDGEMENT, REPORT, TEXT
from karez.ledger.setup import check_version, create_tables, setting
from karez.ledger.values import Added, Entry, Fault
from karez.ledger.verify import faults
from karez.ledger.view import load_view
from karez.model.claim import Reading
from karez.model.errors import LedgerError, RequestError
from karez.model.record import Judgement, View
from karez.model.vocabulary import Verdict

Clock = Callable[[], int]


def machine_clock() -> int:
    """The machine's clock, microseconds since 1970 UTC."""
    return time.time_ns() // 1000


class Ledger:
    """One open ledger. Use ``create`` or ``open``; close it, or use it as a context manager."""

    def __init__(self, opened: Engine, address: str, clock: Clock = machine_clock) -> None:
        self._engine = opened
        self._place = "the database" if is_postgres(address) else address
        self._clock = clock
        with transaction(opened, place=self._place) as connection:
            self.timezone = setting(connection, "timezone")

    @classmethod
    def create(cls, address: str, *, timezone: str = "UTC", clock: Clock = machine_clock) -> Ledger:
        """Make a ledger at a path or PostgreSQL URL. Raises LedgerError ledger-exists, unreachable."""
        if not is_postgres(address) and Path(address).exists():
            raise LedgerError("ledger-exists", place=address)
        made = engine(address, create=True)
        place = "the database" if is_postgres(address) else address
        with _let_go(made):
            create_tables(made, timezone=timezone, place=place)
            return cls(made, address, clock)

    @classmethod
    def open(cls, address: str, *, clock: Clock = machine_clock) -> Ledger:
        """Open a ledger. Raises LedgerError no-ledger, not-a-ledger, newer-ledger, unreachable."""
        if not is_postgres(address) and not Path(address).is_file():
            raise LedgerError("no-ledger", place=address)
        opened = engine(address)
        with _let_go(opened):
            check_version(opened, "the database" if is_postgres(address) else address)
            return cls(opened, address, clock)

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
        """Append a judgement and return it with its id and time. Raises RequestError unknown-id."""
        with self._write() as connection:
            for subject in judgement.subjects:
                if not connection.execute(select(CLAIM.c.id).where(CLAIM.c.id == subject)).first():
                    raise RequestError("unknown-id", place=subject)
            commit = Commit(connection, self._clock())
            row = judgement_row(judgement, commit.seq)
            commit.add(JUDGEMENT, row)
            commit.write()
            return replace(judgement, id=str(row["id"]), recorded=commit.recorded)

    def withhold(self, report: str, *, by: str, reason: str) -> Judgement:
        """Destroy a report's text and bytes; digests stay, with a tombstone. Raises RequestError unknown-id."""
        with self._write() as connection:
            found = connection.execute(select(REPORT).where(REPORT.c.id == report)).mappings().first()
            if found is None:
                raise RequestError("unknown-id", place=report)
            sha = found["text_sha256"]
            connection.execute(delete(TEXT).where(TEXT.c.sha256 == sha))
            captures = select(CAPTURE.c.sha256).where(CAPTURE.c.report == report)
            connection.execute(delete(BLOB).where(BLOB.c.sha256.in_(captures)))
            commit = Commit(connection, self._clock())
            changes: dict[str, object] = {"withheld": sha}
            judgement = Judgement(Verdict.RETRACT, (), by, reason, found["known_from"], changes=changes, report=report)
            row = judgement_row(judgement, commit.seq)
            commit.add(JUDGEMENT, row)
            commit.write()
            return replace(judgement, id=str(row["id"]), recorded=commit.recorded)

    def view(self, *, as_of: int | None = None, recorded: int | None = None) -> View:
        """Return what was known at ``as_of`` from rows recorded up to ``recorded`` (instants; None: the latest)."""
        with transaction(self._engine, place=self._place) as connection:
            return load_view(connection, as_of, recorded)

    def verify(self, *, head: str | None = None) -> tuple[Fault, ...]:
        """Return everything that does not verify. ``head``: a head (or its beginning) that must be in the chain."""
        with transaction(self._engine, place=self._place) as connection:
            return tuple(faults(connection, head))

    def resolve(self, prefix: str) -> str:
        """Return the full id that begins with ``prefix``. Raises RequestError unknown-id, ambiguous-id."""
        with transaction(self._engine, place=self._place) as connection:
            found: list[str] = []
            for table in (CLAIM, REPORT, JUDGEMENT):
                column = table.c.id
                rows = connection.execute(select(column).where(column.startswith(prefix, autoescape=True)).limit(3))
                found += [str(row[0]) for row in rows]
        if not found or len(prefix) < 5:
            raise RequestError("unknown-id", place=prefix)
        if len(found) > 1 and prefix not in found:
            raise RequestError("ambiguous-id", place=prefix)
        return prefix if prefix in found else found[0]

    def raw(self, sha256: str) -> bytes | None:
        """Return the bytes of a capture; None where they were withheld or never kept."""
        with transaction(self._engine, place=self._place) as connection:
            data = connection.execute(select(BLOB.c.data).where(BLOB.c.sha256 == sha256)).scalar()
            return None if data is None else bytes(data)

    def text(self, sha256: str) -> str | None:
        """Return a text by its digest; None where it was withheld."""
        with transaction(self._engine, place=self._place) as connection:
            body = connection.execute(select(TEXT.c.body).where(TEXT.c.sha256 == sha256)).scalar()
            return None if body is None else str(body)

    def head(self) -> str:
        """Return the head of the chain."""
        with transaction(self._engine, place=self._place) as connection:
            return setting(connection, "head")

    def commits(self) -> int:
        """Return how many commits the chain holds."""
        with transaction(self._engine, place=self._place) as connection:
            return int(connection.execute(select(CHAIN.c.seq).order_by(CHAIN.c.seq.desc()).limit(1)).scalar() or 0)

    def _write(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine, writes=True, place=self._place)


@contextmanager
def _let_go(opened: Engine) -> Iterator[None]:
    """Close every connection where the ledger turns out to be unusable."""
    try:
        yield
    except LedgerError:
        opened.dispose()
        raise
