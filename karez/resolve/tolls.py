"""The toll of a cluster of reports, read off the toll claims of each (rule ``joined-1``).

A report's number is its largest total of victims and its largest total of attackers together: totals of one report
repeat each other, and parts are never added to them. Of several reports the latest that gives a number wins, since
tolls are corrected over time; of those of one day the largest. Killed and injured are never added.
"""

from collections.abc import Sequence

from karez.model.claim import Reading, Toll
from karez.model.vocabulary import Harm, Scope, Unit
from karez.resolve.told import TOLD, Told


def number(reading: Reading, harm: Harm) -> int | None:
    """Return how many a report says were harmed, attackers included; None where it gives no number."""
    sides: dict[bool, int] = {}
    for claim in reading.claims:
        body = claim.body
        if not isinstance(body, Toll) or body.harm is not harm or claim.realis not in TOLD or body.best is None:
            continue
        if body.part_of is None and body.scope is Scope.INCIDENT and body.unit is Unit.PERSONS:
            sides[body.perpetrators] = max(sides.get(body.perpetrators, 0), body.best)
    return sum(sides.values()) if sides else None


def joined(reports: Sequence[Told], harm: Harm) -> int | None:
    """Return the number that stands for all reports; None where none gives one."""
    given = [(one.day or 0, found) for one in reports if (found := number(one.reading, harm)) is not None]
    return max(given)[1] if given else None
