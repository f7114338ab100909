"""What is known of a report besides its own text: from flags, a sidecar file, or the container that it came in."""

import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from karez.ingest.batches import is_article, listed
from karez.ingest.language import language_code
from karez.model.errors import InputError
from karez.model.report import Document
from karez.model.text import without_surrogates
from karez.model.times import known_instant

# Larger than this, a JSON file is no sidecar.
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts about a report; None leaves what the document tells. ``published`` is an ISO date or time."""

    publisher: str | None = None
    publisher_class: str | None = None
    author: str | None = None
    published: str | None = None
    title: str | None = None
    lang: str | None = None
    url: str | None = None

    def over(self, other: "Hints") -> "Hints":
        """Return these hints with the gaps filled from ``other``."""
        return replace(other, **self._told())

    def applied(self, document: Document) -> Document:
        """Return the document with these facts in place of its own."""
        return replace(document, **self._told())

    def _told(self) -> dict[str, Any]:
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


NAMES = frozenset(item.name for item in fields(Hints))


def sidecar_name(name: str) -> str:
    """The name that the sidecar of a file would have: ``NAME.json`` beside ``NAME.EXT``."""
    folder, slash, last = name.rpartition("/")
    stem, dot, _ = last.rpartition(".")
    return f"{folder}{slash}{stem if dot and stem else last}.json"


def is_sidecar(path: Path) -> bool:
    """Whether a JSON file is the sidecar of another file, which lies beside it."""
    if not _may_be_sidecar(path):
        return False
    try:
        return sidecar_hints(path.read_bytes(), str(path)) is not None
    except InputError:
        return True
    except OSError:
        return False


def _may_be_sidecar(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file() or path.stat().st_size > _MOST:
        return False
    return any(other.stem == path.stem and other != path and other.is_file() for other in path.parent.iterdir())


def sidecar(path: Path) -> Hints:
    """Return what the sidecar of ``path`` tells; no hints where there is none. Raises InputError bad-sidecar."""
    beside = path.with_name(sidecar_name(path.name))
    if beside == path or not beside.is_file() or beside.stat().st_size > _MOST:
        return Hints()
    try:
        return sidecar_hints(beside.read_bytes(), str(beside)) or Hints()
    except OSError as error:
        raise InputError("bad-sidecar", error.strerror or "it cannot be read", place=str(beside)) from error


def sidecar_hints(data: bytes, place: str) -> Hints | None:
    """Take the hints out of a sidecar; None where the JSON holds reports of its own. Raises InputError bad-sidecar."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError("bad-sidecar", "it is no JSON", place=place) from error
    if not isinstance(value, dict) or is_article(listed(value)[0] if listed(value) else None) or "text" in value:
        return None
    return hints_from(value, place)


def hints_from(value: dict[str, object], place: str) -> Hints:
    """Take the hints out of a JSON object; other keys are left alone. Raises InputError bad-sidecar."""
    told = {name: value[name] for name in NAMES if value.get(name) not in (None, "")}
    for name, item in told.items():
        if not isinstance(item, str):
            raise InputError("bad-sidecar", f"{name} is no text", place=place)
    words = {name: without_surrogates(str(item)) for name, item in told.items()}
    lang = language_code(words.get("lang"))
    if words.get("lang") and not lang:
        raise InputError("bad-sidecar", f"lang is no code of a language: {words['lang'][:20]!r}", place=place)
    hints = replace(Hints(**words), lang=lang)
    if hints.published:
        try:
            known_instant(hints.published, "UTC")
        except InputError as error:
            raise InputError("bad-sidecar", error.detail, place=place) from error
    return hints
