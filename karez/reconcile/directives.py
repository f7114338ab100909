"""Orders, bans and truces: by whom, what, and when they end."""

from collections.abc import Sequence
from datetime import date, timedelta

from karez.model.claim import Directive
from karez.model.finding import DirectiveFinding
from karez.model.times import moment
from karez.model.vocabulary import Realis
from karez.reconcile.item import Item, plain


def directive_findings(items: Sequence[Item], *, as_of: int, timezone: str) -> tuple[DirectiveFinding, ...]:
    """Return the directives in order of known-from, repeats by the same issuer folded together."""
    folded: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Directive) and item.claim.realis is not Realis.DENIED:
            issuer = body.issuer.actor or plain(body.issuer.span.quote) if body.issuer else ""
            key = (body.action, issuer, body.duration_days, plain(body.subject_quote or item.claim.span.quote))
            folded.setdefault(key, []).append(item)
    return tuple(_finding(members, as_of, timezone) for members in folded.values())


def _finding(members: Sequence[Item], as_of: int, timezone: str) -> DirectiveFinding:
    first = members[0]
    body = first.claim.body
    if not isinstance(body, Directive):
        raise TypeError(f"{first.claim.id} is no directive")
    known = moment(first.known_from, timezone).date().isoformat()
    begins = body.valid_from or first.start
    ends, latest = _end(body, begins, known)
    today = moment(as_of, timezone).date().isoformat()
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
        lapsed=ends is not None and ends[:10] < today,
    )


def _end(body: Directive, begins: str | None, known: str) -> tuple[str | None, bool]:
    """The last day and whether it is only a bound: with no start told, it began by the day it was known."""
    if body.valid_to:
        return body.valid_to, False
    if body.duration_days is None:
        return None, False
    start = (begins or known)[:10]
    try:
        end = date.fromisoformat(start) + timedelta(days=body.duration_days)
    except (ValueError, OverflowError):
        return None, False
    return end.isoformat(), begins is None
