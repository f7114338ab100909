"""Days that do not fit: what is told as past and lies after the report, and a report older than its happening."""

from collections.abc import Iterator, Sequence

from karez.model.claim import Control, Incident, Toll
from karez.model.contradiction import Oddity, OddityKind
from karez.model.errors import InputError
from karez.model.times import is_date, known_instant, moment
from karez.reconcile.contradictions.happenings import Happening, Told
from karez.reconcile.item import TOLD, Item
from karez.reconcile.odd.words import oddity

_PAST = (Incident, Toll, Control)


def dates_after_publication(told: Told) -> Iterator[Oddity]:
    """Yield every claim that tells as past what it dates to a time after it could be known."""
    for item in told.items:
        if isinstance(item.claim.body, _PAST) and item.claim.realis in TOLD and _later(item, item, told.timezone):
            yield oddity(
                OddityKind.DATE_AFTER_PUBLICATION,
                (item.claim.id,),
                published=_day(item, told.timezone),
                start=item.start or "",
            )


def reports_before_incident(happenings: Sequence[Happening], timezone: str) -> Iterator[Oddity]:
    """Yield the claims of each joined happening that were known before all others say that it began."""
    for happening in happenings:
        dated = [item for item in happening.told if item.start]
        first = min(dated, key=lambda item: item.start or "", default=None)
        if first is None:
            continue
        early = [item for item in happening.told if not item.start and _later(first, item, timezone)]
        if early:
            claims = (*(item.claim.id for item in early), first.claim.id)
            yield oddity(
                OddityKind.REPORT_BEFORE_INCIDENT, claims, published=_day(early[0], timezone), start=first.start or ""
            )


def _later(dated: Item, known: Item, timezone: str) -> bool:
    """Whether what ``dated`` dates began after ``known`` was known, by the whole day where only the day is told."""
    start = dated.start
    if not start:
        return False
    if is_date(start):
        return start > moment(known.known_from, timezone).date().isoformat()
    try:
        return known_instant(start, timezone) > known.known_from
    except InputError:  # a time that no calendar holds is told elsewhere
        return False


def _day(item: Item, timezone: str) -> str:
    return moment(item.known_from, timezone).date().isoformat()
