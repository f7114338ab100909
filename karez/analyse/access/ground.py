"""What laying asks of the atlas: links, ways, the places and things of a pack. This room owns the shape."""

from collections.abc import Collection, Sequence
from typing import Protocol

from karez.analyse.access.protocols import NetworkLink
from karez.model.mention import Place
from karez.model.vocabulary import AssetType

LatLon = tuple[float, float]


class GroundLink(NetworkLink, Protocol):
    """What laying asks of a link: its road, and where it lies."""

    @property
    def asset(self) -> str | None:
        """The road or line that it is part of."""

    @property
    def road_class(self) -> str | None:
        """national, secondary, local and so on; None for a railway."""

    @property
    def start_at(self) -> LatLon:
        """Where the one end lies, WGS 84 degrees."""

    @property
    def end_at(self) -> LatLon:
        """Where the other end lies, WGS 84 degrees."""


class GroundNetwork(Protocol):
    """The roads and railways of normal times."""

    @property
    def links(self) -> Sequence[GroundLink]:
        """All links."""

    def links_of(self, asset: str) -> Sequence[GroundLink]:
        """The links of a road or line."""

    def links_at(self, place: str) -> Sequence[GroundLink]:
        """The links that meet at a place."""

    def links_in(self, unit: Place, *, mode: str | None = None) -> Sequence[GroundLink]:
        """The links with an end in a district or province."""

    def nodes_in(self, unit: Place) -> Collection[str]:
        """The points that lie in a district or province."""

    def links_between(self, asset: str, first: str, second: str) -> Sequence[GroundLink]:
        """The links of a road from one place to another, in travel order; none across a gap."""

    def links_near(self, at: LatLon, km: float, *, mode: str) -> Sequence[GroundLink]:
        """All links that pass within a distance of a point, and maybe some beside, in the order of ``links``."""

    def way(self, first: str, second: str, *, mode: str) -> Sequence[GroundLink]:
        """The shortest way of normal times, in travel order."""


class GroundThing(Protocol):
    """A road, line, crossing, port or service."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def asset_type(self) -> AssetType:
        """What it is."""

    @property
    def designation(self) -> str | None:
        """Its number, where it has one."""

    @property
    def place(self) -> str | None:
        """The place that it serves or stands at."""

    @property
    def note(self) -> str:
        """What else is known of it."""


class GroundThings(Protocol):
    """The things that reports give a state to."""

    def asset(self, identity: str) -> GroundThing | None:
        """The thing with this id."""

    def at(self, place: str, kind: AssetType) -> Sequence[GroundThing]:
        """The things of a type that serve a place."""

    def lookup(self, name: str) -> Sequence[GroundThing]:
        """The things that a name may mean."""


class GroundCandidate(Protocol):
    """One place that a name may mean."""

    @property
    def place(self) -> Place:
        """The place."""


class GroundPlaces(Protocol):
    """The places of the atlas."""

    def place(self, identity: str) -> Place | None:
        """The place of this id."""

    def lookup(self, name: str) -> Sequence[GroundCandidate]:
        """The places that a name may mean, best first."""


class Ground(Protocol):
    """The atlas, as far as laying needs it."""

    @property
    def network(self) -> GroundNetwork:
        """Roads and railways."""

    @property
    def assets(self) -> GroundThings:
        """Things by id, place and name."""

    @property
    def gazetteer(self) -> GroundPlaces:
        """Places by id."""
