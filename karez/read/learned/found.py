"""Claims as the network tells them: a span with its classes, roles and links, in offsets of the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from karez.model.text import Offsets
from karez.read.learned.network import Array, Network
from karez.read.learned.windows import Window

# Roles that parties play: their class is asked, too.
ACTING = frozenset({"initiators", "targets", "by", "holder", "issuer"})
# Roles of which a claim may have several.
_SEVERAL = frozenset({"initiators", "targets"})
_INSIDE, _LEAST = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Choice:
    """What a head chose, with its chance."""

    word: str
    chance: float


@dataclass(frozen=True, slots=True)
class Role:
    """Words that play a role in a claim: offsets of the text, the chance, and for parties their class."""

    span: Offsets
    chance: float
    actor_class: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A claim as the network tells it. ``tokens`` counts from the first token of the text; ``vector`` is for links."""

    kind: str
    span: Offsets
    window: int
    token: int
    chance: float
    classes: Mapping[str, Choice]
    roles: Mapping[str, tuple[Role, ...]]
    vector: Array = field(repr=False, compare=False)
    # Persons told one by one, each as a toll of one, that are one toll together; 0: not so.
    persons: int = 0

    def word(self, head: str) -> str | None:
        """The word that a head chose; None where the head does not ask it of this kind."""
        choice = self.classes.get(head)
        return choice.word if choice else None

    def role(self, name: str) -> Role | None:
        """The likeliest words of a role."""
        return max(self.roles.get(name, ()), key=lambda role: role.chance, default=None)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the network finds in a text, in text order, and how likely each token stands in a claim of each kind.

    ``spans``: the offsets of the tokens; ``inside``: chances, tokens by ``kinds``.
    """

    found: tuple[Found, ...]
    kinds: tuple[str, ...]
    spans: tuple[Offsets, ...]
    inside: Array = field(repr=False, compare=False)

    def likely(self, kind: str, span: Offsets) -> float:
        """The chance of the likeliest token of ``span`` to stand in a claim of ``kind``; 0 where there is none."""
        first = bisect_right(self.spans, span[0], key=lambda own: own[1])
        last = bisect_left(self.spans, span[1], key=lambda own: own[0])
        return float(self.inside[first:last, self.kinds.index(kind)].max(initial=0.0))


def find(network: Network, cut: Sequence[Window], rows: Sequence[Array]) -> Findings:
    """Return what the network finds in the windows, in their order."""
    found: list[Found] = []
    inside = [np.zeros((0, len(network.labels.kinds)), dtype=np.float32)]
    before = 0
    for index, (window, row) in enumerate(zip(cut, rows, strict=True)):
        tokens, tags = network.tokens(window, row)
        inside.append(1.0 - tags[:, :, 0])
        spans = _spans(network, tags)
        if spans:
            found.extend(_told(network, window, tokens, spans, (index, before)))
        before += len(window.spans)
    offsets = tuple(span for window in cut for span in window.spans)
    return Findings(tuple(found), tuple(network.labels.kinds), offsets, np.concatenate(inside))


def _spans(network: Network, chances: Array) -> list[tuple[str, Offsets, float]]:
    made = []
    for index, kind in enumerate(network.labels.kinds):
        own = chances[:, index]
        leaning = network.card["leaning"].get(kind, 0.0)
        # Where every token is likelier outside than not, so is the whole row: most kinds, most windows.
        if leaning <= 0.0 and own[:, 0].min() > _INSIDE:
            continue
        for start, end in spans_of(best_tags(own, leaning)):
            made.append((kind, (start, end), float((1.0 - own[start:end, 0]).max())))
    return made


def best_tags(chances: Array, leaning: float) -> NDArray[np.int64]:
    """The likeliest row of tags (0 outside, 1 begin, 2 inside) in which no claim begins with an inside tag.

    ``chances``: tokens by 3. ``leaning`` is added to the logarithm of the chance of beginning: above 0 more claims are
    told, below fewer. Found by Viterbi's algorithm.
    """
    scores = np.log(np.maximum(chances, 1e-9))
    scores[:, 1] += leaning
    best = np.where([True, True, False], scores[0], -np.inf)
    back = np.zeros(chances.shape, dtype=np.int64)
    for at in range(1, len(scores)):
        # Outside and begin follow anything; inside follows begin or inside alone.
        free, held = int(best.argmax()), 1 + int(best[1:].argmax())
        back[at] = (free, free, held)
        best = np.array([best[free], best[free], best[held]]) + scores[at]
    tags = np.zeros(len(scores), dtype=np.int64)
    tags[-1] = best.argmax()
    for at in range(len(scores) - 1, 0, -1):
        tags[at - 1] = back[at, tags[at]]
    return tags


def spans_of(tags: NDArray[np.int64]) -> list[Offsets]:
    """The spans of a row of tags: 0 outside, 1 begin, 2 inside."""
    found: list[Offsets] = []
    start: int | None = None
    for index, tag in enumerate([*tags, 0]):
        if start is not None and tag != 2:
            found.append((start, index))
            start = None
        if tag == 1 or (tag == 2 and start is None):
            start = index
    return found


def _told(
    network: Network, window: Window, tokens: Array, spans: Sequence[tuple[str, Offsets, float]], at: tuple[int, int]
) -> list[Found]:
    kinds, places = [kind for kind, _, _ in spans], [span for _, span, _ in spans]
    scores = network.claims(tokens, places, kinds)
    made = []
    for i, (kind, (start, end), chance) in enumerate(spans):
        asked = network.card["heads"][kind]
        classes = {head: _choice(network, head, scores.classes[head][i]) for head in asked}
        roles = _roles(network, window, tokens, scores.roles[i], network.card["roles"][kind])
        where = (window.spans[start][0], window.spans[end - 1][1])
        made.append(
            Found(
                kind,
                where,
                at[0],
                at[1] + start,
                chance,
                classes,
                roles,
                scores.vectors[i],
            )
        )
    return made


def _choice(network: Network, head: str, chances: Array) -> Choice:
    best = int(chances.argmax())
    return Choice(network.labels.classes[head][best], float(chances[best]))


def _roles(
    network: Network, window: Window, tokens: Array, scores: Array, asked: Sequence[str]
) -> dict[str, tuple[Role, ...]]:
    made: dict[str, tuple[Role, ...]] = {}
    for role in asked:
        own = scores[:, network.labels.roles.index(role)]
        runs = _runs(own, several=role in _SEVERAL)
        if not runs:
            continue
        kinds = network.actors(tokens, [run for run, _ in runs]) if role in ACTING else None
        made[role] = tuple(
            Role(
                (window.spans[start][0], window.spans[end - 1][1]),
                chance,
                network.labels.actors[int(kinds[i].argmax())] if kinds is not None else None,
            )
            for i, ((start, end), chance) in enumerate(runs)
        )
    return made


def _runs(scores: Array, *, several: bool) -> list[tuple[Offsets, float]]:
    """The stretches of tokens that play a role: all that are likely, else the likeliest one if it is not unlikely."""
    inside, begins = scores[:, 0], scores[:, 1]
    least = _INSIDE if (inside >= _INSIDE).any() else max(_LEAST, float(inside.max()) * 0.6)
    tags = np.where(inside >= least, np.where(begins >= 0.5, 1, 2), 0)
    runs = [(span, float(inside[span[0] : span[1]].mean())) for span in spans_of(tags)]
    if several:
        return runs
    return [max(runs, key=lambda run: run[1])] if runs else []
