"""Which format bytes are in: told by the bytes first, then by the media type, then by the name."""

import json
import re
from pathlib import PurePosixPath

_BY_NAME = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".text": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "mail", ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".zip": "zip",
}  # fmt: skip
_BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/markdown": "markdown",
    "message/rfc822": "mail", "application/rss+xml": "feed", "application/atom+xml": "feed", "text/csv": "csv",
    "application/json": "json", "application/feed+json": "json", "application/zip": "zip",
}  # fmt: skip
_UNREAD = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"MZ", b"RIFF", b"OggS", b"ID3", b"\x1f\x8b", b"7z\xbc\xaf",
    b"Rar!", b"\xd0\xcf\x11\xe0", b"SQLite format 3",
)  # fmt: skip
_HTML = re.compile(rb"\A\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(rb"\A(?:(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To):[^\n]*\n"
                   rb"(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)  # fmt: skip

READ = frozenset({*_BY_NAME.values()})


def kind_of(data: bytes, name: str = "", media_type: str | None = None) -> str:
    """Return the format: a key of the decoders, or ``unknown`` for pictures, programs and the like."""
    head = data[:2048]
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "docx" if b"word/" in data[:4096] or _suffix(name) == ".docx" else "zip"
    if head.startswith(_UNREAD):
        return "unknown"
    for pattern, kind in ((_HTML, "html"), (_FEED, "feed")):
        if pattern.match(head):
            return kind
    told = _BY_TYPE.get((media_type or "").split(";")[0].strip().lower()) or _BY_NAME.get(_suffix(name))
    if told:
        return told
    return _by_content(data, head)


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/").split("?")[0]).suffix.lower()


def _by_content(data: bytes, head: bytes) -> str:
    if _MAIL.match(head):
        return "mail"
    first = data.lstrip()[:1]
    if first in (b"{", b"["):
        lines = data.strip().splitlines()
        return "jsonl" if len(lines) > 1 and _is_json(lines[0]) else "json"
    return "text"


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
