"""Connections: which back-end an address means, how a transaction begins, and what its errors mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from karez.model.errors import LedgerError

_WAIT_SECONDS = 10
_LOCK = 0x6B6172657A  # any fixed number: "karez" in ASCII
_POSTGRES = ("postgresql://", "postgres://")


def is_postgres(address: str) -> bool:
    """Whether ``address`` is a PostgreSQL URL; everything else is the path of a SQLite file."""
    return address.startswith((*_POSTGRES, "postgresql+psycopg://"))


def engine(address: str, *, create: bool = False) -> Engine:
    """Return an engine for a PostgreSQL URL or a path. New files are readable by their owner alone.

    Raises LedgerError unreachable where the driver is missing, no-ledger where the folder of a new file is.
    """
    if is_postgres(address):
        url = "postgresql+psycopg://" + address.split("://", 1)[1]
        try:
            return create_engine(url)
        except ModuleNotFoundError as error:
            raise LedgerError("unreachable", "the PostgreSQL driver is missing: install karez[postgres]") from error
    if create:
        _make_private(Path(address))
    made = create_engine(f"sqlite:///{address}", connect_args={"timeout": _WAIT_SECONDS})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise LedgerError("no-ledger", error.strerror or str(error), place=str(path)) from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, writes: bool = False, place: str = "") -> Iterator[Connection]:
    """Open one transaction; writers come one at a time. Raises LedgerError for what the database refuses."""
    try:
        with engine.connect().execution_options(writes=writes) as connection, connection.begin():
            if writes and engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
    except DBAPIError as error:
        raise ledger_error(error, place) from error


def ledger_error(error: DBAPIError, place: str) -> LedgerError:
    """Return what a database error means for a user."""
    message = " ".join(str(error.orig).split())
    lowered = message.lower()
    if "locked" in lowered or "busy" in lowered:
        return LedgerError("locked", place=place)
    if "full" in lowered or "no space" in lowered:
        return LedgerError("disk-full", place=place)
    if "not a database" in lowered or "malformed" in lowered:
        return LedgerError("not-a-ledger", message, place=place)
    if isinstance(error, OperationalError) and ("connect" in lowered or "unable to open" in lowered):
        return LedgerError("unreachable", "the server or file cannot be reached", place=place)
    return LedgerError("database", message[:200], place=place)
