"""Which claims count as told, and the numbers that are read off the tolls of one report.

``measures.md`` says "told" of tolls and incidents without listing the realis; for roles it says "asserted or alleged",
and that reading is taken throughout. It does not speak of ``unit``: tolls of families or households are left out, since
they are never converted.
"""

from collections.abc import Iterator

from evals.reading.case import Claim, Claims

TOLD = frozenset({"asserted", "alleged"})


def told(claim: Claim) -> bool:
    """Whether the report tells it as having happened, hedged or not."""
    return claim["realis"] in TOLD


def tolls(claims: Claims, harm: str) -> Iterator[Claim]:
    """The told tolls of persons of one harm, roots and parts, of scope incident."""
    for claim in claims:
        told_of_harm = claim["kind"] == "toll" and claim["harm"] == harm and told(claim)
        persons = (claim.get("unit") or "persons") == "persons"
        if told_of_harm and persons and claim.get("scope", "incident") == "incident":
            yield claim


def roots(claims: Claims, harm: str) -> list[Claim]:
    """The tolls that are no part of another."""
    return [claim for claim in tolls(claims, harm) if not claim.get("part_of")]


def summed(claims: Claims, harm: str) -> int | None:
    """The read-off ``sum``: best of all roots together, attackers' own included; None where none has a number."""
    found = [claim["best"] for claim in roots(claims, harm) if claim["best"] is not None]
    return sum(found) if found else None


def largest(claims: Claims, harm: str) -> int | None:
    """The read-off ``max``: the largest root of victims and the largest of attackers together; None for no number."""
    found: dict[bool, int] = {}
    for claim in roots(claims, harm):
        if claim["best"] is not None:
            side = bool(claim.get("perpetrators"))
            found[side] = max(found.get(side, 0), claim["best"])
    return sum(found.values()) if found else None


def attackers_dead(claims: Claims) -> int | None:
    """The largest toll of killed that is marked as the attackers' own, root or part; None for no number."""
    found = [c["best"] for c in tolls(claims, "killed") if c.get("perpetrators") and c["best"] is not None]
    return max(found) if found else None
