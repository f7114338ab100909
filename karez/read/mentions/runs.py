"""Runs of capitalised words in a text, which may be names, and which of them are persons by the words around."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from karez.model.text import Offsets
from karez.read.lexicon import data

# Any letter but a small ASCII one, or an article in small letters with a capital after its dash.
_WORD = re.compile(r"(?<![\w'’ʼ-])(?:[^\W\d_a-z]|[a-z]{2,3}[-'’][^\W\d_a-z])[\w'’ʼ-]*")
_LONGEST_JOINT = 8
# "al-Kubra": the article in small letters belongs to the name.
_ARTICLE = re.compile(r"[a-z]{2,3}[-'’][^\W\d_a-z]")
_WORD_BEFORE = re.compile(r"(\w+)[.,]?\s+$")
_WORD_AFTER = re.compile(r",?\s+(\w+)")
_POSSESSIVE = re.compile(r"['’]s?$")
_MOST_WORDS = 4
_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words, one space or line break between each; ``words`` are their offsets."""

    start: int
    end: int
    words: tuple[Offsets, ...]


@cache
def word_set(name: str) -> frozenset[str]:
    """A word list of ``unlisted.yaml`` as a set."""
    return frozenset(data("unlisted")[name])


def find_runs(text: str) -> list[Run]:
    """Return the runs of capitalised words of ``text``, in order; small words may join two such words."""
    runs: list[list[Offsets]] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if not (word[0].isupper() or _ARTICLE.match(word)):
            continue
        start, end = match.start(), match.end() - len(_tail(word))
        if runs and _goes_on(text, runs[-1][-1][1], start):
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return [Run(words[0][0], words[-1][1], tuple(words)) for words in runs]


@cache
def _joint() -> re.Pattern[str]:
    """What may stand between two words of a name: a blank or line break, or a small word between two such."""
    blank = r"(?:[^\S\n]{1,2}|[^\S\n]?\n)"
    return re.compile(rf"{blank}(?:(?:{'|'.join(data('unlisted')['particles'])}){blank})?")


def _goes_on(text: str, start: int, end: int) -> bool:
    return 0 < end - start <= _LONGEST_JOINT and _joint().fullmatch(text, start, end) is not None


def _tail(word: str) -> str:
    match = _POSSESSIVE.search(word)
    return match.group() if match else ("-" if word.endswith("-") else "")


def is_name(text: str, run: Run) -> bool:
    """Tell whether a run has the form of a place's own name: short, not an abbreviation, no word that is never one."""
    if len(run.words) > _MOST_WORDS:
        return False
    words = [text[start:end] for start, end in run.words]
    if any(word.lower() in word_set("never") for word in words) or len(words[-1]) < 3:
        return False
    if any(word.rpartition("-")[2] in word_set("adjective_endings") for word in words if "-" in word):
        return False
    return not any(word.isupper() and len(word) <= _ABBREVIATION for word in words)


def persons(text: str, runs: Iterable[Run]) -> frozenset[str]:
    """Return the last words of runs that a title stands before or a verb of speech after."""
    found = set()
    for run in runs:
        before = _WORD_BEFORE.search(text[max(0, run.start - 20) : run.start])
        after = _WORD_AFTER.match(text[run.end : run.end + 20])
        inner = text[slice(*run.words[0])].lower()
        titled = bool(before and before[1].lower() in word_set("titles")) or inner in word_set("titles")
        if titled or (after and after[1].lower() in word_set("speech")):
            found.add(text[slice(*run.words[-1])])
    return frozenset(found)
