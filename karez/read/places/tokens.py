"""Words and signs of a text, with their offsets, as the tagger of place names takes them."""

import re
from dataclasses import dataclass

# "U.S.", "D.C." as one; a word with inner apostrophes ("N'Djamena"); a possessive ending; any other sign alone.
_TOKEN = re.compile(
    r"(?P<initials>(?<![^\W_])(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![^\W_]))?)"
    r"|['’ʼ][sS](?![^\W_])"
    r"|[^\W_]+(?:['’ʼ](?![sS](?![^\W_]))[^\W_]+)*"
    r"|[^\w\s]|_"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign at ``start:end``, as it stands in the text."""

    start: int
    end: int
    text: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order; none overlaps another, and only white space lies between."""
    stop = len(text) if end is None else end
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text, start, stop)]
