"""DuckDB for set-at-a-time work: a database in memory that opens no file, loads no extension and calls nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from karez.ledger.refusals import engine_failed

_PLACE = "DuckDB"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "enable_external_access": False,
    "python_enable_replacements": False,
    # What reports say is never written to a disk beside the ledger: where the memory does not do, the work is refused.
    "temp_directory": "",
}


@contextmanager
def duck(*, threads: int | None = None, memory: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to an empty database in memory; it is closed afterwards.

    ``threads`` is how many it may use (None: one a processor), ``memory`` a size such as ``2GB`` (None: 80 % of what
    the machine has). Raises LedgerError engine-failed for what DuckDB gives up on, such as too little memory.
    """
    given = {"threads": threads, "memory_limit": memory}
    config = _CONFIG | {name: value for name, value in given.items() if value is not None}
    try:
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute("SET lock_configuration = true")
            yield connection
    except duckdb.Error as error:
        raise engine_failed(_PLACE, error) from error
