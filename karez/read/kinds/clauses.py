"""Clauses: the stretch of a sentence around a word that still says one thing."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from karez.model.text import Offsets
from karez.read.sentences import Sentence

_CUT = re.compile(
    r"[;:]\s|,”?\s+(?=(?!including|during|according|evening|morning|following|regarding|being|having|nothing|something|anything|everything)(?P<ing>\w{3,}ing)\s)|,\s+(?=(?P<joined>and)?(?:(?<=and)|but|while|when|which|who|where|as|after|before|although|though|with|killing|injuring|wounding|leaving|the|an?|he|she|they|it|police|according|said)\b)"
    r"|\s+(?=(?:but|while|whereas|although|after which)\s)|\s[–—-]\s|—(?=(?:while|but|whereas|leaving|\w{3,}ing)\s)|\n\s*[-•*]\s",
    re.IGNORECASE,
)
# "A, B, and C" is a list: what follows "and" there says nothing of its own before the next stop.
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|been|will|would|can|could|may|might|must|shall|should|did|does|do|said|told|took|held|left|"
    r"fell|went|came|hold|holds|say|says|remain|remains|control|controls|continue|continues|deny|denies|claim|claims|face|faces|stay|stays|made|blew|fought|broke|sent|ran|rose|lost|led|set|hit|cut|put|shot|began|fled|gave|met|saw|struck|\w{2,}ed)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.!?]\s|\n\s*\n")
_LONGEST = 260


def clause_at(text: str, sentence: Sentence, start: int, end: int) -> Offsets:
    """Return the clause of ``sentence`` that holds ``start:end``, cut at connecting words, at most 260 characters."""
    cuts = (sentence.start, *cuts_in(text, sentence.start, sentence.end))
    first = cuts[bisect_right(cuts, start) - 1] if start >= sentence.start else sentence.start
    after = bisect_right(cuts, end)
    last = _before_cut(text, cuts[after]) if after < len(cuts) else sentence.end
    if end - first > _LONGEST:
        first = _word_start(text, max(first, start - _LONGEST // 2))
    last = min(last, first + _LONGEST + (end - start))
    return first, max(_word_end(text, last), end)


@lru_cache(maxsize=256)
def cuts_in(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return the offsets in ``text[start:end]`` at which a new clause begins; lists of names are not cut."""
    return tuple(match.end() for match in _CUT.finditer(text, start, end) if _is_cut(text, match, start, end))


def _is_cut(text: str, match: re.Match[str], start: int, end: int) -> bool:
    if match["joined"] is not None:
        return _says_something(text, match.end("joined"), end)
    # "For one month, checking papers is banned": nothing is said before the comma.
    return match["ing"] is None or _FINITE.search(text, start, match.start()) is not None


def _says_something(text: str, start: int, end: int) -> bool:
    stop = _STOP.search(text, start, end)
    return bool(_FINITE.search(text, start, stop.start() if stop else end))


def _before_cut(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isspace() or text[at - 1] in ",;:-–—"):
        at -= 1
    return at


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at -= 1
    while at > 0 and text[at - 1] in ".,;: \n":
        at -= 1
    return at


def overlaps_any(start: int, end: int, taken: Sequence[Offsets]) -> bool:
    """Whether ``start:end`` shares a character with any of ``taken``."""
    return any(start < last and first < end for first, last in taken)
