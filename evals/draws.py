"""Figures over texts, and how far they would move if other texts had been drawn.

A text gives each measure as what stands above and below the line; sums over texts divide to the figure.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence

Parts = Mapping[str, tuple[float, float]]


def tenth(name: str) -> int:
    """The number 0 to 9 by which a text, called by ``name``, belongs to a part: the same on every machine."""
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 10


def figure(rows: Sequence[Parts], name: str) -> float | None:
    """The measure over all ``rows``; None where there is nothing to measure."""
    above, below = (sum(row.get(name, (0, 0))[side] for row in rows) for side in (0, 1))
    return above / below if below else None


def interval(rows: Sequence[Parts], name: str, *, boot: int, seed: int) -> tuple[float, float] | None:
    """The 95 % interval of the measure when the texts are drawn again ``boot`` times; None where too few hold it."""
    chance = random.Random(seed)
    drawn = (figure(chance.choices(rows, k=len(rows)), name) for _ in range(boot))
    values = sorted(value for value in drawn if value is not None)
    if len(values) < boot * 0.95:
        return None
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]
