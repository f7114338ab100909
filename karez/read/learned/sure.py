"""How sure a claim is: the network's chance, fitted to how often claims of its kind and of its finders are right."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from karez.model.claim import Claim
from karez.read.learned.found import Findings

# Who found a claim: a line of the card for each of a kind's.
RULES, NETWORK, BOTH = "rules", "network", "both"


@dataclass(frozen=True, slots=True)
class Sure:
    """Weighs claims of one text.

    ``lines``: slope and offset in log odds by kind and finder (Platt 1999); ``least``: the chance by kind that the
    network must give to the words of a claim that only the rules tell, for it to be kept.
    """

    findings: Findings
    lines: Mapping[str, Mapping[str, Sequence[float]]]
    least: Mapping[str, float]

    @classmethod
    def by(cls, findings: Findings, card: Mapping[str, Any]) -> "Sure":
        """As the card of the network says."""
        return cls(findings, card["calibration"], card["least"])

    def keeps(self, claim: Claim) -> bool:
        """Whether a claim of the rules alone stands."""
        return self._likely(claim) >= self.least.get(claim.kind.value, 0.0)

    def of_rule(self, claim: Claim) -> Claim:
        """A claim that only the rules tell, with its confidence."""
        return self._with(claim, RULES, self._likely(claim))

    def of_network(self, claim: Claim, chance: float) -> Claim:
        """A claim that only the network tells, with its confidence."""
        return self._with(claim, NETWORK, chance)

    def of_both(self, claim: Claim, chance: float) -> Claim:
        """A claim that both tell, with its confidence."""
        return self._with(claim, BOTH, chance)

    def _likely(self, claim: Claim) -> float:
        return max(self.findings.likely(claim.kind.value, span) for span in claim.tellings)

    def _with(self, claim: Claim, finder: str, chance: float) -> Claim:
        slope, offset = self.lines.get(claim.kind.value, {}).get(finder, (1.0, 0.0))
        held = min(max(chance, 1e-4), 1.0 - 1e-4)
        odds = slope * math.log(held / (1.0 - held)) + offset
        return replace(claim, confidence=round(1.0 / (1.0 + math.exp(-odds)), 4))
