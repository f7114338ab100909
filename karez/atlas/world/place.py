"""A place on its way into the world index, and how texts are kept there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Sorts of place, as they stand in the column ``kind``; 1 and 2 are the levels of units.
PLACE_KINDS = ("city", "province", "district", "continent")
TOWN, FIRST, SECOND, CONTINENT = range(4)

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """A row of the index. ``identity`` is the GeoNames id, 0 for a unit without one."""

    kind: int
    identity: int
    name: str
    country: str
    lat: float
    lon: float
    radius_km: float
    population: int
    code: str
    others: Sequence[str]


def blob(name: str, texts: Sequence[str]) -> dict[str, Array]:
    """Return texts as one array of bytes and one of where each begins (and the last ends)."""
    data = [text.encode("utf-8") for text in texts]
    ends = np.cumsum([0, *map(len, data)], dtype=np.uint32)
    return {name: np.frombuffer(b"".join(data), dtype=np.uint8), f"{name}_first": ends}
