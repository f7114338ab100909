"""Which claims speak of one happening and which reports go back to one origin: what joining hands to reconciling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Joined:
    """The incidents that a view's claims speak of.

    ``incidents`` gives for the id of every incident and toll claim that is told or denied the id of its incident
    (``inc-`` and 12 hex of the smallest claim id in it). ``episodes`` gives for the id of an incident that of the
    longer one which it is a part of: a battle of many days, a named operation.
    """

    incidents: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    episodes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def same(self, claim: str, other: str) -> bool:
        """Whether both claims speak of one incident."""
        found = self.incidents.get(claim)
        return found is not None and found == self.incidents.get(other)
