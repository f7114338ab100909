"""Made-up claims of one or several reports, for the tests of joining them. Composed; nobody reported any of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from karez.model.claim import Claim, Incident, Toll, Where
from karez.model.identity import with_ids
from karez.model.mention import ActorMention, Place, TimeMention
from karez.model.record import ClaimRecord, ReportRecord, View
from karez.model.report import Document
from karez.model.text import Span
from karez.model.vocabulary import ActorClass, Harm, IncidentType, Precision, Qualifier, Realis, Victims
from karez.resolve.incidents.row import ClaimRow

DAY = 86_400_000_000
START = date(2026, 2, 1).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
ALPHA = Place("made:alpha", "Alpha", "town", lat=30.0, lon=66.0, radius_km=5.0)
BETA = Place("made:beta", "Beta", "town", lat=30.0, lon=69.0, radius_km=5.0)
NORTH = Place("made:north", "North", "province", lat=30.0, lon=66.5, radius_km=200.0)


def span(text: str, words: str) -> Span:
    """Where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words), words)


@dataclass(frozen=True)
class Telling:
    """A composed report under way: add claims by the words of its text, then ``done``. ``day`` counts from a start."""

    text: str
    day: int = 0
    title: str | None = None
    publisher: str = "Sample Wire"
    drafts: list[Claim] = field(default_factory=list)

    def incident(self, words: str, kind: IncidentType, key: str = "i", **told: object) -> "Telling":
        """Add an incident; ``told``: place, on (day of it, or days), by (words or id of a party), realis, operation."""
        actors = tuple(
            ActorMention(span(self.text, words), str(one), ActorClass.ARMED_GROUP) for one in _listed(told.get("by"))
        )
        operation = told.get("operation")
        body = Incident(kind, actors, operation=str(operation) if operation else None)
        return self._with(Claim(key, span(self.text, words), body, _realis(told)), told)

    def toll(self, words: str, number: int, harm: Harm = Harm.KILLED, key: str = "t", **told: object) -> "Telling":
        """Add a toll; ``told`` also takes of, part_of, replaces (keys of claims) and victims."""
        victims = told.get("victims")
        links = {name: str(told[name]) for name in ("of", "part_of", "replaces") if name in told}
        body = Toll(
            harm,
            number,
            number,
            number,
            Qualifier.EXACT,
            victims=victims if isinstance(victims, Victims) else Victims.UNKNOWN,
            **links,  # type: ignore[arg-type]
        )
        return self._with(Claim(key, span(self.text, words), body, _realis(told)), told)

    def _with(self, claim: Claim, told: dict[str, object]) -> "Telling":
        place, on = told.get("place"), told.get("on")
        where = Where(claim.span, place) if isinstance(place, Place) else None
        if isinstance(place, str):
            where = Where(Span(0, len(place), place), None)
        when = None
        if on is not None:
            first, last = (on, on) if isinstance(on, int) else tuple(on)  # type: ignore[call-overload]
            when = TimeMention(claim.span, iso(first), iso(last + 1), Precision.DAY)
        return replace(self, drafts=[*self.drafts, replace(claim, where=where, when=when)])

    def done(self) -> "Reported":
        """The report and its claims."""
        document = Document(self.text, publisher=self.publisher, published=iso(self.day), title=self.title)
        known = (START + self.day - EPOCH) * DAY + DAY - 1
        report = ReportRecord(
            document.report_id, document.text_sha256, self.text, "made.txt", known, known, title=self.title
        )
        claims = with_ids(report.id, self.drafts)
        return Reported(report, tuple(ClaimRecord(claim, report.id, known, known) for claim in claims))


@dataclass(frozen=True)
class Reported:
    """A report with its claims, in the order in which they were added."""

    report: ReportRecord
    claims: tuple[ClaimRecord, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of its claims."""
        return [record.claim.id for record in self.claims]


def view(reported: Iterable[Reported]) -> View:
    """A view of these reports, in the order in which they come."""
    told = list(reported)
    claims = [record for one in told for record in one.claims]
    return View(2**60, 2**60, "head", tuple(one.report for one in told), claims)


def iso(day: int) -> str:
    """The ISO day so many days after the start."""
    return date.fromordinal(START + day).isoformat()


def row(key: str, **columns: object) -> ClaimRow:
    """A row of a report of its own that tells nothing but what is given."""
    base = ClaimRow(key, f"rep {key}", key, key, "", "incident", False, START)
    return replace(base, **columns)  # type: ignore[arg-type]


def _realis(told: dict[str, object]) -> Realis:
    return Realis(str(told.get("realis", Realis.ASSERTED)))


def _listed(value: object) -> Sequence[object]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
