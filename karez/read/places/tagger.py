"""The trained tagger of place names and their uses: loads the weights that ``python -m training.places`` writes."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from threading import Lock

import pycrfsuite

Features = Sequence[str]
# The label of what is no name.
OUTSIDE = "O"


class Tagger:
    """A linear-chain CRF; safe to use from several threads, one call at a time."""

    def __init__(self, model: bytes) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        # The library keeps no copy of the weights.
        self._model = model
        self._lock = Lock()

    def tag(self, rows: Sequence[Features]) -> tuple[list[str], list[float]]:
        """Return the likeliest label of every row, and the chance that the row is part of a name at all, 0 to 1."""
        if not rows:
            return [], []
        with self._lock:
            self._tagger.set(pycrfsuite.ItemSequence(rows))
            labels = list(self._tagger.tag())
            return labels, [1.0 - float(self._tagger.marginal(OUTSIDE, index)) for index in range(len(labels))]

    def chances(self, row: Features) -> dict[str, float]:
        """Return the chance of every label for a single row."""
        with self._lock:
            self._tagger.set(pycrfsuite.ItemSequence([row]))
            return {label: float(self._tagger.marginal(label, 0)) for label in self._tagger.labels()}


@cache
def tagger(name: str) -> Tagger | None:
    """Return the tagger of the weights ``data/NAME.crfsuite``, read once; None where the file is not there."""
    path = files("karez.read.places").joinpath("data").joinpath(f"{name}.crfsuite")
    return Tagger(path.read_bytes()) if path.is_file() else None
