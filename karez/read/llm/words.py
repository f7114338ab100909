"""Where the words that a model quotes stand in the report. What stands nowhere is not counted."""

import re
from collections.abc import Iterable
from functools import lru_cache

from karez.model.text import Offsets

# A model writes these in another form than the report; the span is the report's own all the same.
_ALIKE = ("'’‘ʼ`", '"“”„', "-–—‑")
_CLASSES = {mark: f"[{re.escape(marks)}]" for marks in _ALIKE for mark in marks}
_LONGEST = 3000
_MOST = 200


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    pieces = ("".join(_CLASSES.get(char, re.escape(char)) for char in piece) for piece in words.split())
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + r"\s+".join(pieces) + after)


def occurrences(text: str, words: str, zone: Offsets) -> tuple[Offsets, ...]:
    """Return where ``words`` stand in ``zone`` of the text, whole words, in order; at most 200 places.

    White space of any length counts as one blank, typographic quotation marks and dashes as plain ones; nothing else
    is forgiven.
    """
    words = words.strip()
    if not words or len(words) > _LONGEST:
        return ()
    found = []
    for match in _pattern(words).finditer(text, *zone):
        found.append(match.span())
        if len(found) == _MOST:
            break
    return tuple(found)


def gap(one: Offsets, other: Offsets) -> int:
    """How many characters lie between two stretches; 0 where they touch or overlap."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def nearest(found: Iterable[Offsets], to: Offsets) -> Offsets | None:
    """Return the stretch of ``found`` that lies nearest to ``to``, the first of equals; None where there is none."""
    return min(found, key=lambda at: (gap(at, to), at), default=None)


def best_quote(text: str, quote: str, others: Iterable[str], zone: Offsets) -> Offsets | None:
    """Return where a claim's quote stands; of several places the one with the claim's other words nearest.

    None where the quote stands nowhere in ``zone``.
    """
    places = occurrences(text, quote, zone)
    if len(places) < 2:
        return places[0] if places else None
    spots = [found for words in others if (found := occurrences(text, words, zone))]

    def distance(place: Offsets) -> tuple[int, Offsets]:
        return sum(min(gap(spot, place) for spot in found) for found in spots), place

    return min(places, key=distance)
