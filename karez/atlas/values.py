"""The atlas's own values: names with what they mean, parties, assets, nodes and links. All frozen."""

from dataclasses import dataclass, field

from karez.model.mention import Place
from karez.model.vocabulary import ActorClass, AssetType


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of an alias file: a name and the local id that it may mean.

    ``kind``: name, spelling, native script, former or other name, abbreviation, wrong form, demonym.
    ``context``: words of which the text must hold one; ``needs_context``: the name alone decides nothing.
    ``language``: BCP 47, empty where nobody said; ``also_means``: local ids of the other things of the same name;
    ``at``: file and line, for errors.
    """

    name: str
    target: str
    script: str = "latin"
    kind: str = "name"
    confidence: str = "high"
    needs_context: bool = False
    context: tuple[str, ...] = ()
    note: str = ""
    language: str = ""
    also_means: tuple[str, ...] = ()
    at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with what the pack knows beside the public value. ``population`` counts persons.

    ``valid_from``/``valid_to`` are ISO dates (a year alone where no more is known) of a unit that came or went.
    """

    local: str
    place: Place
    population: int | None = None
    population_what: str = ""
    population_year: int | None = None
    confidence: str = "high"
    needs_context: bool = False
    note: str = ""
    source: str = ""
    valid_from: str | None = None
    valid_to: str | None = None

    def valid_on(self, day: str) -> bool:
        """Tell whether the place was one on ``day`` (ISO, such as 2023-05-31), as far as its dates tell."""
        began = self.valid_from is None or self.valid_from <= day[: len(self.valid_from)]
        return began and (self.valid_to is None or day[: len(self.valid_to)] <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Tehsil:
    """A census area below the district (tehsil, sub-district). ``id`` is ``PACK:local``.

    ``population`` counts all persons who live in it, town and country, at the census of ``population_year``;
    ``population_urban`` those of its towns, None where it has none or nobody said. ``district`` is a P-code.
    """

    id: str
    name: str
    level: str
    district: str | None
    population: int
    population_year: int | None = None
    population_urban: int | None = None
    confidence: str = "high"
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party. ``parent`` is the id of the party that it belongs to; validity is ISO dates, as far as known."""

    id: str
    name: str
    actor_class: ActorClass
    parent: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    confidence: str = "high"
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A thing reports give a state to. ``place`` is the id of the place that it serves or stands at."""

    id: str
    name: str
    asset_type: AssetType
    designation: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    confidence: str = "high"
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A point of the network. ``id`` is the place id, ``local`` the pack's own; degrees WGS 84.

    How many people depend on a way there is told by two bounds, both in persons, and None where nobody says:
    ``population`` those of the town itself (urban locality: the lower bound), ``population_area`` all of the tehsils
    in which the town lies (the upper bound). ``tehsils`` are the ids of these, none at a pass or a bare junction;
    two nodes may share one, so that over several nodes each tehsil is to be counted once.
    """

    id: str
    local: str
    name: str
    kind: str
    lat: float
    lon: float
    population: int | None = None
    confidence: str = "high"
    population_what: str = ""
    population_year: int | None = None
    population_source: str = ""
    population_area: int | None = None
    tehsils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A section of road or railway between two nodes, in normal times.

    ``start`` and ``end`` are place ids, ``asset`` the id of the route or None for a road without a number;
    lengths in km; ``start_at``/``end_at`` are (lat, lon). ``baseline``: open, under_construction, unknown, abandoned.
    """

    id: str
    start: str
    end: str
    mode: str
    designation: str | None
    asset: str | None
    road_class: str | None
    length_km: float
    straight_km: float
    baseline: str
    confidence: str
    start_at: tuple[float, float]
    end_at: tuple[float, float]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of the map: ``kind`` coast or border; ``points`` are (lon, lat) in degrees."""

    kind: str
    points: tuple[tuple[float, float], ...]
