"""Access: what is asked of a network and its reports, and what the answer holds: towns, ways, people, claims behind.

Lengths are km along the network, instants are microseconds since 1970 in UTC, people are persons. No value here says
that a road or a place is safe or may be used: it says what was reported. What no report speaks of is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from karez.model.access import UserClass
from karez.model.vocabulary import AssetType, Condition, DerivedState


class Bound(StrEnum):
    """Which links count as ways.

    ``baseline``: those open in normal times. ``optimistic``: all that no report closes, unknown, damaged and contested
    ones too. ``cautious``: those reported open now, or restricted on terms that the asked class of user can meet.
    """

    BASELINE = "baseline"
    OPTIMISTIC = "optimistic"
    CAUTIOUS = "cautious"


class Standing(StrEnum):
    """How a town stands to the hubs.

    ``reported``: a way whose every link is reported open to the asked users. ``unconfirmed``: a way that no report
    closes, on which some link is unknown. ``in_doubt``: every way left needs a link that is contested or damaged, or
    lies on a road that is reported closed without a word on where. ``cut_off``: closures that were reported cut every
    way of normal times. ``no_way``: no way in normal times either.
    """

    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"
    IN_DOUBT = "in_doubt"
    CUT_OFF = "cut_off"
    NO_WAY = "no_way"


@dataclass(frozen=True, slots=True)
class AccessQuestion:
    """Which towns are reachable from the hubs, for whom, by which network, at which instant.

    ``hubs`` and ``towns`` are ids or names of places; no towns: all places with people that are none of the hubs.
    ``mode`` is road or rail: the two are never one network.
    """

    hubs: tuple[str, ...]
    as_of: int
    towns: tuple[str, ...] = ()
    users: UserClass = UserClass.ALL
    mode: AssetType = AssetType.ROAD


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What the reports of a view say of one link, for one class of users.

    ``claims`` are those that the state stands on, or for ``unknown`` those that spoke of the link last. ``since`` is
    the instant from which the state holds, None where no report tells. ``conditions`` are those of ``restricted``.
    ``planned`` are claims that announce or threaten a closure. ``section_unknown``: the state is told of the whole road
    alone, and no report says that it holds for this link.
    """

    link: str
    state: DerivedState
    claims: tuple[str, ...] = ()
    since: int | None = None
    conditions: tuple[Condition, ...] = ()
    planned: tuple[str, ...] = ()
    section_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A census area with all who live in it, in persons."""

    id: str
    name: str
    population: int


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the network where people may depend on a way.

    ``population`` counts the settlement itself (urban locality), in persons, None where nobody says; ``areas`` are
    the census areas that it lies in, each with all its people. Two towns may share an area.
    """

    id: str
    name: str
    population: int | None = None
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Gateway:
    """An airport or port with its reported state; ``town`` is the place id that it serves."""

    id: str
    name: str
    kind: AssetType
    town: str
    state: DerivedState = DerivedState.UNKNOWN
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a way, in the direction of travel, with what is reported of it.

    ``name`` is its designation, None where it has none; ``claims`` speak of it, none where no report does;
    ``conditions`` are the terms on which a restricted one may be passed. ``section_unknown``: the state is told of the
    whole road alone, and no report says that it holds for this link.
    """

    link: str
    start: str
    end: str
    name: str | None
    length_km: float
    state: DerivedState
    claims: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    section_unknown: bool = False

    @property
    def closed(self) -> bool:
        """Whether a report closes this very link."""
        return self.state is DerivedState.CLOSED and not self.section_unknown


@dataclass(frozen=True, slots=True)
class Route:
    """The shortest way from a hub to a town within one bound."""

    hub: str
    town: str
    bound: Bound
    length_km: float
    hops: tuple[Hop, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that speaks of a link on it, each once."""
        return tuple(dict.fromkeys(claim for hop in self.hops for claim in hop.claims))


@dataclass(frozen=True, slots=True)
class HubDistance:
    """How far a town is from one hub, in km by bound; None: no way in that bound."""

    hub: str
    baseline_km: float | None
    optimistic_km: float | None
    cautious_km: float | None

    @property
    def detour(self) -> float | None:
        """The optimistic length now over the length in normal times; None where either has no way, or it is 0."""
        return detour(self.optimistic_km, self.baseline_km)


@dataclass(frozen=True, slots=True)
class People:
    """How many persons: ``lower`` those of the settlements, ``upper`` all of the census areas that they lie in.

    Each settlement and each area is counted once. ``lower`` is None where no settlement's number is known, and leaves
    out the towns of ``lower_lacks``; ``upper`` is None where some town has no area (``upper_lacks``: not known).
    ``upper_shared`` are those areas of ``upper_of`` in which a place lies that stands better than these towns: all who
    live in such an area are counted though some of them have a way.
    """

    lower: int | None
    upper: int | None
    lower_of: tuple[str, ...] = ()
    upper_of: tuple[str, ...] = ()
    lower_lacks: tuple[str, ...] = ()
    upper_lacks: tuple[str, ...] = ()
    upper_shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonDays:
    """Persons times days (of 24 hours) since they were cut off, by the bounds of ``People``; None: not known."""

    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True)
class TownAccess:
    """How one town stands to the hubs (a hub: to the other hubs).

    The routes lead from the nearest hub of each bound, None: no way. ``ways_before`` and ``ways_now`` count ways to
    any hub that share no link, in normal times and over what no report closes: 0, 1, or 2 for two and more. ``since``
    is the instant from which the closures that hold now have cut it off; None where it is not, or none tells.
    ``ways_in`` are airports and ports that serve it, whatever their state; they are never counted as a way by road.
    """

    town: str
    name: str
    standing: Standing
    baseline: Route | None
    optimistic: Route | None
    cautious: Route | None
    distances: tuple[HubDistance, ...]
    ways_before: int
    ways_now: int
    people: People
    since: int | None = None
    person_days: PersonDays | None = None
    ways_in: tuple[Gateway, ...] = ()

    @property
    def detour(self) -> float | None:
        """The way to the nearest hub now over that of normal times, optimistic bound; None where either is lacking."""
        now, before = self.optimistic, self.baseline
        return detour(now.length_km if now else None, before.length_km if before else None)

    @property
    def closed(self) -> tuple[Hop, ...]:
        """The links on its way of normal times that are reported closed, these very links."""
        return tuple(hop for hop in (self.baseline.hops if self.baseline else ()) if hop.closed)


@dataclass(frozen=True, slots=True)
class AccessPicture:
    """The answer to one question: every town, the hubs among themselves, and who is cut off.

    Three groups of towns are summed, the hubs in none: ``cut_off`` (what the optimistic bound does not reach for
    reported closures), ``in_doubt``, and ``no_reported_way``: all that normal times reach or the optimistic bound does,
    and the cautious bound does not; it holds the other two, so that they are never added to it. ``person_days`` is that
    of the towns cut off. ``hubs`` is empty where there is one hub alone. ``names`` gives the name of every place that
    stands in it, by id.
    """

    question: AccessQuestion
    towns: tuple[TownAccess, ...]
    hubs: tuple[TownAccess, ...]
    cut_off: People
    in_doubt: People
    no_reported_way: People
    person_days: PersonDays
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reopening:
    """What it would give back if one link that is reported closed were open again.

    ``links`` are all links that the same reports close: one closure is lifted as a whole. ``claims`` are the reports
    of that closure. ``towns`` are those that would have a way to a hub again (optimistic bound), by place id.
    """

    link: str
    links: tuple[str, ...]
    claims: tuple[str, ...]
    towns: tuple[str, ...]
    people: People


@dataclass(frozen=True, slots=True)
class WayRound:
    """Which way is left for one journey if a closure that was announced or threatened comes true.

    ``claim`` announces it, for ``links``. ``now`` and ``then`` are the optimistic way before and after, ``cautious``
    the cautious way after; None: no way.
    """

    claim: str
    links: tuple[str, ...]
    now: Route | None
    then: Route | None
    cautious: Route | None

    @property
    def detour(self) -> float | None:
        """The length after over the length before; None where either is lacking."""
        return detour(self.then.length_km if self.then else None, self.now.length_km if self.now else None)


def detour(now: float | None, before: float | None) -> float | None:
    """Return ``now`` over ``before`` (both km), None where either is lacking or ``before`` is no length."""
    return None if now is None or before is None or before <= 0 else now / before
