"""Access: reported states laid on the links of the network, and what holds on each link for each class of user.

A link is a section of road or railway of an atlas pack, named by its id. Nothing here says that a link is safe or
may be used: it says what was reported of it, by whom and when. A link of no valid report is unknown, never open.
"""

from dataclasses import dataclass
from enum import StrEnum

from karez.model.finding import Source, StatusReport
from karez.model.mention import Place
from karez.model.vocabulary import AssetState, AssetType, Cause, Condition, DerivedState


class UserClass(StrEnum):
    """For whom a state holds: all ordinary traffic, heavy vehicles, relief convoys."""

    ALL = "all"
    HEAVY = "heavy"
    RELIEF = "relief"


class LinkScope(StrEnum):
    """How exactly a report speaks of a link, the most exact first.

    ``section``: of this section; ``service``: of the trains that run on it; ``area``: of all roads of an area or all
    ways to a place; ``route``: of the road as a whole, the section unknown. A closure told of a route alone does not
    say that this link is closed.
    """

    SECTION = "section"
    SERVICE = "service"
    AREA = "area"
    ROUTE = "route"


class NotPlaced(StrEnum):
    """Why a status could not be placed on the map."""

    UNKNOWN_ROAD = "unknown-road"
    """A road, line or crossing that the atlas does not hold."""
    UNKNOWN_PLACE = "unknown-place"
    """The place named is not in the atlas."""
    NO_PLACE = "no-place"
    """No road and no place is named."""
    NOT_THERE = "not-there"
    """The road does not come near the place named."""
    OFF_NETWORK = "off-network"
    """No road or line of the network leads to the place."""
    SEVERAL = "several"
    """Several roads meet at the place, and the report does not say which is meant."""
    NO_WAY = "no-way"
    """The network has no way between the two places."""
    EMPTY_AREA = "empty-area"
    """The network has no road in the area."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a status claim lies on the map. ``links`` are ids in travel order where there is one.

    ``places`` are the areas or points of a state that lies on no link (a network in a town, an airport), ``asset`` the
    id of what it is told of, where known. ``points`` are the ids of the places at which alone it is told: that a road
    is open at one of them says nothing of the rest of the link. ``reason`` says in one sentence why it lies there,
    ``note`` what is wrong with the words of the report (a wrong road number).
    """

    claim: str
    asset_type: AssetType
    scope: LinkScope
    links: tuple[str, ...]
    reason: str
    places: tuple[Place, ...] = ()
    asset: str | None = None
    note: str | None = None
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A status claim that could not be placed, and why, in a word and in a sentence."""

    claim: str
    asset_type: AssetType
    code: NotPlaced
    reason: str


@dataclass(frozen=True, slots=True)
class Laying:
    """Every status claim, either laid or listed as not placed, in the order in which they came."""

    laid: tuple[Laid, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class UserState:
    """What holds on a link for one class of user. ``claims`` are those that it rests on; none where unknown."""

    state: DerivedState
    conditions: tuple[Condition, ...] = ()
    cause: Cause | None = None
    scope: LinkScope | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """A state of a link that was announced, threatened or ordered for later; it is none of its states now.

    ``start`` and ``end`` are ISO local times, None where untold; ``known_from`` is an instant.
    """

    claim: str
    source: Source
    state: AssetState
    scope: LinkScope
    start: str | None
    end: str | None
    known_from: int


@dataclass(frozen=True, slots=True)
class LinkState:
    """The state of one link as of a view, by the ageing table of ``reconcile``.

    ``state``, ``conditions``, ``cause`` and ``scope`` are what a map draws. ``all``, ``heavy`` and ``relief`` are what
    holds for each class of user: a road open to light traffic alone is restricted, and closed to heavy vehicles.
    What was last reported stands in ``reported``, by ``sources``, first for ``since`` (ISO local, as told), last at
    ``last_confirmed`` (an instant), also after it has aged to unknown. ``expires`` is when it ages, None: holds until
    a contrary report; ``stale``: then not confirmed for 72 hours. ``claims`` are those that stand behind what is shown
    (both sides of a contest), ``denials`` those that deny it, ``history`` the life of every report on the link.
    """

    link: str
    state: DerivedState
    conditions: tuple[Condition, ...]
    cause: Cause | None
    scope: LinkScope
    all: UserState
    heavy: UserState
    relief: UserState
    reported: AssetState | None
    since: str | None
    last_confirmed: int | None
    expires: int | None
    stale: bool
    sources: tuple[Source, ...]
    claims: tuple[str, ...]
    denials: tuple[str, ...] = ()
    history: tuple[StatusReport, ...] = ()
    announced: tuple[Announced, ...] = ()

    def of(self, users: UserClass) -> UserState:
        """What holds for a class of user."""
        return {UserClass.ALL: self.all, UserClass.HEAVY: self.heavy, UserClass.RELIEF: self.relief}[users]

    @property
    def section_unknown(self) -> bool:
        """Whether a closure, damage or dispute is told of the route alone, and not on which section.

        That a route is open, or open to some, is told of every section.
        """
        return self.scope is LinkScope.ROUTE and self.state not in {DerivedState.OPEN, DerivedState.RESTRICTED}
