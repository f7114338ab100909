"""Gives every cited claim a short id, F1, F2 ..., in order of first use, and writes its reference."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from karez.brief.mask import Mask
from karez.brief.outline import Part, Reference
from karez.brief.words import day, file_name, label, place_words, plural, words
from karez.model.errors import InputError
from karez.model.finding import Source
from karez.model.grading import ClaimGrade, Grades, SourceGrade
from karez.model.mention import Place
from karez.model.origin import Voice, independent
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.text import Offsets
from karez.model.times import is_date, known_instant, moment
from karez.model.vocabulary import Relation

_CONTEXT = 220
_MOST_REFS = 6
_SEVERAL = re.compile(r",\s|\band\b")
# A list of places after the first: ", X, Y and Z".
_LIST = re.compile(r"(?:,[ \t]+(?:and[ \t]+)?{0}|[ \t]+and[ \t]+{0})+".format(r"[A-Z][\w’'-]+(?:[ \t][A-Z][\w’'-]+)?"))


class Citations:
    """The references of one brief while it is made."""

    def __init__(
        self,
        view: View,
        sources: Mapping[str, Source],
        mask: Mask,
        *,
        timezone: str,
        voices: Mapping[str, Voice] | None = None,
        grades: Grades | None = None,
    ) -> None:
        self._records = {record.claim.id: record for record in view.claims}
        self._reports = {report.id: report for report in view.reports}
        self._sources = sources
        self._voices = voices or {}
        self._mask = mask
        self._zone = timezone
        self._grades = grades or Grades()
        self._ids: dict[str, str] = {}
        self._used: set[str] = set()

    def ids(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return the short ids of ``claims``; claims that the view does not hold have none."""
        living = [claim for claim in dict.fromkeys(claims) if claim in self._records]
        self._used.update(living)
        return tuple(self._ids.setdefault(claim, f"F{len(self._ids) + 1}") for claim in living[:_MOST_REFS])

    def part(self, text: str, claims: Iterable[str], *, strong: bool = False) -> Part:
        """Return ``text`` as a part that leads to ``claims``."""
        return Part(text, self.ids(claims), strong)

    def record(self, claim: str) -> ClaimRecord:
        """Return the claim's row. Raises KeyError."""
        return self._records[claim]

    def holds(self, claim: str) -> bool:
        """Whether the view holds the claim."""
        return claim in self._records

    def report(self, claim: str) -> ReportRecord:
        """Return the report that the claim stands in. Raises KeyError."""
        return self._reports[self._records[claim].report]

    def sentence(self, claim: str) -> str:
        """Return the claim's own words, masked, on one line; quotations within them in single marks."""
        return _inner(self.quote(claim))

    def quote(self, claim: str) -> str:
        """Return the claim's own words, masked, on one line."""
        return _one_line(self._cut(claim, self._records[claim].claim.span.offsets)) or "(text withheld)"

    def _cut(self, claim: str, offsets: Offsets) -> str:
        """Words of the claim's report, masked by what the whole text tells."""
        text, span = self.report(claim).text, self._records[claim].claim.span
        if text is None:
            return self._mask.text(span.quote) if offsets == span.offsets else ""
        return self._mask.cut(text, *offsets)

    def masked(self, text: str) -> str:
        """Return words of a report with private names masked; where they are not neutral, in quotation marks."""
        return _quoted_if_loaded(_one_line(self._mask.text(text)))

    def place(self, place: Place | None, quote: str | None) -> str:
        """Name a place, masked where the words of the report for it are a person's house."""
        return self.masked(place_words(place, quote))

    def claimant(self, claim: str) -> str:
        """Name who says it, masked."""
        return self.masked(self._sources[claim].name)

    def claimants(self, claims: Iterable[str]) -> str:
        """Name all who say it, each once."""
        return "; ".join(dict.fromkeys(self.claimant(claim) for claim in claims))

    def standing(self, claims: Iterable[str]) -> str:
        """Say how many independent origins tell it in how many prints, in brackets; nothing where it is one print."""
        known = independent(self._voices[claim] for claim in dict.fromkeys(claims) if claim in self._voices)
        if known.prints < 2:
            return ""
        origins = plural(known.origins, "origin", "independent origins")
        return f" ({origins}, {plural(known.prints, 'print', 'prints')})"

    def source(self, claim: str) -> Source:
        """Return who stands behind the claim."""
        return self._sources[claim]

    def published(self, claim: str) -> str:
        """When the claim's report was published, for people, in the brief's zone."""
        return self.date_of(self.report(claim))

    def date_of(self, report: ReportRecord) -> str:
        """When a report was published, else when it was first known, for people, in the brief's zone."""
        told = report.published
        if told and is_date(told):
            return day(told)
        try:
            instant = known_instant(told, self._zone) if told else report.known_from
        except InputError:
            instant = report.known_from
        return self.time(instant)

    def time(self, instant: int) -> str:
        """Write an instant for people, in the brief's zone."""
        return day(moment(instant, self._zone).strftime("%Y-%m-%dT%H:%M"))

    def place_list(self, claim: str) -> str | None:
        """Return the list of places where it happened, as the report writes it; None where it names one place."""
        where, text = self._records[claim].claim.where, self.report(claim).text
        if where is None or text is None or where.relation in {Relation.BETWEEN, Relation.ALONG}:
            return None
        if _SEVERAL.search(where.span.quote):
            return _inner(_one_line(self._cut(claim, where.span.offsets)))
        found = _LIST.match(text, where.span.end)
        return _inner(_one_line(self._cut(claim, (where.span.start, found.end())))) if found else None

    def by_claim(self) -> dict[str, str]:
        """Return the short id of every claim that was cited."""
        return dict(self._ids)

    def used(self) -> tuple[str, ...]:
        """Return every claim that something stands on, also those beyond the few that are cited; sorted."""
        return tuple(sorted(self._used))

    def references(self) -> tuple[Reference, ...]:
        """Return every reference in order."""
        return tuple(self._reference(short, claim) for claim, short in self._ids.items())

    def _reference(self, short: str, claim: str) -> Reference:
        record = self._records[claim]
        report = self._reports[record.report]
        first, last = _context(report.text or "", record)
        start, end = record.claim.span.offsets
        before, after = self._cut(claim, (first, start)), self._cut(claim, (end, last))
        return Reference(
            id=short,
            claim=claim,
            report=report.id,
            quote=self.quote(claim),
            before=("… " if _is_cut(report.text, first - 1) else "") + re.sub(r"\s+", " ", before),
            after=re.sub(r"\s+", " ", after) + (" …" if _is_cut(report.text, last) else ""),
            claimant=self.claimant(claim),
            publisher=self._mask.text(report.publisher or file_name(report.source)),
            published=self.date_of(report),
            realis=label("realis", record.claim.realis),
            url=report.url,
            corrected=record.corrected,
            source_grade=_decided(self._grades.behind.get(claim)),
            claim_grade=_decided(self._grades.claims.get(claim)),
            suggested=self._suggested(claim),
        )

    def publisher_grade(self, report: str) -> str:
        """Return the grade that a person gave a report's publisher; empty where nobody did."""
        return _decided(self._grades.publishers.get(report))

    def incident_grade(self, incident: str) -> str:
        """Return the grade that a person gave an incident; empty where nobody did."""
        return _decided(self._grades.incidents.get(incident))

    def _suggested(self, claim: str) -> tuple[str, str] | None:
        source, told = self._grades.behind.get(claim), self._grades.claims.get(claim)
        if source is None or told is None:
            return None
        return (source.suggestion.grade.value, told.suggestion.grade.value)


def _decided(one: SourceGrade | ClaimGrade | None) -> str:
    return one.decision.grade.value if one and one.decision else ""


def _context(text: str, record: ClaimRecord) -> Offsets:
    """Where the words around the claim begin and end: its paragraph, at most 220 characters on each side."""
    start, end = record.claim.span.offsets
    if not text:
        return start, end
    low, high = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    breaks = list(re.finditer(r"\n\s*\n", text[low:start]))
    first = low + breaks[-1].end() if breaks else low
    if first == low and low > 0:
        first = text.find(" ", low, start) + 1 or start
    after = re.search(r"\n\s*\n", text[end:high])
    last = end + after.start() if after else high
    if last == high and high < len(text):
        last = max(text.rfind(" ", end, high), end)
    return first, last


def _is_cut(text: str | None, at: int) -> bool:
    """Whether a sentence goes on at a place where the context was cut."""
    return text is not None and 0 <= at < len(text) - 1 and text[at] == " "


@cache
def _loaded() -> re.Pattern[str]:
    options = "|".join(re.escape(word) for name in ("loaded", "unsafe") for word in words()[name])
    return re.compile(rf"(?<![\w-])(?:{options})(?![\w-])", re.IGNORECASE)


def _quoted_if_loaded(text: str) -> str:
    """Words of a report that are not neutral stand in quotation marks."""
    return f"“{_inner(text)}”" if _loaded().search(text) else text


def _inner(text: str) -> str:
    """Words that are about to stand in quotation marks: marks within them are single ones."""
    return text.replace("“", "‘").replace("”", "’")


def _one_line(text: str) -> str:
    return " ".join(text.split())
