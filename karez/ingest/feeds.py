"""RSS and Atom feeds."""

import io
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from karez.ingest.batches import Outcome
from karez.ingest.door import door
from karez.ingest.markup import plain_text
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Document
from karez.model.text import without_surrogates
from karez.model.times import known_instant


def decode_feed(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield one document per entry of an RSS or Atom feed. Raises InputError broken-file, no-text, unknown-format."""
    with door(place, "feed"):
        # Links of a fetched feed may be relative to its address.
        feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": place})
        entries = list(feed.entries)
    if not entries:
        raise _without_entries(feed, place)
    damaged = (Note("broken-file", "the feed is damaged; entries may be missing or cut"),)
    for number, entry in enumerate(entries, 1):
        # Plain mappings: feedparser's own fill one date in for another.
        yield _entry(dict(entry), dict(feed.feed), f"{place}:{number}", damaged if _is_damaged(feed) else ())


def _without_entries(feed: Mapping[str, Any], place: str) -> InputError:
    if _is_damaged(feed):
        return InputError("broken-file", "the feed has no entries", place=place)
    if not feed.get("version"):
        return InputError("unknown-format", "the XML is neither RSS nor Atom", place=place)
    return InputError("no-text", "the feed has no entries", place=place)


def _is_damaged(feed: Mapping[str, Any]) -> bool:
    # A wrongly declared encoding that could be mended is no damage.
    return bool(feed.get("bozo")) and not isinstance(
        feed.get("bozo_exception"), feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any], place: str, notes: tuple[Note, ...]) -> Document:
    contents = [item.get("value") or "" for item in entry.get("content") or ()]
    content = max(contents, key=len, default="") or entry.get("summary") or entry.get("title") or ""
    told = entry.get("published") or entry.get("updated")
    published = _utc(entry.get("published_parsed") or entry.get("updated_parsed"))
    if told and not published:
        notes = (*notes, Note("bad-date", f"the date {str(told)[:40]!r} could not be understood"))
    return Document(
        without_surrogates(plain_text(content) if "<" in content else content),
        title=_clean(entry.get("title")),
        publisher=_clean((entry.get("source") or {}).get("title")) or _clean(feed.get("title")),
        author=_clean(entry.get("author")),
        published=published,
        url=_clean(entry.get("link")),
        notes=notes,
        part=place,
    )


def _clean(told: object) -> str | None:
    return (" ".join(without_surrogates(told).split()) or None) if isinstance(told, str) else None


def _utc(parsed: time.struct_time | None) -> str | None:
    if parsed is None:
        return None
    try:
        found = datetime(*parsed[:6], tzinfo=UTC).isoformat()
        known_instant(found, "UTC")
    except (ValueError, TypeError, InputError):
        return None
    return found
