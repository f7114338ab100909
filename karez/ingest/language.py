"""Which language a text is in, and whether it is one that is read."""

import re

from py3langid.langid import classify

from karez.ingest.limits import limits
from karez.model.claim import Note

_LETTER = re.compile(r"[^\W\d_]")


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None where there are too few letters to tell."""
    sample = text[:5000]
    if len(_LETTER.findall(sample)) < limits().least_letters:
        return None
    return str(classify(sample.lower())[0])


def language_notes(lang: str | None) -> tuple[Note, ...]:
    """Return the note that a text in this language is not read; none where it is read or unknown."""
    if lang is None or lang in limits().languages:
        return ()
    return (Note("language-not-read", f"the text is in {lang!r}, which is not read yet"),)
