"""Two towns and a word: "A-B highway", "the railway line between A and B"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from karez.atlas.fold import fold, fold_name
from karez.atlas.gazetteer import PlaceMatch
from karez.atlas.words import words


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places named with a road or rail word; ``mode`` is road or rail."""

    start: int
    end: int
    first: PlaceMatch
    second: PlaceMatch
    mode: str


_WORDS = re.compile(r"[^\W_]+")


def pairs(text: str, places: Sequence[PlaceMatch]) -> Iterator[Pair]:
    """Yield the pairs among neighbouring place names that a road or rail word stands behind or before."""
    for first, second in pairwise(places):
        between = fold(text[first.end : second.start]).text.strip()
        if first.end >= second.start or between not in words().pair_between:
            continue
        found = (_head_after(text, second.end) if between != "and" else None) or _head_before(text, first.start)
        if found:
            mode, start, end = found
            yield Pair(min(first.start, start), max(second.end, end), first, second, mode)


@cache
def _heads() -> dict[str, str]:
    return {fold_name(word): mode for mode, forms in words().pair_heads.items() for word in forms}


def _head_after(text: str, end: int) -> tuple[str, int, int] | None:
    """Read on from ``end`` over filler words to the road or rail words; None where other words stand there."""
    found: tuple[str, int, int] | None = None
    for match in _WORDS.finditer(text, end, end + 60):
        gap, word = text[end : match.start()], fold_name(match.group())
        if gap.strip() or "\n\n" in gap:
            break
        if word in _heads():
            # "railway line", "rail track": the first word tells the mode, the last where the name ends.
            found = (found[0] if found else _heads()[word], match.start(), match.end())
        elif found or word not in words().pair_filler:
            break
        end = match.end()
    return found and (found[0], end, found[2])


_BEFORE = re.compile(r"([^\W_]+)[\s\u00a0]+([^\W_]+)[\s\u00a0]+\Z")


def _head_before(text: str, start: int) -> tuple[str, int, int] | None:
    match = _BEFORE.search(text, max(0, start - 60), start)
    if not match or fold_name(match.group(2)) not in words().pair_lead:
        return None
    mode = _heads().get(fold_name(match.group(1)))
    return (mode, match.start(1), start) if mode else None
