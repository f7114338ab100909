"""Pairs of claims weighed on DuckDB, in memory."""

from collections.abc import Sequence

from splink import DuckDBAPI

from karez.ledger.engine.duck import duck
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.splink_model import weighed
from karez.resolve.vectors import Floats, Ints


def weights_on_engine(rows: Sequence[ClaimRow], left: Ints, right: Ints) -> Floats:
    """Return the weights in bits of pairs of claims, given by their positions. Raises LedgerError engine-failed."""
    with duck() as connection:
        return weighed(DuckDBAPI(connection), rows, left, right)
