"""Which format bytes are in: told by the bytes first, then by the media type, then by the name."""

import io
import json
import re
import zipfile
from pathlib import PurePosixPath

_BY_NAME = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".text": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "mail", ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".zip": "zip",
}  # fmt: skip
_BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/markdown": "markdown",
    "message/rfc822": "mail", "application/rss+xml": "feed", "application/atom+xml": "feed", "text/csv": "csv",
    "application/json": "json", "application/feed+json": "json", "application/zip": "zip", "text/xml": "feed",
    "application/xml": "feed", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
}  # fmt: skip
_UNREAD = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"MZ\x90\x00", b"RIFF", b"OggS", b"ID3", b"\x1f\x8b",
    b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"{\\rtf", b"II*\x00", b"MM\x00*", b"BZh",
    b"\xfd7zXZ", b"\x00\x00\x01\x00", b"%!PS",
)  # fmt: skip
_HTML = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_FEED = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_MAIL = re.compile(rb"\A(?:From [^\n]*\n)?"
                   rb"(?:(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To):[^\n]*\n"
                   rb"(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)  # fmt: skip

READ = frozenset({*_BY_NAME.values()})


def kind_of(data: bytes, name: str = "", media_type: str | None = None) -> str:
    """Return the format: a key of the decoders, or ``unknown`` for pictures, programs and the like."""
    head = data[:2048]
    told = _BY_TYPE.get((media_type or "").split(";")[0].strip().lower()) or _BY_NAME.get(_suffix(name))
    # Some writers put a few bytes before the head of a PDF; a text may well speak of one.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and told == "pdf"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, told)
    if head.startswith(_UNREAD) or head[4:8] == b"ftyp":
        return "unknown"
    for pattern, kind in ((_HTML, "html"), (_FEED, "feed")):
        if pattern.match(head):
            return kind
    return told or _by_content(data, head)


def _zip_kind(data: bytes, told: str | None) -> str:
    """Office files are zips, too: of these only Word documents are read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "docx" if told == "docx" else "zip"
    if "[Content_Types].xml" in names:
        return "docx" if any(name.startswith("word/") for name in names) else "unknown"
    return "unknown" if names[:1] == ["mimetype"] else "zip"


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/").split("?")[0]).suffix.lower()


def _by_content(data: bytes, head: bytes) -> str:
    if _MAIL.match(head):
        return "mail"
    first = data.lstrip()[:1]
    if first in (b"{", b"["):
        lines = data.strip().splitlines()
        if len(lines) > 1 and _is_json(lines[0]):
            return "jsonl"
        return "json" if _is_json(data) else "text"
    return "text"


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False
