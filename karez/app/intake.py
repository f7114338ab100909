"""Takes reports in: from files, folders, zips and addresses to documents, and from documents into the ledger."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from karez.app.log import log
from karez.app.marks import Marks
from karez.app.readers import ReadsDocuments
from karez.app.settings import Settings
from karez.app.values import Taken
from karez.ingest.decode import decode
from karez.ingest.fetch import Fetcher
from karez.ingest.gather import captures, without_sidecars
from karez.ingest.hints import Hints
from karez.ledger.ledger import Ledger
from karez.ledger.values import Entry
from karez.model.errors import AtlasError, InputError, RequestError
from karez.model.record import ReportRecord
from karez.model.report import Capture, Document
from karez.model.times import known_instant

_FAR = 2**62
# Notes that a reading makes; a new reading makes its own.
_OF_READING = frozenset(
    {"wrong-designation", "no-place-weights", "no-reader-weights", "not-grounded", "model-failed", "model-budget"}
)


class Intake:
    """What adds reports to one ledger. ``address`` names the ledger; ``pack`` is the atlas's version."""

    def __init__(self, ledger: Ledger, reader: ReadsDocuments, settings: Settings, *, address: str, pack: str) -> None:
        self._ledger = ledger
        self._reader = reader
        self._settings = settings
        self._address = address
        self._pack = pack

    def documents(self, source: str, hints: Hints | None = None) -> Iterator[tuple[Capture, Document] | InputError]:
        """Yield every document of a file, folder, zip or address, or the error that says why one is none."""
        for found in captures(source, now=self._settings.clock(), fetch=self._fetch):
            if isinstance(found, InputError):
                yield found
                continue
            told = (hints or Hints()).over(found.hints)
            for outcome in decode(found.capture, told):
                yield outcome if isinstance(outcome, InputError) else (found.capture, outcome)

    @cached_property
    def _marks(self) -> Marks:
        marks = Marks(self._settings.cache, self._address)
        if marks.values:
            marks.keep_only(report.source.split("!")[0] for report in self._ledger.view(as_of=_FAR).reports)
        return marks

    @cached_property
    def _fetcher(self) -> Fetcher:
        return Fetcher(self._marks.values)

    def _fetch(self, url: str) -> Capture:
        capture = self._fetcher.get(url, self._settings.clock())
        if capture is None:
            raise InputError("duplicate", "it has not changed since it was fetched", place=url)
        return capture

    def add(
        self, sources: Iterable[str], hints: Hints | None = None, *, known_from: int | None = None
    ) -> Iterator[Taken | InputError]:
        """Read and add every report of ``sources``; yield what became of each. ``known_from`` is an instant.

        One that fails stops no other; an address that has not changed is yielded as the error ``duplicate``.
        Raises LedgerError where the ledger cannot be written, AtlasError where a pack is broken, RequestError where a
        setting is; what was yielded before is kept.
        """
        for source in without_sidecars(list(sources)):
            for found in self.documents(source, hints):
                outcome = found if isinstance(found, InputError) else self._take(*found, known_from)
                _log_taken(outcome)
                yield outcome
            if "://" in source:
                self._marks.save()

    def _take(self, capture: Capture, document: Document, since: int | None) -> Taken | InputError:
        try:
            reading = self._reader.read(document)
            known = since if since is not None else self._known(document, capture)
        except InputError as error:
            return InputError(error.name, error.detail, place=error.place or document.part or capture.source)
        except (AtlasError, RequestError):  # a broken pack or setting would cost every report: it ends the command
            raise
        except Exception as fault:  # a fault of the reader costs its report; the rest goes on, and the fault is told
            log().debug("fault", report=document.report_id, exc_info=True)
            return InputError("unexpected", f"{type(fault).__name__} in the reader", place=capture.source)
        entry = Entry(capture, document, reading, known, self._reader.version, self._pack)
        added = self._ledger.add(entry)
        notes = tuple(f"{note.code}: {note.message}" for note in reading.notes)
        return Taken(document.part or capture.source, added.report, added.new, added.claims, notes)

    def _known(self, document: Document, capture: Capture) -> int:
        return known_instant(document.published, self._ledger.timezone) if document.published else capture.captured


def _log_taken(outcome: Taken | InputError) -> None:
    if isinstance(outcome, Taken):
        log().info("taken", report=outcome.report, new=outcome.new, claims=outcome.claims)
    else:
        log().info("refused", code=outcome.code, name=outcome.name)


def document_of(report: ReportRecord) -> Document:
    """Return a report of the ledger as a document, to be read anew."""
    return Document(
        report.text or "",
        title=report.title,
        publisher=report.publisher,
        publisher_class=report.publisher_class,
        author=report.author,
        published=report.published,
        lang=report.lang,
        url=report.url,
        notes=tuple(note for note in report.notes if note.code not in _OF_READING),
    )
