"""From a capture to documents."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from karez.ingest.archive import Archive, Budget
from karez.ingest.batches import Outcome, decode_json, decode_jsonl
from karez.ingest.encoding import decode_text
from karez.ingest.feeds import decode_feed
from karez.ingest.formats import kind_of
from karez.ingest.hints import Hints, sidecar_hints, sidecar_name
from karez.ingest.language import language, language_notes, part_notes
from karez.ingest.letters import decode_mail, unread_note
from karez.ingest.limits import limits
from karez.ingest.pages import decode_html
from karez.ingest.papers import decode_docx, decode_pdf
from karez.ingest.tables import decode_csv
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Capture, Document
from karez.model.text import without_surrogates
from karez.model.times import known_instant

_BATCHES: dict[str, Callable[..., Iterator[Outcome]]] = {
    "feed": decode_feed,
    "json": decode_json,
    "jsonl": decode_jsonl,
    "csv": decode_csv,
}
_DAY = 24 * 3_600_000_000


def decode(capture: Capture, hints: Hints | None = None) -> Iterator[Outcome]:
    """Yield every document of a capture, or the error that says why a part of it is none.

    ``hints`` go over what the documents tell themselves. Documents that hold nothing readable are kept, with a note.
    """
    for outcome in _parts(capture, 0, Budget()):
        if isinstance(outcome, InputError):
            yield outcome
        else:
            yield finished(hints.applied(outcome) if hints else outcome, capture.captured)


def _parts(capture: Capture, depth: int, budget: Budget) -> Iterator[Outcome]:
    silent = True
    try:
        for outcome in _outcomes(capture, depth, budget):
            silent = False
            if depth and isinstance(outcome, Document) and outcome.part is None:
                yield replace(outcome, part=capture.source)
            else:
                yield outcome
        if silent:
            yield InputError("no-text", "there is no report in it", place=capture.source)
    except InputError as error:
        yield error


def _outcomes(capture: Capture, depth: int, budget: Budget) -> Iterator[Outcome]:
    data, place = capture.data, capture.source
    if not data.strip():
        raise InputError("empty-file", place=place)
    if len(data) > limits().bytes:
        raise InputError("too-large", f"{len(data)} bytes, {limits().bytes} at most are read", place=place)
    kind = kind_of(data, place, capture.media_type)
    if kind == "unknown":
        raise InputError("unknown-format", place=place)
    if kind in _BATCHES:
        yield from _BATCHES[kind](data, place=place)
    elif kind == "zip":
        yield from _archive(capture, depth, budget)
    elif kind == "mail":
        yield from _mail(capture, depth, budget)
    else:
        yield _single(kind, capture)


def _single(kind: str, capture: Capture) -> Document:
    data, place = capture.data, capture.source
    if kind == "html":
        return decode_html(data, declared=_charset(capture.media_type), place=place)
    if kind == "pdf":
        return decode_pdf(data, place=place)
    if kind == "docx":
        return decode_docx(data, place=place)
    text, notes = decode_text(data, declared=_charset(capture.media_type), place=place)
    return Document(text, title=_heading(text) if kind == "markdown" else None, notes=notes)


def _charset(media_type: str | None) -> str | None:
    """The charset that a server or e-mail told with the type."""
    for part in (media_type or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").strip() or None
    return None


def _heading(text: str) -> str | None:
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), None)


def _mail(capture: Capture, depth: int, budget: Budget) -> Iterator[Outcome]:
    document, attached = decode_mail(capture.data, place=capture.source)
    if depth > limits().mail_depth:
        raise InputError("too-large", "e-mails lie too deep in one another", place=capture.source)
    outcomes: list[Outcome] = []
    notes = list(document.notes)
    for attachment in attached:
        for outcome in _inner(capture, attachment.name, attachment.data, depth, budget):
            if not (isinstance(outcome, InputError) and outcome.name == "unknown-format"):
                outcomes.append(outcome)
            elif not attachment.shown:
                # A picture that stands in the text is a logo; one that is attached may be a report.
                notes.append(unread_note(attachment))
    if document.text.strip() or notes or not any(isinstance(outcome, Document) for outcome in outcomes):
        yield replace(document, notes=tuple(notes))
    for outcome in outcomes:
        yield outcome if isinstance(outcome, InputError) else _attached(outcome, document)


def _attached(document: Document, mail: Document) -> Document:
    """An attachment was published by whoever sent it, when it was sent, unless it tells otherwise."""
    return replace(
        document, publisher=document.publisher or mail.publisher, published=document.published or mail.published
    )


def _archive(capture: Capture, depth: int, budget: Budget) -> Iterator[Outcome]:
    if depth >= limits().archive_depth:
        raise InputError("bad-archive", "archives lie too deep in one another", place=capture.source)
    archive = Archive(capture.data, capture.source, budget)
    sidecars = _sidecars(archive, capture.source)
    for member in archive.members(lambda name: name not in sidecars):
        told = Hints() if isinstance(member, InputError) else sidecars.get(sidecar_name(member[0]), Hints())
        if isinstance(member, InputError):
            yield member
        elif isinstance(told, InputError):
            yield told
        else:
            for outcome in _inner(capture, member[0], member[1], depth, budget):
                yield told.applied(outcome) if isinstance(outcome, Document) else outcome


def _sidecars(archive: Archive, place: str) -> dict[str, Hints | InputError]:
    """What the sidecars in an archive tell, or why one is not usable, by their names."""
    beside = {sidecar_name(name) for name in archive.names if sidecar_name(name) != name}
    found: dict[str, Hints | InputError] = {}
    for member in archive.members(lambda name: name in beside):
        if isinstance(member, InputError):
            continue  # its turn as a report comes, and with it this error
        try:
            hints = sidecar_hints(member[1], f"{place}!{member[0]}")
        except InputError as error:
            found[member[0]] = error
            continue
        if hints is not None:
            found[member[0]] = hints
    return found


def _inner(capture: Capture, name: str, data: bytes, depth: int, budget: Budget) -> Iterator[Outcome]:
    inside = replace(capture, data=data, source=f"{capture.source}!{name}", media_type=None)
    yield from _parts(inside, depth + 1, budget)


def finished(document: Document, captured: int) -> Document:
    """Return the document as it goes into a ledger: noted, and without NUL, which databases do not hold.

    NUL comes from JSON and PDF; U+FFFD stands for it one for one, so that offsets stay.
    """
    clean = replace(
        document,
        text=document.text.replace("\x00", "�"),
        title=_clean(document.title),
        publisher=_clean(document.publisher),
        publisher_class=_clean(document.publisher_class),
        author=_clean(document.author),
        url=_clean(document.url),
        part=_clean(document.part),
    )
    return noted(clean, captured)


def _clean(words: str | None) -> str | None:
    return without_surrogates(words).replace("\x00", "�") if words else words


def noted(document: Document, captured: int) -> Document:
    """Return the document cut to size, its language told, with notes on what will not be read.

    ``captured`` is the instant (microseconds UTC) at which it was taken in; a later date is noted.
    """
    text = document.clean_text
    notes = list(document.notes)
    if len(text) > limits().characters:
        text = text[: limits().characters]
        notes.append(Note("truncated", f"only the first {len(text)} characters were read"))
    if not text.strip():
        notes.append(Note("no-text", "no readable text was found; it may be a scan"))
    lang = document.lang or language(text)
    notes.extend(language_notes(lang) or part_notes(text))
    if _is_future(document.published, captured):
        notes.append(Note("future-date", f"dated {document.published}, after it was taken in"))
    return replace(document, text=text, lang=lang, notes=tuple(dict.fromkeys(notes)))


def _is_future(published: str | None, captured: int) -> bool:
    # A bare date means the end of that day, somewhere on earth: one day of grace.
    return bool(published) and known_instant(published or "", "UTC") > captured + _DAY
