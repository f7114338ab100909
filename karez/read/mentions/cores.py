"""Generic words in a text and the words before them that belong to the mention: found in small letters, which is fast.

A pattern that must ignore case is many times slower than one on a text in small letters, and reading time is mostly
patterns. Offsets stay: every character has one small form of the same length here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from karez.read.lexicon import alternatives, data, groups, small


def core_pattern(listed: Mapping[str, Sequence[str]], not_before: Sequence[str]) -> re.Pattern[str]:
    """The pattern of generic words by group, for a text in small letters; ``not_before`` may not follow them."""
    return re.compile(rf"(?<![\w-])(?:{groups(listed)})(?![\w-])(?!\s+{alternatives(not_before)}(?!\w))")


def words_before(text: str, at: int, most: int, fits: Callable[[str], bool], *, across: bool) -> int:
    """Return where the mention begins: up to ``most`` words before ``at`` that all fit.

    Between words stand blanks; with ``across`` any white space, else a line break only between small letters.
    """
    start = at
    for _ in range(most):
        end = start
        while end > 0 and text[end - 1].isspace():
            end -= 1
        if end in (start, 0) or not (across or _is_blank(text, end, start)):
            break
        first = end
        while first > 0 and (text[first - 1].isalnum() or text[first - 1] in "_’'-&"):
            first -= 1
        if first == end or not fits(text[first:end]):
            break
        start = first
    return start


def _is_blank(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    if "\n" not in between:
        return True
    return between.replace("\r", "") == "\n" and text[start - 1].islower() and text[end : end + 1].islower()


@cache
def actor_cores() -> re.Pattern[str]:
    """The generic words for parties, by class."""
    lists = data("actors")
    return core_pattern(lists["classes"], lists["not_before"])


@cache
def asset_cores() -> re.Pattern[str]:
    """The generic words for assets, by type."""
    lists = data("assets")
    return core_pattern(lists["types"], lists["not_before"])


def groups_in(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and group of every generic word of ``text``."""
    for match in pattern.finditer(small(text)):
        yield match.start(), match.end(), match.lastgroup or ""


def in_core(words: str, start: int, end: int) -> bool:
    """Whether ``words[start:end]`` lies in a generic word for an asset: "mobile" in "mobile internet" is no town."""
    return any(first <= start and end <= last for first, last, _ in groups_in(words, asset_cores()))
