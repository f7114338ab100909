"""Claims: what a report says, each with the span that carries it. The words follow the reading contract, version 1."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from karez.model.mention import ActorMention, AssetMention, Mentions, Place, TimeMention
from karez.model.text import Offsets, Span
from karez.model.vocabulary import (
    Action,
    AssetState,
    Cause,
    ClaimantClass,
    ClaimKind,
    Condition,
    ControlState,
    Extent,
    Harm,
    IncidentType,
    Means,
    Qualifier,
    Realis,
    Relation,
    Scope,
    Unit,
    Victims,
)


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who stands behind a claim in this report; ``actor`` is an id of the atlas or None."""

    span: Span
    actor: str | None
    claimant_class: ClaimantClass


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One of the places that the words of a ``Where`` list; ``place`` is None where it was not resolved."""

    span: Span
    place: Place | None


@dataclass(frozen=True, slots=True)
class Area:
    """What is meant where the named place is only near: a circle, WGS 84 degrees and km. It is looked up, not told.

    ``points`` are both ends (lat, lon) where a stretch between two places is meant; the circle holds it.
    """

    lat: float
    lon: float
    radius_km: float
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """Where it happened: the words, the place they name (None: not resolved) and the relation to it.

    ``places`` are all that the words list, in their order, where there are several: with ``between`` both ends of
    a stretch, with ``along`` both ends of the road that is named by them. ``area`` is what the words around them tell
    of the position: "35 km north of", "outskirts of", between two places; None where the place itself is meant.
    """

    span: Span
    place: Place | None
    relation: Relation = Relation.IN
    places: tuple[NamedPlace, ...] = ()
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Something happened. ``count`` is how many were released or rescued, where told."""

    type: IncidentType
    initiators: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    means: tuple[Means, ...] = ()
    operation: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people were harmed. ``low``/``best``/``high`` count ``unit``; None is an open or unstated bound.

    ``part_of``, ``of`` and ``replaces`` are claim ids of the same report: the total that this is a part of,
    the incident whose harm it counts, the toll that it corrects.
    """

    harm: Harm
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    word: str | None = None
    victims: Victims = Victims.UNKNOWN
    victims_quote: str | None = None
    scope: Scope = Scope.INCIDENT
    part_of: str | None = None
    of: str | None = None
    replaces: str | None = None
    unit: Unit = Unit.PERSONS
    perpetrators: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """The state of something people depend on. ``valid_from``/``valid_to``: ISO local times, only where told.

    ``conditions`` on which it may be used; ``extent``: it is told of all roads of the place, or all ways to it;
    ``intermittent``: it comes and goes.
    """

    asset: AssetMention
    state: AssetState
    cause: Cause | None = None
    by: ActorMention | None = None
    users: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    conditions: tuple[Condition, ...] = ()
    extent: Extent | None = None
    intermittent: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place. ``duration_hours`` is how long, where told."""

    holder: ActorMention | None
    state: ControlState
    duration_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """Somebody with power, or claiming it, says what must be done. ``duration_days``: a month is 30."""

    issuer: ActorMention | None
    action: Action
    subject_quote: str | None = None
    duration_days: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """An opinion, explanation or prediction; ``by`` None is the author. Never feeds a toll, a status or a map."""

    by: Claimant | None
    about_quote: str | None = None
    likelihood_quote: str | None = None


Body = Incident | Toll | Status | Control | Directive | Assessment

KIND_OF_BODY: dict[type, ClaimKind] = {
    Incident: ClaimKind.INCIDENT,
    Toll: ClaimKind.TOLL,
    Status: ClaimKind.STATUS,
    Control: ClaimKind.CONTROL,
    Directive: ClaimKind.DIRECTIVE,
    Assessment: ClaimKind.ASSESSMENT,
}

FieldSpans = dict[str, Offsets | tuple[Offsets, ...]]


def pairs(spans: Offsets | tuple[Offsets, ...]) -> Iterator[Offsets]:
    """Yield the offsets of a field: one pair, or one for every member of a list."""
    for pair in spans:
        if isinstance(pair, int):
            yield spans  # type: ignore[misc]
            return
        yield pair


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one report.

    ``also`` are the other spans where the report says the same. ``fields`` tells for every filled field of the
    body where it stands: one pair of offsets, or for list fields (initiators, targets, means) a tuple of pairs in
    the same order; tolls also carry ``number`` and ``harm_word``. ``confidence`` is the chance, 0 to 1, that a
    careful reader would agree that the report says this. ``reason`` says which rule made it.
    """

    id: str
    span: Span
    body: Body
    realis: Realis
    also: tuple[Offsets, ...] = ()
    fields: FieldSpans = field(default_factory=dict)
    claimant: Claimant | None = None
    when: TimeMention | None = None
    where: Where | None = None
    confidence: float = 0.5
    reader: str = ""
    reason: str = ""

    @property
    def kind(self) -> ClaimKind:
        """The claim's kind, told by its body."""
        return KIND_OF_BODY[type(self.body)]

    @property
    def tellings(self) -> tuple[Offsets, ...]:
        """Every span where the report says it, the one that stands for it first."""
        return (self.span.offsets, *self.also)


@dataclass(frozen=True, slots=True)
class Note:
    """What was not read of a report, by a documented short name of ``codes.csv``."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a reader found in one report."""

    lang: str | None
    mentions: Mentions = field(default_factory=Mentions)
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
