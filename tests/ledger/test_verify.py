"""Whatever is changed behind the ledger's back is found and named, on every back-end."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, Row, Table, insert, select, text

from karez.ledger.chain import entry_head, merkle, row_digest
from karez.ledger.engine import engine
from karez.ledger.ledger import Ledger
from karez.ledger.schema import BLOB, CHAIN, CHAINED, ISSUE, META, METADATA, TEXT
from karez.model.record import Judgement
from karez.model.vocabulary import Verdict
from tests.made import Ticks, entry, long_entry

TABLES = (*CHAINED, CHAIN, META, TEXT, BLOB)
COLUMNS = [(table, column.name) for table in TABLES for column in table.columns]


def fill(ledger: Ledger) -> None:
    """Reports, judgements and markings over several commits."""
    for made in (entry(10), entry(11), long_entry(12, 3)):
        ledger.add(made)
    claims = [record.claim.id for record in ledger.view().claims]
    for claim in claims[:2]:
        ledger.judge(Judgement(Verdict.ACCEPT, (claim,), "desk", "checked", 5))
    assert ledger.verify() == ()


def faults(ledger: Ledger, head: str | None = None) -> list[tuple[str, str]]:
    return [(fault.table, fault.row) for fault in ledger.verify(head=head)]


def key(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name


class Tampering:
    """Changes a row without the ledger, and puts it back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def row(self, table: Table, *, last: bool = False) -> Row[tuple[object, ...]]:
        column = table.columns[key(table)]
        query = select(table).order_by(column.desc() if last else column).limit(1)
        return self._connection.execute(query).one()

    def set(self, table: Table, name: object, **values: object) -> None:
        changed = table.update().where(table.columns[key(table)] == name).values(**values)
        assert self._connection.execute(changed).rowcount == 1

    def run(self, *statements: str) -> None:
        for statement in statements:
            assert self._connection.execute(text(statement)).rowcount


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with Ledger.create(address, timezone="Asia/Karachi", clock=Ticks()) as made:
        fill(made)
        yield made


@pytest.fixture
def by_hand(ledger: Ledger, address: str) -> Iterator[Engine]:
    made = engine(address)
    yield made
    made.dispose()


def tamper(made: Engine, *statements: str) -> None:
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        Tampering(connection).run(*statements)


def other(value: object, table: Table, column: str) -> object:
    """Another value of the same type."""
    if table.columns[column].type.python_type is int:
        return value + 1000 if isinstance(value, int) else 1000
    if isinstance(value, bytes):
        return value + b"."
    return f"{value or ''}x" if column not in {"head", "prev", "root", "digest"} else "f" * 64


def test_any_changed_column_of_the_first_and_last_row_of_any_table(ledger: Ledger, by_hand: Engine) -> None:
    looked_at = set()
    for table, column in COLUMNS:
        for last in (False, True):
            with by_hand.connect().execution_options(writes=True) as connection:
                with connection.begin():
                    hand = Tampering(connection)
                    row = hand.row(table, last=last)._mapping
                    name, changed = row[key(table)], other(row[column], table, column)
                    hand.set(table, name, **{column: changed})
                found = faults(ledger)
                now = changed if column == key(table) else name
                with connection.begin():
                    Tampering(connection).set(table, now, **{column: row[column]})
            where = f"{table.name}.{column}, {'last' if last else 'first'} row: {found}"
            names = {str(name), str(now)}
            assert found, where
            assert any(told == table.name and row in names for told, row in found), where
            # Beside the row itself only its commit may be named, the one it had or was given.
            blamed = {told for told in found if not (told[0] == table.name and told[1] in names)}
            assert {told for told, _ in blamed} <= {"chain"} | ({"text", "blob"} & {table.name}), where
            commits = {str(row.get("seq")), str(changed)}
            assert {told for seen, told in blamed if seen == "chain"} <= commits, where
            looked_at.add((table.name, column))
    assert len(looked_at) == len(COLUMNS)
    assert faults(ledger) == []


@pytest.mark.parametrize("table", CHAINED, ids=lambda table: table.name)
def test_a_row_taken_out_is_named_by_its_commit_and_by_what_is_left_of_it(
    ledger: Ledger, by_hand: Engine, table: Table
) -> None:
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        row = Tampering(connection).row(table, last=True)._mapping
    tamper(by_hand, f"DELETE FROM {table.name} WHERE id = '{row['id']}'")
    found = faults(ledger)
    assert ("chain", str(row["seq"])) in found
    named = {"claim": row["id"], "report": row["id"], "reading": row.get("claim")}
    named |= {"marking": row.get("report"), "capture": row.get("report")}
    if table.name != "judgement":  # nothing hangs on a judgement
        assert (table.name, named[table.name]) in found
    assert {name for name, _ in found} <= {"chain", table.name, "text", "blob"}


def test_a_text_or_file_taken_out(ledger: Ledger, by_hand: Engine) -> None:
    for table in (TEXT, BLOB):
        with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
            sha = Tampering(connection).row(table)._mapping["sha256"]
        tamper(by_hand, f"DELETE FROM {table.name} WHERE sha256 = '{sha}'")
        assert (table.name, sha) in faults(ledger)
    assert {name for name, _ in faults(ledger)} == {"text", "blob"}


def test_a_row_put_in_with_a_digest_that_fits(ledger: Ledger, by_hand: Engine) -> None:
    row = {"id": "mrk-0", "report": "rep-0", "marking": "TLP:CLEAR", "seq": 2}
    table = METADATA.tables["marking"]
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(table), {**row, "digest": row_digest("marking", row)})
    assert faults(ledger) == [("chain", "2"), ("marking", "mrk-0")]


def test_a_row_put_in_under_a_commit_of_its_own(ledger: Ledger, by_hand: Engine) -> None:
    row = {"id": "mrk-0", "report": "rep-0", "marking": "TLP:CLEAR", "seq": 77}
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(METADATA.tables["marking"]), {**row, "digest": row_digest("marking", row)})
    assert faults(ledger) == [("chain", "77")]
    assert "mrk-0" in ledger.verify()[0].message


def test_a_row_changed_together_with_its_digest(ledger: Ledger, by_hand: Engine) -> None:
    table = METADATA.tables["report"]
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        row = dict(Tampering(connection).row(table)._mapping) | {"known_from": 1}
        Tampering(connection).set(table, row["id"], known_from=1, digest=row_digest("report", row))
    assert faults(ledger) == [("chain", str(row["seq"]))]


def test_two_rows_exchanged(ledger: Ledger, by_hand: Engine) -> None:
    table = METADATA.tables["judgement"]
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        one, two = (dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id).limit(2)))
        hand = Tampering(connection)
        for mine, theirs in ((one, two), (two, one)):
            hand.set(table, mine["id"], body=theirs["body"])
    assert faults(ledger) == [("judgement", one["id"]), ("judgement", two["id"])]
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        hand = Tampering(connection)
        hand.set(table, one["id"], id="aside")
        hand.set(table, two["id"], id=one["id"])
        hand.set(table, "aside", id=two["id"])
    assert {row for name, row in faults(ledger) if name == "judgement"} == {one["id"], two["id"]}


CUT = (
    "DELETE FROM judgement WHERE seq = (SELECT max(seq) FROM chain)",
    "DELETE FROM chain WHERE seq = (SELECT max(seq) FROM chain)",
)
SMOOTHED = (
    "UPDATE meta SET value = (SELECT head FROM chain ORDER BY seq DESC LIMIT 1) WHERE key = 'head'",
    "UPDATE meta SET value = (SELECT CAST(max(seq) AS text) FROM chain) WHERE key = 'seq'",
)


def test_a_cut_tail(ledger: Ledger, by_hand: Engine) -> None:
    tamper(by_hand, *CUT)
    assert faults(ledger) == [("meta", "head"), ("meta", "seq")]


def test_a_cut_tail_that_was_smoothed_over_is_found_by_a_printed_head(ledger: Ledger, by_hand: Engine) -> None:
    head = ledger.head()
    tamper(by_hand, *CUT, *SMOOTHED)
    assert faults(ledger) == []
    assert faults(ledger, head=head[:16]) == [("chain", head[:16])]
    assert faults(ledger, head=ledger.head()[:16]) == []


def test_an_entry_of_the_chain_taken_out(ledger: Ledger, by_hand: Engine) -> None:
    tamper(by_hand, "DELETE FROM chain WHERE seq = 2")
    assert set(faults(ledger)) == {("chain", "2")}


def test_all_of_the_chain_and_its_rows_taken_out(ledger: Ledger, by_hand: Engine) -> None:
    tamper(by_hand, *(f"DELETE FROM {table.name}" for table in (*CHAINED, CHAIN, TEXT, BLOB)))
    assert ("meta", "seq") in faults(ledger)


def test_a_chain_written_anew_is_found_by_a_printed_head(ledger: Ledger, by_hand: Engine) -> None:
    head = ledger.head()
    with by_hand.connect().execution_options(writes=True) as connection, connection.begin():
        hand = Tampering(connection)
        last = dict(hand.row(CHAIN, last=True)._mapping)
        table = METADATA.tables["judgement"]
        row = dict(connection.execute(select(table).where(table.c.seq == last["seq"])).one()._mapping)
        row["reason"] = "another reason"
        digest = row_digest("judgement", row)
        hand.set(table, row["id"], reason=row["reason"], digest=digest)
        last["root"] = merkle([digest])
        last["head"] = entry_head(last)
        hand.set(CHAIN, last["seq"], root=last["root"], head=last["head"])
        hand.set(META, "head", value=last["head"])
    assert faults(ledger) == []
    assert faults(ledger, head=head) == [("chain", head)]


def test_a_setting_of_an_empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = str(tmp_path_factory.mktemp("empty") / "karez.db")
    with Ledger.create(path, timezone="UTC") as made:
        by_hand = engine(path)
        tamper(by_hand, "UPDATE meta SET value = 'Asia/Tokyo' WHERE key = 'timezone'")
        assert faults(made) == [("meta", "timezone")]
        tamper(by_hand, "INSERT INTO meta VALUES ('colour', 'blue')")
        assert ("meta", "colour") in faults(made)
        by_hand.dispose()


@pytest.mark.parametrize("value", ["x'00ff'", "1.5", "'many'"])
@pytest.mark.parametrize("column", ["seq", "known_from", "body"])
def test_a_value_of_a_type_that_no_row_has(tmp_path_factory: pytest.TempPathFactory, column: str, value: str) -> None:
    path = str(tmp_path_factory.mktemp("odd") / "karez.db")
    with Ledger.create(path) as made:
        made.add(entry(1))
        by_hand = engine(path)
        tamper(by_hand, f"UPDATE report SET {column} = {value}")
        assert "report" in {name for name, _ in faults(made)}
        tamper(by_hand, "UPDATE chain SET rows = x'00'")
        assert "chain" in {name for name, _ in faults(made)}
        by_hand.dispose()


def test_every_table_is_chained_or_checked_otherwise() -> None:
    """But the notes on briefs that were given out: they are no evidence, and making a brief again checks its bytes."""
    assert set(METADATA.sorted_tables) == {*TABLES, ISSUE}
