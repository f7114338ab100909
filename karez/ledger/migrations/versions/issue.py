"""A table of the briefs that were written."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "issue",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("sha256", "form")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("as_of", "recorded")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("head", "options", "claims")),
        sa.Column("made", sa.BigInteger, nullable=False),
    )
