"""Whatever is changed behind the ledger's back is found and named."""

from pathlib import Path

import pytest
from sqlalchemy import Table, create_engine, text

from karez.ledger.ledger import Ledger
from karez.ledger.schema import CHAIN, CHAINED, METADATA
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from tests.made import Ticks, entry

COLUMNS = [(table, column.name) for table in (*CHAINED, CHAIN) for column in table.columns]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "karez.db"
    with Ledger.create(str(made), clock=Ticks()) as ledger:
        for number in (10, 11, 12):
            ledger.add(entry(number))
        claims = [record.claim.id for record in ledger.view().claims]
        for claim in claims[:2]:
            ledger.judge(Judgement(Verdict.ACCEPT, (claim,), "desk", "checked", 5, report="rep-x"))
        assert ledger.verify() == ()
    return made


def tamper(path: Path, *statements: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount
    engine.dispose()


def faults(path: Path) -> list[tuple[str, str]]:
    with Ledger.open(str(path)) as ledger:
        return [(fault.table, fault.row) for fault in ledger.verify()]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: getattr(value, "name", value))
@pytest.mark.parametrize("order", ["ASC", "DESC"])
def test_any_changed_column_of_the_first_and_last_row(path: Path, table: Table, column: str, order: str) -> None:
    key = "seq" if table is CHAIN else "id"
    row = f"(SELECT {key} FROM {table.name} ORDER BY {key} {order} LIMIT 1)"
    kind = table.columns[column].type.python_type
    value = f'"{column}" + 1000' if kind is int else f"coalesce(\"{column}\", '') || 'x'"
    tamper(path, f'UPDATE {table.name} SET "{column}" = {value} WHERE {key} = {row}')
    found = faults(path)
    assert found
    assert table.name in {name for name, _ in found} | ({"chain"} if column in {"seq", "id", "digest"} else set())


@pytest.mark.parametrize("table", CHAINED, ids=lambda table: table.name)
def test_a_row_taken_out(path: Path, table: Table) -> None:
    tamper(path, f"DELETE FROM {table.name} WHERE id = (SELECT max(id) FROM {table.name})")
    assert "chain" in {name for name, _ in faults(path)}


def test_a_cut_tail(path: Path) -> None:
    tables = ("judgement", "chain")
    tamper(path, *(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM chain)" for table in tables))
    assert ("meta", "head") in faults(path)


def test_a_cut_tail_that_was_smoothed_over_is_found_by_a_printed_head(path: Path) -> None:
    with Ledger.open(str(path)) as ledger:
        head = ledger.head()
    tamper(
        path,
        "DELETE FROM judgement WHERE seq = (SELECT max(seq) FROM chain)",
        "DELETE FROM chain WHERE seq = (SELECT max(seq) FROM chain)",
        "UPDATE meta SET value = (SELECT head FROM chain ORDER BY seq DESC LIMIT 1) WHERE key = 'head'",
        "UPDATE meta SET value = (SELECT max(seq) FROM chain) WHERE key = 'seq'",
    )
    with Ledger.open(str(path)) as ledger:
        assert ledger.verify() == ()
        assert [fault.table for fault in ledger.verify(head=head[:16])] == ["chain"]


def test_two_rows_exchanged(path: Path) -> None:
    swap = "UPDATE reading SET body = (SELECT body FROM reading r WHERE r.id != reading.id ORDER BY r.id LIMIT 1)"
    tamper(path, swap)
    assert {name for name, _ in faults(path)} >= {"reading"}


def test_a_swapped_file_and_a_changed_text(path: Path) -> None:
    tamper(path, "UPDATE blob SET data = x'00' WHERE sha256 = (SELECT min(sha256) FROM blob)")
    tamper(path, "UPDATE text SET body = body || '.' WHERE sha256 = (SELECT max(sha256) FROM text)")
    assert [name for name, _ in faults(path)] == ["text", "blob"]


def test_every_table_is_chained_or_checked_by_its_digest() -> None:
    assert {table.name for table in METADATA.sorted_tables} == {
        *(table.name for table in CHAINED), "chain", "meta", "text", "blob",
    }  # fmt: skip
