"""What the times and days of a question mean."""

import re

from karez.app.values import Asked
from karez.ledger.ledger import Clock
from karez.model.errors import InputError, RequestError
from karez.model.times import is_date, known_instant

_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_MINUTE = re.compile(r"[T ]\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)?$")
_MINUTE_MICROS = 60_000_000


def exact(text: str, timezone: str, clock: Clock) -> int:
    """Return the instant of an ISO date (its end, in ``timezone``), an ISO time or ``now``.

    Times may be written as a brief prints them, with a space before the offset. Raises RequestError bad-value.
    """
    if text.strip().lower() == "now":
        return clock()
    try:
        return known_instant(_ZONE.sub("", text.strip()), timezone)
    except InputError as error:
        raise RequestError(
            "bad-value", f"{error.detail}; write 2026-01-31, 2026-01-31T14:00, 2026-01-31T14:00+05:00 or now"
        ) from error


def until(text: str, timezone: str, clock: Clock) -> int:
    """Return the instant up to which a question looks: as ``exact``, but a time of minutes means the minute's end.

    So that the times which a brief prints lead to the same brief again. Raises RequestError bad-value.
    """
    found = exact(text, timezone, clock)
    minutes = _MINUTE.search(_ZONE.sub("", text.strip()))
    return found + _MINUTE_MICROS - 1 if minutes else found


def checked_days(start: str | None, end: str | None) -> None:
    """See that both are ISO days, in order. Raises RequestError bad-value, bad-request."""
    for name, day in (("from", start), ("to", end)):
        if day is None:
            continue
        if not is_date(day):
            raise RequestError("bad-value", f"--{name} {day!r} is no day; write it as 2026-01-31")
        exact(day, "UTC", lambda: 0)
    if start and end and end < start:
        raise RequestError("bad-request", f"--to {end} is before --from {start}")


def checked_times(*texts: str | None) -> None:
    """See that each is a date, a time or ``now``, before a ledger is made for them. Raises RequestError bad-value."""
    for text in texts:
        if text:
            exact(text, "UTC", lambda: 0)


def nothing_said(commits: int, as_of: str, asked: Asked) -> str:
    """Say why a view holds no report."""
    if not commits:
        return "the ledger holds no report"
    narrowed = " of this area or time" if asked.area or asked.start or asked.end else ""
    said = f"no report says anything{narrowed}" if narrowed else "no report was known and recorded"
    return f"{said} by {as_of}"
