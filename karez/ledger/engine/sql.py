"""Connections: which back-end an address means, how a transaction begins, and how deleted bytes are wiped."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from karez.ledger.refusals import ledger_error
from karez.model.errors import LedgerError

WAIT = 10.0  # seconds
_LOCK = 0x6B6172657A  # any fixed number: "karez" in ASCII
_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def is_postgres(address: str) -> bool:
    """Whether ``address`` is a PostgreSQL URL; everything else is the path of a SQLite file."""
    return address.startswith(_SCHEMES)


def place_of(address: str) -> str:
    """Return what may be shown of an address: a path as it is, of a URL only the database and its host.

    URLs hold passwords; nothing but this is ever printed or logged of one.
    """
    if not is_postgres(address):
        return address
    try:
        url = _url(address)
    except LedgerError:
        return "the database"
    return f"{url.database or 'database'} on {url.host or 'the local server'}"


def engine(address: str, *, create: bool = False, wait: float = WAIT) -> Engine:
    """Return an engine for a PostgreSQL URL or a path. New files are readable by their owner alone.

    ``wait`` is how many seconds to wait for another writer. Raises LedgerError unreachable where the URL or the
    driver is of no use, no-ledger where a new file cannot be made.
    """
    if is_postgres(address):
        return _postgres(address, wait)
    if create:
        _make_private(Path(address))
    made = create_engine(URL.create("sqlite", database=address), connect_args={"timeout": wait})
    event.listen(made, "connect", partial(_prepare, create))
    event.listen(made, "begin", _begin_sqlite)
    return made


def _url(address: str) -> URL:
    try:
        url = make_url("postgresql+psycopg://" + address.split("://", 1)[1])
    except (ArgumentError, ValueError):
        # What the parser says may quote the password; it is not passed on.
        raise LedgerError("unreachable", "the address is no usable PostgreSQL URL") from None
    return url if "connect_timeout" in url.query else url.update_query_dict({"connect_timeout": "10"})


def _postgres(address: str, wait: float) -> Engine:
    try:
        made = create_engine(_url(address))
    except ModuleNotFoundError as error:
        raise LedgerError("unreachable", "the PostgreSQL driver is missing: install karez[postgres]") from error
    event.listen(made, "begin", partial(_begin_postgres, wait))
    return made


def _make_private(path: Path) -> None:
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.fchmod(handle, 0o600)
        os.close(handle)
    except OSError as error:
        raise LedgerError("no-ledger", error.strerror or str(error), place=str(path)) from error


def _prepare(create: bool, connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    # secure_delete: what is deleted is overwritten, so that a withheld text does not stay in free pages.
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    if create:  # it stays with the file, and a file of another program is left as it is
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgres(wait: float, connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("bare"):
        return
    if options.get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(wait * 1000))}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:  # all of a view or a check is of one moment, as it is in SQLite
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@contextmanager
def transaction(engine: Engine, *, writes: bool = False, place: str = "") -> Iterator[Connection]:
    """Open one transaction; writers come one at a time. Raises LedgerError for what the database refuses."""
    try:
        with engine.connect().execution_options(writes=writes) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        # Where no statement was sent, the driver may quote the address with its password.
        raise ledger_error(error, place) from (error if error.statement else None)


def wipe(engine: Engine, place: str) -> None:
    """Overwrite what was deleted: empty SQLite's write-ahead log, rewrite PostgreSQL's two tables of texts and bytes.

    Raises LedgerError locked where a reader holds the log; withholding again then wipes again.
    """
    try:
        _WIPE[engine.dialect.name](engine, place)
    except DBAPIError as error:
        raise ledger_error(error, place) from error


def _wipe_sqlite(engine: Engine, place: str) -> None:
    with engine.connect() as connection:
        # Through the driver: SQLAlchemy would begin a transaction, and within one the log cannot be emptied.
        raw = connection.connection.driver_connection
        busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] if raw else 1
    if busy:
        raise LedgerError("locked", "the text is withheld, but another process still holds a copy", place=place)


def _wipe_postgres(engine: Engine, _place: str) -> None:
    options = {"isolation_level": "AUTOCOMMIT", "bare": True}
    with engine.connect().execution_options(**options) as connection:
        for table in ("text", "blob"):
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")


_WIPE = {"sqlite": _wipe_sqlite, "postgresql": _wipe_postgres}
