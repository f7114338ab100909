"""Puts the access picture together: the network of the atlas, what reports say of it, and the question asked."""

from collections.abc import Sequence
from dataclasses import replace

from karez.analyse.access import (
    BOUNDS_VERSION,
    Situation,
    access_picture,
    behind,
    best_reopening,
    claims_on,
    link_reports,
    reopening,
    situation,
    way_round,
)
from karez.app.access.places import find_point, points_within, towns
from karez.app.access.reopen import closed_link
from karez.app.access.reported import Reported
from karez.app.access.stretches import stretches
from karez.app.values import AccessAsked, Asked
from karez.atlas.atlas import Atlas
from karez.atlas.values import Asset
from karez.model.access_answer import AccessAnswer, Journey, Stretch
from karez.model.errors import RequestError
from karez.model.finding import AssetStatus, Findings
from karez.model.reachability import AccessPicture, AccessQuestion, Gateway, Reopening
from karez.model.record import View
from karez.model.vocabulary import AssetType, DerivedState
from karez.reconcile.freshness import VERSION as AGEING_VERSION

_GATEWAYS = (AssetType.AIRPORT, AssetType.PORT)


def access(
    view: View, findings: Findings, atlas: Atlas, asked: AccessAsked, *, told: Reported, area: str | None = None
) -> AccessAnswer:
    """Answer a question of access on a view. ``area`` narrows the towns and roads that are shown, never the reports.

    ``findings`` and ``told`` are what the view adds up to, and how it lies on the network.

    Raises RequestError: unknown-place, off-network for a hub or town; bad-value for an area without points or a mode
    that is none; bad-request for a way from a place to itself; one-at-a-time for more than one what-if; unknown-id,
    not-closed for a reopening of what is no road or is not reported closed; bad-network for packs without a network.
    """
    if asked.reopen is not None and asked.best_reopening:
        raise RequestError("one-at-a-time")
    if not atlas.network.links:
        raise RequestError("bad-network", "the packs hold no road and no railway")
    inside = points_within(atlas, area) if area else None
    question = _question(view, atlas, asked, inside)
    reports = link_reports(told.states.values(), asked.users)
    ready = situation(question, links=atlas.network.links, places=towns(atlas), reports=reports)
    ways_in = gateways(findings, atlas)
    picture = access_picture(ready, ways_in)
    roads = stretches(told.states, atlas.network)
    reopened = _reopened(ready, atlas, asked, roads)
    if inside is not None:
        picture = replace(picture, hubs=tuple(hub for hub in picture.hubs if hub.town in inside))
        roads = tuple(road for road in roads if inside & set(road.places))
        ways_in = tuple(way for way in ways_in if way.town in inside)
    links = behind(ready, picture)
    return AccessAnswer(
        picture=picture,
        stretches=roads,
        unplaced=told.unplaced,
        gateways=ways_in,
        links_behind=links,
        behind={town: claims_on(ready, on) for town, on in links.items()},
        names={node.id: node.name for node in atlas.network.nodes},
        laid=told.laid,
        journey=_journey(ready, picture, asked),
        reopened=reopened,
        area=area,
        versions={"ageing": AGEING_VERSION, "bounds": BOUNDS_VERSION, "pack": atlas.version},
    )


def brief_access(view: View, findings: Findings, atlas: Atlas, *, told: Reported, asked: Asked) -> AccessAnswer | None:
    """Return the access picture of a brief: by road, from the hubs of the packs; None where they hold no network.

    A brief that is narrowed to an area or to days leaves closures out: it tells of its roads, and of no town's reach.
    """
    if not atlas.network.hubs or not told.states:
        return None
    answer = access(view, findings, atlas, AccessAsked(), told=told)
    if asked.area or asked.start or asked.end:
        return replace(answer, picture=replace(answer.picture, towns=(), hubs=()), links_behind={}, behind={})
    return answer


def _question(view: View, atlas: Atlas, asked: AccessAsked, inside: frozenset[str] | None) -> AccessQuestion:
    """The question with ids for its names. An area stands for all towns in it."""
    if asked.mode not in (AssetType.ROAD, AssetType.RAIL):
        raise RequestError("bad-value", f"--mode {asked.mode} is neither road nor rail")
    served = {end for link in atlas.network.links if link.mode == asked.mode for end in (link.start, link.end)}
    hubs = tuple(dict.fromkeys(find_point(atlas, hub, asked.mode) for hub in asked.hubs))
    wanted = tuple(dict.fromkeys(find_point(atlas, town, asked.mode) for town in asked.towns))
    if len(hubs) == 1 and hubs == wanted:
        raise RequestError("bad-request", "--from and --to are the same place")
    if inside is not None:
        peopled = [node.id for node in atlas.network.nodes if node.population is not None or node.tehsils]
        wanted = tuple(town for town in wanted or peopled if town in inside and town in served)
        if not wanted:
            raise RequestError("bad-value", f"no town of the network by {asked.mode} lies in the area")
    return AccessQuestion(
        hubs=hubs or tuple(hub for hub in atlas.network.hubs if hub in served),
        as_of=view.as_of,
        towns=wanted,
        users=asked.users,
        mode=asked.mode,
    )


def gateways(findings: Findings, atlas: Atlas) -> tuple[Gateway, ...]:
    """Return the airports and ports of the atlas, each with the state that was reported of it; else unknown."""
    found = [asset for pack in atlas.packs for asset in pack.assets if asset.asset_type in _GATEWAYS and asset.place]
    return tuple(_gateway(asset, findings.statuses) for asset in sorted(found, key=lambda asset: asset.id))


def _gateway(asset: Asset, statuses: Sequence[AssetStatus]) -> Gateway:
    told = next((status for status in statuses if _is_of(status, asset)), None)
    return Gateway(
        id=asset.id,
        name=asset.name,
        kind=asset.asset_type,
        town=asset.place or "",
        state=told.state if told else DerivedState.UNKNOWN,
        claims=told.claims if told else (),
    )


def _is_of(status: AssetStatus, asset: Asset) -> bool:
    """Whether a status is told of this airport or port: by its name, or by its kind and the town that it serves."""
    if status.asset:
        return status.asset == asset.id
    place = status.place
    return status.asset_type is asset.asset_type and place is not None and asset.place in (place.id, place.same_as)


def _reopened(ready: Situation, atlas: Atlas, asked: AccessAsked, roads: Sequence[Stretch]) -> Reopening | None:
    if asked.best_reopening:
        return best_reopening(ready)
    return reopening(ready, closed_link(atlas, asked, roads)) if asked.reopen is not None else None


def _journey(ready: Situation, picture: AccessPicture, asked: AccessAsked) -> Journey | None:
    """The ways of one journey, where one origin and one destination are asked for by name."""
    if len(asked.hubs) != 1 or len(asked.towns) != 1 or len(picture.towns) != 1:
        return None
    (town,), (origin,) = picture.towns, ready.hubs
    announced = dict.fromkeys(claim for report in ready.reports.values() for claim in report.planned)
    return Journey(
        origin=origin,
        destination=town.town,
        baseline=town.baseline,
        optimistic=town.optimistic,
        cautious=town.cautious,
        announced=tuple(way_round(ready, claim=claim, origin=origin, destination=town.town) for claim in announced),
    )
