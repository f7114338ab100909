"""Files that are no ledger, newer ones, locked ones; what may be read by whom; addresses and their passwords."""

import logging
import os
import sqlite3
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from karez.ledger.engine import engine, is_postgres, place_of
from karez.ledger.ledger import Ledger
from karez.model.errors import LedgerError
from tests.made import entry

PASSWORD = "s3cr:et/pass@word"
QUOTED = "s3cr%3Aet%2Fpass%40word"


def test_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.db", tmp_path, tmp_path / "none" / "karez.db"):
        with pytest.raises(LedgerError, match="K201"):
            Ledger.open(str(path))
    with pytest.raises(LedgerError, match="K201"):
        Ledger.create(str(tmp_path / "none" / "karez.db"))
    with pytest.raises(LedgerError, match="K207"):
        Ledger.create(str(tmp_path))


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, but long enough to be looked at", b"\0" * 5000, os.urandom(70_000)]
)
def test_a_file_that_is_no_ledger(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="K206"):
        Ledger.open(str(path))
    if content:
        with pytest.raises(LedgerError, match="K207"):
            Ledger.create(str(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize("table", ["chain", "recipe"])
def test_a_database_of_something_else(tmp_path: Path, table: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE {table} (id TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="K206"):
        Ledger.open(str(path))
    with pytest.raises(LedgerError, match="K207"):
        Ledger.create(str(path))
    assert path.read_bytes() == before


def _empty(path: Path) -> None:
    path.touch(mode=0o644)


def _begun(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


@pytest.mark.parametrize("left", [_empty, _begun])
def test_what_a_stopped_making_left_is_used(tmp_path: Path, left: Callable[[Path], None]) -> None:
    path = tmp_path / "karez.db"
    left(path)
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
    assert path.stat().st_mode & 0o777 == 0o600
    with Ledger.open(str(path)) as ledger:
        assert len(ledger.view().reports) == 1


def test_a_damaged_ledger(tmp_path: Path) -> None:
    path = tmp_path / "karez.db"
    with Ledger.create(str(path)) as ledger:
        for number in range(1, 60):
            ledger.add(entry(number))
    data = bytearray(path.read_bytes())
    for start in range(len(data) // 8192 * 4096, len(data), 4096):
        data[start : start + 64] = os.urandom(64)
    path.write_bytes(bytes(data))
    with Ledger.open(str(path)) as ledger, pytest.raises(LedgerError, match="K205"):
        ledger.verify()


def test_a_ledger_of_a_newer_version(address: str) -> None:
    Ledger.create(address).close()
    made = engine(address)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    made.dispose()
    with pytest.raises(LedgerError, match="K202"):
        Ledger.open(address)


def test_a_ledger_that_another_process_holds(address: str) -> None:
    Ledger.create(address).close()
    holder = engine(address)
    with Ledger.open(address, wait=0.05) as ledger:
        with holder.connect().execution_options(writes=True) as connection, connection.begin():
            with pytest.raises(LedgerError, match="K203"):
                ledger.add(entry(1))
            assert ledger.view().reports == (), "who only reads does not wait"
        assert ledger.add(entry(1)).new
        assert ledger.verify() == ()
    holder.dispose()


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "#1.db", "é.db", "x=1&y.db"])
def test_any_name_of_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
    assert path.is_file()
    with Ledger.open(str(path)) as ledger:
        assert ledger.place == str(path)
        assert len(ledger.view().reports) == 1


def test_the_files_are_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "karez.db"
    before = os.umask(0)
    try:
        with Ledger.create(str(path)) as ledger:
            ledger.add(entry(1))
            modes = {item.name: item.stat().st_mode & 0o777 for item in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"karez.db": 0o600, "karez.db-wal": 0o600, "karez.db-shm": 0o600}


# ------------------------------------------------------------ rights


@pytest.fixture
def common() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_stranger(job: Callable[[], object]) -> str:
    """Do a job in a process of its own that is not root; return the code of the error, or 'done'."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            job()
            said = "done"
        except LedgerError as error:
            said = error.code
        except BaseException as error:
            said = repr(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def test_a_file_that_may_not_be_read(common: Path) -> None:
    path = common / "karez.db"
    Ledger.create(str(path)).close()
    path.chmod(0o600 if os.geteuid() == 0 else 0o000)
    assert as_stranger(lambda: Ledger.open(str(path))) == "K211"


def test_a_file_that_may_only_be_read(common: Path) -> None:
    path = common / "karez.db"
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
    path.chmod(0o444)
    common.chmod(0o555)

    def add() -> None:
        with Ledger.open(str(path)) as ledger:
            ledger.add(entry(2))

    assert as_stranger(add) == "K211"
    common.chmod(0o755)
    with Ledger.open(str(path)) as ledger:
        assert ledger.verify() == ()


def test_a_folder_that_may_not_be_written(common: Path) -> None:
    common.chmod(0o555)
    assert as_stranger(lambda: Ledger.create(str(common / "new.db"))) == "K201"
    common.chmod(0o755)


# ------------------------------------------------------------ servers


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://desk:{QUOTED}@127.0.0.1:1/none",
        f"postgres://desk:{QUOTED}@127.0.0.1:1/none",
        f"postgresql://desk:{PASSWORD}@127.0.0.1:1/none",
        f"postgresql://desk:{QUOTED}@127.0.0.1:notaport/none",
        f"postgresql://127.0.0.1:1/none?user=desk&password={QUOTED}",
        f"postgresql://desk:{QUOTED}@[::1/none",
        f"postgresql://127.0.0.1:1/none?{QUOTED}={QUOTED}",
    ],
)
def test_a_server_that_is_not_there_and_no_word_of_the_password(
    address: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    assert is_postgres(address)
    with caplog.at_level(logging.DEBUG), pytest.raises(LedgerError, match="K208") as caught:
        Ledger.open(address)
    output = capfd.readouterr()
    said = "".join((*traceback.format_exception(caught.value), caplog.text, output.out, output.err, place_of(address)))
    for part in ("s3cr", "pass@word", "pass%40word"):
        assert part not in said


def test_what_is_shown_of_an_address() -> None:
    assert place_of("postgresql://desk:secret@db.example/karez?sslmode=require") == "karez on db.example"
    assert place_of("folder/karez.db") == "folder/karez.db"
    assert "secret" not in place_of("postgresql://desk:secret@db.example:x/karez")


@pytest.mark.postgres
def test_a_database_that_is_not_there_or_not_a_ledger(postgres: str, postgres_database: str) -> None:
    with pytest.raises(LedgerError, match="K208"):
        Ledger.open(postgres.rsplit("/", 1)[0] + "/none")
    with pytest.raises(LedgerError, match="K206"):
        Ledger.open(postgres_database)
    with psycopg.connect(postgres_database) as connection:
        connection.execute("CREATE TABLE recipe (id TEXT)")
    with Ledger.create(postgres_database) as ledger:  # beside tables of others
        ledger.add(entry(1))
    with pytest.raises(LedgerError, match="K207"):
        Ledger.create(postgres_database)


@pytest.mark.postgres
def test_a_user_who_may_only_read(postgres_database: str) -> None:
    with Ledger.create(postgres_database) as ledger:
        ledger.add(entry(1))
    name = f"reader_{postgres_database.rsplit('/', 1)[1]}"
    with psycopg.connect(postgres_database) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN".encode())
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}".encode())
    with Ledger.open(postgres_database.replace("karez@", f"{name}@")) as ledger:
        assert len(ledger.view().reports) == 1
        assert ledger.verify() == ()
        with pytest.raises(LedgerError, match="K211"):
            ledger.add(entry(2))
