"""E-mails."""

import email
import email.policy
import email.utils
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart

from karez.ingest.dates import iso
from karez.ingest.door import door
from karez.ingest.encoding import decode_text
from karez.ingest.limits import limits
from karez.ingest.pages import decode_html
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Document

Part = EmailMessage | MIMEPart


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with an e-mail. ``shown`` tells that it stands in the text, as a logo does."""

    name: str
    data: bytes
    shown: bool = False


def decode_mail(data: bytes, *, place: str) -> tuple[Document, tuple[Attachment, ...]]:
    """Return an e-mail's text and its attachments. Raises InputError too-large, broken-file, not-readable."""
    with door(place, "e-mail"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        count = sum(1 for _ in message.walk())
        if count > limits().mail_parts:
            most = limits().mail_parts
            raise InputError("too-large", f"the e-mail has {count} parts, {most} at most are read", place=place)
        if not message.keys():
            raise InputError("broken-file", "there is no header of an e-mail", place=place)
        bodies = list(_bodies(message, place))
        sender = email.utils.parseaddr(_header(message, "from") or "")
        attached = tuple(_attachments(message))
    told = next((body for body in bodies if body.published), None)
    document = Document(
        "\n".join(body.text.rstrip("\n") for body in bodies if body.text.strip()),
        title=_header(message, "subject"),
        publisher=sender[0] or sender[1] or None,
        published=_date(message) or (told.published if told else None),
        notes=tuple(note for body in bodies for note in body.notes),
    )
    return document, attached


def _header(message: Part, name: str) -> str | None:
    try:
        with door("", "header"):
            value = str(message[name] or "")
    except InputError:
        # Python's parser stumbles over some broken heads; the words as they stand are better than none.
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name), "")
    return " ".join(value.split()) or None


def _date(message: Part) -> str | None:
    return iso(_header(message, "date"))


def _bodies(part: Part, place: str) -> Iterator[Document]:
    """The texts that a reader of the e-mail sees: of alternatives the plainest that says something, of others all."""
    if part.is_attachment() or part.get_content_type() == "message/rfc822":
        return
    if part.get_content_type() == "multipart/alternative":
        versions = sorted(part.iter_parts(), key=lambda version: version.get_content_type() != "text/plain")
        for version in versions:
            bodies = list(_bodies(version, place))
            if any(body.text.strip() for body in bodies) or version is versions[-1]:
                yield from bodies
                return
    elif part.is_multipart():
        for inner in part.iter_parts():
            yield from _bodies(inner, place)
    elif part.get_content_maintype() == "text" and not part.get_filename():
        yield _text(part, place)


def _text(part: Part, place: str) -> Document:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return Document("")
    declared = part.get_content_charset()
    try:
        if part.get_content_type() == "text/html":
            return decode_html(payload, declared=declared, place=place)
        text, notes = decode_text(payload, declared=declared, place=place)
    except InputError as error:
        return Document("", notes=(Note(error.name, f"a part of the e-mail was not read: {error.detail}"),))
    return Document(text, notes=notes)


def _attachments(part: Part) -> Iterator[Attachment]:
    if part.get_content_type() == "message/rfc822":
        yield from _forwarded(part)
    elif part.is_multipart():
        for inner in part.iter_parts():
            yield from _attachments(inner)
    elif part.is_attachment() or part.get_filename() or part.get_content_maintype() != "text":
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            name = part.get_filename() or f"attachment.{part.get_content_subtype()}"
            yield Attachment(name, payload, shown=bool(part["content-id"]) and not part.is_attachment())


def _forwarded(part: Part) -> Iterator[Attachment]:
    """An e-mail in an e-mail is a report of its own."""
    for inner in part.get_payload():
        if isinstance(inner, EmailMessage):
            yield Attachment(f"{_header(inner, 'subject') or 'forwarded'}.eml", inner.as_bytes())


def unread_note(attachment: Attachment) -> Note:
    """The note that an attachment of an e-mail was not read."""
    return Note("unknown-format", f"the attachment {attachment.name!r} was not read")
