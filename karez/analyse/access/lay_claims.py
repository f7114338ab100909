"""From status claims to explicit links of the network, each with a reason; what cannot be placed is listed.

A road or line that the atlas knows is laid on its sections, a pass or bridge on the links that meet there, a closure
of an area on all links with an end in it, trains on their line. Roads and railways never mix, also in one gorge. What
is told of a road as a whole lies on all of it with the scope ``route``: its section is unknown. Networks, airports,
ports and crossings lie on places. Every status is either laid or listed, with any claim and any atlas.
"""

from collections.abc import Iterable

from karez.analyse.access.ground import Ground
from karez.analyse.access.lay_open import at_point, on_open_roads
from karez.analyse.access.lay_route import on_route
from karez.analyse.access.lay_services import is_point, of_area, of_point, of_service
from karez.analyse.access.lay_told import Found, Lies, Told, told_of
from karez.analyse.access.lay_words import number_in
from karez.model.access import Laid, Laying, Unplaced
from karez.model.claim import Claim, Status
from karez.model.vocabulary import AssetType

_ROADS = frozenset({AssetType.ROAD, AssetType.RAIL, AssetType.BRIDGE, AssetType.TUNNEL, AssetType.PASS})


def lay_claims(claims: Iterable[Claim], ground: Ground) -> Laying:
    """Return where every status among ``claims`` lies, in their order; other claims are passed over.

    A pure function of the claims and the atlas: what one claim says never moves another.
    """
    laid: list[Laid] = []
    unplaced: list[Unplaced] = []
    for claim in claims:
        if not isinstance(claim.body, Status):
            continue
        told = told_of(claim, claim.body, ground)
        found = _found(told, ground)
        kind = claim.body.asset.asset_type
        if isinstance(found, Lies):
            note = _wrong_number(told, ground)
            asset = claim.body.asset.asset
            laid.append(
                Laid(claim.id, kind, found.scope, found.links, found.reason, found.places, asset, note, found.points)
            )
        else:
            unplaced.append(Unplaced(claim.id, kind, found.code, found.reason))
    return Laying(tuple(laid), tuple(unplaced))


def _found(told: Told, ground: Ground) -> Found:
    kind, asset = told.body.asset.asset_type, told.body.asset.asset
    if asset and ground.network.links_of(asset):
        return on_route(told, asset, ground)
    if kind in _ROADS:
        thing = ground.assets.asset(asset) if asset else None
        place = ground.gazetteer.place(thing.place) if thing and thing.place else None
        return at_point(place, told.mode, ground) if place else on_open_roads(told, ground)
    if kind is AssetType.TRANSPORT_SERVICE:
        return of_service(told, ground)
    return of_point(told, ground) if is_point(kind) else of_area(told, ground)


def _wrong_number(told: Told, ground: Ground) -> str | None:
    """What is wrong with the number that the report gives the road, where it is not the road's own."""
    number = number_in(told.words)
    thing = ground.assets.asset(told.body.asset.asset) if told.body.asset.asset else None
    own = number_in(thing.designation) if thing and thing.designation else None
    return f"the report writes {number}; that road's number is {own}" if number and own and number != own else None
