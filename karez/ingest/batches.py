"""Files that hold many reports as objects: JSON and JSON Lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from karez.ingest.dates import iso
from karez.ingest.encoding import decode_text
from karez.ingest.language import language_code
from karez.model.claim import Note
from karez.model.errors import InputError
from karez.model.report import Document
from karez.model.text import without_surrogates

Outcome = Document | InputError
TEXT_KEYS = ("text", "body", "content", "article", "article_content")
_FIELDS = ("title", "publisher", "publisher_class", "author", "published", "lang", "url")
_ALIASES = {
    "published": ("date", "published_at", "publishedat", "publishedAt", "datePublished"),
    "url": ("link",),
    "publisher": ("source", "outlet"),
    "title": ("headline",),
    "lang": ("language",),
}


def decode_jsonl(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield a document, or an error naming the line, for every line that is not blank."""
    text, notes = decode_text(data, place=place)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _from_line(line, f"{place}:{number}", notes)


def _from_line(line: str, place: str, notes: tuple[Note, ...]) -> Outcome:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return InputError("bad-line", "the line is no JSON", place=place)
    return article(value, place, notes=notes)


def decode_json(data: bytes, *, place: str) -> Iterator[Outcome]:
    """Yield the articles of a JSON object, a list, or an object with a list of them. Raises InputError broken-file."""
    text, notes = decode_text(data, place=place)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("broken-file", "not readable JSON", place=place) from error
    articles = listed(value)
    if not articles:
        raise InputError("no-text", "the list holds no reports", place=place)
    yield from _all(articles, place, notes)


def listed(value: object) -> list[Any]:
    """Return the articles of a JSON value: itself, its items, or its list whose items most look like articles."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or is_article(value):
        return [value]
    lists = [item for item in value.values() if isinstance(item, list)]
    return max(lists, key=lambda items: sum(is_article(item) for item in items), default=[value])


def is_article(value: object) -> bool:
    """Whether a JSON value is an object with a text."""
    return isinstance(value, Mapping) and any(isinstance(value.get(key), str) for key in TEXT_KEYS)


def _all(values: Iterable[Any], place: str, notes: tuple[Note, ...]) -> Iterator[Outcome]:
    for number, value in enumerate(values, 1):
        yield article(value, f"{place}:{number}", notes=notes)


def article(value: object, place: str, *, notes: tuple[Note, ...] = ()) -> Outcome:
    """Return the document of a JSON object with a text, or the error that says why it is none.

    A date that cannot be understood is left out, and a note says so.
    """
    if not isinstance(value, Mapping):
        return InputError("bad-line", "there is no object", place=place)
    text = next((value[key] for key in TEXT_KEYS if isinstance(value.get(key), str)), None)
    if text is None:
        return InputError("bad-line", "there is no text", place=place)
    told = {name: _told(value, name) for name in _FIELDS}
    when = told["published"]
    published = iso(when)
    if when and not published:
        notes = (*notes, Note("bad-date", f"the date {when[:40]!r} could not be understood"))
    return Document(
        text,
        title=told["title"],
        publisher=told["publisher"],
        publisher_class=told["publisher_class"],
        author=told["author"],
        published=published,
        lang=language_code(told["lang"]),
        url=told["url"],
        notes=notes,
        part=place,
    )


def _told(value: Mapping[str, Any], name: str) -> str | None:
    """The first of a field's names that holds words or a number; of an object its name."""
    for key in (name, *_ALIASES.get(name, ())):
        found = value.get(key)
        if isinstance(found, Mapping):
            found = found.get("name") or found.get("title")
        if isinstance(found, str | int) and not isinstance(found, bool):
            word = without_surrogates(_number(found)).strip()
            if word:
                return word
    return None


def _number(found: str | int) -> str:
    try:
        return str(found)
    except ValueError:  # an integer of more digits than Python will write
        return ""
