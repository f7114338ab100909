"""The towns that ``Gazetteer.find`` looks for by their names alone: a shorter list within the world index.

Names are looked up by runs of up to four words; see ``karez.atlas.world.listed`` for which towns the list holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from karez.atlas.fold import Folded, Token
from karez.atlas.values import NameRow, PlaceRow
from karez.atlas.world.index import WorldIndex

_MOST_WORDS = 4
# Namesakes beyond the largest few are never what a report means without saying more.
_MOST_NAMESAKES = 6
_JOINTS = frozenset(("", "-", "'"))
_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class TownHit:
    """The stretch ``start:end`` of the original text that names one of ``rows``, the largest first."""

    start: int
    end: int
    rows: tuple[PlaceRow, ...]


class Towns:
    """The shorter list of towns of an index; without an index there are none."""

    def __init__(self, index: WorldIndex | None) -> None:
        self._index = index

    def lookup(self, key: str) -> tuple[PlaceRow, ...]:
        """Return the towns with this folded name, the largest first; ``low`` where it is not their own name."""
        listed = self._index.listed(key, _MOST_NAMESAKES) if self._index else ()
        return tuple(_row(town.row, town.own_name, town.doubtful) for town in listed)

    def known(self, keys: Sequence[str]) -> Sequence[bool]:
        """Return for each folded name whether a town of the list has it."""
        return self._index.is_listed(keys) if self._index else [False] * len(keys)

    def find(self, folded: Folded) -> list[TownHit]:
        """Return the towns named in a text: capitalised runs of words, of those that overlap the longest."""
        if self._index is None:
            return []
        hits: list[TownHit] = []
        tokens, spoken, free = folded.tokens(), folded.words(), 0
        firsts = self._index.listed_words
        begins = [index for index, word in enumerate(spoken) if word in firsts]
        runs = [(index, size) for index in begins for size in range(_longest(folded, tokens, index), 0, -1)]
        keys = [" ".join(spoken[index : index + size]) for index, size in runs]
        for (index, size), key, known in zip(runs, keys, self.known(keys), strict=True):
            # The longest run that begins at a word comes first, and makes the next ones begin behind it.
            if known and index >= free:
                start, end = folded.span(tokens[index][0], tokens[index + size - 1][1])
                hits.append(TownHit(start, end, self.lookup(key)))
                free = index + size
        return hits


def _longest(folded: Folded, tokens: Sequence[Token], index: int) -> int:
    """Return how many words a name that begins at a token may have, 0 where none does."""
    first, last = folded.span(*tokens[index][:2])
    word = folded.original[first:last]
    if not (folded.no_capitals or word[0].isupper()) or _abbreviated(word, folded):
        return 0
    size = 1
    while size < _MOST_WORDS and index + size < len(tokens) and _joined(folded, tokens, index + size):
        size += 1
    return size


def _abbreviated(word: str, folded: Folded) -> bool:
    """Tell whether a word in capitals is an abbreviation: short, in a text that is not all in capitals."""
    return word.isupper() and len(word) <= _ABBREVIATION and not folded.only_capitals


def _joined(folded: Folded, tokens: Sequence[Token], index: int) -> bool:
    gap = folded.text[tokens[index - 1][1] : tokens[index][0]]
    return gap.strip() in _JOINTS and gap.count("\n") <= 1


def _row(row: PlaceRow, own_name: bool, doubtful: bool) -> PlaceRow:
    """Under another than its own name a town is ``low`` and needs context."""
    return replace(row, confidence="medium" if own_name else "low", needs_context=doubtful or not own_name)


# What a town of the list is called by: one row for all, since only its kind and confidence count.
TOWN_NAME = NameRow("", "", kind="town list", confidence="medium")
