"""Words beside a name that tell what it is (county, river) and what it lies in ("X, Y"; "X in Y"; "Y's X")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from karez.read.lexicon import alternatives, data
from karez.read.protocols import PlacedName

_REACH = 24


@dataclass(frozen=True, slots=True)
class Tie:
    """The name number ``inner`` is told to lie in the name number ``outer``."""

    inner: int
    outer: int


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(alternatives(data("decide")["inside"]), re.IGNORECASE)


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(alternatives(data("decide")["owner"]), re.IGNORECASE)


def ties(text: str, names: Sequence[PlacedName]) -> list[Tie]:
    """Which of two neighbours is told to lie in the other, by the words between them. ``names`` are in text order."""
    found = []
    for number in range(len(names) - 1):
        here, after = names[number], names[number + 1]
        if not 0 < after.start - here.end <= _REACH:
            continue
        between = text[here.end : after.start]
        if _inside().fullmatch(between):
            found.append(Tie(number, number + 1))
        elif _owner().fullmatch(between):
            found.append(Tie(number + 1, number))
    return found


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """What finds a unit word after and before a name, and the sorts it tells, in order of the groups."""
    after: dict[str, list[str]] = data("decide")["unit_after"]
    before: dict[str, list[str]] = data("decide")["unit_before"]
    sorts = tuple(after)
    listed = "|".join(f"(?P<{sort}>{alternatives(after[sort])})" for sort in sorts)
    leading = "|".join(f"(?P<{sort}>{alternatives(words)})" for sort, words in before.items())
    return re.compile(rf"[\s-]+(?:{listed})(?!\w)"), re.compile(rf"(?<!\w)(?:{leading})\s+$"), sorts


def unit_sorts() -> tuple[str, ...]:
    """The sorts of unit that a word may tell; number 0 of ``unit_beside`` is none, 1 the first of these."""
    return _units()[2]


def unit_beside(text: str, name: PlacedName) -> int:
    """The sort of unit that the word after or before a name tells, or the last word of the name itself; 0 for none."""
    after, before, sorts = _units()
    inner = text.rfind(" ", name.start, name.end)
    found = after.match(text, name.end) or (after.match(text, inner, name.end) if inner > name.start else None)
    found = found or before.search(text, max(0, name.start - _REACH), name.start)
    return sorts.index(found.lastgroup) + 1 if found and found.lastgroup else 0
