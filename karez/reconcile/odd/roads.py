"""A road that is reported closed and on which, in the same hours, somebody is told to drive; and a wrong number of it.

By claims alone, and by the road's name alone: where on it somebody drives is nobody's business here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from karez.model.claim import Assessment, Directive, Status
from karez.model.contradiction import Oddity, OddityKind
from karez.model.errors import InputError
from karez.model.finding import AssetStatus, StatusReport
from karez.model.record import ReportRecord
from karez.model.times import is_date, known_instant
from karez.model.vocabulary import AssetState
from karez.reconcile.contradictions.happenings import Told
from karez.reconcile.item import TOLD, Item
from karez.reconcile.odd.words import oddity, setting
from karez.reconcile.source import plain

_DAY = 24 * 3_600_000_000
_SHUT = frozenset({AssetState.CLOSED, AssetState.DESTROYED})
_DESIGNATION = re.compile(r"\b[A-Z]{1,3}-?\d+\b")
_NOTE = "wrong-designation"
# How near a number stands to the words of a claim that tells of its road, in characters.
_NEAR = 80
_LONGEST = 6
Interval = tuple[int, int, str]


def closed_and_used(statuses: Sequence[AssetStatus], told: Told) -> Iterator[Oddity]:
    """Yield each road that is reported closed while a claim tells of vehicles on it."""
    shut: dict[str, list[tuple[AssetStatus, StatusReport]]] = {}
    for status in statuses:
        if status.asset_type.value in setting("driven"):
            for report in status.history:
                if report.state in _SHUT:
                    for name in _names(status):
                        shut.setdefault(name, []).append((status, report))
    found: dict[str, tuple[AssetStatus, list[str]]] = {}
    lines = {name: _Shut(own, told) for name, own in shut.items()}
    for item in told.items if lines else ():
        for name in _named(item, lines):
            hit = lines[name].while_closed(item)
            if hit is not None:
                _, claims = found.setdefault(hit[0].key, (hit[0], []))
                claims += [hit[1].claim, item.claim.id]
    for _, (status, claims) in sorted(found.items()):
        road = status.name[:1].upper() + status.name[1:]
        yield oddity(OddityKind.CLOSED_AND_USED, dict.fromkeys(claims), road=road)


class _Shut:
    """When a road was closed, in order of the beginning; answers for a time which report covers it whole."""

    def __init__(self, own: Sequence[tuple[AssetStatus, StatusReport]], told: Told) -> None:
        self._told = told
        self._own = sorted(own, key=lambda pair: (self._from(pair[1]), pair[1].claim))
        self._starts = [self._from(report) for _, report in self._own]
        self._lasting: list[int] = []
        for at, (_, report) in enumerate(self._own):
            best = self._lasting[-1] if self._lasting else at
            self._lasting.append(at if _end(report) > _end(self._own[best][1]) else best)

    def _from(self, report: StatusReport) -> int:
        """Since when it was surely closed; a day alone counts from its end."""
        item = self._told.by_id[report.claim]
        body = item.claim.body
        since = (body.valid_from if isinstance(body, Status) else None) or item.start
        return report.start + (_DAY if since and is_date(since) else 0)

    def while_closed(self, item: Item) -> tuple[AssetStatus, StatusReport] | None:
        """The closure of which the whole time of ``item`` is a part, None where there is none."""
        time = _time(item, self._told.timezone)
        if time is None:
            return None
        at = bisect_right(self._starts, time[0])
        found = self._own[self._lasting[at - 1]] if at else None
        return found if found is not None and time[1] <= _end(found[1]) else None


def _end(report: StatusReport) -> int:
    return 2**62 if report.end is None else report.end


def _names(status: AssetStatus) -> set[str]:
    """The words by which a claim can name the road: as reported, where that is more than "the road", and its number."""
    words = plain(status.name).removeprefix("the ")
    number = plain((status.asset or "").partition(":")[2])
    return {name for name in (words, number) if len(name.split()) > 1 or any(char.isdigit() for char in name)}


def _named(item: Item, lines: Mapping[str, _Shut]) -> set[str]:
    """The closed roads that a claim names which tells of vehicles."""
    if item.claim.realis not in TOLD or isinstance(item.claim.body, Status | Directive | Assessment):
        return set()
    quote = item.claim.span.quote
    if not _pattern("used").search(quote) or _pattern("unused").search(quote):
        return set()
    words = plain(quote).split()
    runs = (" ".join(words[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(words)))
    return {run for run in runs if run in lines}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(setting(name))})\b", re.IGNORECASE)


def _time(item: Item, timezone: str) -> tuple[int, int] | None:
    """From when to when a claim tells that it was; None where it does not tell when."""
    try:
        if not item.start:
            return None
        start = known_instant(item.start if "T" in item.start else f"{item.start}T00:00", timezone)
        end = known_instant(item.end if "T" in item.end else f"{item.end}T00:00", timezone) if item.end else None
    except InputError:  # a time that no calendar holds is in no hours
        return None
    return (start, end if end is not None else start)


def wrong_designations(reports: Sequence[ReportRecord], told: Told) -> Iterator[Oddity]:
    """Yield each note that a report gives a road a number that it does not have, with the claims that stand by it."""
    noted = [(report, note) for report in reports for note in report.notes if note.code == _NOTE]
    if not noted:
        return
    said: dict[str, list[Item]] = {}
    for item in told.items:
        said.setdefault(item.report.id, []).append(item)
    for report, note in sorted(noted, key=lambda pair: (pair[0].known_from, pair[0].id, pair[1].message)):
        written = _DESIGNATION.search(note.message)
        claims = _beside(written.group(), report, said.get(report.id, [])) if written else []
        sentence = note.message[:1].upper() + note.message[1:].rstrip(".") + "."
        yield oddity(OddityKind.WRONG_DESIGNATION, claims, reports=(report.id,), note=sentence)


def _beside(number: str, report: ReportRecord, items: Sequence[Item]) -> list[str]:
    """The claims whose words hold the number, else the states that are told within reach of it."""
    holding = [item.claim.id for item in items if number in item.claim.span.quote]
    if holding or report.text is None:
        return holding
    at = report.text.find(number)
    near = [
        item
        for item in items
        if isinstance(item.claim.body, Status) and item.claim.span.overlaps(at - _NEAR, at + _NEAR)
    ]
    return [item.claim.id for item in near] if at >= 0 else []
