"""Which claims of a view speak of one incident: what the joining gives, under what persons decided."""

from karez.atlas.atlas import Atlas
from karez.model.record import View
from karez.resolve.incidents.decisions import decisions_of
from karez.resolve.incidents.engines import DUCKDB, PYTHON
from karez.resolve.incidents.join import JoinedClaims, join_claims

# Up to so many claims an engine takes longer to start than it saves.
FEW = 5_000


def joined_of(view: View, atlas: Atlas, engine: str | None = None) -> JoinedClaims:
    """Return the incidents of a view's claims (``joined``), and which pairs were compared with what outcome.

    ``engine`` is what weighs the pairs, None for the one that suits the number of claims; the result is the same.
    Raises LedgerError no-engine, engine-failed.
    """
    chosen = engine or (PYTHON if len(view.claims) <= FEW else DUCKDB)
    return join_claims(view, decisions_of(view), atlas.actors.wider, engine=chosen)
