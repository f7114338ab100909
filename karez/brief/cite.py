"""Gives every cited claim a short id, F1, F2 ..., in order of first use, and writes its reference."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from karez.brief.mask import Mask
from karez.brief.outline import Part, Reference
from karez.brief.words import file_name, label, words
from karez.model.finding import Source
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.times import show

_CONTEXT = 220
_MOST_REFS = 6


class Citations:
    """The references of one brief while it is made."""

    def __init__(self, view: View, sources: Mapping[str, Source], mask: Mask, *, timezone: str) -> None:
        self._records = {record.claim.id: record for record in view.claims}
        self._reports = {report.id: report for report in view.reports}
        self._sources = sources
        self._mask = mask
        self._zone = timezone
        self._ids: dict[str, str] = {}

    def ids(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return the short ids of ``claims``; claims that the view does not hold have none."""
        living = [claim for claim in dict.fromkeys(claims) if claim in self._records][:_MOST_REFS]
        return tuple(self._ids.setdefault(claim, f"F{len(self._ids) + 1}") for claim in living)

    def part(self, text: str, claims: Iterable[str], *, strong: bool = False) -> Part:
        """Return ``text`` as a part that leads to ``claims``."""
        return Part(text, self.ids(claims), strong)

    def record(self, claim: str) -> ClaimRecord:
        """Return the claim's row. Raises KeyError."""
        return self._records[claim]

    def sentence(self, claim: str) -> str:
        """Return the claim's own words, masked, on one line."""
        record = self._records[claim]
        return _one_line(self._mask.text(record.claim.span.quote)) or "(text withheld)"

    def masked(self, text: str) -> str:
        """Return words of a report with private names masked."""
        return _quoted_if_loaded(self._mask.text(text))

    def claimant(self, claim: str) -> str:
        """Name who says it, masked."""
        source = self._sources[claim]
        return _quoted_if_loaded(_one_line(self._mask.text(source.name)))

    def by_claim(self) -> dict[str, str]:
        """Return the short id of every claim that was cited."""
        return dict(self._ids)

    def references(self) -> tuple[Reference, ...]:
        """Return every reference in order."""
        return tuple(self._reference(short, claim) for claim, short in self._ids.items())

    def _reference(self, short: str, claim: str) -> Reference:
        record = self._records[claim]
        report = self._reports[record.report]
        before, after = _context(report, record)
        published = report.published or show(report.known_from, self._zone)
        return Reference(
            id=short,
            claim=claim,
            report=report.id,
            quote=self.sentence(claim),
            before=self._mask.text(before),
            after=self._mask.text(after),
            claimant=self.claimant(claim),
            publisher=self._mask.text(report.publisher or file_name(report.source)),
            published=published,
            realis=label("realis", record.claim.realis),
            url=report.url,
            corrected=record.corrected,
        )


def _context(report: ReportRecord, record: ClaimRecord) -> tuple[str, str]:
    """The words before and after the claim, to the next line breaks or sentence ends, at most 220 characters."""
    if report.text is None:
        return "", ""
    start, end = record.claim.span.offsets
    before = report.text[max(0, start - _CONTEXT) : start]
    after = report.text[end : end + _CONTEXT]
    before = re.split(r"\n\s*\n", before)[-1]
    after = re.split(r"\n\s*\n", after)[0]
    if start > _CONTEXT and " " in before:
        before = "…" + before[before.index(" ") :]
    if end + _CONTEXT < len(report.text) and " " in after:
        after = after[: after.rindex(" ")] + " …"
    return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)


@cache
def _loaded() -> re.Pattern[str]:
    options = "|".join(re.escape(word) for name in ("loaded", "unsafe") for word in words()[name])
    return re.compile(rf"(?<![\w-])(?:{options})(?![\w-])", re.IGNORECASE)


def _quoted_if_loaded(text: str) -> str:
    """Words of a report that are not neutral stand in quotation marks."""
    return f"“{text}”" if _loaded().search(text) else text


def _one_line(text: str) -> str:
    return " ".join(text.split())
