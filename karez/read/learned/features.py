"""What is known of every token before the encoder speaks: names of the atlas, times, numbers, claims found by rules."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from karez.model.claim import Claim, Toll
from karez.model.text import Offsets
from karez.model.vocabulary import ActorClass, ClaimKind, Harm, PlaceUse
from karez.read.learned.windows import Window
from karez.read.numbers import find_numbers
from karez.read.passage import Passage

_TOLD = frozenset({PlaceUse.LITERAL, PlaceUse.METONYMIC, PlaceUse.MODIFIER})

NAMES: tuple[str, ...] = (
    *("place", "derived", "time", "number", "asset"),
    *(f"actor {name.value}" for name in ActorClass),
    *(f"rule {kind.value}" for kind in ClaimKind),
    *(f"rule {harm.value}" for harm in Harm),
)
_AT = {name: index for index, name in enumerate(NAMES)}

Marked = tuple[str, Offsets]


def features(passage: Passage, by_rule: Iterable[Claim], cut: Sequence[Window]) -> list[NDArray[np.float32]]:
    """Return a matrix of 0 and 1 for every window: tokens by ``NAMES``."""
    marks = sorted(_marks(passage, by_rule), key=lambda mark: mark[1])
    return [_matrix(window, [mark for mark in marks if _touches(mark[1], window)]) for window in cut]


def _touches(span: Offsets, window: Window) -> bool:
    return span[0] < window.end and window.start < span[1]


def _matrix(window: Window, marks: Sequence[Marked]) -> NDArray[np.float32]:
    made = np.zeros((len(window.spans), len(NAMES)), dtype=np.float32)
    for name, (start, end) in marks:
        for row, (first, last) in enumerate(window.spans):
            if first < end and start < last:
                made[row, _AT[name]] = 1.0
    return made


def _marks(passage: Passage, by_rule: Iterable[Claim]) -> Iterator[Marked]:
    for place in passage.places:
        yield ("place" if place.use in _TOLD else "derived"), place.span.offsets
    yield from (("time", time.span.offsets) for time in passage.times)
    yield from (("asset", asset.span.offsets) for asset in passage.assets)
    yield from ((f"actor {actor.actor_class.value}", actor.span.offsets) for actor in passage.actors)
    yield from (("number", number.at) for number in find_numbers(passage.text, 0, len(passage.text)))
    for claim in by_rule:
        yield f"rule {claim.kind.value}", claim.span.offsets
        if isinstance(claim.body, Toll):
            yield f"rule {claim.body.harm.value}", claim.span.offsets
