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


@dataclass(frozen=True, slots=True)
class Decisions:
    """What persons decided about which claims speak of one incident; a machine never undoes it.

    ``together`` are pairs of claim ids that are of one incident. ``apart`` are pairs of sets of claim ids: no claim of
    the one set is of an incident with a claim of the other. A later decision has already taken out of both what it
    overrules, so that the two never contradict each other.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two claims of different reports that were compared: ``left`` < ``right``; ``weight`` in bits.

    ``weight`` is log2 of the odds that both speak of one incident; above ``limit`` the two would be joined by
    themselves.
    """

    left: str
    right: str
    weight: float
    limit: float
