"""What the reports of a view say of every link of the network, and which of their states could be laid nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from karez.analyse.access import lay_claims
from karez.atlas.atlas import Atlas
from karez.model.access import Laid, LinkState, Unplaced
from karez.model.record import View
from karez.reconcile.links import link_states
from karez.reconcile.source import PartyOf


@dataclass(frozen=True, slots=True)
class Reported:
    """The state of every link that some report speaks of, by link id, and what could not be placed.

    ``laid`` tells of every other status claim, by its id, where it lies and why.
    """

    states: Mapping[str, LinkState]
    laid: Mapping[str, Laid]
    unplaced: tuple[Unplaced, ...]


def reported(view: View, atlas: Atlas, *, timezone: str, party_of: PartyOf | None = None) -> Reported:
    """Lay the status claims of a view on the network. ``timezone`` (IANA) places local times of reports.

    ``party_of`` gives the id of the party that a publisher's name means.
    """
    laying = lay_claims((record.claim for record in view.claims), atlas)
    states = link_states(view, laying, timezone=timezone, party_of=party_of)
    laid = {one.claim: one for one in laying.laid}
    return Reported({state.link: state for state in states}, laid, laying.unplaced)
