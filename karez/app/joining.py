"""Which claims of a view speak of one incident: what the joining gives, under what persons decided."""

from karez.atlas.atlas import Atlas
from karez.model.record import View
from karez.resolve.incidents.decisions import decisions_of
from karez.resolve.incidents.join import JoinedClaims, join_claims


def joined_of(view: View, atlas: Atlas) -> JoinedClaims:
    """Return the incidents of a view's claims (``joined``), and which pairs were compared with what outcome."""
    return join_claims(view, decisions_of(view), atlas.actors.wider)
