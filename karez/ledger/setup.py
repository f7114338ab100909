"""Making and opening ledgers: migrations, version, and the settings that a ledger carries itself."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, insert, inspect

from karez.ledger.engine import transaction
from karez.ledger.schema import CHAIN, META, METADATA
from karez.ledger.settings import genesis
from karez.model.errors import LedgerError

_MIGRATIONS = Path(__file__).parent / "migrations"
# Older ledgers that lack nothing of what is read: where they may not be written, they are used as they are.
_READABLE = frozenset({"0001"})


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def create_tables(engine: Engine, *, timezone: str, place: str) -> None:
    """Make the tables of a new ledger. Raises LedgerError ledger-exists where they stand already."""
    with transaction(engine, writes=True, place=place) as connection:
        if METADATA.tables.keys() & set(inspect(connection).get_table_names()):
            raise LedgerError("ledger-exists", place=place)
        command.upgrade(_config(connection), "head")
        rows = {"timezone": timezone, "head": genesis(timezone), "seq": "0"}
        connection.execute(insert(META), [{"key": key, "value": value} for key, value in rows.items()])


def check_version(engine: Engine, place: str) -> None:
    """Raises LedgerError not-a-ledger or newer-ledger; brings an older ledger up to date.

    Raises LedgerError read-only for one that would have to be, where it may not be written.
    """
    with transaction(engine, place=place) as connection:
        present = set(inspect(connection).get_table_names())
        current = MigrationContext.configure(connection).get_current_revision()
        if not present >= {CHAIN.name, META.name} or current is None:
            raise LedgerError("not-a-ledger", place=place)
        scripts = ScriptDirectory.from_config(_config(connection))
        newest = scripts.get_current_head()
        if current == newest:
            return
        try:
            scripts.get_revision(current)
        except CommandError as error:
            raise LedgerError("newer-ledger", place=place) from error
    try:
        with transaction(engine, writes=True, place=place) as connection:
            command.upgrade(_config(connection), "head")
    except LedgerError as error:
        if error.name != "read-only" or current not in _READABLE:
            raise
