"""The toll of a cluster of reports, read off the toll claims of each (rule ``joined-1``).

A report's number is that of its title, else of its text: its largest total of victims and its largest total of
attackers together, since totals of one report repeat each other; parts are never added to them. Over several reports
the number that most of them give stands, of equally many the one told last; prints of one text count
once, the first. Where none gives a number, but at the head
of a third of the reports a word of ``harm_words.csv`` tells of the harm, it is 1: at least one person, told by a word
alone, and marked so. Killed and injured are never added.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from karez.model.claim import Reading, Toll
from karez.model.vocabulary import Harm, Scope, Unit
from karez.resolve.terms import lead_of, terms_of
from karez.resolve.told import TOLD, Told

# One report in so many has to tell of the harm by a word.
_SHARE = 3


@dataclass(frozen=True, slots=True)
class JoinedToll:
    """How many were harmed, None for no number; ``by_word``: no report gives a number, a word tells of the harm."""

    number: int | None
    by_word: bool = False


def number(report: Told, harm: Harm) -> int | None:
    """Return how many a report says were harmed, attackers included; None where it gives no number."""
    of_title = _largest(report.headline, harm)
    return _largest(report.reading, harm) if of_title is None else of_title


def joined(reports: Sequence[Told], harm: Harm) -> JoinedToll:
    """Return the toll that stands for all reports, whatever their order."""
    ordered = sorted(reports, key=lambda one: (one.day or 0, one.id))
    prints: dict[str, Told] = {}
    for one in ordered:  # of one text the first print counts: copies back no number
        prints.setdefault(" ".join(one.text.split()) or one.id, one)
    given = [found for one in prints.values() if (found := number(one, harm)) is not None]
    if given:
        counts, last = Counter(given), {found: place for place, found in enumerate(given)}
        return JoinedToll(max(counts, key=lambda found: (counts[found], last[found])))
    telling = sum(_tells(one, harm) for one in ordered)
    return JoinedToll(1, by_word=True) if telling and telling * _SHARE >= len(ordered) else JoinedToll(None)


def _largest(reading: Reading, harm: Harm) -> int | None:
    sides: dict[bool, int] = {}
    for claim in reading.claims:
        body = claim.body
        if not isinstance(body, Toll) or body.harm is not harm or claim.realis not in TOLD or body.best is None:
            continue
        if body.part_of is None and body.scope is Scope.INCIDENT and body.unit is Unit.PERSONS:
            sides[body.perpetrators] = max(sides.get(body.perpetrators, 0), body.best)
    return sum(sides.values()) if sides else None


def _tells(report: Told, harm: Harm) -> bool:
    return not _words()[harm].isdisjoint(terms_of(lead_of(report.title, report.text)).words)


@cache
def _words() -> dict[Harm, frozenset[str]]:
    text = files("karez.resolve").joinpath("data/harm_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {harm: frozenset(row["word"] for row in rows if row["harm"] == harm) for harm in Harm}
