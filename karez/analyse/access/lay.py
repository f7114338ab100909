"""Lays the reported states of roads and railways on the links of the network.

A state that is told of a place on the route holds for the links that meet there; told of a place beside the route's
nodes, for the link that passes nearest to it; told of a wide area or of no place, for the whole route. What is told of
a section stands before what is told of the whole route, which is part of the section's own history. A link that no
valid report speaks of is unknown, never open.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from karez.model.finding import AssetStatus
from karez.model.mention import Place
from karez.model.vocabulary import DerivedState

# Wider units than this (a district's radius, in km) say nothing of one section.
_SECTION_KM = 60.0

LatLon = tuple[float, float]


class NetworkLink(Protocol):
    """One stretch of road or rail between two places."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def asset(self) -> str | None:
        """The road or line that it is part of."""

    @property
    def start(self) -> str:
        """The place at one end."""

    @property
    def end(self) -> str:
        """The place at the other."""

    @property
    def start_at(self) -> LatLon:
        """Where the one end lies, WGS 84 degrees."""

    @property
    def end_at(self) -> LatLon:
        """Where the other end lies, WGS 84 degrees."""


class Network(Protocol):
    """The roads and railways of normal times."""

    def links_of(self, asset: str) -> Sequence[NetworkLink]:
        """The links of a road or line."""

    def links_at(self, place: str) -> Sequence[NetworkLink]:
        """The links that meet at a place."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """The state of one link and the statuses it comes from."""

    state: DerivedState
    statuses: tuple[AssetStatus, ...]


def lay(statuses: Sequence[AssetStatus], network: Network) -> Mapping[str, LinkState]:
    """Return the state of every link that some status speaks of, by link id.

    Valid states that differ make a link contested; a status that has aged to unknown leaves the link unknown but
    keeps what was last reported.
    """
    sections: dict[str, list[AssetStatus]] = {}
    routes: dict[str, list[AssetStatus]] = {}
    for status in statuses:
        route = network.links_of(status.asset) if status.asset else ()
        section = _section(status.place, route)
        told, links = (sections, section) if section else (routes, route)
        for link in links:
            told.setdefault(link.id, []).append(status)
    laid = {**routes, **sections}
    return {link: LinkState(_state(found), tuple(found)) for link, found in laid.items()}


def _section(place: Place | None, route: Sequence[NetworkLink]) -> Sequence[NetworkLink]:
    """The links of the route that a place speaks for; none where it speaks for all of it."""
    if place is None:
        return ()
    names = {name for name in (place.id, place.same_as) if name}
    meeting = [link for link in route if {link.start, link.end} & names]
    if meeting or not route or place.lat is None or place.lon is None or (place.radius_km or 0.0) > _SECTION_KM:
        return meeting
    return [min(route, key=lambda link: (_distance((place.lat or 0.0, place.lon or 0.0), link), link.id))]


def _distance(point: LatLon, link: NetworkLink) -> float:
    """How far the point lies from the straight line of the link, in degrees of latitude, for comparing alone."""
    shrink = math.cos(math.radians(point[0]))

    def flat(at: LatLon) -> LatLon:
        return ((at[1] - point[1]) * shrink, at[0] - point[0])

    (x, y), (u, v) = flat(link.start_at), flat(link.end_at)
    length = (u - x) ** 2 + (v - y) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x * (u - x) + y * (v - y)) / length))
    return math.hypot(x + along * (u - x), y + along * (v - y))


def _state(found: Sequence[AssetStatus]) -> DerivedState:
    valid = {status.state for status in found} - {DerivedState.UNKNOWN}
    if not valid:
        return DerivedState.UNKNOWN
    return valid.pop() if len(valid) == 1 else DerivedState.CONTESTED
