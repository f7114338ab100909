"""The toll of a cluster of reports, read off the toll claims of each (rule ``joined-2``).

A report's number is that of its title, else of its text: its largest total of victims and its largest total of
attackers together, since totals of one report repeat each other; parts are never added to them. Of copies of one text
the first counts. Killed and injured are never added.

- A number of killed counts where the head of the report tells of death by a word of ``harm_words.csv``: other deaths
  stand further down, of last year or of another street.
- Where a report tells of killed, one who "was shot" may have died: then, in the text of every report, a number of
  injured counts only where its own words tell that they lived ("wounded", "in hospital").
- A number stands where more than a third of the reports give one: the number with the most weight, of equal weight the
  one told last. A number weighs what the confidence of its claim is, twice where it is the title's.
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from karez.model.claim import Claim, Reading, Toll
from karez.model.vocabulary import Harm, Scope, Unit
from karez.resolve.terms import lead_of, terms_of
from karez.resolve.told import TOLD, Told

# More than one report in so many has to give a number.
_SHARE = 3
# A title tells what a report is about. Chosen on the incidents that are not held back.
_TITLE = 2.0


@dataclass(frozen=True, slots=True)
class Given:
    """How many a report says were harmed, attackers included, and what the number weighs."""

    number: int
    weight: float


def joined(reports: Sequence[Told], harm: Harm) -> int | None:
    """Return how many were harmed by all reports, whatever their order; None where there is no such number."""
    prints: dict[str, Told] = {}
    for one in sorted(reports, key=lambda one: (one.day or 0, one.id)):
        prints.setdefault(one.wording or one.id, one)
    ordered = list(prints.values())
    told_to_live = harm is Harm.INJURED and any(
        found.number for one in ordered if (found := given(one, Harm.KILLED)) is not None
    )
    numbers = [found for one in ordered if (found := given(one, harm, told_to_live=told_to_live)) is not None]
    if len(numbers) * _SHARE <= len(ordered):
        return None
    weights: dict[int, float] = defaultdict(float)
    for told in numbers:
        weights[told.number] += told.weight
    last = {told.number: place for place, told in enumerate(numbers)}
    return max(weights, key=lambda found: (round(weights[found], 9), last[found]))


def given(report: Told, harm: Harm, *, told_to_live: bool = False) -> Given | None:
    """Return the number that a report gives; None where it gives none that counts.

    ``told_to_live``: claims of the text count only where their words tell that the harmed lived.
    """
    if harm is Harm.KILLED and _words(Harm.KILLED).isdisjoint(terms_of(lead_of(report.title, report.text)).words):
        return None
    title = _largest(_totals(report.headline, harm))
    if title is not None:
        return Given(title.number, title.weight * _TITLE)
    return _largest([one for one in _totals(report.reading, harm) if not told_to_live or _tells_of_life(one)])


def _totals(reading: Reading, harm: Harm) -> list[Claim]:
    """The claims of persons harmed in one incident that are no part of another number."""
    return [
        claim
        for claim in reading.claims
        if isinstance(body := claim.body, Toll)
        and body.harm is harm
        and claim.realis in TOLD
        and body.best is not None
        and body.part_of is None
        and body.scope is Scope.INCIDENT
        and body.unit is Unit.PERSONS
    ]


def _largest(claims: Sequence[Claim]) -> Given | None:
    """The largest number of each side, added up; it weighs what the less sure of the two does."""
    sides: dict[bool, Given] = {}
    for claim in claims:
        if isinstance(body := claim.body, Toll) and body.best is not None:
            found = Given(body.best, claim.confidence)
            before = sides.get(body.perpetrators, found)
            sides[body.perpetrators] = max(before, found, key=lambda one: (one.number, one.weight))
    if not sides:
        return None
    return Given(sum(one.number for one in sides.values()), min(one.weight for one in sides.values()))


def _tells_of_life(claim: Claim) -> bool:
    return not _words(Harm.INJURED).isdisjoint(terms_of(claim.span.quote).words)


@cache
def _words(harm: Harm) -> frozenset[str]:
    """Of killed: words that tell of death. Of injured: words that tell that the harmed lived."""
    text = files("karez.resolve").joinpath("data/harm_words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()) if row["harm"] == harm)
