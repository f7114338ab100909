"""E-mails and Word documents."""

import email
import email.policy
import email.utils
import io
from collections.abc import Iterator
from email.message import EmailMessage

import docx
from docx.table import Table

from karez.ingest.door import door
from karez.ingest.encoding import decode_text
from karez.ingest.limits import limits
from karez.ingest.pages import decode_html
from karez.model.errors import InputError
from karez.model.report import Document


def decode_mail(data: bytes, *, place: str) -> tuple[Document, tuple[tuple[str, bytes], ...]]:
    """Return an e-mail's text and its attachments (name, bytes). Raises InputError too-large, broken-file."""
    with door(place, "e-mail"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.walk())
        if len(parts) > limits().mail_parts:
            raise InputError("too-large", f"the e-mail has {len(parts)} parts", place=place)
        document = _body(message, parts, place)
        sender = email.utils.parseaddr(str(message["from"] or ""))
        attached = tuple(_attachments(parts))
    return (
        Document(
            document.text,
            title=_header(message, "subject"),
            publisher=sender[0] or sender[1] or None,
            published=_date(message) or document.published,
            notes=document.notes,
        ),
        attached,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message[name] or "").split()) or None


def _date(message: EmailMessage) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(str(message["date"])).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _body(message: EmailMessage, parts: list[EmailMessage], place: str) -> Document:
    texts = {
        part.get_content_type(): part
        for part in reversed(parts)
        if not part.is_attachment() and not part.is_multipart()
    }
    for kind in ("text/plain", "text/html"):
        part = texts.get(kind)
        payload = part.get_payload(decode=True) if part else None
        if part is None or not isinstance(payload, bytes) or not payload.strip():
            continue
        declared = part.get_content_charset()
        if kind == "text/html":
            return decode_html(payload, declared=declared, place=place)
        text, notes = decode_text(payload, declared=declared, place=place)
        return Document(text, notes=notes)
    return Document("")


def _attachments(parts: list[EmailMessage]) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        payload = part.get_payload(decode=True) if part.is_attachment() else None
        if isinstance(payload, bytes) and payload:
            yield (part.get_filename() or "attachment", payload)


def decode_docx(data: bytes, *, place: str) -> Document:
    """Return the paragraphs and tables of a Word document in their order. Raises InputError broken-file."""
    with door(place, "Word document"):
        document = docx.Document(io.BytesIO(data))
        blocks = [_rows(block) if isinstance(block, Table) else block.text for block in document.iter_inner_content()]
        about = document.core_properties
        created = about.modified or about.created
        return Document(
            "\n".join(blocks).strip(),
            title=about.title or None,
            author=about.author or None,
            published=created.date().isoformat() if created and created.year > 2013 else None,
        )


def _rows(table: Table) -> str:
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in table.rows)
