"""The shorter list of towns that ``Gazetteer.find`` looks for in a text by their names alone.

Towns from 100,000 people everywhere and from 15,000 in the countries that ``pack.yaml`` lists as ``dense``. Of a
town's other names those most like its own count, ordinary words and the names of other such towns left out: the rest
are mostly forms of other languages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from karez.atlas.fold import fold_key
from karez.atlas.read_pack import word_list
from karez.atlas.rows import read_yaml

# Files of the pack that decide on the list.
COMMON, NO_SPELLINGS = "common_words.txt", "no_spellings.txt"
_EVERYWHERE = 100_000
_DENSE = 15_000
_OTHER_NAMES = 5
# A name as short as this, or an ordinary word, needs context, unless the town is as large as this.
_SHORT = 4
_LARGE = 500_000
# From this likeness on another name is a spelling of the town's own.
_SPELLING = 0.72
_ARTICLE = re.compile(r"\A\w\w (?=\w{3})")


@dataclass(frozen=True, slots=True)
class ListedNames:
    """Folded names of a town of the list: spellings of its own, and others; ``doubtful``: an ordinary word as well."""

    own: frozenset[str]
    others: frozenset[str]
    doubtful: bool


class Choice:
    """Which towns the list holds, by the files of the pack in ``folder``; ``names`` gives their names."""

    def __init__(self, folder: Path) -> None:
        self._dense = frozenset(dense_countries(folder))
        self._common = word_list(folder / COMMON)
        self._not = self._common | word_list(folder / NO_SPELLINGS)

    def holds(self, name: str, country: str, population: int) -> bool:
        """Whether the list holds a town."""
        least = _DENSE if country in self._dense else _EVERYWHERE
        return population >= least and any(char.isalpha() for char in name)

    def names(self, name: str, others: Sequence[str], population: int, main: frozenset[str]) -> ListedNames:
        """Return by which names a town is found; ``main`` are the folded own names of all towns of the list."""
        own = fold_key(name)
        found = {fold_key(other) for other in _latin(others)}
        usable = [key for key in found if len(key) > _SHORT and key not in self._not and key not in main and key != own]
        likeness = {key: _likeness(own, key) for key in usable}
        kept = sorted(usable, key=lambda key: (-likeness[key], key))[:_OTHER_NAMES]
        alike = frozenset(key for key in kept if likeness[key] >= _SPELLING)
        doubtful = population < _LARGE and (own in self._common or len(own) <= _SHORT)
        return ListedNames(alike | {own}, frozenset(kept) - alike, doubtful)


def dense_countries(folder: Path) -> Sequence[str]:
    """Return the countries of which the list holds smaller towns, as ``pack.yaml`` gives them."""
    dense = read_yaml(folder / "pack.yaml").get("dense")
    return [str(country) for country in dense] if isinstance(dense, list) else []


def _likeness(own: str, other: str) -> float:
    """Return how like two names are, 0 to 1, articles of two letters ("al", "ar") dropped as reports drop them."""
    return SequenceMatcher(None, _ARTICLE.sub("", own), _ARTICLE.sub("", other)).ratio()


def _latin(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.isascii() and name[:1].isupper() and not name.isupper():
            yield name
