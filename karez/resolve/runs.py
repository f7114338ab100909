"""Runs of five words of a text: what two texts share is counted in them, exactly, and has a place in both."""

import re
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from karez.model.text import Offsets
from karez.resolve.terms import plain

RUN = 5
_WORDS = re.compile(r"\S+")
# Odd, so that no word of a run is lost in the sum; the order of the words counts.
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 1], np.uint64)


def runs_of(text: str) -> frozenset[int]:
    """Return the hashed runs of five words; a shorter text is one run, one without words none."""
    return frozenset(_hashed(text.split()))


def placed(text: str) -> tuple[list[Offsets], list[int]]:
    """Return where the words of a text stand, and its hashed runs in order: run ``n`` begins at word ``n``."""
    words = list(_WORDS.finditer(text))
    return [word.span() for word in words], _hashed([word.group() for word in words])


def _hashed(words: list[str]) -> list[int]:
    if not words:
        return []
    marks = np.fromiter(map(_mark, words), np.uint64, len(words))
    if len(marks) < RUN:
        marks = np.concatenate([marks, np.zeros(RUN - len(marks), np.uint64)])
    many = len(marks) - RUN + 1
    sums = sum((marks[at : at + many] * _FACTORS[at] for at in range(RUN)), np.zeros(many, np.uint64))
    # The high half depends on every bit below it.
    found: list[int] = ((sums ^ (sums >> np.uint64(29))) * _FACTORS[1] >> np.uint64(16)).tolist()
    return found


@lru_cache(maxsize=1 << 16)
def _mark(word: str) -> int:
    return int.from_bytes(blake2b(plain(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
