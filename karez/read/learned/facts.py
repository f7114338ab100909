"""What is known of two claims besides their words: what the head that links claims is given."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COUNT = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A claim told somewhere: its kind, the window and the first token (of the whole text), harm and number where it has them."""

    kind: str
    window: int
    token: int
    harm: str | None = None
    number: int | None = None


def facts(first: Told, second: Told) -> NDArray[np.float32]:
    """Return ``COUNT`` numbers about an ordered pair, each about 0 to 1."""
    known = first.number is not None and second.number is not None
    small, large = first.number or 0, second.number or 0
    return np.array(
        [
            first.window == second.window,
            first.token > second.token,
            math.log1p(abs(first.token - second.token)) / 6.0,
            first.kind == second.kind,
            first.harm == second.harm,
            known,
            known and small < large,
            known and small == large,
            known and large > 0 and small / max(large, 1) if small <= large else 1.0,
            first.harm is not None and second.harm is not None,
        ],
        dtype=np.float32,
    )


def all_facts(pairs: Sequence[tuple[Told, Told]]) -> NDArray[np.float32]:
    """Return the facts of many pairs: pairs by ``COUNT``."""
    return np.stack([facts(first, second) for first, second in pairs])
