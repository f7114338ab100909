"""A status claim made ready for laying: its words, its mode, and the places that it names, as the atlas has them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from karez.analyse.access.ground import Ground, GroundLink
from karez.analyse.access.lay_near import apart_km
from karez.analyse.access.lay_words import ends_in, on_rails
from karez.model.access import LinkScope, NotPlaced
from karez.model.claim import Area, Claim, Status
from karez.model.mention import Place
from karez.model.vocabulary import AssetType, Relation

# Kinds of places that are areas, and how far a point may lie off before it says nothing of one section, in km.
_UNITS = frozenset({"country", "province", "state", "region", "division", "district", "tehsil"})
_WIDE = frozenset({"country", "province", "state", "region", "division"})
_SECTION_KM = 60.0
_WAYS = frozenset({AssetType.ROAD, AssetType.RAIL})
_OF_EITHER = frozenset({AssetType.TUNNEL, AssetType.BRIDGE, AssetType.TRANSPORT_SERVICE})
# A town so far from a road is still said to lie on it, beside how far its point may lie off.
REACH_KM = 25.0
# Nearer than this to the place itself, a told point is that place.
_SAME_KM = 3.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a status claim says of where it holds. ``unknown`` are words for places that the atlas does not hold."""

    claim: Claim
    body: Status
    mode: str
    places: tuple[Place, ...]
    unknown: tuple[str, ...]
    relation: Relation | None

    @property
    def words(self) -> str:
        """The report's words for the asset, on one line."""
        return " ".join(self.body.asset.span.quote.split())

    @property
    def is_stretch(self) -> bool:
        """Whether both ends of a stretch, or of the road that is meant, are named."""
        return self.relation in {Relation.BETWEEN, Relation.ALONG} and len(self.places) > 1


@dataclass(frozen=True, slots=True)
class Lies:
    """The links on which a state lies, and why; ``points`` are the places at which alone it is told."""

    links: tuple[str, ...]
    scope: LinkScope
    reason: str
    places: tuple[Place, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a state lies nowhere."""

    code: NotPlaced
    reason: str


Found = Lies | Miss


def told_of(claim: Claim, body: Status, ground: Ground) -> Told:
    """Return what the claim says of where it holds; a place that is only part of a road's own name is none."""
    where = claim.where
    mode = "rail" if _is_rail(body, ground) else "road"
    if where is None or _in_name(claim, body):
        named_by = _name_ends(body, ground)
        if named_by:
            return Told(claim, body, mode, named_by, (), Relation.ALONG)
        if where is None or body.asset.asset:
            return Told(claim, body, mode, (), (), None)
    named = [(one.span.quote, one.place) for one in where.places] or [(where.span.quote, where.place)]
    places = tuple(ground.gazetteer.place(place.id) or place for _, place in named if place)
    places = tuple(_moved(place, where.area) for place in places) if len(places) == 1 else places
    return Told(claim, body, mode, places, tuple(words for words, place in named if place is None), where.relation)


def _is_rail(body: Status, ground: Ground) -> bool:
    """A railway, what is called one, or a tunnel or service of which the atlas says so; a pass is a road's."""
    kind = body.asset.asset_type
    thing = ground.assets.asset(body.asset.asset) if body.asset.asset and kind in _OF_EITHER else None
    about = f"{body.asset.span.quote} {thing.name} {thing.note}" if thing else body.asset.span.quote
    return kind is AssetType.RAIL or (kind is not AssetType.ROAD and on_rails(about))


def _in_name(claim: Claim, body: Status) -> bool:
    """Whether the place stands in the words for the asset, and is no stretch of it."""
    where, asset = claim.where, body.asset.span
    if where is None or where.relation in {Relation.BETWEEN, Relation.ALONG}:
        return False
    return asset.start <= where.span.start and where.span.end <= asset.end


def _name_ends(body: Status, ground: Ground) -> tuple[Place, ...]:
    """Both ends of a road that is called by them, "the A-B highway", as points of the network; else none."""
    ends = ends_in(body.asset.span.quote) if body.asset.asset_type in _WAYS else None
    found = [next(_on_network(names, ground), None) for names in ends or ()]
    return tuple(place for place in found if place) if len(found) == 2 and all(found) else ()


def _on_network(names: Sequence[str], ground: Ground) -> Iterator[Place]:
    """What the names may mean that lies on the network, the first name first."""
    for name in names:
        for candidate in ground.gazetteer.lookup(name):
            if node_of(candidate.place, ground):
                yield candidate.place


def _moved(place: Place, area: Area | None) -> Place:
    """The point that "35 km north of A" means, where that is told: a place of its own, beside A."""
    if area is None or area.points or place.lat is None or place.lon is None:
        return place
    if apart_km((place.lat, place.lon), (area.lat, area.lon)) <= _SAME_KM:
        return place
    identity = f"{place.id}/{area.lat},{area.lon}"
    radius = min(area.radius_km, place.radius_km or area.radius_km)
    return Place(
        identity,
        f"the point told near {place.name}",
        country=place.country,
        lat=area.lat,
        lon=area.lon,
        radius_km=radius,
    )


def is_unit(place: Place) -> bool:
    """Whether the place is an area rather than a town or something smaller."""
    return place.kind in _UNITS or (not place.kind and (place.radius_km or 0.0) > _SECTION_KM)


def is_wide(place: Place) -> bool:
    """Whether the place is so large that it says nothing of a section: a province, a country."""
    return place.kind in _WIDE


def reach_km(place: Place) -> float:
    """How far from the place's point a road may pass and still be meant, in km."""
    return (place.radius_km or 0.0) + REACH_KM


def node_of(place: Place, ground: Ground) -> str | None:
    """Return the id of the place as a point of the network; None where no road or line leads to it."""
    return next((name for name in (place.id, place.same_as) if name and ground.network.links_at(name)), None)


def ids(links: Sequence[GroundLink]) -> tuple[str, ...]:
    """The ids of links, each once, in order."""
    return tuple(dict.fromkeys(link.id for link in links))


def names(places: Sequence[Place]) -> str:
    """The names of places as a list."""
    found = [place.name for place in places]
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)
