"""Stretches of a report's text. Offsets count Unicode code points, end exclusive."""

import re
from dataclasses import dataclass

Offsets = tuple[int, int]
_LONE = re.compile("[\ud800-\udfff]")
# What steers a terminal: control characters of both sets, and orders to write the other way round.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text and the words that stand there: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Cut the span ``start:end`` out of ``text``."""
        return cls(start, end, text[start:end])

    @property
    def offsets(self) -> Offsets:
        """The pair ``(start, end)``."""
        return (self.start, self.end)

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the span shares a character with ``start:end``."""
        return self.start < end and start < self.end


def without_surrogates(text: str) -> str:
    """Replace every lone surrogate by U+FFFD, one for one, so that offsets stay."""
    return text if text.isascii() else _LONE.sub("�", text)


def printable(text: str) -> str:
    """Replace every character that would steer a terminal by U+FFFD, one for one; tabs and line breaks stay."""
    return _STEERS.sub("\ufffd", text)
