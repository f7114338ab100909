"""Withholding destroys the words, everywhere, and leaves the chain."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from karez.ledger.engine import engine
from karez.ledger.ledger import Ledger
from karez.ledger.schema import BLOB, TEXT
from karez.model.errors import LedgerError, RequestError
from karez.model.record import Judgement
from karez.model.report import Capture
from karez.model.vocabulary import Verdict
from tests.made import SECRET, Ticks, entry, every_kind


def withhold(ledger: Ledger, report: str) -> Judgement:
    return ledger.withhold(report, by="desk", reason="asked by the publisher")


def test_it_takes_text_and_bytes_and_every_quote(ledger: Ledger) -> None:
    made = every_kind()
    report = ledger.add(made).report
    ledger.add(entry(11))
    tombstone = withhold(ledger, report)
    view = ledger.view()
    record = view.report(report)
    assert record.text is None
    assert record.text_sha256 == made.document.text_sha256
    assert ledger.raw(made.capture.sha256) is None
    assert ledger.text(made.document.text_sha256) is None
    claims = {item.claim.id: item.claim for item in view.claims if item.report == report}
    assert SECRET not in repr(claims)
    for claim in made.reading.claims:
        bare = claims[claim.id]
        assert (bare.kind, bare.span.offsets, bare.span.quote) == (claim.kind, claim.span.offsets, "")
    assert ledger.verify() == ()
    assert (tombstone.report, tombstone.by) == (report, "desk")
    assert tombstone in view.judgements
    assert view.report(ledger.add(entry(11)).report).text == entry(11).document.text


def test_a_text_that_two_outlets_brought_is_gone_for_both(ledger: Ledger) -> None:
    one, two = ledger.add(entry(17)).report, ledger.add(entry(17, publisher="Other Wire")).report
    withhold(ledger, one)
    assert [report.text for report in ledger.view().reports] == [None, None]
    assert ledger.verify() == ()
    withhold(ledger, two)
    assert ledger.verify() == ()


@pytest.mark.parametrize("publisher", ["Sample Wire", "Third Wire"])
def test_what_was_withheld_does_not_come_back_with_another_report(ledger: Ledger, publisher: str) -> None:
    withhold(ledger, ledger.add(entry(17)).report)
    head = ledger.head()
    with pytest.raises(LedgerError, match="K210"):
        ledger.add(entry(17, publisher=publisher))
    assert ledger.head() == head
    assert ledger.raw(entry(17).capture.sha256) is None


def test_a_file_of_several_reports_is_gone_and_stays_gone(ledger: Ledger) -> None:
    file = Capture(b"two reports in one file", "both.jsonl", 5)
    one, two, three = (replace(entry(number), capture=file) for number in (1, 2, 3))
    first = ledger.add(one).report
    ledger.add(two)
    withhold(ledger, first)
    assert not ledger.add(two).new
    assert ledger.add(three).new
    assert ledger.raw(file.sha256) is None
    texts = {report.id: report.text for report in ledger.view().reports}
    assert [text is None for text in texts.values()] == [True, False, False]
    assert ledger.verify() == ()


def test_again_it_keeps_the_first_tombstone(ledger: Ledger) -> None:
    report = ledger.add(entry(17)).report
    first = withhold(ledger, report)
    head = ledger.head()
    assert ledger.withhold(report, by="other", reason="other") == first
    assert ledger.head() == head
    with pytest.raises(RequestError, match="unknown-id"):
        withhold(ledger, "rep-none")


def test_judgements_and_readings_of_a_withheld_report_still_count(ledger: Ledger) -> None:
    report = ledger.add(entry(17)).report
    claim = ledger.view().claims[0]
    withhold(ledger, report)
    ledger.judge(Judgement(Verdict.REJECT, (claim.claim.id,), "desk", "wrong", claim.known_from))
    assert list(ledger.view().claims) == []
    assert ledger.verify() == ()


@pytest.fixture
def withheld(address: str) -> Iterator[tuple[Ledger, str]]:
    """A ledger of one withheld report, and the report's id."""
    with Ledger.create(address, clock=Ticks()) as ledger:
        report = ledger.add(entry(17)).report
        withhold(ledger, report)
        yield ledger, report


def test_a_text_put_back_is_named(withheld: tuple[Ledger, str], address: str) -> None:
    ledger, _ = withheld
    made = engine(address)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        document, capture = entry(17).document, entry(17).capture
        connection.execute(TEXT.insert(), {"sha256": document.text_sha256, "body": document.text.encode()})
        connection.execute(BLOB.insert(), {"sha256": capture.sha256, "data": capture.data})
    made.dispose()
    assert [fault.table for fault in ledger.verify()] == ["text", "blob"]
    assert all("withheld" in fault.message for fault in ledger.verify())


def test_a_tombstone_put_aside_does_not_hide_that_a_text_is_gone(withheld: tuple[Ledger, str], address: str) -> None:
    ledger, report = withheld
    made = engine(address)
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE judgement SET verdict = 'accept'")
    made.dispose()
    found = {(fault.table, fault.message) for fault in ledger.verify()}
    assert {table for table, _ in found} == {"judgement", "text", "blob"}
    assert any(report in message for _, message in found)


def folder_holds(folder: Path, words: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if words in path.read_bytes()]


@pytest.mark.parametrize("size", [1, 400])
def test_no_byte_of_it_stays_in_the_file(tmp_path: Path, size: int) -> None:
    base = every_kind()
    # Long enough to fill pages of its own; the words in the middle of them.
    padded = base.document.text + " ".join(f"{SECRET}-{number}" for number in range(size))
    document = replace(base.document, text=padded)
    with Ledger.create(str(tmp_path / "karez.db")) as ledger:
        made = replace(base, document=document, capture=replace(base.capture, data=padded.encode() + b"</p>"))
        report = ledger.add(made).report
        for number in range(1, 20):
            ledger.add(entry(number))
        assert folder_holds(tmp_path, SECRET.encode())
        withhold(ledger, report)
        assert folder_holds(tmp_path, SECRET.encode()) == []
        assert folder_holds(tmp_path, entry(3).document.text.encode())
        assert ledger.verify() == ()


def test_a_reader_that_holds_the_log_is_told_and_the_second_time_it_is_wiped(tmp_path: Path) -> None:
    path = tmp_path / "karez.db"
    with Ledger.create(str(path), wait=0.05) as ledger:
        report = ledger.add(every_kind()).report
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM text").fetchone()
        with pytest.raises(LedgerError, match="K203"):
            withhold(ledger, report)
        assert ledger.view().reports[0].text is None
        reader.close()
        withhold(ledger, report)
        assert folder_holds(tmp_path, SECRET.encode()) == []
        assert ledger.commits() == 2


@pytest.mark.postgres
def test_no_row_of_it_stays_in_the_files_of_postgresql(postgres_database: str) -> None:
    with Ledger.create(postgres_database) as ledger:
        report = ledger.add(every_kind()).report
        ledger.add(entry(3))
        withhold(ledger, report)
        with psycopg.connect(postgres_database) as connection:
            for table in ("text", "blob"):
                connection.execute("CHECKPOINT")
                path = connection.execute("SELECT pg_relation_filepath(%s)", (table,)).fetchone()
                data = connection.execute("SELECT pg_read_binary_file(%s)", path or ()).fetchone()
                assert data is not None
                assert SECRET.encode() not in bytes(data[0])
                assert b"3 people were killed" in bytes(data[0])
