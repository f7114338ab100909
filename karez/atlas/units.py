"""Which unit a text means by a name: the words beside it (district, division, city)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from karez.atlas.fold import fold, fold_name
from karez.atlas.words import words


@dataclass(frozen=True, slots=True)
class UnitWord:
    """The unit word beside a name and the stretch it covers; no unit: an empty stretch at the name."""

    unit: str | None
    start: int
    end: int
    plural: bool = False


def units_beside(text: str, spans: Sequence[tuple[int, int]]) -> list[UnitWord]:
    """Return for every name (start, end) the unit word beside it; a plural serves the whole list before it.

    "K and P districts": both are districts; "the K district", "district of K": one.
    """
    found: list[UnitWord] = []
    following: UnitWord | None = None
    for index in range(len(spans) - 1, -1, -1):
        start, end = spans[index]
        own = _after(text, start, end) or _before(text, start, end)
        if own is None and following is not None and following.plural and _joint(text, end, spans[index + 1][0]):
            own = UnitWord(following.unit, start, end, plural=True)
        following = own
        found.append(own or UnitWord(None, start, end))
    return found[::-1]


def _joint(text: str, end: int, start: int) -> bool:
    return fold(text[end:start]).text.strip() in words().list_joints if end <= start else False


_WORD_AFTER = re.compile(r"[\s\u00a0]{1,3}([\w-]+)")


def _after(text: str, start: int, end: int) -> UnitWord | None:
    match = _WORD_AFTER.match(text, end)
    if not match or "\n\n" in match.group():
        return None
    word = fold_name(match.group(1))
    unit = _after_words().get(word)
    return UnitWord(unit, start, match.end(), word in _plural_words()) if unit else None


def _before(text: str, start: int, end: int) -> UnitWord | None:
    head = text[max(0, start - 20) : start]
    if not head[-1:].isspace():
        return None
    folded = fold_name(head)
    for form, unit in _before_words():
        if folded.endswith(form) and not folded[: -len(form)][-1:].isalnum():
            return UnitWord(unit, max(0, start - 1 - len(form)), end)
    return None


def _folded(forms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold_name(form): unit for unit, listed in forms.items() for form in listed}


@cache
def _after_words() -> Mapping[str, str]:
    return _folded(words().units_after)


@cache
def _before_words() -> Sequence[tuple[str, str]]:
    """Longest first, so that "district of" is not read as "of"."""
    return sorted(_folded(words().units_before).items(), key=lambda item: -len(item[0]))


@cache
def _plural_words() -> frozenset[str]:
    return frozenset(map(fold_name, words().units_plural))
