"""From a capture to documents."""

import json
from collections.abc import Iterator
from dataclasses import replace

from karez.ingest.archive import members
from karez.ingest.batches import Outcome, decode_csv, decode_feed, decode_json, decode_jsonl
from karez.ingest.encoding import decode_text
from karez.ingest.formats import kind_of
from karez.ingest.hints import Hints, hints_from
from karez.ingest.language import language, language_notes
from karez.ingest.letters import decode_docx, decode_mail
from karez.ingest.limits import limits
from karez.ingest.pages import decode_html, decode_pdf
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Capture, Document
from karez.model.times import known_instant

_BATCHES = {"feed": decode_feed, "json": decode_json, "jsonl": decode_jsonl, "csv": decode_csv}


def decode(capture: Capture, hints: Hints | None = None, *, depth: int = 0) -> Iterator[Outcome]:
    """Yield every document of a capture, or the error that says why a part of it is none.

    ``hints`` go over what the documents tell themselves. Documents that hold nothing readable are kept, with a note.
    """
    try:
        for outcome in _outcomes(capture, depth):
            if isinstance(outcome, InputError):
                yield outcome
            else:
                yield finished(hints.applied(outcome) if hints else outcome, capture)
    except InputError as error:
        yield error


def _outcomes(capture: Capture, depth: int) -> Iterator[Outcome]:
    data, place = capture.data, capture.source
    if not data.strip():
        raise InputError("empty-file", place=place)
    if len(data) > limits().bytes:
        raise InputError("too-large", f"{len(data)} bytes", place=place)
    kind = kind_of(data, place, capture.media_type)
    if kind == "unknown":
        raise InputError("unknown-format", place=place)
    if kind in _BATCHES:
        yield from _BATCHES[kind](data, place=place)
    elif kind == "zip":
        yield from _archive(capture, depth)
    elif kind == "mail":
        document, attached = decode_mail(data, place=place)
        yield document
        for name, content in attached:
            yield from _inner(capture, name, content, depth, quiet=True)
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
    return media_type.split("charset=")[1].split(";")[0].strip() if media_type and "charset=" in media_type else None


def _heading(text: str) -> str | None:
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), None)


def _archive(capture: Capture, depth: int) -> Iterator[Outcome]:
    if depth >= limits().archive_depth:
        raise InputError("bad-archive", "archives lie too deep in one another", place=capture.source)
    found: dict[str, bytes] = {}
    for member in members(capture.data, capture.source):
        if isinstance(member, InputError):
            yield member
        else:
            found[member[0]] = member[1]
    beside = {name: hints for name in found if (hints := _sidecar(name, found, capture.source))}
    used = {_sidecar_name(name) for name in beside}
    for name, data in found.items():
        if name not in used:
            for outcome in _inner(capture, name, data, depth):
                told = beside.get(name)
                yield told.applied(outcome) if told and isinstance(outcome, Document) else outcome


def _sidecar_name(name: str) -> str:
    return name.rsplit(".", 1)[0] + ".json"


def _sidecar(name: str, found: dict[str, bytes], place: str) -> Hints | None:
    beside = _sidecar_name(name)
    if beside == name or beside not in found:
        return None
    try:
        value = json.loads(found[beside])
    except (ValueError, RecursionError):
        return None
    return hints_from(value, f"{place}!{beside}") if isinstance(value, dict) and "text" not in value else None


def _inner(capture: Capture, name: str, data: bytes, depth: int, *, quiet: bool = False) -> Iterator[Outcome]:
    inside = replace(capture, data=data, source=f"{capture.source}!{name}", media_type=None)
    for outcome in decode(inside, depth=depth + 1):
        # A logo or signature in an e-mail is no report that went unread.
        if not (quiet and isinstance(outcome, InputError) and outcome.name == "unknown-format"):
            yield outcome


def finished(document: Document, capture: Capture) -> Document:
    """Return the document cut to size, its language told, with notes on what will not be read."""
    notes = list(document.notes)
    text = document.clean_text
    if len(text) > limits().characters:
        text = text[: limits().characters]
        notes.append(Note("truncated", f"only the first {len(text)} characters were read"))
    if not text.strip():
        notes.append(Note("no-text", "no readable text was found; it may be a scan"))
    lang = document.lang or language(text)
    notes.extend(language_notes(lang))
    if _is_future(document.published, capture.captured):
        notes.append(Note("future-date", f"dated {document.published}, after it was taken in"))
    return replace(document, text=text, lang=lang, notes=tuple(dict.fromkeys(notes)))


def _is_future(published: str | None, captured: int) -> bool:
    if not published:
        return False
    day = 24 * 3_600_000_000
    # A bare date means the end of that day, somewhere on earth: one day of grace.
    return known_instant(published, "UTC") > captured + day
