"""What the errors of a database mean for a user."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError

from karez.model.errors import LedgerError

# Primary result codes of SQLite; its extended codes hold them in their lowest byte.
_SQLITE = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_NOTADB: "not-a-ledger",
    sqlite3.SQLITE_CORRUPT: "broken-chain",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CANTOPEN: "read-only",
}
# A write that the system refused: a limit on the size of files, a quota, a failing disk.
_SQLITE_WRITES = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
# SQLSTATE of PostgreSQL, by code or by its class of two characters.
_POSTGRES = {
    "55P03": "locked",
    "53100": "disk-full",
    "25006": "read-only",
    "42501": "read-only",
    "08": "unreachable",
    "28": "unreachable",
    "3D": "unreachable",
    "57": "unreachable",
}
_DETAILS = {
    "broken-chain": "the file is damaged",
    "unreachable": "the server does not answer, or refuses this user or database",
}


def ledger_error(error: DBAPIError, place: str) -> LedgerError:
    """Return what a database error means for a user: locked, disk-full, not-a-ledger, broken-chain, read-only,
    unreachable, else database with the words of the database."""
    name = _name(error)
    if name == "database":
        return LedgerError(name, " ".join(str(error.orig).split())[:200], place=place)
    return LedgerError(name, _DETAILS.get(name, ""), place=place)


def _name(error: DBAPIError) -> str:
    original = error.orig
    code = getattr(original, "sqlite_errorcode", None)
    if isinstance(code, int):
        return "disk-full" if code in _SQLITE_WRITES else _SQLITE.get(code & 0xFF, "database")
    state = getattr(original, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2], "database")
    # No state and no statement: there is no connection yet, and what the driver says may quote the address.
    return "unreachable" if error.statement is None or isinstance(error, OperationalError) else "database"


def engine_failed(engine: str, error: BaseException) -> LedgerError:
    """Return that an engine for large sets gave up, with the first line of what it says: the rest is its own advice."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
    return LedgerError("engine-failed", said, place=engine)
