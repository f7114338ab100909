"""A disk that is full: nothing is half-written, and with space the same reports can be added."""

import os
import resource
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from karez.ledger.ledger import Ledger
from karez.ledger.values import Entry
from karez.model.errors import LedgerError
from tests.made import entry


def big(number: int) -> Entry:
    """A report whose file fills the disk."""
    made = entry(number)
    return replace(made, capture=replace(made.capture, data=os.urandom(900_000)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A disk of 2 MB; None where none may be mounted."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path], check=False, capture_output=True
    )
    if done.returncode:
        yield None
        return
    yield tmp_path
    subprocess.run(["umount", "-l", tmp_path], check=True)


def test_a_disk_that_fills_up(small_disk: Path | None, tmp_path: Path) -> None:
    if small_disk is None:
        _limited(tmp_path)
        return
    path = tmp_path / "karez.db"
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
        filler = tmp_path / "filler"
        filler.write_bytes(b"x" * 1_000_000)
        for number in (2, 3):
            with pytest.raises(LedgerError, match="K204"):
                ledger.add(big(number))
            assert len(ledger.view().reports) == 1
            assert ledger.verify() == ()
        filler.unlink()
        assert ledger.add(entry(2)).new
        assert ledger.verify() == ()
    with Ledger.open(str(path)) as ledger:
        assert len(ledger.view().reports) == 2
        assert ledger.verify() == ()


def _limited(folder: Path) -> None:
    """The same where files may not grow: in a process of its own, since the limit cannot be taken back."""
    path = folder / "limited.db"
    Ledger.create(str(path)).close()
    child = os.fork()
    if not child:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
            with Ledger.open(str(path)) as ledger:
                ledger.add(entry(1))
                try:
                    ledger.add(big(2))
                except LedgerError as error:
                    whole = len(ledger.view().reports) == 1 and ledger.verify() == ()
                    code = 0 if error.code == "K204" and whole else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with Ledger.open(str(path)) as ledger:
        assert [report.text for report in ledger.view().reports] == [entry(1).document.text]
        assert ledger.add(big(2)).new
        assert ledger.verify() == ()


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    _limited(tmp_path)


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    with Ledger.create(str(tmp_path / "karez.db")) as ledger:
        ledger.add(entry(1))
        with ledger._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        most = [int(pages or 0)]

        def limit(connection: Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count={most[0]}")

        event.listen(ledger._engine, "begin", limit)
        for number in (2, 3):
            with pytest.raises(LedgerError, match="K204"):
                ledger.add(big(number))
            assert len(ledger.view().reports) == 1
        assert ledger.verify() == ()
        most[0] = 2**30
        assert ledger.add(big(2)).new
        assert ledger.verify() == ()
