"""Folding: one spelling for many (case, accents, Arabic letter forms, dashes), with offsets kept.

Every character becomes exactly one character, or none where it is a combining mark or an invisible control.
Only texts that hold such marks pay for a table of offsets.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from karez.atlas.words import words

# Combining marks, soft hyphen, zero-width and bidi controls: dropped, since they change no name.
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_TOKEN = re.compile(r"[^\W_]+")

Token = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``offsets[i]`` is where the folded character ``i`` stands in the original; None: at ``i``."""

    text: str
    original: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the folded stretch ``start:end`` (not empty), with its trailing marks."""
        if self.offsets is None:
            return start, end
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last

    def tokens(self) -> list[Token]:
        """Return the runs of letters and digits as ``(start, end, word)`` in folded offsets."""
        return [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(self.text)]


class _Table(dict[int, str]):
    """A translation table that works out a character's folded form when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[0]
        lower = words().letters.get(base, base).lower()
        letter = words().letters.get(lower, lower)
        self[code] = letter if len(letter) == 1 else char
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


def fold(text: str) -> Folded:
    """Fold ``text``; any string is taken, lone surrogates too."""
    if text.isascii():
        return Folded(text.lower(), text)
    if not _DROPPED.search(text):
        return Folded(text.translate(_table()), text)
    kept = [index for index, char in enumerate(text) if not _DROPPED.match(char)]
    return Folded("".join(text[index] for index in kept).translate(_table()), text, tuple(kept))


def fold_name(name: str) -> str:
    """Return the folded form of a name, its inner spaces as one."""
    return " ".join(fold(name).text.split())
