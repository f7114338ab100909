"""Spark for set-at-a-time work: a session of this machine alone, with no web page, no other address and no log.

Importing this module fails where pyspark, which comes with ``karez[spark]``, is not installed.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from py4j.protocol import Py4JError  # type: ignore[import-untyped]
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException, PySparkRuntimeError
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from karez.ledger.engine.java import VERSIONS, java_home
from karez.ledger.refusals import engine_failed
from karez.model.errors import LedgerError

_LOOPBACK = "127.0.0.1"
_MEMORY = "2g"
_PLACE = "Spark"


@contextmanager
def spark(*, threads: int | None = None) -> Iterator[SparkSession]:
    """Yield a session of this machine alone; it is stopped afterwards and what it wrote is removed.

    ``threads`` is how many it may use (None: one a processor). Java is started once a process and may take 2 GB, or
    what ``SPARK_DRIVER_MEMORY`` says. Raises LedgerError no-engine where a Java that Spark runs on is missing or does
    not start, or where this process has a session already; engine-failed for what Spark gives up on.
    """
    if SparkSession.getActiveSession() is not None:
        raise LedgerError("no-engine", "this process has a session of Spark already", place=_PLACE)
    gateway = _gateway()
    with TemporaryDirectory(prefix="karez-spark-") as folder:
        conf = SparkConf(loadDefaults=False).setAll(_settings(threads, Path(folder)))
        context = SparkContext(conf=conf, gateway=gateway)
        try:
            context.setLogLevel("OFF")
            yield SparkSession(context)
        except (PySparkException, Py4JError) as error:
            raise engine_failed(_PLACE, error) from error
        finally:
            context.stop()


def _settings(threads: int | None, folder: Path) -> list[tuple[str, str]]:
    processors = threads or os.cpu_count() or 1
    told = {
        "spark.master": f"local[{processors}]",
        "spark.app.name": "karez",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": _LOOPBACK,
        "spark.driver.bindAddress": _LOOPBACK,
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.session.timeZone": "UTC",
        # The default of 200 parts is for many machines; on one, each part costs more than its work.
        "spark.sql.shuffle.partitions": str(2 * processors),
    }
    return list(told.items())


@cache
def _gateway() -> Any:  # noqa: ANN401 - py4j has no types
    """The Java that Spark runs in, started once. It ends with this process."""
    home = java_home()
    if home is None:
        wanted = " or ".join(map(str, VERSIONS))
        raise LedgerError("no-engine", f"no Java {wanted} was found in JAVA_HOME or /usr/lib/jvm", place=_PLACE)
    with TemporaryFile("w+", errors="replace") as said, _environment(home):
        try:
            return launch_gateway(None, {"stderr": said})  # type: ignore[no-untyped-call]
        except (PySparkRuntimeError, OSError) as error:
            said.seek(0)
            last = (said.read().strip().splitlines() or ["Java did not start"])[-1][:200]
            raise LedgerError("no-engine", last, place=_PLACE) from error


@contextmanager
def _environment(home: Path) -> Iterator[None]:
    """What Java's start reads of the environment of this process, put back afterwards."""
    wanted = {
        "JAVA_HOME": str(home),
        "SPARK_LOCAL_IP": _LOOPBACK,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_DRIVER_MEMORY": os.environ.get("SPARK_DRIVER_MEMORY", _MEMORY),
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
