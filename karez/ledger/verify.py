"""Checks a ledger: every row against its digest, every commit against its Merkle root, every entry against the last.

A change to one row, a row taken out or put in, two rows exchanged, a cut tail, a swapped text or file: each is named.
Who rewrites rows, digests, chain and head together is found only by a head kept elsewhere, as every brief prints one.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from karez.ledger.chain import START, entry_head, merkle, row_digest
from karez.ledger.schema import BLOB, CAPTURE, CHAIN, CHAINED, JUDGEMENT, REPORT, TEXT
from karez.ledger.setup import setting
from karez.ledger.values import Fault
from karez.model.canonical import digest_bytes, digest_text

_BATCH = 5000
Leaves = dict[int, list[tuple[str, str, str]]]


def faults(connection: Connection, head: str | None = None) -> Iterator[Fault]:
    """Yield every fault of the ledger, rows first, then commits, then texts and files."""
    leaves: Leaves = {}
    yield from _rows(connection, leaves)
    yield from _chain(connection, leaves, head)
    yield from _texts(connection)
    yield from _blobs(connection)


def _rows(connection: Connection, leaves: Leaves) -> Iterator[Fault]:
    for table in CHAINED:
        result = connection.execution_options(yield_per=_BATCH).execute(select(table))
        for row in result.mappings():
            values = dict(row)
            found = row_digest(table.name, values)
            leaves.setdefault(values["seq"], []).append((table.name, values["id"], found))
            if found != values["digest"]:
                yield Fault(table.name, values["id"], "the row was changed: its digest does not fit")


def _chain(connection: Connection, leaves: Leaves, head: str | None) -> Iterator[Fault]:
    prev, expected, heads = START, 1, []
    for row in connection.execute(select(CHAIN).order_by(CHAIN.c.seq)).mappings().all():
        entry, seq = dict(row), int(row["seq"])
        if seq != expected:
            yield Fault("chain", str(expected), f"commit {expected} is missing")
        if entry["prev"] != prev:
            yield Fault("chain", str(seq), "the entry does not follow the one before it")
        if entry["head"] != entry_head(entry):
            yield Fault("chain", str(seq), "the entry was changed: its head does not fit")
        yield from _commit(entry, sorted(leaves.pop(seq, [])))
        prev, expected = str(entry["head"]), seq + 1
        heads.append(prev)
    for seq, rows in sorted(leaves.items()):
        for table, identity, _ in rows:
            yield Fault(table, identity, f"the row belongs to commit {seq}, which the chain does not hold")
    yield from _tail(connection, prev, expected - 1)
    if head and not any(item.startswith(head) for item in heads):
        yield Fault("chain", head, "no commit has this head: the chain was cut or written anew")


def _commit(entry: dict[str, object], rows: list[tuple[str, str, str]]) -> Iterator[Fault]:
    seq = str(entry["seq"])
    if len(rows) != entry["rows"]:
        yield Fault("chain", seq, f"commit {seq} wrote {entry['rows']} rows, {len(rows)} are there")
    elif merkle([digest for _, _, digest in rows]) != entry["root"]:
        names = ", ".join(f"{table} {identity}" for table, identity, _ in rows[:3])
        yield Fault("chain", seq, f"the rows of commit {seq} do not make its root ({names} ...)")


def _tail(connection: Connection, head: str, seq: int) -> Iterator[Fault]:
    if setting(connection, "head") != head or setting(connection, "seq") != str(seq):
        yield Fault("meta", "head", f"the chain ends at commit {seq}, the ledger says {setting(connection, 'seq')}")


def _texts(connection: Connection) -> Iterator[Fault]:
    found = set()
    for sha, body in connection.execution_options(yield_per=500).execute(select(TEXT.c.sha256, TEXT.c.body)):
        found.add(sha)
        if digest_text(body) != sha:
            yield Fault("text", sha, "the text was changed: its digest does not fit")
    withheld = _withheld(connection)
    for identity, sha in connection.execute(select(REPORT.c.id, REPORT.c.text_sha256)).all():
        if sha not in found and identity not in withheld:
            yield Fault("text", sha, f"the text of {identity} is gone and was not withheld")


def _blobs(connection: Connection) -> Iterator[Fault]:
    found = set()
    for sha, data in connection.execution_options(yield_per=50).execute(select(BLOB.c.sha256, BLOB.c.data)):
        found.add(sha)
        if digest_bytes(bytes(data)) != sha:
            yield Fault("blob", sha, "the file was swapped: its digest does not fit")
    withheld = _withheld(connection)
    for report, sha in connection.execute(select(CAPTURE.c.report, CAPTURE.c.sha256)).all():
        if sha not in found and report not in withheld:
            yield Fault("blob", sha, f"the file of {report} is gone and was not withheld")


def _withheld(connection: Connection) -> set[str]:
    """Reports with a tombstone, and those that share a text or file with one."""
    rows = connection.execute(select(JUDGEMENT.c.report, JUDGEMENT.c.body).where(JUDGEMENT.c.report.is_not(None))).all()
    reports = {row[0] for row in rows if '"withheld"' in row[1]}
    texts = select(REPORT.c.text_sha256).where(REPORT.c.id.in_(reports))
    files = select(CAPTURE.c.sha256).where(CAPTURE.c.report.in_(reports))
    shared = connection.execute(select(REPORT.c.id).where(REPORT.c.text_sha256.in_(texts))).scalars().all()
    filed = connection.execute(select(CAPTURE.c.report).where(CAPTURE.c.sha256.in_(files))).scalars().all()
    return reports | set(shared) | set(filed)
