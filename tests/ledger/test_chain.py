"""The chain: one entry a commit, over whatever back-end holds the rows; rows are appended and never changed."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, select

from karez.ledger.chain import merkle
from karez.ledger.engine import engine
from karez.ledger.ledger import Ledger
from karez.ledger.schema import CHAIN, METADATA
from karez.ledger.settings import genesis
from karez.model.claim import Reading
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from tests.made import Ticks, entry, every_kind

LEAVES = st.lists(
    st.binary(max_size=4).map(lambda data: hashlib.sha256(data).hexdigest()), min_size=1, max_size=40, unique=True
)


def pair(one: str, two: str) -> str:
    return hashlib.sha256((one + two).encode()).hexdigest()


def test_the_root_of_few_rows() -> None:
    a, b, c = (str(digit) * 64 for digit in "123")
    assert merkle([a]) == a
    assert merkle([a, b]) == pair(a, b)
    assert merkle([a, b, c]) == pair(pair(a, b), c)
    assert merkle([]) == "0" * 64


@given(LEAVES, st.data())
@settings(max_examples=max(500, settings().max_examples))
def test_any_change_to_the_rows_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    root = merkle(leaves)
    at = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle(leaves[:at] + leaves[at + 1 :]) != root
    assert merkle([*leaves[:at], "f" * 64, *leaves[at + 1 :]]) != root
    assert merkle([*leaves, leaves[at]]) != root
    other = data.draw(st.integers(0, len(leaves) - 1))
    if other != at:
        swapped = list(leaves)
        swapped[at], swapped[other] = swapped[other], swapped[at]
        assert merkle(swapped) != root


def history(ledger: Ledger) -> None:
    """A little of everything that a ledger records."""
    report = ledger.add(every_kind()).report
    for number in range(1, 4):
        ledger.add(entry(number))
    claims = ledger.view().claims
    ledger.judge(Judgement(Verdict.REJECT, (claims[0].claim.id,), "desk", "é not so", 1))
    ledger.reread(report, Reading("en"), reader="test.v2", pack="p")
    ledger.withhold(ledger.add(entry(9)).report, by="desk", reason="asked")


def test_every_commit_is_one_entry_that_follows_the_last(ledger: Ledger, address: str) -> None:
    assert ledger.head() == genesis("Asia/Karachi")
    history(ledger)
    opened = engine(address)
    with opened.connect() as connection:
        entries = connection.execute(select(CHAIN).order_by(CHAIN.c.seq)).mappings().all()
    opened.dispose()
    assert [item["seq"] for item in entries] == list(range(1, len(entries) + 1))
    assert [item["prev"] for item in entries] == [genesis("Asia/Karachi"), *(item["head"] for item in entries[:-1])]
    assert entries[-1]["head"] == ledger.head()
    assert ledger.commits() == len(entries) == 8
    recorded = [item["recorded"] for item in entries]
    assert sorted(set(recorded)) == recorded


def test_no_row_is_ever_changed(ledger: Ledger) -> None:
    said: list[str] = []
    listen = lambda *args: said.append(args[2])  # noqa: E731
    event.listen(ledger._engine, "before_cursor_execute", listen)
    history(ledger)
    changed = {statement.split(" SET ")[0] for statement in said if statement.upper().startswith("UPDATE")}
    deleted = {statement.split(" WHERE ")[0] for statement in said if statement.upper().startswith("DELETE")}
    assert changed == {"UPDATE meta"}
    assert deleted == {"DELETE FROM text", "DELETE FROM blob"}


def test_the_tables_are_those_that_the_migrations_make(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def copied(source: str, target: str) -> None:
    """Copy every row of one ledger into another, made empty."""
    Ledger.create(target).close()
    one, two = engine(source), engine(target)
    with one.connect() as reading, two.connect().execution_options(writes=True) as writing, writing.begin():
        for table in METADATA.sorted_tables:
            writing.execute(table.delete())
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            if rows:
                writing.execute(insert(table), rows)
    one.dispose()
    two.dispose()


@pytest.mark.postgres
def test_a_ledger_copied_to_postgresql_and_back_still_verifies(tmp_path: Path, postgres_database: str) -> None:
    first, back = str(tmp_path / "first.db"), str(tmp_path / "back.db")
    with Ledger.create(first, timezone="Asia/Karachi", clock=Ticks()) as ledger:
        history(ledger)
        head, view = ledger.head(), ledger.view()
    copied(first, postgres_database)
    copied(postgres_database, back)
    for address in (postgres_database, back):
        with Ledger.open(address, clock=Ticks()) as ledger:
            assert ledger.verify(head=head) == ()
            assert (ledger.head(), ledger.timezone) == (head, "Asia/Karachi")
            now = ledger.view()
            assert (now.reports, list(now.claims), now.judgements) == (view.reports, list(view.claims), view.judgements)
            ledger.add(entry(44))
            assert ledger.verify(head=head) == ()


@pytest.fixture
def two(address: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Two doors to one ledger."""
    with Ledger.create(address) as one, Ledger.open(address) as other:
        yield one, other


def test_two_writers_at_once_make_one_chain(two: tuple[Ledger, Ledger]) -> None:
    faults: list[object] = []

    def write(ledger: Ledger, first: int) -> None:
        try:
            for number in range(first, first + 15):
                ledger.add(entry(number))
                ledger.add(entry(100 + number % 3))
        except Exception as error:  # told by the assertion below
            faults.append(error)

    threads = [threading.Thread(target=write, args=(ledger, 1 + 15 * at)) for at, ledger in enumerate(two)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        faults += two[0].verify()  # a check in the midst of writing sees one moment
    for thread in threads:
        thread.join()
    assert faults == []
    assert two[1].commits() == len(two[1].view().reports) == 33


@pytest.mark.parametrize("clock", [lambda: 5, iter(range(100, 0, -7)).__next__])
def test_the_clock_never_stands_still_or_goes_back(address: str, clock: object) -> None:
    assert callable(clock)
    with Ledger.create(address, clock=clock) as ledger:
        times = [made.recorded for made in (ledger.view() for number in (1, 2, 3) if ledger.add(entry(number)))]
    assert times == sorted(set(times))
    assert len(times) == 3
