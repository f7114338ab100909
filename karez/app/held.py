"""Which incident holds what in one view, and which incident any id that was ever printed leads to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from re import fullmatch

from karez.ledger.ledger import Ledger
from karez.model.errors import RequestError
from karez.model.joining import Joined
from karez.model.record import ClaimRecord, View
from karez.resolve.incidents.bundles import bundles, together
from karez.resolve.incidents.decisions import Standing, standing
from karez.resolve.incidents.join import JoinedClaims

INCIDENT, _CLAIM = "inc-", "clm-"
_HEX = 12


@dataclass(frozen=True, slots=True)
class Anchored:
    """What an incident id leads to: its anchor, the claim whose id begins as it does, the claim that stands for that
    one now, and the incident which holds it; ``incident`` is None where the claim is of none."""

    id: str
    anchor: str
    claim: str
    incident: str | None


@dataclass(frozen=True)
class Held:
    """The incidents of a view, and how they came about."""

    view: View
    joining: JoinedClaims

    @property
    def joined(self) -> Joined:
        """Which claims speak of one incident."""
        return self.joining.joined

    @cached_property
    def standing(self) -> Standing:
        """What persons decided, and what of it was overruled."""
        return standing(self.view)

    @cached_property
    def records(self) -> Mapping[str, ClaimRecord]:
        """The claims of the view by id."""
        return {record.claim.id: record for record in self.view.claims}

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The claims of each incident, by its id, sorted."""
        found: dict[str, list[str]] = {}
        for claim, incident in self.joined.incidents.items():
            found.setdefault(incident, []).append(claim)
        return {incident: tuple(sorted(claims)) for incident, claims in found.items()}

    def bundled(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return ``claims`` with all that their reports hold together with them, such as the tolls of an incident."""
        wanted = tuple(claims)
        reports = {self.records[claim].report for claim in wanted}
        held = bundles([record for record in self.records.values() if record.report in reports])
        return tuple(dict.fromkeys(other for claim in wanted for other in (claim, *held[claim]) if self.has(other)))

    def persons_joined(self, one: str, other: str) -> bool:
        """Whether persons joined two claims, by way of others too."""
        found = self._chains.get(one)
        return found is not None and found is self._chains.get(other)

    def persons_part(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether persons keep any of the one apart from any of the other."""
        return any(
            (not left.isdisjoint(one) and not right.isdisjoint(other))
            or (not left.isdisjoint(other) and not right.isdisjoint(one))
            for left, right in self.standing.decisions.apart
        )

    @cached_property
    def _chains(self) -> Mapping[str, tuple[str, ...]]:
        pairs = self.standing.decisions.together
        return together({claim for pair in pairs for claim in pair}, pairs)

    def has(self, claim: str) -> bool:
        """Whether a claim is of an incident of the view."""
        return claim in self.joined.incidents

    def of(self, claims: Collection[str]) -> tuple[str, ...]:
        """Return the ids of the incidents that hold ``claims``, sorted."""
        return tuple(sorted({self.joined.incidents[claim] for claim in claims if self.has(claim)}))


def anchored(prefix: str, held: Held, ledger: Ledger) -> Anchored:
    """Return what an incident id, or its beginning, leads to.

    An incident of the view goes before one that is no more. Raises RequestError unknown-id, ambiguous-id.
    """
    digits = prefix.removeprefix(INCIDENT)
    if not fullmatch(rf"[0-9a-f]{{1,{_HEX}}}", digits):
        raise RequestError("unknown-id", f"an incident id is {INCIDENT} and {_HEX} digits or a to f", place=prefix)
    now = [incident for incident in held.members if incident.startswith(prefix)]
    if len(now) > 1:
        raise RequestError("ambiguous-id", place=prefix)
    if now:
        claim = held.members[now[0]][0]
        return Anchored(now[0], claim, claim, now[0])
    try:
        anchor = ledger.resolve(_CLAIM + digits)
    except RequestError as error:
        raise RequestError(error.name, place=prefix) from error
    claim = ledger.successor(anchor)
    identity = INCIDENT + anchor.removeprefix(_CLAIM)[:_HEX]
    return Anchored(identity, anchor, claim, held.joined.incidents.get(claim))
