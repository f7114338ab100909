"""Files that are no ledger, newer ones, locked ones, a full disk; what a new file may be read by."""

import sqlite3
from pathlib import Path

import pytest

from karez.ledger import engine as engines
from karez.ledger.ledger import Ledger
from karez.model.errors import LedgerError
from tests.made import entry


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="K201"):
        Ledger.open(str(tmp_path / "none.db"))


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be looked at", b"\0" * 5000])
def test_a_file_that_is_no_ledger(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="K206"):
        Ledger.open(str(path))


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "karez.db"
    Ledger.create(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LedgerError, match="K202"):
        Ledger.open(str(path))


def test_a_locked_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "karez.db"
    Ledger.create(str(path)).close()
    monkeypatch.setattr(engines, "WAIT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger.open(str(path)) as ledger, pytest.raises(LedgerError, match="K203"):
        ledger.add(entry(1))
    other.close()


def test_a_full_disk_keeps_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "karez.db"
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
        with ledger._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        engines.event.listen(
            ledger._engine, "begin", lambda conn: conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        )
        big = entry(2)
        object.__setattr__(big.capture, "data", b"x" * 500_000)
        with pytest.raises(LedgerError, match="K204"):
            ledger.add(big)
        assert len(ledger.view().reports) == 1
        assert ledger.verify() == ()


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "karez.db"
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
        modes = {item.name: item.stat().st_mode & 0o777 for item in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(LedgerError, match="K208"):
        Ledger.open("postgresql://nobody@127.0.0.1:1/none")
