"""Which words of a sentence the gazetteer lists as a name, and of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from karez.read.places.forms import FLAT, Form

_MOST_WORDS = 5
# No name begins with such a word where all stands in one case: the letter of the cue ``plain``.
_PLAIN = "o"
# Signs that may stand inside a name.
_INSIDE = frozenset("-.'’ʼ‐&")
TOWN, OTHER, TOWN_15K, TOWN_100K, TOWN_1M, COUNTRY, FIRST, SECOND, REGION, DERIVED, REGIONAL, COMMON = (
    1 << index for index in range(12)
)
_LARGE = COUNTRY | FIRST | TOWN_100K
_LETTERS = (
    (COUNTRY, "C"),
    (FIRST, "S"),
    (REGION, "R"),
    (DERIVED, "N"),
    (TOWN_1M, "4"),
    (TOWN_100K, "3"),
    (TOWN_15K, "2"),
    (SECOND, "D"),
    (TOWN, "1"),
    (OTHER, "a"),
)


class Flags(Protocol):
    """What a gazetteer says of many folded names at once: a set of bits for each, 0 for one that it does not hold."""

    def flags(self, keys: Sequence[str]) -> Sequence[int]:
        """Return the bits of every key, in order."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The longest listed name around a token: first and last token, the bits of the name and of the token alone."""

    first: int
    last: int
    bits: int
    alone: int


NONE = Listing(-1, -1, 0, 0)


def listings(forms: Sequence[Form], world: Flags) -> list[Listing]:
    """Return the listing of every token; a name begins with a capital."""
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    for index, form in enumerate(forms):
        if form.key and form.capital and not (form.shape == FLAT and _PLAIN in form.cues):
            _grow(forms, index, spans, keys)
    unique = list(dict.fromkeys(keys))
    known = dict(zip(unique, map(int, world.flags(unique)), strict=True)) if unique else {}
    found = [NONE] * len(forms)
    longest: dict[int, tuple[int, int]] = {}
    for (first, last), key in zip(spans, keys, strict=True):
        bits = known[key]
        if first == last:
            found[first] = Listing(first, first, 0, bits)
        if bits & ~COMMON:
            longest[first] = (last, bits)
    end = -1
    for first, (last, bits) in sorted(longest.items()):
        if first > end:
            end = last
            for index in range(first, last + 1):
                found[index] = Listing(first, last, bits, found[index].alone)
    return found


def stems(keys: Sequence[str], world: Flags) -> list[bool]:
    """Tell for each folded name whether it is a large place's name with an "s" at its end: its apostrophe was lost."""
    with_s = world.flags(keys)
    without = world.flags([key[:-1] for key in keys])
    return [
        key.endswith("s") and not bits & ~COMMON and bool(stem & _LARGE)
        for key, bits, stem in zip(keys, with_s, without, strict=True)
    ]


def _grow(forms: Sequence[Form], start: int, spans: list[tuple[int, int]], keys: list[str]) -> None:
    key = ""
    for index in range(start, min(start + _MOST_WORDS, len(forms))):
        form = forms[index]
        if not form.key:
            if form.lower not in _INSIDE:
                return
            continue
        key = f"{key} {form.key}" if key else form.key
        spans.append((start, index))
        keys.append(key)


@lru_cache(maxsize=4096)
def letters(bits: int) -> tuple[str, str]:
    """Return the weightiest letter of some bits, "-" for none, and all letters, both with "*" for a common word."""
    held = "".join(letter for bit, letter in _LETTERS if bits & bit)
    common = "*" if bits & COMMON else ""
    return (held[:1] or "-") + common, held + common
