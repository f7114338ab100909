"""Folding: one spelling for many (case, accents, Arabic letter forms, dashes), with offsets kept.

Every character becomes exactly one character, or none where it is a combining mark or an invisible control.
Only texts that hold such marks pay for a table of offsets.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

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
    """A folded text. ``offsets[i]`` is where the folded character ``i`` stands in the original; None: at ``i``.

    ``no_capitals``/``only_capitals``: the whole text is in one case, so that case tells nothing.
    """

    text: str
    original: str
    offsets: tuple[int, ...] | None = None
    no_capitals: bool = False
    only_capitals: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the folded stretch ``start:end`` (not empty), with its trailing marks."""
        if self.offsets is None:
            return start, end
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        while last < len(self.original) and _is_mark(self.original[last]):
            last += 1
        return first, last

    def tokens(self) -> Sequence[Token]:
        """Return the runs of letters and digits as ``(start, end, word)`` in folded offsets."""
        return _tokens(self.text)[0]

    def words(self) -> Sequence[str]:
        """Return the words of the tokens."""
        return _tokens(self.text)[1]

    def has_word(self, word: str) -> bool:
        """Whether a token is this word."""
        return word in _tokens(self.text)[2]


# Places, parties and assets are looked for in the same text, one after the other.
@lru_cache(maxsize=4)
def _tokens(text: str) -> tuple[Sequence[Token], Sequence[str], frozenset[str]]:
    """The tokens, their words, and these as a set."""
    tokens = tuple((match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text))
    spoken = tuple(token[2] for token in tokens)
    return tokens, spoken, frozenset(spoken)


def _is_mark(char: str) -> bool:
    return bool(unicodedata.combining(char) and _DROPPED.match(char))


class _Table(dict[int, str]):
    """A translation table that works out a character's folded form when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[0]
        lower = words().letters.get(base, base).lower()
        letter = words().letters.get(lower, lower)
        # A letter stays a letter: some decompose into an apostrophe first.
        fits = len(letter) == 1 and letter.isalnum() == char.isalnum()
        self[code] = letter if fits else char
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


def fold(text: str) -> Folded:
    """Fold ``text``; any string is taken, lone surrogates too."""
    lower, upper = text.islower(), text.isupper()
    if text.isascii():
        return Folded(text.lower(), text, None, lower, upper)
    if not _DROPPED.search(text):
        return Folded(text.translate(_table()), text, None, lower, upper)
    kept = [index for index, char in enumerate(text) if not _DROPPED.match(char)]
    folded = "".join(text[index] for index in kept).translate(_table())
    return Folded(folded, text, tuple(kept), lower, upper)


def fold_key(name: str) -> str:
    """Return the folded words of a name, whatever stands between them as one space."""
    folded = fold(name).text
    return " ".join(token[2] for token in Folded(folded, folded).tokens())


def fold_name(name: str) -> str:
    """Return the folded form of a name, its inner spaces as one."""
    return " ".join(fold(name).text.split())
