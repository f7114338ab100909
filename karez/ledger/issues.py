"""The briefs that were written from a ledger, noted beside the chain.

A note of a brief is no part of what the ledger knows: it changes neither the head nor any view, so that a brief is the
same whether or not another was made before it. The same bytes from the same options are noted once.
"""

import json
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, insert, inspect, select

from karez.ledger.rows import dump
from karez.ledger.schema import ISSUE
from karez.model.canonical import digest
from karez.model.errors import LedgerError
from karez.model.issue import Issue

_DIGITS = 12


def note_issue(connection: Connection, issue: Issue, now: int) -> Issue:
    """Write down a brief and return it with its id and time; one that was noted before is returned as it was noted.

    Raises LedgerError read-only for an older ledger that could not be brought up to date.
    """
    if not inspect(connection).has_table(ISSUE.name):
        raise LedgerError("read-only")
    options = dump(dict(issue.options))
    named = {"sha256": issue.sha256, "form": issue.form, "as_of": issue.as_of, "recorded": issue.recorded}
    identity = "brf-" + digest({**named, "head": issue.head, "options": options})[:_DIGITS]
    earlier = connection.execute(select(ISSUE).where(ISSUE.c.id == identity)).mappings().first()
    if earlier is not None:
        return _issue(earlier)
    row = {"id": identity, **named, "head": issue.head, "options": options, "made": now}
    connection.execute(insert(ISSUE), {**row, "claims": dump(list(issue.claims))})
    return replace(issue, id=identity, made=now)


def noted_issues(connection: Connection) -> tuple[Issue, ...]:
    """Return every brief that was noted, the earliest first; none where an older ledger has no place for them."""
    if not inspect(connection).has_table(ISSUE.name):
        return ()
    rows = connection.execute(select(ISSUE).order_by(ISSUE.c.made, ISSUE.c.id)).mappings()
    return tuple(_issue(row) for row in rows)


def _issue(row: RowMapping) -> Issue:
    return Issue(
        sha256=row["sha256"],
        form=row["form"],
        as_of=row["as_of"],
        recorded=row["recorded"],
        head=row["head"],
        options=json.loads(row["options"]),
        claims=tuple(json.loads(row["claims"])),
        id=row["id"],
        made=row["made"],
    )
