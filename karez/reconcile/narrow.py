"""Narrows a view to an area or to a stretch of time, before anything is added up."""

from dataclasses import replace

from karez.model.mention import Place
from karez.model.record import ClaimRecord, View
from karez.model.times import moment


def in_area(view: View, area: str) -> View:
    """Keep the claims whose place is, or lies in, ``area``: an id, P-code or name, in any case.

    Claims with no place cannot be told to lie there and are left out.
    """
    wanted = area.strip().casefold()
    kept = [record for record in view.claims if _lies_in(_place(record), wanted)]
    return replace(view, claims=tuple(kept))


def _place(record: ClaimRecord) -> Place | None:
    return record.claim.where.place if record.claim.where else None


def _lies_in(place: Place | None, wanted: str) -> bool:
    if place is None:
        return False
    names = (place.id, place.name, place.admin1, place.admin2, place.pcode, place.country, place.same_as)
    return wanted in {name.casefold() for name in names if name}


def in_time(view: View, start: str | None, end: str | None, *, timezone: str) -> View:
    """Keep what happened from ``start`` up to and with ``end`` (ISO days); claims with no time go by their report's."""
    kept = [record for record in view.claims if _overlaps(_interval(record, timezone), start, end)]
    return replace(view, claims=tuple(kept))


def _interval(record: ClaimRecord, timezone: str) -> tuple[str, str]:
    when = record.claim.when
    if when and when.start:
        return when.start, when.end or when.start
    day = moment(record.known_from, timezone).date().isoformat()
    return day, day


def _overlaps(interval: tuple[str, str], start: str | None, end: str | None) -> bool:
    first, last = interval
    return (start is None or last[:10] >= start) and (end is None or first[:10] <= end)
