"""PDF files and Word documents."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml.etree import _Element
from pypdf import PageObject, PdfReader

from karez.ingest.archive import checked
from karez.ingest.door import door
from karez.ingest.limits import limits
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Document

_SHOWN = 10
# Word's own template carries this year; no report was made then by accident.
_TEMPLATE_YEAR = 2013


def decode_pdf(data: bytes, *, place: str) -> Document:
    """Return the text of a PDF, page after page. Raises InputError encrypted, broken-file.

    A page that cannot be read, or is a picture, is named in a note; the other pages are read.
    """
    with door(place, "PDF"):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("encrypted", place=place)
        texts, notes = _page_texts(reader, place)
        about = reader.metadata
        created = about.creation_date if about else None
        return Document(
            "\n\n".join(texts).strip(),
            title=str(about.title) if about and about.title else None,
            author=str(about.author) if about and about.author else None,
            published=created.date().isoformat() if created else None,
            notes=notes,
        )


def _page_texts(reader: PdfReader, place: str) -> tuple[list[str], tuple[Note, ...]]:
    count = len(reader.pages)
    texts: list[str] = []
    broken: list[int] = []
    pictures: list[int] = []
    for number in range(1, min(count, limits().pages) + 1):
        try:
            with door(place, "page"):
                page = reader.pages[number - 1]
                texts.append((page.extract_text() or "").strip())
        except InputError:
            texts.append("")
            broken.append(number)
            continue
        if not texts[-1] and _has_picture(page, place):
            pictures.append(number)
    if broken and len(broken) == len(texts):
        raise InputError("broken-file", "no page of the PDF can be read", place=place)
    return texts, tuple(_page_notes(count, broken, pictures if any(texts) else []))


def _page_notes(count: int, broken: list[int], pictures: list[int]) -> Iterator[Note]:
    if count > limits().pages:
        yield Note("truncated", f"only the first {limits().pages} of {count} pages were read")
    if broken:
        yield Note("truncated", f"{_named(broken)} could not be read")
    if pictures:
        yield Note("truncated", f"{_named(pictures)} hold a picture and no text; they may be scans")


def _named(pages: list[int]) -> str:
    shown = ", ".join(str(page) for page in pages[:_SHOWN])
    return f"pages {shown}" + (f" and {len(pages) - _SHOWN} more" if len(pages) > _SHOWN else "")


def _has_picture(page: PageObject, place: str) -> bool:
    try:
        with door(place, "page"):
            resources = page.get("/Resources")
            return bool(resources is not None and "/XObject" in resources.get_object())
    except InputError:
        return False


def decode_docx(data: bytes, *, place: str) -> Document:
    """Return the paragraphs, tables, boxes and fields of a Word document in their order.

    Raises InputError broken-file, and bad-archive for one that would unpack beyond the limits.
    """
    with door(place, "Word document"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            checked(archive.infolist(), place)
        document = docx.Document(io.BytesIO(data))
        about = document.core_properties
        created = about.modified or about.created
        return Document(
            "\n".join(_blocks(document.element.body)).strip(),
            title=about.title or None,
            author=about.author or None,
            published=created.date().isoformat() if created and created.year > _TEMPLATE_YEAR else None,
        )


def _blocks(parent: _Element) -> Iterator[str]:
    """Lines of a body, a cell or a box. Content controls and boxes hold text that python-docx passes over."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield _line(child)
            for box in child.iter(qn("w:txbxContent")):
                if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
                    yield from _blocks(box)
        elif child.tag == qn("w:tbl"):
            yield from _rows(child)
        elif child.tag == qn("w:sdt"):
            yield from (line for content in child.iterchildren(qn("w:sdtContent")) for line in _blocks(content))


def _line(paragraph: _Element) -> str:
    return str(getattr(paragraph, "text", None) or "")  # with tabs and line breaks, as python-docx reads it


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iterchildren(qn("w:tr")):
        cells = [" ".join(_blocks(cell)) for cell in row.iterchildren(qn("w:tc"))]
        yield "\t".join(cells)
