"""What the reports of a view say of every link of the network, and which of their states could be laid nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from karez.analyse.access import lay
from karez.atlas.network import Network
from karez.model.access import LinkScope, LinkState, NotPlaced, Unplaced, UserState
from karez.model.claim import Status
from karez.model.finding import AssetStatus, Findings, Source
from karez.model.record import View
from karez.model.vocabulary import AssetType, Condition, DerivedState

_WAYS = frozenset({AssetType.ROAD, AssetType.RAIL, AssetType.BRIDGE, AssetType.TUNNEL, AssetType.PASS})
_CLOSED_TO_HEAVY = frozenset({Condition.LIGHT_ONLY, Condition.RELIEF_ONLY})


@dataclass(frozen=True, slots=True)
class Reported:
    """The state of every link that some report speaks of, by link id, and what could not be placed."""

    states: Mapping[str, LinkState]
    unplaced: tuple[Unplaced, ...]


def reported(view: View, findings: Findings, network: Network) -> Reported:
    """Lay the states of a view on the network."""
    scopes: dict[str, LinkScope] = {}
    unplaced = []
    for status in findings.statuses:
        links = lay([status], network)
        whole = len(links) == len(network.links_of(status.asset)) if status.asset else False
        scope = LinkScope.ROUTE if whole and len(links) > 1 else LinkScope.SECTION
        for link in links:
            if scopes.get(link) is not LinkScope.SECTION:
                scopes[link] = scope
        if not links and status.asset_type in _WAYS:
            told = "the report names no road or place of the network"
            unplaced += [Unplaced(claim, status.asset_type, NotPlaced.NO_PLACE, told) for claim in status.claims]
    bodies = {record.claim.id: record.claim.body for record in view.claims}
    laid = lay(findings.statuses, network)
    states = {
        link: _state(link, told.state, told.statuses, scopes[link], bodies, findings.sources)
        for link, told in laid.items()
    }
    return Reported(states, tuple(unplaced))


def _state(
    link: str,
    state: DerivedState,
    statuses: tuple[AssetStatus, ...],
    scope: LinkScope,
    bodies: Mapping[str, object],
    sources: Mapping[str, Source],
) -> LinkState:
    newest = max(statuses, key=lambda status: status.last_known)
    claims = tuple(claim for status in statuses for claim in status.claims)
    told = [body for claim in claims if isinstance(body := bodies.get(claim), Status)]
    conditions = tuple(dict.fromkeys(one for body in told for one in body.conditions))
    held = claims if state is not DerivedState.UNKNOWN else ()
    general = UserState(state, conditions, newest.cause, scope, held)
    heavy = (
        UserState(DerivedState.CLOSED, (), newest.cause, scope, held) if _CLOSED_TO_HEAVY & set(conditions) else general
    )
    return LinkState(
        link=link,
        state=state,
        conditions=conditions,
        cause=newest.cause,
        scope=scope,
        all=general,
        heavy=heavy,
        relief=general,
        reported=newest.reported,
        since=newest.since,
        last_confirmed=newest.last_known,
        expires=newest.fresh_until,
        stale=newest.stale,
        sources=tuple(dict.fromkeys(sources[claim] for claim in claims)),
        claims=claims,
        denials=tuple(claim for status in statuses for claim in status.denials),
        history=tuple(report for status in statuses for report in status.history),
    )
