"""What the claims in a view add up to. Every finding names the claims that it stands on; nothing here is averaged."""

from dataclasses import dataclass, field
from enum import StrEnum

from karez.model.claim import Area
from karez.model.contradiction import Contradiction, Oddity
from karez.model.mention import Place
from karez.model.origin import Link, Voice
from karez.model.source import Source as Source
from karez.model.vocabulary import (
    Action,
    AssetState,
    AssetType,
    Cause,
    ControlState,
    DerivedState,
    Harm,
    IncidentType,
    Qualifier,
    Realis,
    Scope,
    Unit,
    Victims,
)


@dataclass(frozen=True, slots=True)
class TollFigure:
    """One claimant's latest own figure.

    ``claims`` are all claims that say it, whoever printed them, in order of known-from; ``known_from`` is the first's.
    ``earlier`` are claims of other numbers that this claimant gave before, or that it corrects.
    """

    source: Source
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    claims: tuple[str, ...]
    known_from: int
    realis: Realis = Realis.ASSERTED
    word: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TollFinding:
    """How many people of one kind were harmed in one happening, by every claimant's account.

    ``low`` is the smallest low, ``high`` the largest high (None: open), ``best`` set only where all agree.
    ``contested`` where they do not. ``start`` and ``end`` are the ISO local interval, None where untold.
    """

    id: str
    harm: Harm
    victims: Victims
    unit: Unit
    scope: Scope
    place: Place | None
    place_quote: str | None
    start: str | None
    end: str | None
    figures: tuple[TollFigure, ...]
    low: int | None
    best: int | None
    high: int | None
    contested: bool
    part_of: tuple[str, ...] = ()
    perpetrators: bool = False

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim behind it."""
        return tuple(claim for figure in self.figures for claim in figure.claims)


class SumVerdict(StrEnum):
    """How the parts of a total stand to it.

    ``holds``: they make it up, or with ranges can do so; ``over``: even the least of them exceeds it, which cannot
    be; ``partial``: they are fewer, which is no contradiction, since a report need not name every part.
    """

    HOLDS = "holds"
    OVER = "over"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A total of one report beside the sum of one breakdown of it.

    ``expected`` is the total's number and ``added`` the sum of the parts' (best, else low, else high);
    ``added_high`` is the sum of the parts' upper bounds, None where one is open.
    """

    total: str
    parts: tuple[str, ...]
    expected: int
    added: int
    verdict: SumVerdict
    added_high: int | None = None

    @property
    def missing(self) -> int:
        """How many of the total no part names; negative where the parts exceed it."""
        return self.expected - self.added

    @property
    def holds(self) -> bool:
        """Whether the parts make up the total."""
        return self.verdict is SumVerdict.HOLDS

    @property
    def fails(self) -> bool:
        """Whether the parts exceed the total, so that one of the numbers is wrong."""
        return self.verdict is SumVerdict.OVER


@dataclass(frozen=True, slots=True)
class IncidentFinding:
    """Claims of one type, place and day, taken as one happening. ``area`` is what all mean that tell a place."""

    id: str
    type: IncidentType
    place: Place | None
    place_quote: str | None
    start: str | None
    end: str | None
    claims: tuple[str, ...]
    sources: tuple[Source, ...]
    realis: Realis = Realis.ASSERTED
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One report in the life of an asset. ``start``/``end`` are instants; ``ended_by`` says why it ended."""

    claim: str
    source: Source
    state: AssetState
    cause: Cause | None
    start: int
    end: int | None
    ended_by: str = ""
    realis: Realis = Realis.ASSERTED


@dataclass(frozen=True, slots=True)
class AssetStatus:
    """The state of an asset as of the view, by the ageing table ``fresh-1``.

    ``state`` is derived (``unknown`` once nothing valid is left); ``reported`` is what was last said, by ``claims``
    (all claims that say it last), first known at ``since`` (ISO local, as told) and last at ``last_known``
    (instant). ``fresh_until`` None: holds until a contrary report; ``stale``: then not confirmed for 72 hours.
    ``realis`` is alleged where every claim that says it last is ("reportedly blocked"). ``denials`` are claims that
    deny what was last reported. ``group`` is equal for one network, road or service in several places, whose
    statuses a brief shows together.
    """

    key: str
    asset: str | None
    name: str
    asset_type: AssetType
    place: Place | None
    state: DerivedState
    reported: AssetState | None
    cause: Cause | None
    since: str | None
    last_known: int
    fresh_until: int | None
    stale: bool
    claims: tuple[str, ...]
    users: str | None = None
    history: tuple[StatusReport, ...] = ()
    realis: Realis = Realis.ASSERTED
    denials: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class ControlSpan:
    """Who was reported to stand how to a place, from when, how long. ``open``: nothing tells that it ended.

    ``holder`` is as the report words it, or the speaker's name where it says "we". ``end`` is the ISO local time at
    which it ended, only where told; ``ended_by`` are the claims that tell of its end. ``duration_hours`` is as told.
    ``contested``: another party's holding, or a denial, is told for the same time.
    """

    place: Place | None
    place_quote: str | None
    holder: str | None
    holder_id: str | None
    state: ControlState
    start: str | None
    duration_hours: int | None
    claims: tuple[str, ...]
    sources: tuple[Source, ...]
    realis: Realis = Realis.ASSERTED
    open: bool = True
    contested: bool = False
    end: str | None = None
    ended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectiveFinding:
    """An order. ``ends`` is the last ISO day; ``latest``: the start is not told, so it ends by then at the latest."""

    action: Action
    issuer: str | None
    issuer_id: str | None
    subject: str | None
    begins: str | None
    ends: str | None
    latest: bool
    claims: tuple[str, ...]
    sources: tuple[Source, ...]
    place: Place | None = None
    duration_days: int | None = None
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentFinding:
    """An opinion of somebody; never part of a toll, a status or a map."""

    claim: str
    by: Source
    likelihood: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: an unread report, a place gone silent. ``kind`` is a word of the brief."""

    kind: str
    text: str
    report: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that a view adds up to, each list in a fixed order.

    By claim id, ``sources`` are who stands behind it and ``voices`` the same for counting independent origins. By
    report id, ``links`` are of what other report it is a copy or version.
    """

    tolls: tuple[TollFinding, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    incidents: tuple[IncidentFinding, ...] = ()
    statuses: tuple[AssetStatus, ...] = ()
    control: tuple[ControlSpan, ...] = ()
    directives: tuple[DirectiveFinding, ...] = ()
    assessments: tuple[AssessmentFinding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    voices: dict[str, Voice] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
