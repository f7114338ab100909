"""Web pages and PDF files."""

import io

import lxml.html
import trafilatura
from pypdf import PdfReader
from trafilatura.settings import Document as Extracted
from trafilatura.settings import use_config

from karez.ingest.door import door
from karez.ingest.encoding import decode_text
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Document

_DEEP = 250
_PAGES = 2000


def decode_html(data: bytes, *, declared: str | None, place: str) -> Document:
    """Return the main text of a page with what its head tells. Raises InputError not-readable, broken-file."""
    markup, notes = decode_text(data, declared=declared or _declared(data), place=place)
    with door(place, "web page"):
        tree = lxml.html.document_fromstring(_plain_declaration(markup) or "<html></html>")
        if _is_deep(tree):
            return Document(_all_text(tree), notes=notes)
        config = use_config()
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "25")
        found = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False, config=config)
    if not isinstance(found, Extracted) or not (found.text or "").strip():
        return Document(
            _all_text(lxml.html.document_fromstring(_plain_declaration(markup) or "<html></html>")), notes=notes
        )
    return Document(
        found.text or "",
        title=found.title or None,
        publisher=found.sitename or None,
        author=found.author or None,
        published=found.date or None,
        url=found.url or None,
        notes=notes,
    )


def _declared(data: bytes) -> str | None:
    head = data[:2048].lower()
    at = head.find(b"charset=")
    if at < 0:
        return None
    name = head[at + 8 : at + 40].strip(b" \"'").split(b'"')[0].split(b"'")[0].split(b">")[0].split(b";")[0]
    return name.decode("ascii", "ignore").strip() or None


def _plain_declaration(markup: str) -> str:
    """The page without an XML declaration, which lxml refuses in a text."""
    if markup.lstrip().startswith("<?xml"):
        return markup[markup.find("?>") + 2 :].strip()
    return markup.strip()


def _is_deep(tree: lxml.html.HtmlElement) -> bool:
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > _DEEP:
            return True
        level = [child for element in level for child in element]
    return False


def _all_text(tree: lxml.html.HtmlElement) -> str:
    parts = (text.strip() for text in tree.xpath("//text()[not(ancestor::script or ancestor::style)]"))
    return "\n".join(part for part in parts if part)


def decode_pdf(data: bytes, *, place: str) -> Document:
    """Return the text of a PDF, page after page. Raises InputError encrypted, broken-file."""
    with door(place, "PDF"):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("encrypted", place=place)
        notes: tuple[Note, ...] = ()
        pages = list(reader.pages[:_PAGES])
        if len(reader.pages) > _PAGES:
            notes = (Note("truncated", f"only the first {_PAGES} pages were read"),)
        text = "\n\n".join((page.extract_text() or "").strip() for page in pages)
        about = reader.metadata
        created = about.creation_date if about else None
        return Document(
            text.strip(),
            title=str(about.title) if about and about.title else None,
            author=str(about.author) if about and about.author else None,
            published=created.date().isoformat() if created else None,
            notes=notes,
        )
