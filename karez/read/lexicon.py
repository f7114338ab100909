"""Word lists and patterns of this room, kept as YAML in ``data/``."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

# The loader in C reads the lists ten times as fast; not every build of the library has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def data(name: str) -> Any:  # noqa: ANN401 - the shape is that of the file
    """Return the content of ``data/NAME.yaml``, read once."""
    path = files("karez.read").joinpath("data").joinpath(f"{name}.yaml")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)


def alternatives(words: Iterable[str]) -> str:
    """Return one regex group of ``words`` (patterns themselves), longest first; blanks match any white space."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in longest_first) + ")"


def groups(listed: Mapping[str, Iterable[str]]) -> str:
    """Return one named group for each key of ``listed``, in order; which one a match fills, ``group_of`` tells."""
    return "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in listed.items())


def group_of(match: re.Match[str]) -> str:
    """Return the name of the first group that a match fills. Raises StopIteration where it fills none."""
    return next(name for name, value in match.groupdict().items() if value)


@lru_cache(maxsize=64)
def small(text: str) -> str:
    """Return ``text`` in small letters, offset for offset: a letter whose small form is longer than it stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Words:
    """A pattern that finds words in any case. Quicker than a pattern that ignores case: it looks in small letters.

    Offsets of its matches are those of the text; words are to be cut out of the text, not taken from the match.
    """

    __slots__ = ("_pattern",)

    def __init__(self, expression: str) -> None:
        self._pattern = re.compile(_CAPITAL.sub(lambda match: match.group().lower(), expression))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return self._pattern.search(small(text), start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self._pattern.match(small(text), start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.fullmatch``."""
        return self._pattern.fullmatch(small(text), start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self._pattern.finditer(small(text), start, end)


# A capital of the words themselves, not of a class ("\\W") or of a named group ("(?P<").
_CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")


def words(listed: Iterable[str]) -> Words:
    """Return what finds any of ``listed`` as whole words, in any case."""
    return Words(rf"(?<!\w){alternatives(listed)}(?!\w)")


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of ``words`` as whole words, in any case."""
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)", re.IGNORECASE)
