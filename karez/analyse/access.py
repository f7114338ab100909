"""Lays the reported states of roads and railways on the links of the network.

A state that is told of a place on the route holds for the links that meet there, else for the whole route. A link
that no valid report speaks of is unknown, never open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from karez.model.finding import AssetStatus
from karez.model.vocabulary import DerivedState


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
    told: dict[str, list[AssetStatus]] = {}
    for status in statuses:
        for link in _links(status, network):
            told.setdefault(link.id, []).append(status)
    return {link: LinkState(_state(found), tuple(found)) for link, found in told.items()}


def _links(status: AssetStatus, network: Network) -> Sequence[NetworkLink]:
    if not status.asset:
        return ()
    route = network.links_of(status.asset)
    place = status.place
    if place is None:
        return route
    names = {place.id, place.same_as}
    return [link for link in route if {link.start, link.end} & names] or route


def _state(found: Sequence[AssetStatus]) -> DerivedState:
    valid = {status.state for status in found} - {DerivedState.UNKNOWN}
    if not valid:
        return DerivedState.UNKNOWN
    return valid.pop() if len(valid) == 1 else DerivedState.CONTESTED
