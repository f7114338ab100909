"""The door to third-party decoders: whatever one of them raises becomes one clear line."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from karez.model.errors import InputError

_LOUD = ("pypdf", "trafilatura", "htmldate", "feedparser", "docx", "charset_normalizer", "courlan", "justext")


@contextmanager
def door(place: str, what: str) -> Iterator[None]:
    """Run a decoder. Raises InputError broken-file where it fails; its own warnings and log lines are kept quiet.

    Decoders of untrusted bytes fail in many undocumented ways (also RecursionError and MemoryError), so everything
    is caught here and nowhere else; the cause stays attached.
    """
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InputError:
        raise
    except Exception as error:
        raise InputError("broken-file", f"not a readable {what}", place=place) from error
