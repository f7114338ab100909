"""Who was reported to hold a place, from when and for how long. No finer than a town or a named road section."""

from collections.abc import Sequence
from dataclasses import replace

from karez.model.claim import Control
from karez.model.finding import ControlSpan
from karez.model.vocabulary import ControlState, Realis
from karez.reconcile.item import TOLD, Item, place_key, plain

_HOLDING = frozenset({ControlState.HELD, ControlState.TAKEN})


def control_findings(items: Sequence[Item]) -> tuple[ControlSpan, ...]:
    """Return one span per place, holder and state, in order of place and time told."""
    spans: dict[tuple[str | None, str, ControlState, str | None, bool], list[Item]] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Control) and (item.claim.realis in TOLD or item.claim.realis is Realis.DENIED):
            key = (
                place_key(item.claim.where),
                _holder(body),
                body.state,
                item.start,
                item.claim.realis is Realis.DENIED,
            )
            spans.setdefault(key, []).append(item)
    found = [_span(members) for members in spans.values()]
    marked = [_marked(span, found) for span in found]
    return tuple(sorted(marked, key=lambda one: (one.place_quote is None, _name(one), one.start or "~", one.claims)))


def _name(span: ControlSpan) -> str:
    return span.place.name if span.place else (span.place_quote or "")


def _holder(body: Control) -> str:
    if body.holder is None:
        return ""
    return body.holder.actor or plain(body.holder.span.quote)


def _body(item: Item) -> Control:
    body = item.claim.body
    if not isinstance(body, Control):
        raise TypeError(f"{item.claim.id} says nothing of control")
    return body


def _span(members: Sequence[Item]) -> ControlSpan:
    first = members[0]
    body = _body(first)
    where = first.claim.where
    sources = {item.source.key: item.source for item in members}
    hours = [_body(item).duration_hours for item in members]
    return ControlSpan(
        place=first.place,
        place_quote=where.span.quote if where else None,
        holder=body.holder.span.quote if body.holder else None,
        holder_id=body.holder.actor if body.holder else None,
        state=body.state,
        start=first.start,
        duration_hours=next((hour for hour in hours if hour is not None), None),
        claims=tuple(item.claim.id for item in members),
        sources=tuple(sources.values()),
        realis=first.claim.realis,
        open=not any(hours),
    )


def _marked(span: ControlSpan, found: Sequence[ControlSpan]) -> ControlSpan:
    """Mark a holding as contested where another party's holding or a denial of it is told for the same time."""
    rivals = [other for other in found if other is not span and _rival(span, other)]
    if not rivals:
        return span
    return replace(span, contested=True)


def _rival(span: ControlSpan, other: ControlSpan) -> bool:
    if span.state not in _HOLDING or other.state not in _HOLDING or not _same_place(span, other):
        return False
    if not (span.open and other.open) or (None not in (span.start, other.start) and span.start != other.start):
        return False
    same_holder = (span.holder_id or span.holder) == (other.holder_id or other.holder)
    return same_holder == ((span.realis is Realis.DENIED) != (other.realis is Realis.DENIED))


def _same_place(span: ControlSpan, other: ControlSpan) -> bool:
    if span.place and other.place:
        return span.place.id == other.place.id
    return bool(span.place_quote) and span.place_quote == other.place_quote
