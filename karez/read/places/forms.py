"""What the form of one word tells: its shape, ending, and the word lists that hold it."""

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from karez.model.text import without_surrogates
from karez.read.places.lists import cues, person_names

_LONGEST_SHAPE = 5
_LONGEST_WORD = 24
# The letters of the cues ``calendar`` and ``plain``.
_APART = frozenset("ko")


@dataclass(frozen=True, slots=True)
class Form:
    """A word as the features see it. ``key``: its folded words, "" for a sign; ``capital``: begins with a capital;
    ``joins``: such a one that may be part of a longer name, no month and no plain word."""

    lower: str
    key: str
    shape: str
    capital: bool
    cues: str
    person: str
    own: tuple[str, ...]
    joins: bool


FLAT = "o"


@lru_cache(maxsize=1 << 14)
def flat_form(word: str) -> Form:
    """Return what is known of a word of a line in one case, where capitals say nothing: any word may be a name."""
    small = form(word.lower())
    own = tuple(f"s={FLAT}" if feature.startswith("s=") else feature for feature in small.own)
    return replace(small, shape=FLAT, capital=bool(small.key) and not small.key[0].isdigit(), own=own, joins=False)


@lru_cache(maxsize=1 << 15)
def form(word: str) -> Form:
    """Return what is known of ``word`` by itself; any string is taken."""
    word = without_surrogates(word)
    short = word[:_LONGEST_WORD]
    lower = short.lower()
    shape = _shape(short)
    key = _key(word)
    groups, person = cues().get(lower.rstrip("."), ""), person_names().get(lower, "")
    own = [f"w={lower}", f"s={shape}"]
    if short[0].isalpha():
        own += [f"2={lower[-2:]}", f"3={lower[-3:]}", f"4={lower[-4:]}", f"p={lower[:3]}"]
    own += [f"c={letter}" for letter in groups]
    if person:
        own.append(f"n={person}")
    capital = _is_capital(short)
    joins = capital and not _APART.intersection(groups)
    return Form(lower, key, shape, capital, groups, person, tuple(own), joins)


def _is_capital(word: str) -> bool:
    """Begins with a letter that is no small one; letters without case count, since there is no other sign."""
    return word[0].isalpha() and not word[0].islower()


def _shape(word: str) -> str:
    if word.isalpha() and word.isascii():
        if word.islower():
            return "x"
        if word.isupper():
            return "X" * min(len(word), _LONGEST_SHAPE)
        return "Xx" if word[1:].islower() and word[0].isupper() else "xX"
    if word.isdigit():
        return "d" * min(len(word), _LONGEST_SHAPE)
    if not word[0].isalnum():
        return word[:2]
    marks = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return "".join(c for index, c in enumerate(marks) if index == 0 or marks[index - 1] != c)[:8]


def _key(word: str) -> str:
    """The word in small letters without accents, signs as blanks: how gazetteers write it."""
    lower = word.lower()
    if not lower.isascii():
        decomposed = unicodedata.normalize("NFKD", lower)
        lower = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    if lower.isalnum():
        return lower
    return " ".join("".join(c if c.isalnum() else " " for c in lower).split())
