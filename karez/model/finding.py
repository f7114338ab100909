"""What the claims in a view add up to. Every finding names the claims that it stands on; nothing here is averaged."""

from dataclasses import dataclass, field

from karez.model.mention import Place
from karez.model.vocabulary import (
    Action,
    AssetState,
    AssetType,
    Cause,
    ClaimantClass,
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
class Source:
    """Who stands behind a claim once the report is known: the claimant named in it, else its publisher.

    ``key`` is equal for one party under several wordings; ``publisher`` tells that the publisher speaks for itself.
    """

    key: str
    name: str
    source_class: ClaimantClass
    publisher: bool = False


@dataclass(frozen=True, slots=True)
class TollFigure:
    """One claimant's latest own figure. ``claims`` are the claims that say it, in order of known-from."""

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
    ``contested`` where they do not. ``day`` is the ISO day or interval start, None where untold.
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


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A total of one report beside the sum of its parts. ``missing`` = total less parts: 0 holds, below 0 fails."""

    total: str
    parts: tuple[str, ...]
    expected: int
    added: int

    @property
    def missing(self) -> int:
        """How many of the total no part names; negative where the parts exceed it."""
        return self.expected - self.added

    @property
    def holds(self) -> bool:
        """Whether the parts make up the total exactly."""
        return self.missing == 0


@dataclass(frozen=True, slots=True)
class IncidentFinding:
    """Claims of one type, place and day, taken as one happening."""

    id: str
    type: IncidentType
    place: Place | None
    place_quote: str | None
    start: str | None
    end: str | None
    claims: tuple[str, ...]
    sources: tuple[Source, ...]
    realis: Realis = Realis.ASSERTED


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


@dataclass(frozen=True, slots=True)
class AssetStatus:
    """The state of an asset as of the view, by the ageing table ``fresh-1``.

    ``state`` is derived (``unknown`` once nothing valid is left); ``reported`` is what was last said, by ``claims``
    (all claims that say it last), first known at ``since`` (ISO local, as told) and last at ``last_known``
    (instant). ``fresh_until`` None: holds until a contrary report; ``stale``: then not confirmed for 72 hours.
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


@dataclass(frozen=True, slots=True)
class ControlSpan:
    """Who was reported to stand how to a place, from when, how long. ``open``: nothing later contradicts it."""

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
    """Everything that a view adds up to, each list in a fixed order."""

    tolls: tuple[TollFinding, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    incidents: tuple[IncidentFinding, ...] = ()
    statuses: tuple[AssetStatus, ...] = ()
    control: tuple[ControlSpan, ...] = ()
    directives: tuple[DirectiveFinding, ...] = ()
    assessments: tuple[AssessmentFinding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
