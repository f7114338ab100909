"""How common a word is: in how many of some thousand news reports it stands.

The table is counted once (``python -m training.joining.background``) and shipped, never counted on a user's reports:
whether two reports are joined must not hang on which others came with them. Words of fewer reports than its least are
left out, so that it holds no rare name; they count as that rare.
"""

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log


@dataclass(frozen=True, slots=True)
class Background:
    """Word counts over ``documents`` reports; words that are not in ``counts`` stand in ``least`` at most."""

    documents: int
    least: int
    counts: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """Return the inverse document frequency, log(documents / count): 0 for a word of every report."""
        return log(self.documents / max(self.counts.get(word, 0), self.least))

    def pair_rarity(self, pair: str) -> float:
        """Return the rarity of two names in a row: the mean of both, since pairs are not counted."""
        parts = pair.split(" ")
        return sum(self.rarity(part) for part in parts) / len(parts)


@cache
def background() -> Background:
    """Return the table that ships."""
    raw = files("karez.resolve").joinpath("data/background.csv.gz").read_bytes()
    rows = list(csv.reader(io.StringIO(gzip.decompress(raw).decode("utf-8"))))
    documents, least = int(rows[0][0]), int(rows[0][1])
    return Background(documents, least, {word: int(count) for word, count in rows[1:]})
