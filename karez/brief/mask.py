"""Masks the names of private persons: victims, witnesses, detainees, accused and others who hold no high office.

Names are found by form: two or more capitalised words that name no known place, party or asset and are no common
word, or one or more after a cue such as "named" or "Mr". What follows the title of a high office stays. It errs
towards masking. The ledger and all offsets keep the original.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

MASK = "[name withheld]"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[^\W\d_]"
_NAME = re.compile(rf"{_WORD}(?:[ \t]+(?:(?:al|ul|ur|bin|ibn|de|del|la|van|von)[- ])?{_WORD}){{0,4}}")
_BEFORE = 40


@cache
def _lists() -> Any:  # noqa: ANN401 - the shape is that of the file
    text = files("karez.brief").joinpath("data").joinpath("mask.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def _ending(group: str) -> re.Pattern[str]:
    options = "|".join(re.escape(word) for word in sorted(_lists()[group], key=len, reverse=True))
    return re.compile(rf"(?:^|\W)(?:{options})\.?,?\s+$", re.IGNORECASE)


class Mask:
    """Masks texts; ``known`` are names of places, parties, assets and publishers, which stay."""

    def __init__(self, known: Iterable[str], *, enabled: bool = True) -> None:
        self._known = frozenset(word for name in known for word in _words(name))
        self._common = frozenset(_lists()["common"])
        self._enabled = enabled
        self._masked: set[str] = set()

    @property
    def masked(self) -> tuple[str, ...]:
        """Every name that was masked so far, sorted. For the linter; never written anywhere."""
        return tuple(sorted(self._masked))

    def text(self, text: str) -> str:
        """Return ``text`` with the names of private persons replaced."""
        if not self._enabled:
            return text
        return _NAME.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        text, name = match.string, match.group()
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        words = name.split()
        cut = self._leading(words)
        lead, rest = words[:cut], words[cut:]
        before += " ".join(lead) + (" " if lead else "")
        unknown = [word for word in rest if not self._is_known(word)]
        if not unknown or _ending("offices").search(before):
            return name
        if len(unknown) < 2 and not _ending("cues").search(before):
            return name
        self._masked.add(" ".join(rest))
        return " ".join([*lead, MASK])

    def _leading(self, words: list[str]) -> int:
        """How many words at the front are titles or common words, not part of the name."""
        count = 0
        while count < len(words) and self._is_known(words[count]):
            count += 1
        return count

    def _is_known(self, word: str) -> bool:
        plain = word.casefold().removesuffix("'s").removesuffix("’s")
        parts = [part for part in re.split(r"[-–—]", plain) if part]
        return word.isupper() or all(part in self._common or part in self._known for part in parts)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.casefold())
