"""The words of a report by which it is compared: all words, names, pairs of names, numbers, ages, house numbers.

A name is a capitalised word that the report never writes small. Names at the beginning of a sentence count in pairs
only, since there every word is capitalised.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_][\w'’\-]*|\d[\d,]*\d|\d|[.!?\n\"“”:|]")
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old|, (\d{1,3}),(?!\d)")
_BLOCK = re.compile(r"\b(\d{2,5}) block\b")
# So many words at the head of a report tell what it is about; page furniture and comments come later.
LEAD_WORDS = 120
# Longer texts are compared by their beginning: 20,000 words are more than any report has.
_MOST = 150_000


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, each with how often it stands there."""

    words: Mapping[str, int]
    names: Mapping[str, int]
    pairs: Mapping[str, int]
    numbers: Mapping[str, int]
    ages: Mapping[str, int]
    blocks: Mapping[str, int]


def terms_of(text: str) -> Terms:
    """Return the terms of a text."""
    text = text[:_MOST]
    tokens = _TOKEN.findall(text)
    small = {token for token in tokens if token[0].islower()}
    words, names, pairs, numbers = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    before: str | None = None
    begins = True
    for token in tokens:
        if not token[0].isalnum():
            before, begins = None, True
            continue
        word = plain(token)
        words[word] += 1
        if token[0].isdigit():
            numbers[word] += 1
            before = None
        elif token[0].isupper() and len(token) > 1 and word not in small:
            names[word] += not begins
            if before is not None:
                pairs[f"{before} {word}"] += 1
            before = word
        else:
            before = None
        begins = False
    ages = Counter(first or second for first, second in _AGE.findall(text))
    return Terms(words, +names, pairs, numbers, ages, Counter(_BLOCK.findall(text)))


def lead_of(title: str | None, text: str) -> str:
    """Return the title and the first words of a text."""
    return f"{title or ''}.\n{' '.join(text[:_MOST].split(maxsplit=LEAD_WORDS)[:LEAD_WORDS])}"


def plain(token: str) -> str:
    """Return a token in small letters, without commas in numbers and a possessive ending."""
    word = token.lower().replace("’", "'").replace(",", "")
    return word.removesuffix("'s").strip("'-") or word
