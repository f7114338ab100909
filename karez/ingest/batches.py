"""Files that hold many reports: feeds, JSON, JSON Lines, CSV."""

import csv
import io
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser
import lxml.html

from karez.ingest.door import door
from karez.ingest.encoding import decode_text
from karez.model.errors import InputError
from karez.model.report import Document
from karez.model.text import without_surrogates
from karez.model.times import known_instant

Outcome = Document | InputError
_TEXT_KEYS = ("text", "body", "content", "article", "article_content")
_FIELDS = ("title", "publisher", "publisher_class", "author", "published", "lang", "url")
_ALIASES = {
    "published": ("date", "published_at"),
    "url": ("link",),
    "publisher": ("source", "outlet"),
    "title": ("headline",),
}
csv.field_size_limit(10_000_000)


def decode_feed(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield one document per entry of an RSS or Atom feed. Raises InputError broken-file, no-text."""
    with door(place, "feed"):
        feed = feedparser.parse(io.BytesIO(data))
        entries = list(feed.entries)
        publisher = feed.feed.get("title") or None
    if not entries:
        raise InputError("broken-file" if feed.bozo else "no-text", "the feed has no entries", place=place)
    for entry in entries:
        content = (entry.get("content") or [{}])[0].get("value") or entry.get("summary") or entry.get("title") or ""
        yield Document(
            _markup_text(content),
            title=entry.get("title") or None,
            publisher=publisher,
            author=entry.get("author") or None,
            published=_utc(entry.get("published_parsed") or entry.get("updated_parsed")),
            url=entry.get("link") or None,
        )


def _markup_text(content: str) -> str:
    if "<" not in content:
        return content
    with door("", "feed entry"):
        tree = lxml.html.fromstring(f"<div>{content}</div>")
        return "\n".join(str(part).strip() for part in tree.itertext() if str(part).strip())


def _utc(parsed: time.struct_time | None) -> str | None:
    return datetime(*parsed[:6], tzinfo=UTC).isoformat() if parsed else None


def decode_jsonl(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield a document, or an error naming the line, for every line that is not blank."""
    text, _ = decode_text(data, place=place)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _from_line(line, f"{place}:{number}")


def _from_line(line: str, place: str) -> Outcome:
    try:
        return article(json.loads(line), place)
    except (ValueError, RecursionError):
        return InputError("bad-line", "the line is no JSON", place=place)


def decode_json(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield the articles of a JSON object, a list, or an object with a list of them. Raises InputError broken-file."""
    text, _ = decode_text(data, place=place)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("broken-file", "not readable JSON", place=place) from error
    yield from _all(_listed(value), place)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict) and not any(key in value for key in _TEXT_KEYS):
        lists = [item for item in value.values() if isinstance(item, list)]
        return lists[0] if len(lists) == 1 else [value]
    return value if isinstance(value, list) else [value]


def _all(values: Iterable[Any], place: str) -> Iterator[Outcome]:
    for number, value in enumerate(values, 1):
        yield article(value, f"{place}:{number}")


def decode_csv(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield one document per row of a table with a header. Raises InputError broken-file, bad-line."""
    text, _ = decode_text(data, place=place)
    with door(place, "table"):
        rows = list(csv.DictReader(io.StringIO(text.replace("\r\n", "\n"), newline="")))
    if not rows or not any(key in (rows[0] or {}) for key in _TEXT_KEYS):
        raise InputError("bad-line", "the table has no column called text", place=place)
    yield from _all(({key: item for key, item in row.items() if key and item} for row in rows), place)


def article(value: object, place: str) -> Outcome:
    """Return the document of a JSON object with a text, or the error that says why it is none."""
    if not isinstance(value, Mapping):
        return InputError("bad-line", place=place)
    text = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), None)
    if text is None:
        return InputError("bad-line", "there is no text", place=place)
    told: dict[str, Any] = {}
    for name in _FIELDS:
        found = next((value[key] for key in (name, *_ALIASES.get(name, ())) if value.get(key)), None)
        if isinstance(found, str | int | float) and not isinstance(found, bool):
            told[name] = without_surrogates(str(found))
    if "published" in told:
        try:
            known_instant(told["published"], "UTC")
        except InputError as error:
            return InputError("bad-date", error.detail, place=place)
    return Document(text.replace("\x00", "�"), **told)
