"""Where a found place name ends: points of abbreviations, lost apostrophes, streets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from karez.model.vocabulary import PlaceUse
from karez.read.places.forms import form
from karez.read.places.listed import Flags, stems

# The letters of the cues ``streets`` and ``short``.
_STREET, _SHORT = "f", "n"
_LAST = re.compile(r"[^\W_]+$")
_DERIVED = frozenset((PlaceUse.DEMONYM, PlaceUse.LANGUAGE))


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name at ``start:end`` of the text. ``probability`` (0 to 1): how sure it is that it is one, by the tagger."""

    start: int
    end: int
    use: PlaceUse
    probability: float


def settled(text: str, names: Sequence[PlaceName], world: Flags) -> Iterator[PlaceName]:
    """Yield the names with their right ends; streets are left out.

    The point of a state's short form belongs to it, and an "s" that lost its apostrophe does not.
    """
    keys = [form(text[name.start : name.end]).key for name in names]
    for name, lost in zip(names, stems(keys, world) if keys else (), strict=True):
        quote = text[name.start : name.end]
        last = _LAST.search(quote)
        word = last.group() if last else ""
        cues = form(word).cues if word else ""
        if _STREET in cues and word != quote and word[0].isupper() and name.use not in _DERIVED:
            continue
        if lost and name.use not in _DERIVED and quote[-1] in "sS":
            yield replace(name, end=name.end - 1)
        elif _SHORT in cues and word[1:].islower() and text[name.end : name.end + 1] == ".":
            yield replace(name, end=name.end + 1)
        else:
            yield name
