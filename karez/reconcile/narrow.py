"""Narrows a view to an area or to a stretch of time, before anything is added up.

A report of which nothing is left goes with its claims; one of which nothing was understood at all stays, since it may
tell of the area: it is a gap. Links between tolls that lead out of what is left lead nowhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from karez.model.errors import RequestError
from karez.model.mention import Place
from karez.model.record import ClaimRecord, View
from karez.model.times import is_date, moment
from karez.reconcile.item import within


def in_area(view: View, area: str) -> View:
    """Keep the claims whose place is, or lies in, ``area``: an id, other id, P-code or name, in any case.

    Claims with no place cannot be told to lie there and are left out.
    """
    places = {place.id: place for record in view.claims if (place := _place(record))}
    wanted = _named(places.values(), area)
    inside = {place.id for place in places.values() if _lies_in(place, wanted, area)}
    return _kept(view, lambda record: (place := _place(record)) is not None and place.id in inside)


def check_area(view: View, area: str) -> None:
    """Raise RequestError unknown-id where no claim of ``view`` lies in ``area``: the name may be misspelt."""
    if not in_area(view, area).claims:
        detail = "no report speaks of an area of this name, id or P-code"
        raise RequestError("unknown-id", detail, place=area.strip())


def in_time(view: View, start: str | None, end: str | None, *, timezone: str) -> View:
    """Keep what happened from ``start`` up to and with ``end`` (ISO days).

    Claims that tell no time go by the day on which their report became known. Raises RequestError bad-value for what
    is no day, bad-request where ``start`` lies after ``end``.
    """
    start, end = _day(start), _day(end)
    if start and end and start > end:
        raise RequestError("bad-request", f"the time begins on {start} and ends before it, on {end}")
    return _kept(view, lambda record: _overlaps(_interval(record, timezone), start, end))


def _kept(view: View, wanted: Callable[[ClaimRecord], bool]) -> View:
    kept = tuple(record for record in view.claims if wanted(record))
    told = {record.report for record in view.claims}
    left = {record.report for record in kept}
    reports = tuple(report for report in view.reports if report.id in left or report.id not in told)
    return replace(view, claims=kept, reports=reports)


def _place(record: ClaimRecord) -> Place | None:
    return record.claim.where.place if record.claim.where else None


def _named(places: Iterable[Place], area: str) -> list[Place]:
    """The places of the view that ``area`` names."""
    wanted = area.strip().casefold()
    return [
        place
        for place in places
        if wanted in {name.casefold() for name in (place.id, place.name, place.pcode, place.same_as) if name}
    ]


def _lies_in(place: Place, named: Iterable[Place], area: str) -> bool:
    if any(within(place, other) for other in named):
        return True
    wanted = area.strip().casefold()
    units = [place.admin1, place.country]
    if not place.admin1 or place.name.casefold() != place.admin1.casefold():
        units.append(place.admin2)
    code = (place.pcode or "").casefold()
    # A P-code begins with that of the unit above it; a country's own two letters are no such code.
    above = len(wanted) > 2 and wanted[-1:].isdigit() and code.startswith(wanted)
    return above or wanted in {name.casefold() for name in units if name}


def _interval(record: ClaimRecord, timezone: str) -> tuple[str, str]:
    """First moment and end (exclusive) as ISO local times; a day alone where no time is told."""
    when = record.claim.when
    if when and when.start:
        return when.start, when.end or when.start
    day = moment(record.known_from, timezone).date().isoformat()
    return day, day


def _overlaps(interval: tuple[str, str], start: str | None, end: str | None) -> bool:
    first, last = interval
    begins_too_late = end is not None and first[:10] > end[:10]
    over_before = start is not None and last <= start[:10] and not first.startswith(start[:10])
    return not (begins_too_late or over_before)


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    if not is_date(text[:10]) or not _is_real(text[:10]):
        raise RequestError("bad-value", f"{text[:40]!r} is no ISO day, such as 2026-01-31")
    return text[:10]


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
