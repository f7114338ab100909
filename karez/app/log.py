"""The log: structured lines on stderr, off unless asked for. Ids and counts; no words of reports, no passwords."""

import logging
import os
import re
import sys
from functools import cache

import structlog

VARIABLE = "KAREZ_LOG"
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "off": logging.CRITICAL + 1}
_NAME = "karez"
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):.*@")
_OPTION = re.compile(r"(?i)\b((?:ssl)?password|passfile)=[^&\s]*")


def without_password(address: str) -> str:
    """Return a ledger's address as it may be printed: a URL without its password."""
    return _OPTION.sub(r"\1=***", _PASSWORD.sub(r"\1:***@", address))


@cache
def log() -> structlog.stdlib.BoundLogger:
    """The log of the doors. It goes through ``logging`` under the name ``karez``, so a program may direct it."""
    processors: list[structlog.typing.Processor] = [
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
    ]
    wrapped = structlog.wrap_logger(
        logging.getLogger(_NAME), processors=processors, wrapper_class=structlog.stdlib.BoundLogger
    )
    made: structlog.stdlib.BoundLogger = wrapped.bind()
    return made


def configure(level: str | None = None) -> None:
    """Send the log to stderr at a level: ``off``, ``info`` or ``debug``; None leaves it to KAREZ_LOG, else off.

    An unknown word is ``info``: who asks for a log in wrong words still wants one.
    """
    word = (level or os.environ.get(VARIABLE) or "off").lower()
    logger = logging.getLogger(_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(LEVELS.get(word, logging.INFO))
    logger.propagate = False
