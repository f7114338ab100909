"""The trained network: ONNX graphs of the encoder and of the heads. ``training/reader`` makes both."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from karez.model.text import Offsets
from karez.read.learned.windows import Window

Array = NDArray[np.float32]
_GRAPHS = ("encoder", "tokens", "claims", "actors", "links")


@dataclass(frozen=True, slots=True)
class Labels:
    """What the heads tell apart: kinds, classes by head, means, roles, classes of actors, links."""

    kinds: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]]
    means: tuple[str, ...]
    roles: tuple[str, ...]
    actors: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of the claims of a window, chances 0 to 1.

    ``vectors``: claims by width, for links; ``classes``: claims by words, of every head;
    ``roles``: claims, tokens, roles, (inside, begins).
    """

    vectors: Array
    classes: Mapping[str, Array]
    roles: Array


class Network:
    """Scores tokens, claims, roles and links; safe to use from several threads.

    Windows go in one by one: the quantised encoder scales by what it is given, so a batch would let one report
    change the reading of another. One thread, so that two processes do not wait for each other.
    """

    def __init__(self, graphs: Mapping[str, bytes], tokenizer: Tokenizer, card: dict[str, Any]) -> None:
        self._graphs = {name: _session(graph) for name, graph in graphs.items()}
        self.tokenizer = tokenizer
        self.card = card
        own = card["labels"]
        self.labels = Labels(
            tuple(own["kinds"]),
            {head: tuple(chosen) for head, chosen in own["classes"].items()},
            *(tuple(own[name]) for name in ("means", "roles", "actors", "links")),
        )
        self._distances = np.array(card["distances"])

    @property
    def name(self) -> str:
        """Its name and version."""
        return str(self.card["name"])

    def tokens(self, window: Window, features: Array) -> tuple[Array, Array]:
        """One vector for every token of a window, and the chances that it is outside, begins or is inside a claim.

        Tokens by width; tokens, kinds, 3. ``features``: tokens by features.
        """
        hidden = self._run("encoder", ids=np.array([window.ids], dtype=np.int64))[0][0, 1:-1]
        tokens, tags = self._run("tokens", hidden=hidden, features=features)
        return tokens, tags

    def claims(self, tokens: Array, spans: Sequence[Offsets], kinds: Sequence[str]) -> Scores:
        """What the heads say of claims; ``spans`` are tokens, end exclusive."""
        own = np.array([self.labels.kinds.index(kind) for kind in kinds], dtype=np.int64)
        inside, far = _masks(spans, len(tokens)), self._far(spans, len(tokens))
        vectors, classes, _, roles = self._run("claims", tokens=tokens, inside=inside, kinds=own, far=far)
        cuts = np.cumsum([len(words) for words in self.labels.classes.values()])[:-1]
        parted = np.split(classes, cuts, axis=1)
        return Scores(vectors, dict(zip(self.labels.classes, parted, strict=True)), roles)

    def actors(self, tokens: Array, spans: Sequence[Offsets]) -> Array:
        """The chances of the classes of parties: parties by classes."""
        return self._run("actors", tokens=tokens, inside=_masks(spans, len(tokens)))[0]

    def links(self, first: Array, second: Array, facts: Array) -> Array:
        """The chances of the links between two claims each: pairs by links."""
        return self._run("links", first=first, second=second, facts=facts)[0]

    def _run(self, graph: str, **given: NDArray[Any]) -> Sequence[Array]:
        made: Sequence[Array] = self._graphs[graph].run(None, given)
        return made

    def _far(self, spans: Sequence[Offsets], count: int) -> NDArray[np.int64]:
        at = np.arange(count)
        rows = []
        for start, end in spans:
            gap = np.where(at < start, at - start, np.where(at >= end, at - end + 1, 0))
            row = np.searchsorted(self._distances, gap, side="left")
            row[start:end] = len(self._distances) + 1
            rows.append(row)
        return np.stack(rows)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _masks(spans: Sequence[Offsets], count: int) -> Array:
    made = np.zeros((len(spans), count), dtype=np.float32)
    for row, (start, end) in enumerate(spans):
        made[row, start:end] = 1.0
    return made


@cache
def network() -> Network | None:
    """Return the network that ships, read once; None where a file of it is missing."""
    folder = files("karez.read.learned").joinpath("data")
    graphs = {name: folder.joinpath(f"{name}.onnx") for name in _GRAPHS}
    tokenizer, card = folder.joinpath("tokenizer.json"), folder.joinpath("card.json")
    if not all(path.is_file() for path in (*graphs.values(), tokenizer, card)):
        return None
    made = {name: path.read_bytes() for name, path in graphs.items()}
    return Network(made, Tokenizer.from_str(tokenizer.read_text("utf-8")), json.loads(card.read_text("utf-8")))
