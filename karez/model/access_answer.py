"""Access: a whole answer as the doors show it: who can be reached, what is reported of which road, what has no place.

Everything in it is what reports say, with the claims behind it. A road that no valid report speaks of is unknown, never
open, and nothing here says that a road or place may be used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from karez.model.access import Laid, LinkState, Unplaced, UserClass, UserState
from karez.model.reachability import AccessPicture, Gateway, Reopening, Route, WayRound


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sections in a row of one road or railway, of which the same is reported.

    ``name`` is its number or name; ``links`` are ids in travel order, ``places`` the ids of the points along them.
    ``whole``: these are all sections of the road. ``told`` is the state of the first link; the others' is the same.
    What is told of all roads of an area is one stretch of its own: all their sections, ``places`` being both ends of
    each in turn.
    """

    name: str
    mode: str
    links: tuple[str, ...]
    places: tuple[str, ...]
    length_km: float
    whole: bool
    told: LinkState

    @property
    def id(self) -> str:
        """The id of its first link, by which it can be asked for."""
        return self.links[0]

    def shown(self, users: UserClass) -> UserState:
        """What is shown for a class of user: for all traffic what a map draws, else what holds for that class."""
        told = self.told
        if users is not UserClass.ALL:
            return told.of(users)
        return UserState(told.state, told.conditions, told.cause, told.scope, told.claims)


@dataclass(frozen=True, slots=True)
class Journey:
    """The ways from one place to one other, and for every closure that is announced what is left of them then."""

    origin: str
    destination: str
    baseline: Route | None
    optimistic: Route | None
    cautious: Route | None
    announced: tuple[WayRound, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessAnswer:
    """What one question of access gives.

    ``stretches`` are all roads and railways that some report speaks of, ``unplaced`` the status claims that could be
    laid on nothing, ``laid`` where the others lie and why, ``gateways`` the airports and ports. ``links_behind`` and
    ``behind`` give for every town and hub the links, and the claims on them, that its standing rests on. ``names``
    gives the name of every place by id. ``journey`` is there where one origin and one destination were asked for;
    ``reopened`` where some reopening was asked for and gives anybody a way back.
    """

    picture: AccessPicture
    stretches: tuple[Stretch, ...]
    unplaced: tuple[Unplaced, ...]
    gateways: tuple[Gateway, ...]
    links_behind: Mapping[str, tuple[str, ...]]
    behind: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    laid: Mapping[str, Laid] = field(default_factory=dict)
    journey: Journey | None = None
    reopened: Reopening | None = None
    area: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
