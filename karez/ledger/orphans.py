"""Names rows that are gone by what is left of them: looked for only where a commit lacks rows."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, select

from karez.ledger.schema import CAPTURE, CLAIM, MARKING, READING, REPORT
from karez.ledger.values import Fault

# What each row needs: the column that names it, and where a row of that name must stand.
_NEEDS: tuple[tuple[Column[object], Column[object], str], ...] = (
    (CLAIM.c.report, REPORT.c.id, "claims"),
    (CAPTURE.c.report, REPORT.c.id, "captures"),
    (MARKING.c.report, REPORT.c.id, "a marking"),
    (READING.c.claim, CLAIM.c.id, "readings"),
    (CLAIM.c.id, READING.c.claim, "a claim"),
    (REPORT.c.id, MARKING.c.report, "a report"),
    (REPORT.c.id, CAPTURE.c.report, "a report"),
)


def orphans(connection: Connection) -> Iterator[Fault]:
    """Yield a fault for every row that others need and that is not there, each once."""
    told = set()
    for needs, needed, what in _NEEDS:
        there = select(needed).where(needed == needs).exists()
        for name in connection.execute(select(needs).distinct().where(~there)).scalars():
            if (needed.table, name) not in told:
                told.add((needed.table, name))
                yield Fault(str(needed.table), str(name), f"its {needed.table} row is gone; {what} of it is there")
