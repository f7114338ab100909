"""What the finders share: candidates from alias rows, and whether a text gives a doubtful name its context."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from karez.atlas.fold import Folded, fold_name
from karez.atlas.matcher import Case, Entry
from karez.atlas.values import NameRow
from karez.atlas.words import words
from karez.model.errors import AtlasError

T = TypeVar("T")

# An abbreviation is matched letter by letter: lower-case forms are ordinary words.
_EXACT_KINDS = frozenset({"abbreviation"})


@dataclass(frozen=True, slots=True)
class Sense(Generic[T]):
    """One thing that a name may mean, and how sure the pack is of it."""

    value: T
    pack: str
    row: NameRow

    @property
    def sure(self) -> bool:
        """Whether the name alone is enough."""
        return not (self.row.needs_context or self.row.context or self.row.confidence == "low")


def entries(
    pack: str, rows: Iterable[NameRow], targets: Mapping[str, T], *, any_case: bool = False
) -> list[Entry[Sense[T]]]:
    """Turn alias rows into matcher entries. With ``any_case`` names of several words match in lower case too.

    Raises AtlasError (``broken-pack``) where an alias points nowhere.
    """
    found = []
    for row in rows:
        if row.target not in targets:
            message = f"the alias {row.name!r} points to {row.target}, which is not there"
            raise AtlasError("broken-pack", message, place=row.at or row.name)
        found.append(Entry(row.name, Sense(targets[row.target], pack, row), _case(row, any_case)))
    return found


def _case(row: NameRow, any_case: bool) -> Case:
    if row.kind in _EXACT_KINDS or (row.kind == "wrong form"):
        return Case.EXACT
    return Case.ANY if any_case and " " in row.name.strip() else Case.TITLE


def holds(folded: Folded, row: NameRow, sure: frozenset[str], key: str) -> bool:
    """Tell whether the text gives the name of ``row`` its context.

    Where the row lists words, one of them must stand in the text; else a sure name that shares ``key`` (a country
    for places, a pack for parties and assets), which is then in ``sure``.
    """
    if not row.context:
        return key in sure
    wanted = (_folded(word) for word in row.context)
    return any(folded.has_word(word) if word.isalnum() else word in folded.text for word in wanted)


# The words that give context are few, and the same in every text.
_folded = lru_cache(maxsize=4096)(fold_name)


def score(row: NameRow, in_context: bool) -> float:
    """Return the chance, other things equal, that the name means this: by confidence, less out of context."""
    doubtful = row.needs_context or row.context or row.confidence == "low"
    if doubtful and not in_context:
        return words().score_out_of_context
    return words().score.get(row.confidence, words().score["low"])
