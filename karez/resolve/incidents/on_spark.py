"""Pairs of claims weighed on Spark, here or on the machines of a session that is handed in.

Importing this module fails where pyspark, which comes with ``karez[spark]``, is not installed.
"""

from collections.abc import Sequence
from typing import Any

from splink import SparkAPI

from karez.ledger.engine.spark import spark
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.splink_model import weighed
from karez.resolve.vectors import Floats, Ints


def weights_on_engine(rows: Sequence[ClaimRow], left: Ints, right: Ints) -> Floats:
    """Return the weights in bits of pairs of claims, given by their positions, by Spark on this machine.

    Raises LedgerError no-engine, engine-failed.
    """
    with spark() as session:
        return weighed(spark_api(session), rows, left, right)


def spark_api(session: Any) -> SparkAPI:  # noqa: ANN401 - its type belongs to the ledger's driver
    """Return Splink on a ``pyspark.sql.SparkSession``, which keeps what lies between two steps in memory."""
    return SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=session, break_lineage_method="persist", register_udfs_automatically=False
    )
