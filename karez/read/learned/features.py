"""What is known of every token before the encoder speaks: names of the atlas, times, numbers, and the rules' claims.

Of a claim that the rules found the network sees where it stands, its classes and the words of its fields.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from karez.model.claim import Claim, Control, Directive, Incident, Status, Toll, pairs
from karez.model.text import Offsets
from karez.model.vocabulary import (
    Action,
    ActorClass,
    AssetState,
    AssetType,
    ClaimantClass,
    ClaimKind,
    ControlState,
    Harm,
    IncidentType,
    PlaceUse,
    Realis,
    Victims,
)
from karez.read.learned.windows import Window
from karez.read.numbers import find_numbers
from karez.read.passage import Passage

_TOLD = frozenset({PlaceUse.LITERAL, PlaceUse.METONYMIC, PlaceUse.MODIFIER})

# The fields of a rules' claim whose words are shown.
_SHOWN = ("number", "victims_quote", "initiators", "targets", "asset", "holder", "issuer", "subject_quote")

NAMES: tuple[str, ...] = (
    *("place", "derived", "time", "number", "asset"),
    *(f"actor {name.value}" for name in ActorClass),
    *(f"rule {kind.value}" for kind in ClaimKind),
    *(f"rule {harm.value}" for harm in Harm),
    *(f"rule victims {name.value}" for name in Victims),
    *(f"rule type {name.value}" for name in IncidentType),
    *(f"rule state {name.value}" for name in (*AssetState, *ControlState)),
    *(f"rule asset {name.value}" for name in AssetType),
    *(f"rule action {name.value}" for name in Action),
    *(f"rule realis {name.value}" for name in Realis),
    *(f"rule claimant {name.value}" for name in ClaimantClass),
    *(f"rule words of {name}" for name in _SHOWN),
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
        yield from _of_rule(claim)


def _of_rule(claim: Claim) -> Iterator[Marked]:
    for span in claim.tellings:
        yield f"rule {claim.kind.value}", span
        yield f"rule realis {claim.realis.value}", span
        yield from ((name, span) for name in _classes(claim))
    if claim.claimant:
        yield f"rule claimant {claim.claimant.claimant_class.value}", claim.claimant.span.offsets
    for name in _SHOWN:
        for own in pairs(claim.fields.get(name, ())):
            yield f"rule words of {name}", own


def _classes(claim: Claim) -> Iterator[str]:
    body = claim.body
    if isinstance(body, Toll):
        yield f"rule {body.harm.value}"
        yield f"rule victims {body.victims.value}"
    elif isinstance(body, Incident):
        yield f"rule type {body.type.value}"
    elif isinstance(body, Status | Control):
        yield f"rule state {body.state.value}"
        if isinstance(body, Status):
            yield f"rule asset {body.asset.asset_type.value}"
    elif isinstance(body, Directive):
        yield f"rule action {body.action.value}"
