"""The briefs that were written are noted beside the chain: no head and no view changes by it."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from karez.ledger.engine import engine
from karez.ledger.ledger import Ledger
from karez.model.errors import LedgerError
from karez.model.issue import Issue
from tests.ledger.test_doors import as_stranger
from tests.made import entry

BRIEF = Issue("a" * 64, "md", 1_000, 2_000, "b" * 64, {"title": "Morning", "area": None}, ("clm-1", "clm-2"))


def test_a_brief_is_noted_and_the_ledger_is_the_same(ledger: Ledger) -> None:
    ledger.add(entry(10))
    before, head = ledger.view(), ledger.head()
    made = ledger.note_issue(BRIEF)
    assert made == replace(BRIEF, id=made.id, made=made.made)
    assert made.id.startswith("brf-") and made.made > before.recorded
    assert ledger.issues() == (made,)
    after = ledger.view()
    assert (ledger.head(), after.as_of, after.recorded) == (head, before.as_of, before.recorded)
    assert ledger.verify() == ()


def test_the_same_brief_is_noted_once_and_another_beside_it(ledger: Ledger) -> None:
    first = ledger.note_issue(BRIEF)
    assert ledger.note_issue(BRIEF) == first
    others = [
        ledger.note_issue(changed)
        for changed in (
            replace(BRIEF, form="html", sha256="c" * 64),
            replace(BRIEF, as_of=1_001),
            replace(BRIEF, options={"title": "Evening", "area": None}),
        )
    ]
    assert ledger.issues() == (first, *others)
    assert len({one.id for one in ledger.issues()}) == 4


@pytest.fixture
def older(address: str) -> str:
    """A ledger of the version before there was a place for briefs."""
    with Ledger.create(address) as ledger:
        ledger.add(entry(10))
    made = engine(address)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DROP TABLE issue"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    made.dispose()
    return address


def test_an_older_ledger_is_brought_up_to_date(older: str) -> None:
    with Ledger.open(older) as ledger:
        assert ledger.issues() == ()
        assert ledger.note_issue(BRIEF) in ledger.issues()
        assert ledger.verify() == ()


@pytest.fixture
def common() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.parametrize("old", [False, True])
def test_a_ledger_that_may_only_be_read_is_still_read(common: Path, old: bool) -> None:
    path = common / "karez.db"
    with Ledger.create(str(path)) as ledger:
        ledger.add(entry(1))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        if old:
            connection.executescript("DROP TABLE issue; UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    path.chmod(0o444)
    common.chmod(0o555)

    def look() -> None:
        with Ledger.open(str(path)) as ledger:
            assert len(ledger.view().reports) == 1
            assert ledger.issues() == ()

    def note() -> None:
        with Ledger.open(str(path)) as ledger:
            ledger.note_issue(BRIEF)

    assert as_stranger(look) == "done"
    assert as_stranger(note) == LedgerError("read-only").code
    assert os.listdir(common) == ["karez.db"]
