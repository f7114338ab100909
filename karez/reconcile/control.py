"""Who was reported to hold a place, from when and for how long. No finer than a town or a named road section.

A holding ends where a later report says that its holder lost or left the place or that another took it. When it
ended is given only where a report tells the time; how long it lasted only as told. Holdings of two parties, or a
holding and its denial, that nothing sets one after the other are contested: both are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Control
from karez.model.finding import ControlSpan
from karez.model.vocabulary import ActorClass, ClaimantClass, ControlState, Realis
from karez.reconcile.item import TOLD, Item, place_key
from karez.reconcile.source import party_words, speaks_of_itself

_HOLDING = frozenset({ControlState.HELD, ControlState.TAKEN})
_LEAVING = frozenset({ControlState.LOST, ControlState.WITHDRAWN})
_STATE = frozenset({ActorClass.STATE_FORCES, ActorClass.POLICE, ActorClass.GOVERNMENT})
_ARMED = frozenset({ActorClass.ARMED_GROUP, ActorClass.MILITIA})
_SPEAKER = {ClaimantClass.ARMED_GROUP: ActorClass.ARMED_GROUP, ClaimantClass.OFFICIAL: ActorClass.GOVERNMENT}


@dataclass(frozen=True, slots=True)
class Holder:
    """The party of a control claim: its key, how it is shown, its atlas id and the side that it is on."""

    key: str
    name: str | None
    actor: str | None
    side: str

    def may_be(self, other: "Holder") -> bool:
        """Whether both can be one party: the same, or one named only by its kind ("the armed group")."""
        if self.key == other.key:
            return True
        return self.side == other.side != "" and None in (self.actor, other.actor)


@dataclass(frozen=True, slots=True)
class _Told:
    """The claims of one span."""

    holder: Holder
    place: str | None
    items: tuple[Item, ...]
    span: ControlSpan

    @property
    def last(self) -> int:
        return self.items[-1].known_from

    @property
    def denied(self) -> bool:
        return self.span.realis is Realis.DENIED


def control_findings(items: Sequence[Item]) -> tuple[ControlSpan, ...]:
    """Return one span per place, holder and state, in order of place and time told."""
    spans: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        body = item.claim.body
        if isinstance(body, Control) and (item.claim.realis in TOLD or item.claim.realis is Realis.DENIED):
            denied = item.claim.realis is Realis.DENIED
            loose = None if item.claim.where else item.report.id
            key = (place_key(item.claim.where), holder_of(item, body).key, body.state, denied, loose)
            spans.setdefault(key, []).append(item)
    places: dict[str | None, list[_Told]] = {}
    for members in spans.values():
        for own in _by_start(members):
            one = _told(own)
            places.setdefault(one.place, []).append(one)
    marked = [span for told in places.values() for span in _of_one_place(told)]
    return tuple(sorted(marked, key=lambda one: (one.place_quote is None, _name(one), one.start or "~", one.claims)))


def _of_one_place(told: Sequence[_Told]) -> list[ControlSpan]:
    if told[0].place is None:
        return [one.span for one in told]
    ended = [_ended(one, told) for one in told]
    return [replace(one.span, contested=any(_rival(one, other) for other in ended)) for one in ended]


def _by_start(members: Sequence[Item]) -> list[list[Item]]:
    """Split one holder's claims by the start they tell; those without one go with the rest where only one is told."""
    starts = sorted({item.start for item in members if item.start})
    if len(starts) <= 1:
        return [list(members)]
    untold = [item for item in members if not item.start]
    return [[item for item in members if item.start == start] for start in starts] + ([untold] if untold else [])


def _name(span: ControlSpan) -> str:
    return span.place.name if span.place else (span.place_quote or "")


def holder_of(item: Item, body: Control) -> Holder:
    """Return the party that a control claim tells of; the speaker itself where it says "we"."""
    if body.holder is None:
        return Holder("", None, None, "")
    quote = " ".join(body.holder.span.quote.split())
    if body.holder.actor is None and speaks_of_itself(quote):
        side = _side(_SPEAKER.get(item.source.source_class, ActorClass.UNKNOWN))
        return Holder(item.source.key, item.source.name, None, side)
    key = body.holder.actor or f"{body.holder.actor_class}:{party_words(quote)}"
    return Holder(key, quote, body.holder.actor, _side(body.holder.actor_class))


def _side(actor_class: ActorClass) -> str:
    if actor_class in _STATE:
        return "state"
    return "armed" if actor_class in _ARMED else ""


def _body(item: Item) -> Control:
    body = item.claim.body
    if not isinstance(body, Control):
        raise TypeError(f"{item.claim.id} says nothing of control")
    return body


def _told(members: Sequence[Item]) -> _Told:
    first = members[0]
    holder, where = holder_of(first, _body(first)), first.claim.where
    sources = {item.source.key: item.source for item in members}
    hours = next((hour for item in members if (hour := _body(item).duration_hours) is not None), None)
    told = {item.claim.realis for item in members}
    span = ControlSpan(
        place=first.place,
        place_quote=where.span.quote if where else None,
        holder=holder.name,
        holder_id=holder.actor,
        state=_body(first).state,
        start=next((item.start for item in members if item.start), None),
        duration_hours=hours,
        claims=tuple(item.claim.id for item in members),
        sources=tuple(sources.values()),
        realis=Realis.ASSERTED if Realis.ASSERTED in told else first.claim.realis,
        open=hours is None,
    )
    return _Told(holder, place_key(where), tuple(members), span)


def _ended(one: _Told, told: Sequence[_Told]) -> _Told:
    """Close a holding that a later report ends; the time of its end only where a report tells it."""
    if one.span.state not in _HOLDING or one.denied:
        return one
    enders = [other for other in told if _ends(other, one)]
    if not enders:
        return one
    times = [other.span.start for other in enders if other.span.start and other.span.start > (one.span.start or "")]
    claims = tuple(claim for other in enders for claim in other.span.claims)
    return replace(one, span=replace(one.span, open=False, end=min(times, default=None), ended_by=claims))


def _ends(other: _Told, one: _Told) -> bool:
    if other is one or other.denied:
        return False
    leaves = other.span.state in _LEAVING and other.holder.may_be(one.holder)
    takes = other.span.state is ControlState.TAKEN and not other.holder.may_be(one.holder)
    return (leaves or takes) and _after(other, one)


def _after(other: _Told, one: _Told) -> bool:
    """Whether ``other`` is told as coming after ``one``, and ``one`` is not told again after it.

    In one report by one claimant that a place was held and that it was lost or taken is a sequence.
    """
    if one.span.start and other.span.start and other.span.start != one.span.start:
        return other.span.start > one.span.start and one.last <= other.last
    if {(item.report.id, item.source.key) for item in one.items} & {
        (item.report.id, item.source.key) for item in other.items
    }:
        return other.last >= one.last
    return other.last > one.last


def _rival(one: _Told, other: _Told) -> bool:
    """Whether the two cannot both be so at one time, and nothing sets one after the other."""
    if other is one:
        return False
    if {one.span.state, other.span.state} - _HOLDING or _apart(one, other):
        return False
    if one.denied == other.denied:
        return not one.denied and not one.holder.may_be(other.holder)
    return one.holder.may_be(other.holder)


def _apart(one: _Told, other: _Told) -> bool:
    """Whether one ended before the other is told to hold."""
    if set(one.span.ended_by) & set(other.span.claims) or set(other.span.ended_by) & set(one.span.claims):
        return True
    return any(
        first.end is not None and second.start is not None and first.end <= second.start
        for first, second in ((one.span, other.span), (other.span, one.span))
    )
