"""Captures, documents and reports: from bytes that came in to a text that can be read.

A capture is bytes with where, when and how they were had. A document is what was decoded from them. A report
is a document with its identity: the digest of its text, publisher, address and publication time.
"""

from dataclasses import dataclass

from karez.model.canonical import digest, digest_bytes, digest_text
from karez.model.claim import Note
from karez.model.text import without_surrogates


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came in. ``source`` is the file's name or the address, ``method`` how they were had."""

    data: bytes
    source: str
    captured: int
    method: str = "file"
    media_type: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return digest_bytes(self.data)


@dataclass(frozen=True, slots=True)
class Document:
    """What was decoded from a capture. ``published`` is ISO as the document tells it, or None.

    ``part`` is where in the capture it lies (``reports.zip!a.txt``, ``table.csv:3``); None is the whole of it.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    publisher_class: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    notes: tuple[Note, ...] = ()
    part: str | None = None

    @property
    def clean_text(self) -> str:
        """The text with lone surrogates replaced one for one; offsets count in it."""
        return without_surrogates(self.text)

    @property
    def text_sha256(self) -> str:
        """The digest of the text."""
        return digest_text(self.clean_text)

    @property
    def report_id(self) -> str:
        """The report's identity: ``rep-`` + 32 hex of the digest of text, publisher, url and published."""
        return report_id(self.clean_text, self.publisher, self.url, self.published)


def report_id(text: str, publisher: str | None, url: str | None, published: str | None) -> str:
    """Return the identity of a report, a digest of canonical JSON of {text, publisher, url, published}."""
    clean = [None if part is None else without_surrogates(part) for part in (publisher, url, published)]
    value = {"text": text, "publisher": clean[0], "url": clean[1], "published": clean[2]}
    return "rep-" + digest(value)[:32]
