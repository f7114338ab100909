"""Makes files of every format for the tests of this room. All texts are composed; nobody reported any of it."""

import io
import json
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from typing import Any

import docx
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from karez.ingest.decode import decode
from karez.ingest.hints import Hints
from karez.model.errors import InputError
from karez.model.report import Capture, Document

# 1 February 2026, noon UTC, in microseconds.
CAPTURED = 1_769_947_200_000_000
ENGLISH = "Officials said on Saturday that 17 people were killed and the highway north of the town was closed."
SECOND = "A hospital in the capital has received 24 wounded, a spokesperson said after midnight."
URDU = "حکام نے کہا کہ ہفتے کے روز شہر کے شمال میں سڑک بند کر دی گئی ہے اور سترہ افراد ہلاک ہوئے۔"
ARABIC = "قال مسؤولون يوم السبت إن سبعة عشر شخصا قتلوا وأغلقت الطريق شمال المدينة وتعطلت شبكة الهاتف"


def outcomes(
    data: bytes | str, name: str, *, media_type: str | None = None, hints: Hints | None = None
) -> list[Document | InputError]:
    """What becomes of bytes under a name."""
    raw = data.encode() if isinstance(data, str) else data
    return list(decode(Capture(raw, name, CAPTURED, media_type=media_type), hints))


def documents(data: bytes | str, name: str, **options: Any) -> list[Document]:
    """The documents of bytes under a name, which must be free of errors."""
    found = outcomes(data, name, **options)
    assert [item.line() for item in found if isinstance(item, InputError)] == []
    return [item for item in found if isinstance(item, Document)]


def document(data: bytes | str, name: str, **options: Any) -> Document:
    """The one document of bytes under a name."""
    (found,) = documents(data, name, **options)
    return found


def error(data: bytes | str, name: str, **options: Any) -> InputError:
    """The one error of bytes under a name."""
    (found,) = outcomes(data, name, **options)
    assert isinstance(found, InputError)
    return found


def codes(item: Document) -> list[str]:
    """The codes of a document's notes."""
    return [note.code for note in item.notes]


def mail(text: str | None = ENGLISH, **headers: str) -> EmailMessage:
    """An e-mail from a press office."""
    message = EmailMessage()
    told = {
        "From": "Press Office <press@example.org>",
        "Subject": "Road notice",
        "Date": "Sun, 01 Feb 2026 10:00:00 +0500",
    }
    for name, value in {**told, **headers}.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    return message


def zipped(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def lines(*values: object) -> str:
    """JSON Lines of these values; a text stands as it is."""
    return "\n".join(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values)


def feed(*items: str, head: str = "<title>Example Daily</title>") -> str:
    """An RSS feed of these items, each the inside of its element."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{head}{inside}</channel></rss>'


def pdf(*pages: str | None, picture: Iterable[int] = (), **about: str) -> bytes:
    """A PDF with a line of text a page; None is a blank page, ``picture`` the numbers of pages that hold one."""
    writer = PdfWriter()
    for number, text in enumerate(pages, 1):
        page = writer.add_blank_page(600, 200)
        resources = DictionaryObject()
        if text is not None:
            font = DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Font"),
                    NameObject("/Subtype"): NameObject("/Type1"),
                    NameObject("/BaseFont"): NameObject("/Helvetica"),
                }
            )
            resources[NameObject("/Font")] = DictionaryObject({NameObject("/F1"): font})
            stream = StreamObject()
            stream.set_data(f"BT /F1 10 Tf 10 100 Td ({text}) Tj ET".encode("latin-1"))
            page[NameObject("/Contents")] = writer._add_object(stream)
        if number in picture:
            image = StreamObject()
            image.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image")})
            image.set_data(b"\x00")
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im1"): writer._add_object(image)})
        page[NameObject("/Resources")] = resources
    if about:
        writer.add_metadata({f"/{name}": value for name, value in about.items()})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def word(*blocks: str | list[list[str]], title: str = "", author: str = "") -> bytes:
    """A Word document of paragraphs and tables."""
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(len(block), len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    made.core_properties.title = title
    made.core_properties.author = author
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
