"""Tolls over time: what each claimant said of one subject, when it became known, and what a named rule makes of it."""

from dataclasses import dataclass
from enum import StrEnum

from karez.model.finding import Source, TollFigure
from karez.model.mention import Place
from karez.model.vocabulary import Harm, Qualifier, Scope, Unit, Victims


class Level(StrEnum):
    """What a toll is of. ``theatre`` is all that the view holds."""

    INCIDENT = "incident"
    PLACE = "place"
    DAY = "day"
    OPERATION = "operation"
    THEATRE = "theatre"


class Account(StrEnum):
    """Whose dead a claimant speaks of: those of its own side, of the other side, or neither."""

    OWN = "own"
    ENEMY = "enemy"
    OTHER = "other"


class Change(StrEnum):
    """Why a step is one.

    ``first``: the claimant's first number; ``revised``: it gives another; ``corrected``: a report says which number
    it takes the place of; ``denied``: a number of its own side is denied.
    """

    FIRST = "first"
    REVISED = "revised"
    CORRECTED = "corrected"
    DENIED = "denied"


class Why(StrEnum):
    """Why a claim stands behind no number of a figure."""

    BACKGROUND = "background"
    NOT_TOLD = "not_told"
    DENIES = "denies"
    RUNNING_TOTAL = "running_total"
    DAY_SUM = "day_sum"
    OTHER_UNIT = "other_unit"
    ATTACKERS = "attackers"
    HARMS_TOGETHER = "harms_together"
    PART = "part"
    PARTY = "party"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    DENIED_BY_OWN_SIDE = "denied_by_own_side"
    NOT_RELIABLE = "not_reliable"
    EPISODE = "episode"
    OVERLAPS = "overlaps"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a toll counts: harm, victims, unit and scope; ``perpetrators``: the attackers' own in their own attack."""

    harm: Harm
    victims: Victims
    unit: Unit = Unit.PERSONS
    scope: Scope = Scope.INCIDENT
    perpetrators: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Low, best and high of a toll; None is open or not told. ``contested`` where accounts differ."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One claimant's figure that stands now.

    ``prints`` counts the reports that print it. ``grade`` is the letter of its most reliable claim,
    None where nobody gave one. ``counts`` is False where the figure bears on no bound: ``why`` tells the reason.
    """

    figure: TollFigure
    account: Account
    prints: int = 1
    grade: str | None = None
    counts: bool = True
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One figure that became known at ``known_from`` (an instant), by ``claims``; ``bounds`` are the toll from then on.

    ``replaces`` are the claims of the number whose place it takes. For ``denied`` the number is the denied one.
    """

    known_from: int
    change: Change
    source: Source
    account: Account
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    claims: tuple[str, ...]
    bounds: Bounds
    replaces: tuple[str, ...] = ()
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A claim that was set aside, why, and because of which other claim, where there is one."""

    claim: str
    why: Why
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Delta:
    """What one claimant's running total grew by between two dated ends (ISO local), as bounds; None is open."""

    source: Source
    claims: tuple[str, str]
    start: str
    end: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a toll is of: an incident, a place, a day (ISO), an operation's name, or all; ``key`` tells them apart.

    ``start`` and ``end`` are the ISO local interval of an incident, None where untold.
    """

    level: Level
    key: str
    place: Place | None = None
    place_quote: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class TollSeries:
    """The toll of one subject: what stands, by whose account, and how it came to be.

    ``id`` is ``fig-`` + 12 hex of its smallest claim, followed by the level above that of an incident. ``accounts``
    are the bounds by whose dead the claimants speak of. ``independent`` counts the independent origins that give what
    stands: each claimant and each origin once. A sum (level above incident, scope incident) has ``added``, the
    ids of the figures that it adds, and ``without``, how many incidents of the subject give no number of this kind; its
    ``standing`` is empty. ``rule`` and ``vague`` name the rules.
    """

    id: str
    subject: Subject
    counted: Counted
    bounds: Bounds
    members: tuple[str, ...]
    standing: tuple[Standing, ...] = ()
    accounts: tuple[tuple[Account, Bounds], ...] = ()
    steps: tuple[Step, ...] = ()
    aside: tuple[Aside, ...] = ()
    deltas: tuple[Delta, ...] = ()
    added: tuple[str, ...] = ()
    without: int = 0
    independent: int = 0
    rule: str = ""
    vague: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether it adds figures of several incidents."""
        return self.subject.level is not Level.INCIDENT and bool(self.added)


@dataclass(frozen=True, slots=True)
class TollBook:
    """Every toll of a view over time, at every level that was asked for, each level in a fixed order.

    ``aside`` are tolls in no figure: told as background, planned or possible, or corrected altogether.
    """

    series: tuple[TollSeries, ...] = ()
    aside: tuple[Aside, ...] = ()

    def at(self, level: Level) -> tuple[TollSeries, ...]:
        """Return the tolls of one level."""
        return tuple(one for one in self.series if one.subject.level is level)
