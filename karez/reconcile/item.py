"""A claim together with its report and the party behind it."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karez.model.claim import Claim, Claimant, Where
from karez.model.finding import Source
from karez.model.mention import Place
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.vocabulary import ClaimantClass, Realis

# What counts as said to have happened; the rest is told apart or left to its own section.
TOLD = frozenset({Realis.ASSERTED, Realis.ALLEGED})


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of a view, its report and who stands behind it."""

    record: ClaimRecord
    report: ReportRecord
    source: Source

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.record.claim

    @property
    def known_from(self) -> int:
        """When the public could know it, an instant."""
        return self.record.known_from

    @property
    def place(self) -> Place | None:
        """The place that it names, resolved."""
        return self.claim.where.place if self.claim.where else None

    @property
    def start(self) -> str | None:
        """ISO local start of the happening, where told."""
        return self.claim.when.start if self.claim.when else None

    @property
    def end(self) -> str | None:
        """ISO local end of the happening, exclusive, where told."""
        return self.claim.when.end if self.claim.when else None


def items(view: View) -> tuple[Item, ...]:
    """Return the view's claims with their reports, ordered by known-from, report, place in the text, id."""
    reports = {report.id: report for report in view.reports}
    found = [
        Item(record, reports[record.report], source(record.claim, reports[record.report])) for record in view.claims
    ]
    return tuple(
        sorted(found, key=lambda item: (item.known_from, item.report.id, item.claim.span.start, item.claim.id))
    )


def place_key(where: Where | None) -> str | None:
    """What two claims about one place share: its id, else its words, else None."""
    if where is None:
        return None
    return where.place.id if where.place else plain(where.span.quote)


def source(claim: Claim, report: ReportRecord) -> Source:
    """Return who stands behind ``claim``: the claimant named in the report, else the publisher itself."""
    return named_source(claim.claimant) if claim.claimant else publisher_source(report)


def named_source(claimant: Claimant) -> Source:
    """Return the party that a claimant phrase names."""
    key = claimant.actor or f"{claimant.claimant_class}:{_party(claimant.span.quote)}"
    return Source(key, " ".join(claimant.span.quote.split()), claimant.claimant_class)


def publisher_source(report: ReportRecord) -> Source:
    """Return the publisher as the party that speaks."""
    name = report.publisher or "the report itself"
    known = report.publisher_class in set(ClaimantClass)
    group = ClaimantClass(report.publisher_class) if known and report.publisher_class else ClaimantClass.MEDIA
    identity = plain(report.publisher) if report.publisher else report.id
    return Source(f"publisher:{identity}", name, group, publisher=True)


@cache
def _words() -> Any:  # noqa: ANN401 - the shape is that of the file
    text = files("karez.reconcile").joinpath("data").joinpath("claimants.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def _same() -> dict[str, str]:
    return {wording: party for party, wordings in _words()["same"].items() for wording in wordings}


def _party(quote: str) -> str:
    words = plain(quote)
    if words in _same():
        return _same()[words]
    for skip in _words()["skip"]:
        words = re.sub(rf"\b{skip}\b", " ", words)
    words = " ".join(words.split()) or plain(quote)
    return _same().get(words, words)


def plain(text: str) -> str:
    """Lower-case words of ``text`` alone, for comparing."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
