"""What a ledger says of itself: its zone, and the head that its chain begins from."""

from sqlalchemy import Connection, select

from karez.ledger.schema import META
from karez.model.canonical import digest

KEYS = ("timezone", "head", "seq")


def setting(connection: Connection, key: str) -> str:
    """Return a setting of the ledger; empty where it has none."""
    return str(connection.execute(select(META.c.value).where(META.c.key == key)).scalar() or "")


def genesis(timezone: str) -> str:
    """Return the head of an empty ledger: the digest of its settings, so that the chain holds them, too."""
    return digest({"ledger": "karez", "timezone": timezone})
