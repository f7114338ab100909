"""How likely two claims speak of one incident: the weights of the levels that hold, added up, in bits.

Plain Python with the weights that the engines use; sums are rounded to the sixth digit, since the same numbers added in
another order differ in the last ones and no join may hang on these.
"""

from dataclasses import dataclass

from karez.resolve.incidents.levels import COMPARISONS
from karez.resolve.incidents.row import ClaimRow
from karez.resolve.incidents.weights import IncidentWeights, incident_weights

DIGITS = 6


def weight(left: ClaimRow, right: ClaimRow, known: IncidentWeights | None = None) -> float:
    """Return log2 of the odds that two claims speak of one incident; it is the same from either side."""
    known = known or incident_weights()
    return round(known.start + sum(known.bits[one.name][one.level(left, right)] for one in COMPARISONS), DIGITS)


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of a pair: its name, the level that holds and what that weighs in bits."""

    comparison: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class WhyClaims:
    """Why two claims by themselves are joined or not: ``start`` and the bits of all comparisons add up to ``weight``.

    Above ``limit`` the two would be joined where there is no other claim. ``copy``: they are the same words of one
    text; ``apart``: one is told and one denied, and these never join by themselves.
    """

    comparisons: tuple[Compared, ...]
    start: float
    weight: float
    limit: float
    version: str
    copy: bool
    apart: bool

    @property
    def joined(self) -> bool:
        """Whether the two would be joined where there is no other claim."""
        return not self.apart and (self.copy or self.weight > self.limit)


def explain(left: ClaimRow, right: ClaimRow) -> WhyClaims:
    """Return every comparison of two claims with its level and weight, the strongest first, and what follows."""
    known = incident_weights()
    found = []
    for one in COMPARISONS:
        number = one.level(left, right)
        found.append(Compared(one.name, one.levels[number].name, known.bits[one.name][number]))
    ordered = tuple(sorted(found, key=lambda one: (-abs(one.bits), one.comparison)))
    return WhyClaims(
        ordered,
        known.start,
        weight(left, right),
        known.limit,
        known.version,
        left.copy == right.copy,
        left.denied != right.denied,
    )
