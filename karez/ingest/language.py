"""Which language a text is in, and whether it is one that is read."""

import re

from py3langid.langid import classify

from karez.ingest.limits import limits
from karez.model.claim import Note

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9-_]*)?", re.IGNORECASE)
_SAMPLE = 5000
_LAST_LATIN = "\u024f"


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    letters = _LETTER.findall(sample)
    foreign = sum(letter > _LAST_LATIN for letter in letters) * 2 > len(letters)
    # Few letters of another script still show that the text is not one that is read.
    if len(letters) < (limits().least_foreign if foreign else limits().least_letters):
        return None
    found = str(classify(sample.lower())[0])
    if found in limits().languages or foreign:
        return found
    return _by_words(sample) or found


def _by_words(sample: str) -> str | None:
    """Names of places and persons mislead in a line or two; words that only one language has do not."""
    words = set(_WORD.findall(sample.lower()))
    for code, telling in limits().telling_words.items():
        if len(words & telling) >= limits().least_telling:
            return code
    return None


def language_code(told: str | None) -> str | None:
    """Return the code that a document or person told (``en-GB``, ``eng``, ``English``) as ISO 639-1; None for no code.

    A code that is not known stays as it is told, in lower case.
    """
    word = (told or "").strip().lower()
    named = limits().language_names.get(word)
    if named:
        return named
    match = _CODE.fullmatch(word)
    return limits().language_names.get(match[1], match[1]) if match else None


def language_notes(lang: str | None) -> tuple[Note, ...]:
    """Return the note that a text in this language is not read; none where it is read or unknown."""
    if lang is None or lang in limits().languages:
        return ()
    return (Note("language-not-read", f"the text is in {lang!r}, which is not read yet"),)


def part_notes(text: str) -> tuple[Note, ...]:
    """Return the note that lines of a text are in a script that is not read; none where such letters are few."""
    if text.isascii():
        return ()
    foreign = [sum(char > _LAST_LATIN and char.isalpha() for char in line) for line in text.splitlines()]
    lines = sum(count >= limits().least_foreign for count in foreign)
    if sum(foreign) < limits().least_letters:
        return ()
    return (Note("part-not-read", f"{lines} lines are in another script, which is not read yet"),)
