"""Engines: the databases that hold a ledger (``sql``), and those for set-at-a-time work (``duck``, ``spark``).

The last two are imported by the work that needs them and not here: a command that opens a ledger loads neither.
"""

from karez.ledger.engine.sql import WAIT, engine, is_postgres, place_of, transaction, wipe

__all__ = ["WAIT", "engine", "is_postgres", "place_of", "transaction", "wipe"]
