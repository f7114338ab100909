"""What is known of a report besides its own text: from flags, a sidecar file, or the container that it came in."""

import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from karez.model.errors import InputError
from karez.model.report import Document
from karez.model.times import known_instant


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


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a file would be: ``NAME.json`` beside ``NAME.EXT``."""
    return path.with_suffix(".json")


def is_sidecar(path: Path) -> bool:
    """Whether a JSON file is the sidecar of another file: an object without a ``text`` key, beside its report."""
    if path.suffix.lower() != ".json":
        return False
    beside = [other for other in path.parent.glob(f"{_glob(path.stem)}.*") if other != path and other.is_file()]
    return bool(beside) and "text" not in (_object(path) or {"text": ""})


def _glob(stem: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in stem)


def _object(path: Path) -> dict[str, object] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def sidecar(path: Path) -> Hints:
    """Return what the sidecar of ``path`` tells; no hints where there is none. Raises InputError bad-sidecar."""
    beside = sidecar_path(path)
    if beside == path or not beside.is_file():
        return Hints()
    value = _object(beside)
    if value is None:
        raise InputError("bad-sidecar", place=str(beside))
    return Hints() if "text" in value else hints_from(value, str(beside))


def hints_from(value: dict[str, object], place: str) -> Hints:
    """Take the hints out of a JSON object; other keys are left alone. Raises InputError bad-sidecar."""
    told = {name: value[name] for name in NAMES if value.get(name) not in (None, "")}
    for name, item in told.items():
        if not isinstance(item, str):
            raise InputError("bad-sidecar", f"{name} is no text", place=place)
    hints = Hints(**{name: str(item) for name, item in told.items()})
    if hints.published:
        try:
            known_instant(hints.published, "UTC")
        except InputError as error:
            raise InputError("bad-sidecar", error.detail, place=place) from error
    return hints
