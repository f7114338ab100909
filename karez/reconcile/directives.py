"""Orders, bans and truces: by whom, what, and when they end.

An end that is told stands. A duration runs from the start that is told; where none is, the order began by the time it
was known, so the end is a bound: "by then at the latest". A date alone ends with its day.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from karez.model.claim import Directive
from karez.model.finding import DirectiveFinding
from karez.model.times import known_instant, moment
from karez.model.vocabulary import Realis
from karez.reconcile.item import TOLD, Item
from karez.reconcile.source import party_words, plain

# An order announced for later is an order; one told of an earlier time, denied or only thought of is none.
_ISSUED = TOLD | {Realis.PLANNED}


def directive_findings(items: Sequence[Item], *, as_of: int, timezone: str) -> tuple[DirectiveFinding, ...]:
    """Return the directives in order of known-from, repeats by the same issuer folded together."""
    folded: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Directive) and item.claim.realis in _ISSUED:
            wording = plain(body.subject_quote or item.claim.span.quote)
            key = (body.action, _issuer(body), body.duration_days, body.valid_from, body.valid_to, wording)
            folded.setdefault(key, []).append(item)
    return tuple(_finding(members, as_of, timezone) for members in folded.values())


def _issuer(body: Directive) -> str:
    if body.issuer is None:
        return ""
    return body.issuer.actor or party_words(body.issuer.span.quote)


def _finding(members: Sequence[Item], as_of: int, timezone: str) -> DirectiveFinding:
    first = members[0]
    body = first.claim.body
    if not isinstance(body, Directive):
        raise TypeError(f"{first.claim.id} is no directive")
    known = moment(first.known_from, timezone).date().isoformat()
    begins = body.valid_from or first.start
    ends, latest = _end(body, begins, known)
    sources = {item.source.key: item.source for item in members}
    return DirectiveFinding(
        action=body.action,
        issuer=body.issuer.span.quote if body.issuer else None,
        issuer_id=body.issuer.actor if body.issuer else None,
        subject=body.subject_quote,
        begins=begins,
        ends=ends,
        latest=latest,
        claims=tuple(item.claim.id for item in members),
        sources=tuple(sources.values()),
        place=first.place,
        duration_days=body.duration_days,
        lapsed=ends is not None and known_instant(ends, timezone) < as_of,
    )


def _end(body: Directive, begins: str | None, known: str) -> tuple[str | None, bool]:
    """The last day or time and whether it is only a bound: with no start told, it began by the day it was known."""
    if body.valid_to:
        return body.valid_to, False
    if body.duration_days is None:
        return None, False
    try:
        return _later(begins or known, timedelta(days=body.duration_days)), begins is None
    except (ValueError, OverflowError):
        return None, False


def _later(start: str, duration: timedelta) -> str:
    """The ISO day, or local time where the start tells one, that lies ``duration`` after ``start``."""
    if "T" in start:
        return (datetime.fromisoformat(start) + duration).isoformat(timespec="minutes")
    return (date.fromisoformat(start) + duration).isoformat()
