"""Hashes of many keys at once, the same on every machine and in every process.

Multilinear hashing modulo 2**64 (Lemire and Kaser, "Strongly universal string hashing is fast", 2014): every byte
times a random odd number of its position, summed. Two keys of a place index share a hash with a chance below 1e-5;
who must be sure compares the strings.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

# Longer keys use the numbers again from the start.
_POSITIONS = 256
_SEED = 20_260_201


@cache
def _factors() -> Hashes:
    numbers = np.random.Generator(np.random.PCG64(_SEED)).integers(0, 2**63, _POSITIONS, dtype=np.uint64)
    return numbers * np.uint64(2) + np.uint64(1)


def hash_keys(keys: Sequence[str]) -> Hashes:
    """Return a 64-bit hash of every key, in order: that of its UTF-8 bytes. Keys must not hold a line end."""
    if not keys:
        return np.zeros(0, dtype=np.uint64)
    data = np.frombuffer(("\n".join(keys) + "\n").encode("utf-8", "surrogatepass"), dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(len(data)) - np.repeat(starts, ends - starts + 1)
    # The line end counts too, at its place: a key and the same key with zero bytes behind it differ.
    parts = (data.astype(np.uint64) + np.uint64(1)) * _factors()[place % _POSITIONS]
    sums: Hashes = np.add.reduceat(parts, starts)
    return sums ^ (sums >> np.uint64(29))
