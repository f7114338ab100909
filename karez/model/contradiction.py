"""What reports say against each other, and what cannot be or is odd. Each names its claims; no side is preferred."""

from dataclasses import dataclass
from enum import StrEnum

from karez.model.mention import Place
from karez.model.source import Source
from karez.model.vocabulary import ClaimKind, Harm, Victims


class ContradictionKind(StrEnum):
    """What the sides differ on.

    ``number``: how many; ``party``: who did it, who was hurt or who holds a place; ``place`` and ``time``: where and
    when it was; ``scope``: one counts a happening, the other all since a beginning; ``subset``: one tells as the whole
    what the other tells as a part; ``denial``: one denies what the other tells; ``state``: how a road or service is;
    ``self-revision``: one claimant changed its own number, which is told and is no error.
    """

    NUMBER = "number"
    PARTY = "party"
    PLACE = "place"
    TIME = "time"
    SCOPE = "scope"
    SUBSET = "subset"
    DENIAL = "denial"
    STATE = "state"
    SELF_REVISION = "self-revision"


class Severity(StrEnum):
    """How much the sides differ, by the rules ``contradictions-1``; says nothing of which side is right."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Settlement(StrEnum):
    """How a contradiction came to an end.

    ``correction``: a claimant corrected what it had said; ``revision``: it gave another word later, which agrees;
    ``later_figure``: both sides gave a later one that agrees; ``retraction``: a side took its word back or denied it;
    ``accepted``: who denied it tells it now; ``ended``: what was told is over; ``decision``: a person decided that a
    side was misread.
    """

    CORRECTION = "correction"
    REVISION = "revision"
    LATER_FIGURE = "later_figure"
    RETRACTION = "retraction"
    ACCEPTED = "accepted"
    ENDED = "ended"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Side:
    """One thing that is said, and all who say it.

    ``says`` is it in the words of the vocabularies (``closed``, ``denied``, an ISO day, the name or id of a place or
    party); empty where it is a number, which ``low``, ``best`` and ``high`` give. ``claims`` are all claims that say
    it, in order of telling; ``sources`` each claimant once; ``known_from`` is the first claim's.
    """

    says: str
    claims: tuple[str, ...]
    sources: tuple[Source, ...]
    known_from: int
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sides that cannot all be so, of one happening, road, service or place.

    ``topic`` is the kind of claim that the sides are: a happening, its toll, a state, a holding. ``about`` is the
    incident's id, the asset's key or the place's key. ``harm`` and ``victims`` are set where it is about people,
    ``name`` (as reported) where it is about a road or service, ``place`` and ``start`` (ISO local) where they are
    told. ``rules`` are the rows of the table that gave ``severity``. Where it is not ``open``, ``settlement`` says
    how it ended and ``settled_by`` by which claims or judgements.
    """

    kind: ContradictionKind
    topic: ClaimKind
    about: str
    sides: tuple[Side, ...]
    severity: Severity
    rules: tuple[str, ...] = ()
    open: bool = True
    settlement: Settlement | None = None
    settled_by: tuple[str, ...] = ()
    harm: Harm | None = None
    victims: Victims | None = None
    place: Place | None = None
    place_quote: str | None = None
    start: str | None = None
    name: str | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim of its sides, each once."""
        return tuple(dict.fromkeys(claim for side in self.sides for claim in side.claims))


class OddityKind(StrEnum):
    """What cannot be, or is odd enough to be looked at."""

    PARTS_OVER_TOTAL = "parts-over-total"
    TOLL_FALLS = "toll-falls"
    FAR_PLACES = "far-places"
    CLOSED_AND_USED = "closed-and-used"
    DATE_AFTER_PUBLICATION = "date-after-publication"
    WRONG_DESIGNATION = "wrong-designation"
    DURATIONS = "durations"
    REPORT_BEFORE_INCIDENT = "report-before-incident"
    CYCLE = "cycle"
    CREDIT_CIRCLE = "credit-circle"
    CREDITED_LATER = "credited-later"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something impossible or odd: its claims, one plain sentence and what to look at.

    ``claims`` may be empty where the oddity is the report's own, which ``reports`` then names. ``impossible`` tells
    that it cannot be, in any reading of the words.
    """

    kind: OddityKind
    claims: tuple[str, ...]
    sentence: str
    look: str
    impossible: bool = False
    reports: tuple[str, ...] = ()
