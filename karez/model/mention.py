"""What a report names: places, actors, times and assets, each with the span where it stands."""

from dataclasses import dataclass

from karez.model.text import Span
from karez.model.vocabulary import ActorClass, AssetType, PlaceUse, Precision


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the atlas. ``lat``/``lon`` are WGS 84 degrees, ``radius_km`` how far the point may lie off.

    ``id`` is ``geonames:N`` where one exists, else ``PACK:local``; ``country`` is ISO 3166-1 alpha-2.
    ``kind`` is the atlas's own word (city, town, pass, district, province, country); it is not printed.
    """

    id: str
    name: str
    kind: str = ""
    admin1: str | None = None
    admin2: str | None = None
    pcode: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name, or a word derived from one. ``place`` is None where it could not be resolved.

    ``kind`` is what the text calls a place that could not be resolved (province, district; empty: a town or
    something smaller); it is not printed.
    """

    span: Span
    place: Place | None
    score: float
    use: PlaceUse
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A party named in the text; ``actor`` is an id of the atlas or None. ``suspected``: the text doubts the doer."""

    span: Span
    actor: str | None
    actor_class: ActorClass
    suspected: bool = False


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``start`` and ``end`` are ISO local wall-clock times (end exclusive) or None, unresolved."""

    span: Span
    start: str | None
    end: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class AssetMention:
    """A road, line, crossing, port, network or service; ``asset`` is an id of the atlas or None."""

    span: Span
    asset: str | None
    asset_type: AssetType


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything that one report names, in text order."""

    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    assets: tuple[AssetMention, ...] = ()
