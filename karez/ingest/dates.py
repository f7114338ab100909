"""Dates and times as documents write them, in the one form that the rest of Karez reads."""

import email.utils
import re
from datetime import datetime

from karez.ingest.limits import limits
from karez.model.errors import InputError
from karez.model.times import is_date, known_instant

_LATIN_DIGITS = re.compile(r"[0-9T:.+Z \-]{8,40}")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def iso(told: str | None) -> str | None:
    """Return a date (``2026-01-31``) or a date-time in ISO form; None for what is neither ISO nor an internet date.

    Nothing is guessed: 01/02/2026 is two days, and so none.
    """
    text = (told or "").strip()
    found = (_iso(text) or _internet(text)) if text.isascii() else None
    # Some writers put the first day of their calendar where they know no date.
    return found if found and limits().first_year <= int(found[:4]) <= limits().last_year else None


def _iso(text: str) -> str | None:
    for pattern in (_COMPACT, _SLASHED):
        match = pattern.fullmatch(text)
        if match:
            text = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if not _LATIN_DIGITS.fullmatch(text):
        return None
    try:
        known_instant(text, "UTC")
        return text if is_date(text) else datetime.fromisoformat(text).isoformat()
    except (InputError, ValueError):
        return None


def _internet(text: str) -> str | None:
    """The form of e-mails, feeds and HTTP: ``Sun, 01 Feb 2026 10:00:00 +0500``."""
    if not any(char.isalpha() for char in text):
        return None
    try:
        found = email.utils.parsedate_to_datetime(text).isoformat()
        known_instant(found, "UTC")
    except (ValueError, TypeError, OverflowError, IndexError, InputError):
        return None
    return found
