"""Durations that do not fit each other, or the times that are told."""

from collections.abc import Iterator, Sequence

from karez.model.claim import Control
from karez.model.contradiction import Oddity, OddityKind
from karez.model.errors import InputError
from karez.model.finding import ControlSpan
from karez.model.times import is_date, known_instant
from karez.reconcile.contradictions.happenings import Told
from karez.reconcile.control import holder_of
from karez.reconcile.item import TOLD, Item, place_key
from karez.reconcile.odd.words import oddity, setting

_HOUR = 3_600_000_000
_DAY = 24 * _HOUR


def durations_apart(told: Told) -> Iterator[Oddity]:
    """Yield the shortest and the longest time that is told of one party at one place, where they are not one."""
    groups: dict[tuple[str, str], dict[str | None, list[Item]]] = {}
    for item in told.items:
        if _hours(item) is None or not isinstance(item.claim.body, Control) or item.claim.realis not in TOLD:
            continue
        holder, place = holder_of(item, item.claim.body), place_key(item.claim.where)
        if place is not None and holder.side:
            groups.setdefault((place, holder.side), {}).setdefault(holder.actor, []).append(item)
    for _, actors in sorted(groups.items()):
        anybody = actors.pop(None, [])
        for _, own in sorted(actors.items(), key=lambda pair: pair[0] or "") or [(None, [])]:
            yield from _apart([*own, *anybody])


def _apart(items: Sequence[Item]) -> Iterator[Oddity]:
    hours = [number for item in items if (number := _hours(item)) is not None]
    if hours and max(hours) - min(hours) >= setting("hours_apart"):
        ends = (min(hours), max(hours))
        claims = (item.claim.id for end in ends for item in items if _hours(item) == end)
        yield oddity(OddityKind.DURATIONS, claims, row="durations-apart", short=ends[0], long=ends[1])


def durations_too_long(spans: Sequence[ControlSpan], told: Told) -> Iterator[Oddity]:
    """Yield each duration that is longer than from the told beginning to the told end, or to the telling."""
    for span in spans:
        began = _instant(span.start, told.timezone)
        ended = _instant(span.end, told.timezone)
        for item in (told.by_id[claim] for claim in span.claims):
            hours = _hours(item)
            if hours is None or began is None:
                continue
            last = item.known_from if ended is None else ended + (_DAY if is_date(span.end or "") else 0)
            most = (last - began) // _HOUR
            if 0 <= most < hours:
                claims = (item.claim.id, *span.ended_by)
                yield oddity(OddityKind.DURATIONS, claims, row="duration-too-long", long=hours, most=most)


def _hours(item: Item) -> int | None:
    body = item.claim.body
    return body.duration_hours if isinstance(body, Control) else None


def _instant(text: str | None, timezone: str) -> int | None:
    """The instant of an ISO local time; of a day its first. None where it is none."""
    if not text:
        return None
    try:
        return known_instant(text if "T" in text else f"{text}T00:00", timezone)
    except InputError:  # a time that no calendar holds says nothing of a length
        return None
