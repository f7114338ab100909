"""The workspace: the only place where reading, ledger, atlas, findings and briefs meet. All doors go through it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from karez.app.picture import picture
from karez.atlas.atlas import Atlas
from karez.brief.compose import BriefOptions, compose
from karez.brief.outline import Brief
from karez.ingest.decode import decode
from karez.ingest.fetch import Fetcher
from karez.ingest.gather import captures
from karez.ingest.hints import Hints
from karez.ledger.engine import is_postgres
from karez.ledger.ledger import Ledger
from karez.ledger.values import Entry, Fault
from karez.ledger.view import corrected
from karez.model.claim import Reading
from karez.model.errors import InputError, LedgerError, RequestError
from karez.model.finding import Findings
from karez.model.record import ClaimRecord, Judgement, ReportRecord, View
from karez.model.report import Capture, Document
from karez.model.times import known_instant
from karez.model.vocabulary import Marking, Verdict
from karez.read.reader import Reader
from karez.reconcile.narrow import in_area, in_time
from karez.reconcile.reconcile import reconcile

Clock = Callable[[], int]


def machine_clock() -> int:
    """The machine's clock, microseconds since 1970 UTC."""
    return time.time_ns() // 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one document: its source, the report's id, whether it is new, its claims and notes."""

    source: str
    report: str
    new: bool
    claims: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a brief is asked for. Times are ISO dates or times, ``now``, or None; ``marking`` is of TLP 2.0."""

    as_of: str | None = None
    recorded: str | None = None
    since: str | None = None
    area: str | None = None
    start: str | None = None
    end: str | None = None
    title: str = "Situation brief"
    marking: Marking = Marking.AMBER


@dataclass(slots=True)
class Settings:
    """What a workspace stands on: atlas packs (None: all that ship), clock, and the marks of fetched addresses."""

    packs: tuple[str, ...] | None = None
    clock: Clock = machine_clock
    marks: MutableMapping[str, str] = field(default_factory=dict)


class Workspace:
    """An open ledger with everything that works on it. Use ``open``, and close it or use it as a context manager."""

    def __init__(self, ledger: Ledger, atlas: Atlas, settings: Settings) -> None:
        self.ledger = ledger
        self.atlas = atlas
        self._settings = settings
        self._reader = Reader(atlas)
        self._fetcher = Fetcher(settings.marks)

    @classmethod
    def open(cls, address: str, *, create: bool = False, settings: Settings | None = None) -> Workspace:
        """Open the ledger at a path or PostgreSQL URL; with ``create`` make it where there is none.

        Raises LedgerError no-ledger, not-a-ledger, newer-ledger, unreachable.
        """
        settings = settings or Settings()
        atlas = Atlas.open(settings.packs)
        try:
            ledger = Ledger.open(address, clock=settings.clock)
        except LedgerError as error:
            if not create or not _is_absent(error, address):
                raise
            ledger = Ledger.create(address, timezone=atlas.timezone, clock=settings.clock)
        return cls(ledger, atlas, settings)

    @classmethod
    @contextmanager
    def passing(cls, settings: Settings | None = None) -> Iterator[Workspace]:
        """Open a workspace on a ledger that is thrown away, for one question."""
        with (
            TemporaryDirectory(prefix="karez-") as folder,
            cls.open(f"{folder}/karez.db", create=True, settings=settings) as workspace,
        ):
            yield workspace

    @staticmethod
    def default_timezone() -> str:
        """The zone of the atlas that ships."""
        return Atlas.open().timezone

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def timezone(self) -> str:
        """The zone of the ledger, an IANA name."""
        return self.ledger.timezone

    @property
    def reader(self) -> str:
        """Name and version of the reader."""
        return self._reader.version

    # ------------------------------------------------------------ in
    def documents(self, source: str, hints: Hints | None = None) -> Iterator[tuple[Capture, Document] | InputError]:
        """Yield every document of a file, folder, zip or address, or the error that says why one is none."""
        for found in captures(source, now=self._settings.clock(), fetch=self._fetch):
            if isinstance(found, InputError):
                yield found
                continue
            told = (hints or Hints()).over(found.hints)
            for outcome in decode(found.capture, told):
                yield outcome if isinstance(outcome, InputError) else (found.capture, outcome)

    def _fetch(self, url: str) -> Capture:
        capture = self._fetcher.get(url, self._settings.clock())
        if capture is None:
            raise InputError("duplicate", "the page has not changed", place=url)
        return capture

    def dated(self, document: Document, published: str) -> Document:
        """Return the document with a publication time. Raises RequestError bad-value."""
        self.instant(published)
        return replace(document, published=published)

    def read(self, document: Document, *, report: str | None = None) -> Reading:
        """Return what a document says."""
        return self._reader.read(document, report=report)

    def add(
        self, sources: Iterable[str], hints: Hints | None = None, *, known_from: str | None = None
    ) -> Iterator[Taken | InputError]:
        """Read and add every report of ``sources``; yield what became of each. One that fails stops no other."""
        since = self.instant(known_from) if known_from else None
        for source in sources:
            for found in self.documents(source, hints):
                if isinstance(found, InputError):
                    yield found
                else:
                    yield self._take(*found, since)

    def _take(self, capture: Capture, document: Document, since: int | None) -> Taken | InputError:
        try:
            reading = self._reader.read(document)
            known = since if since is not None else self._known(document, capture)
        except InputError as error:
            return error
        entry = Entry(capture, document, reading, known, self.reader, self.atlas.version)
        added = self.ledger.add(entry)
        notes = tuple(f"{note.code}: {note.message}" for note in reading.notes)
        return Taken(capture.source, added.report, added.new, added.claims, notes)

    def _known(self, document: Document, capture: Capture) -> int:
        return known_instant(document.published, self.timezone) if document.published else capture.captured

    def reread(self, reports: Iterable[str] | None = None) -> Iterator[tuple[str, int]]:
        """Read reports of the ledger anew (None: all); yield each report's id and how many claims are new."""
        wanted = None if reports is None else set(reports)
        for report in self.ledger.view().reports:
            if report.text is not None and (wanted is None or report.id in wanted):
                reading = self._reader.read(_document(report), report=report.id)
                new = self.ledger.reread(report.id, reading, reader=self.reader, pack=self.atlas.version)
                yield report.id, new

    # ------------------------------------------------------------ out
    def instant(self, text: str) -> int:
        """Return the instant of an ISO date (its end, in the ledger's zone), an ISO time or ``now``.

        Raises RequestError bad-value.
        """
        if text == "now":
            return self._settings.clock()
        try:
            return known_instant(text, self.timezone)
        except InputError as error:
            raise RequestError("bad-value", error.detail) from error

    def view(self, asked: Asked | None = None) -> View:
        """Return the view that is asked for, narrowed to its area and time."""
        asked = asked or Asked()
        as_of = self.instant(asked.as_of) if asked.as_of else None
        recorded = self.instant(asked.recorded) if asked.recorded else None
        view = self.ledger.view(as_of=as_of, recorded=recorded)
        if asked.area:
            view = in_area(view, asked.area)
        if asked.start or asked.end:
            view = in_time(view, asked.start, asked.end, timezone=self.timezone)
        return view

    def findings(self, view: View) -> Findings:
        """Return what a view adds up to."""
        return reconcile(view, timezone=self.timezone)

    def brief(self, asked: Asked | None = None) -> Brief:
        """Return the brief that is asked for. Raises BriefError nothing-to-say for a view without reports."""
        asked = asked or Asked()
        view = self.view(asked)
        findings = self.findings(view)
        before = self.findings(self.view(replace(asked, as_of=asked.since))) if asked.since else None
        options = BriefOptions(
            self.timezone, asked.title, asked.marking, before, reader=self.reader, pack=self.atlas.version
        )
        return compose(findings, view, options, picture(findings, self.atlas, timezone=self.timezone))

    def find(self, prefix: str) -> ClaimRecord | ReportRecord | Judgement:
        """Return what an id, or its beginning, names. Raises RequestError unknown-id, ambiguous-id."""
        identity = self.ledger.resolve(prefix)
        view = self.ledger.view(as_of=_FAR)
        reports = (report for report in view.reports if report.id == identity)
        claims = (record for record in view.claims if record.claim.id == identity)
        judgements = (judgement for judgement in view.judgements if judgement.id == identity)
        found = next(reports, None) or next(claims, None) or next(judgements, None)
        if found is None:
            raise RequestError("unknown-id", "it was rejected, retracted or read anew since", place=identity)
        return found

    # ------------------------------------------------------------ judgements
    def reject(self, claim: str, *, by: str, reason: str) -> Judgement:
        """Reject a claim as misread. Raises RequestError unknown-id."""
        return self._judge(Verdict.REJECT, claim, by, reason, {})

    def correct(self, claim: str, changes: dict[str, object], *, by: str, reason: str) -> Judgement:
        """Correct fields of a claim as misread. Raises RequestError unknown-id, bad-value."""
        record = self._claim(claim)
        try:
            corrected(record.claim, changes)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RequestError("bad-value", f"{changes} does not fit a {record.claim.kind}: {error}") from error
        unknown = sorted(set(changes) - set(_correctable(record)))
        if unknown:
            raise RequestError("bad-value", f"{unknown[0]} is no field of a {record.claim.kind}")
        return self._judge(Verdict.CORRECT, claim, by, reason, changes)

    def withhold(self, report: str, *, by: str, reason: str) -> Judgement:
        """Destroy a report's text and bytes. Raises RequestError unknown-id."""
        return self.ledger.withhold(self.ledger.resolve(report), by=by, reason=reason)

    def verify(self, *, head: str | None = None) -> tuple[Fault, ...]:
        """Return everything in the ledger that does not verify."""
        return self.ledger.verify(head=head)

    def _claim(self, prefix: str) -> ClaimRecord:
        found = self.find(prefix)
        if not isinstance(found, ClaimRecord):
            raise RequestError("bad-value", "this is the id of no claim", place=prefix)
        return found

    def _judge(self, verdict: Verdict, claim: str, by: str, reason: str, changes: dict[str, object]) -> Judgement:
        record = self._claim(claim)
        judgement = Judgement(verdict, (record.claim.id,), by, reason, record.known_from, changes=changes)
        return self.ledger.judge(judgement)


_FAR = 2**62


def _correctable(record: ClaimRecord) -> tuple[str, ...]:
    return (*type(record.claim.body).__dataclass_fields__, "realis")


def _document(report: ReportRecord) -> Document:
    return Document(
        report.text or "",
        title=report.title,
        publisher=report.publisher,
        publisher_class=report.publisher_class,
        author=report.author,
        published=report.published,
        lang=report.lang,
        url=report.url,
        notes=tuple(note for note in report.notes if note.code != "wrong-designation"),
    )


def _is_absent(error: LedgerError, address: str) -> bool:
    return (
        error.name == "no-ledger"
        or (is_postgres(address) and error.name == "not-a-ledger")
        or (error.name == "not-a-ledger" and not is_postgres(address) and not Path(address).stat().st_size)
    )
