"""From a claim that a model told to the body of a claim, with a span for every field and parties of our own mentions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from karez.model.claim import (
    Assessment,
    Body,
    Control,
    Directive,
    FieldSpans,
    Incident,
    Status,
    Toll,
)
from karez.model.mention import ActorMention, AssetMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    Cause,
    ClaimKind,
    Condition,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Scope,
    Victims,
)
from karez.read.llm.figures import count, figure, hours
from karez.read.llm.told import Told
from karez.read.passage import Passage, Spanned, within

Found = TypeVar("Found", bound=Spanned)
_AROUND = 120


@dataclass(frozen=True, slots=True)
class Built:
    """A body with the span of every filled field."""

    body: Body
    fields: FieldSpans


def built(kind: ClaimKind, told: Told) -> Built | None:
    """Return the body that ``told`` gives; None where what makes a claim of this kind has no ground."""
    return _BUILDERS[kind](told)


def overlapping(mentions: Iterable[Found], at: Offsets) -> Found | None:
    """Return the mention that shares most with the words ``at``, the first of equals; None where none does."""
    shared = [(min(item.span.end, at[1]) - max(item.span.start, at[0]), item) for item in mentions]
    return max(shared, key=lambda pair: pair[0])[1] if (shared := [pair for pair in shared if pair[0] > 0]) else None


def party(passage: Passage, at: Offsets, *, suspected: bool = False) -> ActorMention:
    """Return the party that the words ``at`` name, as our own mentions know it; one they do not know is of no class."""
    near = within(passage.actors, at[0] - _AROUND, at[1] + _AROUND)
    known = overlapping(near, at)
    span = Span.of(passage.text, *at)
    if known is None:
        return ActorMention(span, None, ActorClass.UNKNOWN, suspected)
    return ActorMention(span, known.actor, known.actor_class, suspected)


def moment(passage: Passage, at: Offsets) -> str | None:
    """Return where the time begins that our own mentions find in the words ``at``; None where they find none."""
    known = overlapping(within(passage.times, at[0] - _AROUND, at[1] + _AROUND), at)
    return known.start if known else None


class _Fields:
    """Gathers the spans of filled fields."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.spans: FieldSpans = {}

    def party(self, name: str) -> ActorMention | None:
        """One party."""
        at = self.told.at(name)
        if at is None:
            return None
        self.spans[name] = at
        return party(self.told.passage, at)

    def parties(self, name: str) -> tuple[ActorMention, ...]:
        """A list of parties."""
        found = list(self.told.parts(name))
        self.listed(name, [at for _, at in found])
        return tuple(party(self.told.passage, at, suspected=item.get("suspected") is True) for item, at in found)

    def listed(self, name: str, spots: list[Offsets]) -> None:
        """Note where the items of a list stand."""
        if spots:
            self.spans[name] = tuple(spots)

    def quoted(self, name: str, field: str) -> str | None:
        """The words of the told field ``name``, which fill ``field``."""
        at = self.told.at(name)
        if at is None:
            return None
        self.spans[field] = at
        return self.told.passage.text[at[0] : at[1]]

    def time(self, name: str) -> str | None:
        """A time."""
        at = self.told.at(name)
        found = moment(self.told.passage, at) if at else None
        if at is not None and found is None:
            self.told.missed.append(name)
        if at is not None and found is not None:
            self.spans[name] = at
        return found

    def length(self, name: str, unit: int) -> int | None:
        """A length of time in units of so many hours, from the told field ``duration``."""
        at = self.told.at("duration")
        found = hours(self.told.passage.text, at) if at else None
        if at is not None and (found is None or found < unit):
            self.told.missed.append("duration")
            return None
        if at is not None:
            self.spans[name] = at
        return found // unit if found else None


def _incident(told: Told) -> Built | None:
    kind = told.core("type", IncidentType)
    if kind is None:
        return None
    fields = _Fields(told)
    fields.spans["type"] = kind[1]
    initiators, targets = fields.parties("initiators"), fields.parties("targets")
    means = [(Means(item["value"]), at) for item, at in told.parts("means") if item.get("value") in set(Means)]
    fields.listed("means", [at for _, at in means])
    at = told.at("count")
    number = count(told.passage, at, told.part("count").get("value")) if at else None
    if at is not None and number is None:
        told.missed.append("count")
    elif at is not None:
        fields.spans["count"] = at
    operation = fields.quoted("operation", "operation")
    body = Incident(kind[0], initiators, targets, tuple(word for word, _ in means), operation, number)
    return Built(body, fields.spans)


def _toll(told: Told) -> Built | None:
    harm, at = told.core("harm", Harm), told.at("number")
    if harm is None or at is None:
        return None
    found = figure(told.passage, at, told.part("number"))
    if found is None or not told.span.overlaps(*found[0].at):
        return None
    number, unit = found
    fields = _Fields(told)
    fields.spans |= {"number": number.at, "harm": harm[1], "harm_word": harm[1]}
    text = told.passage.text
    if number.word:
        fields.spans["word"] = number.at
    victims, scope = told.pair("victims", Victims), told.pair("scope", Scope)
    if victims:
        fields.spans["victims_quote"] = victims[1]
    if scope:
        fields.spans["scope"] = scope[1]
    body = Toll(
        harm=harm[0],
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        word=text[number.at[0] : number.at[1]] if number.word else None,
        victims=victims[0] if victims else Victims.UNKNOWN,
        victims_quote=text[victims[1][0] : victims[1][1]] if victims else None,
        scope=scope[0] if scope else Scope.INCIDENT,
        unit=unit,
    )
    return Built(body, fields.spans)


def _status(told: Told) -> Built | None:
    asset, state = told.core("asset", AssetType), told.core("state", AssetState)
    if asset is None or state is None:
        return None
    fields = _Fields(told)
    fields.spans |= {"asset": asset[1], "state": state[1]}
    cause = told.pair("cause", Cause)
    if cause:
        fields.spans["cause"] = cause[1]
    conditions = [(item, at) for item, at in told.parts("conditions") if item.get("value") in set(Condition)]
    fields.listed("conditions", [at for _, at in conditions])
    body = Status(
        asset=_asset(told.passage, *asset),
        state=state[0],
        cause=cause[0] if cause else None,
        by=fields.party("by"),
        users=fields.quoted("users", "users"),
        valid_from=fields.time("valid_from"),
        valid_to=fields.time("valid_to"),
        conditions=tuple(Condition(item["value"]) for item, _ in conditions),
    )
    return Built(body, fields.spans)


def _asset(passage: Passage, kind: AssetType, at: Offsets) -> AssetMention:
    """What the words ``at`` name, as our own mentions know it; the model's type stands for what they do not know."""
    known = overlapping(within(passage.assets, at[0] - _AROUND, at[1] + _AROUND), at)
    span = Span.of(passage.text, *at)
    return AssetMention(span, known.asset, known.asset_type) if known else AssetMention(span, None, kind)


def _control(told: Told) -> Built | None:
    state = told.core("state", ControlState)
    if state is None:
        return None
    fields = _Fields(told)
    fields.spans["state"] = state[1]
    body = Control(fields.party("holder"), state[0], fields.length("duration_hours", 1))
    return Built(body, fields.spans)


def _directive(told: Told) -> Built | None:
    action = told.core("action", Action)
    if action is None:
        return None
    fields = _Fields(told)
    fields.spans["action"] = action[1]
    body = Directive(
        issuer=fields.party("issuer"),
        action=action[0],
        subject_quote=fields.quoted("subject", "subject_quote"),
        duration_days=fields.length("duration_days", 24),
        valid_from=fields.time("valid_from"),
        valid_to=fields.time("valid_to"),
    )
    return Built(body, fields.spans)


def _assessment(told: Told) -> Built:
    fields = _Fields(told)
    about, likelihood = fields.quoted("about", "about_quote"), fields.quoted("likelihood", "likelihood_quote")
    return Built(Assessment(None, about, likelihood), fields.spans)


_BUILDERS: Mapping[ClaimKind, Callable[[Told], Built | None]] = {
    ClaimKind.INCIDENT: _incident,
    ClaimKind.TOLL: _toll,
    ClaimKind.STATUS: _status,
    ClaimKind.CONTROL: _control,
    ClaimKind.DIRECTIVE: _directive,
    ClaimKind.ASSESSMENT: _assessment,
}
