"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[Any], indexed: str = "") -> None:
    key = sa.Column("id", sa.Text, primary_key=True)
    seq = sa.Column("seq", sa.Integer, nullable=False)
    op.create_table(name, key, seq, *columns, sa.Column("digest", sa.Text, nullable=False))
    op.create_index(f"ix_{name}_seq", name, ["seq"])
    for column in indexed.split():
        op.create_index(f"ix_{name}_{column}", name, [column])


def _columns(names: str, kind: type[sa.types.TypeEngine[Any]]) -> list[sa.Column[Any]]:
    return [sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?")) for name in names.split()]


def upgrade() -> None:
    """Make the tables of an empty ledger."""
    text, instant, number = sa.Text, sa.BigInteger, sa.Integer
    op.create_table("meta", sa.Column("key", text, primary_key=True), *_columns("value", text))
    op.create_table("text", sa.Column("sha256", text, primary_key=True), *_columns("body", sa.LargeBinary))
    op.create_table("blob", sa.Column("sha256", text, primary_key=True), *_columns("data", sa.LargeBinary))
    op.create_table(
        "chain",
        sa.Column("seq", number, primary_key=True, autoincrement=False),
        *_columns("prev root", text),
        *_columns("rows", number),
        *_columns("recorded", instant),
        *_columns("head", text),
    )
    _table(
        "capture",
        *_columns("report sha256 source method media_type?", text),
        *_columns("captured", instant),
        indexed="report sha256",
    )
    _table(
        "report",
        *_columns("text_sha256", text),
        *_columns("known_from", instant),
        *_columns("body", text),
        indexed="text_sha256",
    )
    _table(
        "claim",
        *_columns("report kind", text),
        *_columns("start_at end_at", number),
        *_columns("known_from happened_from? happened_to?", instant),
        indexed="report",
    )
    _table("reading", *_columns("claim reader pack body", text), indexed="claim")
    _table(
        "judgement",
        *_columns("verdict by reason", text),
        *_columns("known_from", instant),
        *_columns("report? body", text),
        indexed="report",
    )
    _table("marking", *_columns("report marking", text), indexed="report")
