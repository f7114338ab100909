"""Checks what lies outside the chain: texts and files by their digests, and whether what is gone was withheld."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from karez.ledger.history import WITHHELD, is_tombstone, judgement_of
from karez.ledger.schema import BLOB, CAPTURE, JUDGEMENT, REPORT, TEXT
from karez.ledger.values import Fault
from karez.model.canonical import digest_bytes
from karez.model.vocabulary import Verdict


def stored(connection: Connection) -> Iterator[Fault]:
    """Yield every text or file that was changed, lost, put in, or put back after it was withheld."""
    texts, reports = _withheld(connection)
    owners = dict(connection.execute(select(REPORT.c.text_sha256, REPORT.c.id)).all())
    yield from _check(connection, "text", owners, texts)
    files: dict[str, str] = {}
    gone: set[str] = set()
    for sha256, report in connection.execute(select(CAPTURE.c.sha256, CAPTURE.c.report)):
        files[sha256] = report
        if report in reports:
            gone.add(sha256)
    yield from _check(connection, "file", files, gone)


def _check(connection: Connection, kind: str, owners: dict[str, str], withheld: set[str]) -> Iterator[Fault]:
    table = TEXT if kind == "text" else BLOB
    content = table.c.body if kind == "text" else table.c.data
    found = set()
    # One by one: a file may be as large as the limit on what is taken in.
    rows = connection.execute(select(table.c.sha256, content), execution_options={"yield_per": 20})
    for sha256, data in rows:
        found.add(sha256)
        if not isinstance(data, bytes) or digest_bytes(data) != sha256:
            done = "changed" if kind == "text" else "swapped"
            yield Fault(table.name, sha256, f"the {kind} was {done}: its digest does not fit")
        elif sha256 not in owners:
            yield Fault(table.name, sha256, f"the {kind} belongs to no report")
        elif sha256 in withheld:
            yield Fault(table.name, sha256, f"the {kind} was withheld and is there again")
    for sha256, report in sorted(owners.items()):
        if sha256 not in found and sha256 not in withheld:
            yield Fault(table.name, sha256, f"the {kind} of {report} is gone and was not withheld")


def _withheld(connection: Connection) -> tuple[set[str], set[str]]:
    """Digests of withheld texts, and the reports that have one of them."""
    tombs = JUDGEMENT.c.report.is_not(None) & (JUDGEMENT.c.verdict == Verdict.RETRACT.value)
    texts = set()
    for row in connection.execute(select(JUDGEMENT).where(tombs)).mappings():
        try:
            item = judgement_of(row)
        except (ValueError, TypeError, KeyError):
            continue  # the row was changed, which its digest has told already
        if is_tombstone(item):
            texts.add(str(item.changes[WITHHELD]))
    pairs = connection.execute(select(REPORT.c.id, REPORT.c.text_sha256))
    return texts, {report for report, sha256 in pairs if sha256 in texts}
