"""A report as this room sees it: its words, and what a reader found in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from karez.model.claim import Claim, Incident, Reading, Toll
from karez.model.report import Document
from karez.model.vocabulary import Realis

TOLD = frozenset({Realis.ASSERTED, Realis.ALLEGED})


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a set. ``published`` is ISO or None.

    ``reading`` is what a reader found in the text and ``headline`` what it found in the title, empty where none read.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    reading: Reading = field(default_factory=lambda: Reading(None))
    headline: Reading = field(default_factory=lambda: Reading(None))

    @property
    def day(self) -> int | None:
        """The day of publication as a number, None where it is not told."""
        return day_number(self.published)

    @property
    def wording(self) -> str:
        """The text with every gap as one blank: reports of one wording are prints of one text; empty for no words."""
        return " ".join(self.text.split())


def headline_of(title: str | None, published: str | None, lang: str | None = None) -> Document | None:
    """Return a title as a document of its own, to be read by itself: headlines give the toll that a report is about.

    None where there is no title.
    """
    return Document(f"{title}.", published=published, lang=lang) if title else None


def day_number(moment: str | None) -> int | None:
    """Return the proleptic ordinal of the day of an ISO time; None for none, or one that is no date."""
    try:
        return date.fromisoformat((moment or "")[:10]).toordinal()
    except ValueError:
        return None


def happenings(reading: Reading) -> Iterator[Claim]:
    """Yield the incidents and tolls that are told as having happened."""
    for claim in reading.claims:
        if claim.realis in TOLD and isinstance(claim.body, Incident | Toll):
            yield claim


def places(reading: Reading) -> frozenset[str]:
    """Return the folded names of the towns in which the told happenings lie."""
    found = [claim.where for claim in happenings(reading) if claim.where]
    return frozenset((one.place.name if one.place else one.span.quote).casefold() for one in found)


def days(reading: Reading) -> frozenset[int]:
    """Return the days, as numbers, on which the told happenings lie, where one day is told."""
    found: set[int] = set()
    for claim in happenings(reading):
        if claim.when and claim.when.start and claim.when.end:
            start, end = day_number(claim.when.start), day_number(claim.when.end)
            if start is not None and end is not None and end - start <= 1:
                found.add(start)
    return frozenset(found)
