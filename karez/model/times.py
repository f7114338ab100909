"""Instants and local times.

An instant is an integer of microseconds since 1970 UTC. A date alone stands for the END of that day in a zone
where it says when something could be known.
"""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from karez.model.errors import InputError, RequestError

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# Python reads any character between date and time; ISO has T, and a space is common.
_ISO = re.compile(r"[0-9W-]{7,10}([T ][0-9:.,]+([Zz]| ?[+-][0-9:.]+)?)?", re.ASCII)
# The space before an offset, as `show` writes it.
_SPACED = re.compile(r" (?=[+-])")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
# What lies outside of the years 1 to 9999 is shown at their ends; a day is left for the zones.
_FIRST = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // _MICRO
_LAST = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // _MICRO


def zone(name: str) -> ZoneInfo:
    """Return the time zone called ``name`` (IANA). Raises RequestError bad-setting for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RequestError("bad-setting", f"timezone {name!r} is not known") from error


def micros(moment: datetime) -> int:
    """Return the instant of an aware datetime as microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICRO


def moment(instant: int, zone_name: str = "UTC") -> datetime:
    """Return the aware datetime of an instant, in a zone; what no calendar holds is its first or last day."""
    held = min(max(instant, _FIRST), _LAST)
    return (_EPOCH + timedelta(microseconds=held)).astimezone(zone(zone_name))


def is_date(text: str) -> bool:
    """Tell whether ``text`` is a bare ISO date."""
    return bool(_DATE.fullmatch(text.strip()))


def known_instant(text: str, zone_name: str) -> int:
    """Return the instant at which something published at ``text`` could be known.

    ``text`` is an ISO date (then: the end of that day in ``zone_name``, that is the last microsecond) or a
    date-time (local to ``zone_name`` unless it has an offset). Raises InputError bad-date.
    """
    text = text.strip()
    try:
        if not _ISO.fullmatch(text):
            raise ValueError(text[:40])
        parsed = datetime.fromisoformat(_SPACED.sub("", text))
        if len(text) <= len("2026-01-31"):
            parsed = parsed + timedelta(days=1) - _MICRO
        if parsed.tzinfo is None:
            parsed = parsed.replace(tzinfo=zone(zone_name))
        return micros(parsed)
    except (ValueError, OverflowError) as error:
        raise InputError("bad-date", f"{text[:40]!r} is no ISO date or time") from error


def show(instant: int, zone_name: str = "UTC", *, exact: bool = False) -> str:
    """Write an instant for people: ``2026-02-01 12:00 +05:00``; ``exact`` to the microsecond, to be asked for again."""
    local = moment(instant, zone_name)
    clock = local.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds" if exact else "minutes")
    offset = local.isoformat(timespec="microseconds")[len("2026-01-31T12:00:00.000000") :]
    return f"{clock} {offset}"
