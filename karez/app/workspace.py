"""The workspace: the only place where reading, ledger, atlas, findings and briefs meet. All doors go through it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from karez.app.access.answer import brief_access
from karez.app.access.report import access_report, access_written
from karez.app.access.reported import Reported, reported
from karez.app.contradictions import contradictions_told
from karez.app.desk import Desk
from karez.app.difference import difference
from karez.app.grading import GradingDesk, Looking
from karez.app.incident_page import Sight
from karez.app.incidents import IncidentDesk
from karez.app.intake import Intake, document_of
from karez.app.issues import Issues
from karez.app.joining import joined_of
from karez.app.log import log, without_password
from karez.app.names import known_names
from karez.app.opening import is_absent
from karez.app.output import claim_row
from karez.app.picture import picture
from karez.app.questions import checked_days, exact, nothing_said, until
from karez.app.readers import chosen_reader, shipped
from karez.app.retraction import Tell, correction
from karez.app.settings import Settings
from karez.app.tolls.report import TollReport, toll_report
from karez.app.values import AccessAsked, Asked, Checked, Taken
from karez.atlas.atlas import Atlas
from karez.brief.access_report import AccessReport
from karez.brief.compose import BriefOptions, compose, view_mask
from karez.brief.correction import Correction
from karez.brief.difference import Difference, Seen
from karez.brief.lint import RENDERERS, lint
from karez.brief.mask import Mask
from karez.brief.outline import Brief
from karez.brief.sections.changes import Before
from karez.ingest.hints import Hints
from karez.ledger.engine import is_postgres
from karez.ledger.ledger import Ledger
from karez.model.claim import Reading
from karez.model.errors import BriefError, InputError, LedgerError, RequestError
from karez.model.finding import Findings
from karez.model.origin import Origins
from karez.model.record import ReportRecord, View
from karez.model.report import Capture, Document
from karez.model.series import Level
from karez.model.times import show, zone
from karez.reconcile.item import Item, items
from karez.reconcile.narrow import in_area, in_time
from karez.reconcile.reconcile import reconcile
from karez.reconcile.series.rule import TollOptions
from karez.resolve.incidents.join import JoinedClaims
from karez.resolve.origins import origins

_FAR = 2**62


class Workspace:
    """An open ledger with everything that works on it. Use ``open``, and close it or use it as a context manager."""

    def __init__(self, ledger: Ledger, atlas: Atlas, settings: Settings, address: str) -> None:
        self.ledger = ledger
        self.atlas = atlas
        self._settings = settings
        self._reader = chosen_reader(shipped(atlas, settings), settings)
        place = address if is_postgres(address) else str(Path(address).resolve())
        self._intake = Intake(ledger, self._reader, settings, address=place, pack=atlas.version)
        self.desk = Desk(ledger, self.instant)
        self.issues = Issues(ledger, self._until, self._made, reader=self.reader, pack=atlas.version)
        self.incidents = IncidentDesk(ledger, self.desk, self.joining)
        self._joined: tuple[View, JoinedClaims] | None = None
        self._whole: tuple[View, View] | None = None  # the view that was asked for last, and what it was narrowed from
        self._origins: tuple[tuple[ReportRecord, ...], Origins] | None = None
        looking = Looking(self.view, self.findings, self.origins, self._mask, self._party_of)
        self.grading = GradingDesk(ledger, self.instant, looking)
        self._parties: dict[str, str | None] = {}
        log().info("opened", ledger=without_password(address), timezone=ledger.timezone, reader=self.reader)

    # ------------------------------------------------------------ open and close
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
            if not create or not is_absent(error, address):
                raise
            return cls.create(address, settings=settings)
        return cls(ledger, atlas, settings, address)

    @classmethod
    def create(cls, address: str, *, settings: Settings | None = None) -> Workspace:
        """Make a new, empty ledger in the zone of the settings, else of the first pack.

        Raises LedgerError ledger-exists, unreachable, no-ledger; RequestError bad-setting for an unknown zone.
        """
        settings = settings or Settings()
        atlas = Atlas.open(settings.packs)
        timezone = zone(settings.timezone or atlas.timezone).key
        return cls(Ledger.create(address, timezone=timezone, clock=settings.clock), atlas, settings, address)

    @classmethod
    @contextmanager
    def passing(cls, settings: Settings | None = None) -> Iterator[Workspace]:
        """Open a workspace on a ledger that is thrown away, for one question."""
        settings = replace(settings or Settings(), cache=None)
        with (
            TemporaryDirectory(prefix="karez-") as folder,
            cls.create(f"{folder}/karez.db", settings=settings) as workspace,
        ):
            yield workspace

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
        return self._intake.documents(source, hints)

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
        """Read and add every report of ``sources``; yield what became of each. One that fails stops no other.

        An address that has not changed is yielded as the error ``duplicate``. Raises RequestError bad-value;
        LedgerError where the ledger cannot be written, then what was yielded before is kept.
        """
        return self._intake.add(sources, hints, known_from=self.instant(known_from) if known_from else None)

    def reread(self, reports: Iterable[str] | None = None) -> Iterator[tuple[str, int]]:
        """Read reports of the ledger anew (ids or their beginnings; None: all); yield each id and its new claims.

        Raises RequestError unknown-id, ambiguous-id; InputError where the reader could not read one: what was yielded
        before is kept.
        """
        wanted = None if reports is None else {self.ledger.resolve(report) for report in reports}
        for report in self.ledger.view(as_of=_FAR).reports:
            if report.text is not None and (wanted is None or report.id in wanted):
                reading = self._read_anew(report)
                new = self.ledger.reread(report.id, reading, reader=self.reader, pack=self.atlas.version)
                log().info("reread", report=report.id, new_claims=new)
                yield report.id, new

    def _read_anew(self, report: ReportRecord) -> Reading:
        try:
            return self._reader.read(document_of(report), report=report.id)
        except InputError as error:
            raise InputError(error.name, error.detail, place=report.id) from error

    # ------------------------------------------------------------ out
    def instant(self, text: str) -> int:
        """Return the instant of an ISO date (its end, in the ledger's zone), an ISO time or ``now``.

        Raises RequestError bad-value.
        """
        return exact(text, self.timezone, self._settings.clock)

    def _until(self, text: str) -> int:
        return until(text, self.timezone, self._settings.clock)

    def times(self, asked: Asked) -> tuple[int | None, int | None]:
        """Return the two instants that a question means, None for the latest.

        Raises RequestError bad-value for what is no time or day, bad-request for days or times in the wrong order.
        """
        checked_days(asked.start, asked.end)
        as_of, recorded, since = (
            self._until(text) if text else None for text in (asked.as_of, asked.recorded, asked.since)
        )
        if as_of is not None and since is not None and since > as_of:
            raise RequestError("bad-request", f"--since {asked.since} is after --as-of {asked.as_of}")
        return as_of, recorded

    def view(self, asked: Asked | None = None, *, closed: bool = False) -> View:
        """Return the view that is asked for, narrowed to its area and time; with ``closed`` also what was closed.

        Raises RequestError bad-value.
        """
        asked = asked or Asked()
        as_of, recorded = self.times(asked)
        view = whole = self.ledger.view(as_of=as_of, recorded=recorded, closed=closed)
        if asked.area:
            view = self._narrowed(view, asked.area)
        if asked.start or asked.end:
            view = in_time(view, asked.start, asked.end, timezone=self.timezone)
        self._whole = (view, whole)
        return view

    def _narrowed(self, view: View, area: str) -> View:
        """Narrow to an area by any name that the atlas has for it; a name that nobody knows is no empty area."""
        found = in_area(view, area)
        if found.claims:
            return found
        known = self.atlas.gazetteer.lookup(area)
        if not known and area.isalpha() and len(area) > len("PK"):
            raise RequestError("bad-value", f"no place called {area!r} is known; give its name, id or P-code")
        return in_area(view, known[0].place.name) if known else found

    def claims(self, asked: Asked | None = None) -> tuple[Item, ...]:
        """Return the claims that are asked for, each with its report and who stands behind it."""
        return self._items(self.view(asked))

    def rows(self, asked: Asked | None = None) -> list[dict[str, Any]]:
        """Return the claims that are asked for as flat rows, with the names of private persons masked.

        The keys are the columns of ``karez claims --csv``.
        """
        view = self.view(asked)
        return self._rows(view, {record.claim.id for record in view.claims}, self._mask(view))

    def _rows(self, view: View, claims: Collection[str], mask: Mask) -> list[dict[str, Any]]:
        told = replace(view, claims=tuple(record for record in view.claims if record.claim.id in claims))
        return [claim_row(item, mask, self.timezone) for item in items(told, self._party_of, self.origins(view))]

    def _mask(self, view: View) -> Mask:
        return view_mask(view, known_names(self.atlas))

    @property
    def sight(self) -> Sight:
        """How claims are shown to people: with the names of private persons masked."""
        return Sight(self.timezone, self._mask, self._rows)

    def joining(self, view: View) -> JoinedClaims:
        """Return which claims of a view speak of one incident, and which pairs were compared with what outcome.

        The answer for the view that was asked for last is kept. Of a view that was just narrowed to an area or a time
        the whole is joined: what is narrowed lacks claims that hold others together.
        """
        if self._whole is not None and self._whole[0] is view:
            view = self._whole[1]
        if self._joined is None or self._joined[0] is not view:
            self._joined = (view, joined_of(view, self.atlas, self._settings.engine))
        return self._joined[1]

    def findings(self, view: View) -> Findings:
        """Return what a view adds up to."""
        wider, joined, told = self.atlas.actors.wider, self.joining(view).joined, self.origins(view)
        return reconcile(
            view, timezone=self.timezone, party_of=self._party_of, wider=wider, joined=joined, origins=told
        )

    def origins(self, view: View) -> Origins:
        """Return which reports of a view are copies or versions of others, and where their words come from.

        The answer for the reports asked for last is kept.
        """
        if self._origins is None or self._origins[0] is not view.reports:
            self._origins = (view.reports, origins(view))
        return self._origins[1]

    def contradictions(self, asked: Asked | None = None) -> dict[str, list[dict[str, Any]]]:
        """Return what the claims that are asked for say against each other, and what is odd, as plain values.

        Also what judgements settled, which is in no view. The names of private persons are masked. The form is the
        schema ``contradictions``.
        """
        whole = self.view(asked, closed=True)
        return contradictions_told(self.view(asked), whole, self.findings, self._items, self.sight)

    def _items(self, view: View) -> tuple[Item, ...]:
        return items(view, self._party_of, self.origins(view))

    def tolls(self, asked: Asked | None = None, *, by: Level | None = None) -> TollReport:
        """Return the tolls of a view over time by the rule ``toll-1``, at one level or at all. Raises RequestError."""
        view, known, vague = self.view(asked), known_names(self.atlas), self._settings.vague_rule
        options = TollOptions(self.timezone, vague, self.grading.letters(view))
        return toll_report(view, self._items(view), options, joined=self.joining(view).joined, known=known, by=by)

    def _party_of(self, publisher: str) -> str | None:
        """The id of the one party that a publisher's name holds: its own statements are that party's."""
        if publisher not in self._parties:
            found = {match.actor.id for match in self.atlas.actors.find(publisher) if match.in_context}
            self._parties[publisher] = found.pop() if len(found) == 1 else None
        return self._parties[publisher]

    def brief(self, asked: Asked | None = None) -> Brief:
        """Return the brief that is asked for. Raises BriefError nothing-to-say for a view without reports."""
        asked = asked or Asked()
        view = self.view(asked)
        self._check_told(view, asked)
        findings = self.findings(view)
        options = replace(self._options(asked, self._before(asked)), grades=self.grading.of(view, findings))
        told = brief_access(view, findings, self.atlas, told=self._reported(view), asked=asked)
        drawn = picture(findings, self.atlas, timezone=self.timezone, access=told)
        made = compose(findings, view, options, drawn, told)
        log().info("brief", head=view.head, as_of=made.as_of, reports=len(view.reports), claims=len(view.claims))
        return made

    def _options(self, asked: Asked, before: Before | None = None) -> BriefOptions:
        zone, known, pack = self.timezone, known_names(self.atlas), self.atlas.version
        return BriefOptions(zone, asked.title, asked.marking, before, reader=self.reader, pack=pack, known=known)

    def _made(self, asked: Asked, form: str) -> str:
        return self.written(self.brief(asked), form)

    def diff(self, before: Asked, after: Asked) -> Difference:
        """Return what changed from one picture to a later one: figures, states, holders, orders, decisions.

        Raises RequestError bad-value, bad-request where ``before`` is the later; BriefError nothing-to-say.
        """
        first, second = (Seen(view, self.findings(view)) for view in map(self.view, (before, after)))
        found = difference(first, second, self._options(after))
        log().info("diff", head=second.view.head, changes=len(found.rows), decisions=len(found.decisions))
        return found

    def retract(self, identity: str, *, by: str, reason: str, published: str | None = None) -> Correction:
        """Record that a source took back a report or claim; return what that changes, with the correction note.

        Raises RequestError unknown-id, bad-value, bad-request for what is closed already.
        """
        made = self.desk.retract(identity, by=by, reason=reason, published=published)
        return correction(self.ledger, made, Tell(self.findings, self.origins), self._options(Asked()))

    def _before(self, asked: Asked) -> Before | None:
        """What was known at the time that the brief is compared with."""
        if not asked.since:
            return None
        view = self.view(replace(asked, as_of=asked.since, since=None))
        return Before(self.findings(view), view.as_of)

    def access(self, asked: Asked | None = None, access: AccessAsked | None = None) -> AccessReport:
        """Return which towns can be reached and what is reported of the roads, as of the times asked for.

        ``asked.area`` narrows what is shown, never the reports. Raises RequestError as ``access_report`` does;
        BriefError nothing-to-say for a view without reports.
        """
        asked = asked or Asked()
        view = self.view(replace(asked, area=None, start=None, end=None))
        self._check_told(view, asked)
        findings = self.findings(view)
        question, said, zone = access or AccessAsked(), self._reported(view), self.timezone
        told = access_report(view, findings, self.atlas, question, told=said, wanted=asked, timezone=zone)
        log().info("access", head=view.head, as_of=told.as_of, reports=len(view.reports))
        return told

    def _check_told(self, view: View, asked: Asked) -> None:
        if not view.reports:
            when = show(view.as_of, self.timezone)
            raise BriefError("nothing-to-say", nothing_said(self.ledger.commits(), when, asked))

    def _reported(self, view: View) -> Reported:
        return reported(view, self.atlas, timezone=self.timezone, party_of=self._party_of)

    def access_written(self, told: AccessReport, form: str) -> str:
        """Return an access picture as ``json``, ``geojson`` or ``html``."""
        return access_written(told, self.atlas, form)

    def written(self, brief: Brief, form: str) -> str:
        """Return a brief as ``md``, ``html`` or ``json``, linted. Raises BriefError."""
        rendered = RENDERERS[form](brief)
        self.check(rendered, brief, form)
        return rendered

    def check(self, rendered: str, brief: Brief, form: str) -> None:
        """Check a written file against its brief. Raises BriefError naming the first line that is not the brief's."""
        lint(rendered, brief, form)

    def verify(self, *, head: str | None = None) -> Checked:
        """Check every row, commit, text and file. ``head``: a head, or its beginning, that the chain must hold."""
        return Checked(self.ledger.verify(head=head), self.ledger.commits(), self.ledger.head())
