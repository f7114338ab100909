"""Towns of a pack's ``cities.tsv``: many thousand, kept as lines and turned into places only when named.

The format is described in ``karez.atlas.build.cities``. Names are looked up by runs of up to four words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from karez.atlas.fold import Folded, Token
from karez.atlas.values import NameRow, PlaceRow
from karez.atlas.words import words
from karez.model.errors import AtlasError
from karez.model.mention import Place

_MOST_WORDS = 4
# Namesakes beyond the largest few are never what a report means without saying more.
_MOST_NAMESAKES = 6
_JOINTS = frozenset(("", "-", "'"))
_CELLS = 8
_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class CityHit:
    """The stretch ``start:end`` of the original text that names one of ``rows``, the largest first."""

    start: int
    end: int
    rows: tuple[PlaceRow, ...]


class Cities:
    """The towns of one file. Raises AtlasError (``broken-pack``) when the file is broken."""

    def __init__(self, path: Path) -> None:
        self._lines: dict[str, list[str]] = {}
        self._by_id: dict[str, str] = {}
        # First words of the names: a text is looked through at these only.
        self._firsts: set[str] = set()
        try:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        except (OSError, UnicodeDecodeError) as error:
            raise AtlasError("broken-pack", str(error), place=path.name) from error
        for number, line in enumerate(lines, 1):
            cells = line.split("\t", 2)
            if len(cells) < 3 or line.count("\t") != _CELLS - 1:
                raise AtlasError("broken-pack", "the row has another number of cells", place=f"{path.name}:{number}")
            self._by_id[f"geonames:{cells[1]}"] = line
            for key in filter(None, cells[0].split("|")):
                self._lines.setdefault(key, []).append(line)
        self._firsts.update(key.split(" ", 1)[0] for key in self._lines)

    def row(self, identity: str) -> PlaceRow | None:
        """Return the town with this place id, None where there is none."""
        line = self._by_id.get(identity)
        return _row(line, True) if line else None

    def lookup(self, key: str) -> tuple[PlaceRow, ...]:
        """Return the towns with this folded name, the largest first; ``low`` where it is not their own name."""
        return tuple(_row(line, _own_name(line, key)) for line in self._lines.get(key, ())[:_MOST_NAMESAKES])

    def __contains__(self, key: str) -> bool:
        """Whether a town has this folded name."""
        return key in self._lines

    def find(self, folded: Folded) -> list[CityHit]:
        """Return the towns named in a text: capitalised runs of words, of those that overlap the longest."""
        hits: list[CityHit] = []
        tokens, free = folded.tokens(), 0
        for index in [index for index, word in enumerate(folded.words()) if word in self._firsts]:
            size = self._longest(folded, tokens, index) if index >= free else 0
            if size:
                start, end = folded.span(tokens[index][0], tokens[index + size - 1][1])
                hits.append(CityHit(start, end, self.lookup(_key(tokens[index : index + size]))))
                free = index + size
        return hits

    def _longest(self, folded: Folded, tokens: Sequence[Token], index: int) -> int:
        first, last = folded.span(*tokens[index][:2])
        word = folded.original[first:last]
        if not (folded.no_capitals or word[0].isupper()) or _abbreviated(word, folded):
            return 0
        size = 1
        while size < _MOST_WORDS and index + size < len(tokens) and _joined(folded, tokens, index + size):
            size += 1
        while size and _key(tokens[index : index + size]) not in self._lines:
            size -= 1
        return size


def _abbreviated(word: str, folded: Folded) -> bool:
    """Tell whether a word in capitals is an abbreviation: short, in a text that is not all in capitals."""
    return word.isupper() and len(word) <= _ABBREVIATION and not folded.only_capitals


def _joined(folded: Folded, tokens: Sequence[Token], index: int) -> bool:
    gap = folded.text[tokens[index - 1][1] : tokens[index][0]]
    return gap.strip() in _JOINTS and gap.count("\n") <= 1


def _key(tokens: Sequence[Token]) -> str:
    return " ".join(token[2] for token in tokens)


def _own_name(line: str, key: str) -> bool:
    """Tell whether ``key`` is a spelling of the town's own name: those stand before the empty one."""
    own = line.split("\t", 1)[0].split("||", 1)[0]
    return key in own.split("|")


@lru_cache(maxsize=4096)
def _row(line: str, own_name: bool) -> PlaceRow:
    """Make the place of a line; under another than its own name the row is ``low`` and needs context."""
    _, identity, name, country, lat, lon, population, doubtful = line.split("\t")
    place = Place(
        id=f"geonames:{identity}",
        name=name,
        kind="city",
        country=country,
        lat=float(lat),
        lon=float(lon),
        radius_km=words().radius_km["city"],
    )
    return PlaceRow(
        local=identity,
        place=place,
        population=int(population),
        population_what="town, GeoNames",
        confidence="medium" if own_name else "low",
        needs_context=bool(doubtful) or not own_name,
    )


# What a town of the list is called by: one row for all, since only its kind and confidence count.
CITY_NAME = NameRow("", "", kind="town list", confidence="medium")
