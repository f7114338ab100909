"""The trained network: the encoder as an ONNX graph, the heads as matrices. ``training/reader`` makes both."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from scipy.special import erf, expit
from tokenizers import Tokenizer

from karez.model.text import Offsets
from karez.read.learned.windows import Window

Array = NDArray[np.float32]
_FILES = ("encoder.onnx", "heads.npz", "tokenizer.json", "card.json")


@dataclass(frozen=True, slots=True)
class Labels:
    """What the heads tell apart: kinds, classes by head, means, roles, classes of actors, links."""

    kinds: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]]
    means: tuple[str, ...]
    roles: tuple[str, ...]
    actors: tuple[str, ...]
    links: tuple[str, ...]


class Network:
    """Scores tokens, claims, roles and links; safe to use from several threads.

    Windows go in one by one: the quantised encoder scales by what it is given, so a batch would let one report
    change the reading of another.
    """

    def __init__(
        self, encoder: bytes, heads: Mapping[str, Array], tokenizer: Tokenizer, card: Mapping[str, Any]
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])
        self._heads = heads
        self.tokenizer = tokenizer
        self.card = card
        own = card["labels"]
        self.labels = Labels(
            tuple(own["kinds"]),
            {head: tuple(chosen) for head, chosen in own["classes"].items()},
            *(tuple(own[name]) for name in ("means", "roles", "actors", "links")),
        )
        self._distances = np.array(card["distances"])

    def tokens(self, window: Window, features: Array) -> Array:
        """One vector for every token of a window: tokens by width."""
        ids = np.array([window.ids], dtype=np.int64)
        hidden = self._session.run(None, {"ids": ids})[0][0, 1:-1]
        return _gelu(self._linear("token", np.concatenate([hidden, features], axis=1)))

    def tags(self, tokens: Array) -> Array:
        """The chances that a token is outside, begins or is inside a claim: tokens, kinds, 3."""
        return _softmax(self._linear("tags", tokens).reshape(len(tokens), len(self.labels.kinds), 3))

    def claims(self, tokens: Array, spans: Sequence[Offsets], kinds: Sequence[str]) -> Array:
        """One vector for every claim: claims by width. ``spans`` are tokens, end exclusive."""
        whole = tokens.mean(axis=0)
        held = [np.concatenate([tokens[a:b].mean(axis=0), tokens[a:b].max(axis=0), whole]) for a, b in spans]
        own = self._heads["kind.weight"][[self.labels.kinds.index(kind) for kind in kinds]]
        return _gelu(self._linear("claim", np.concatenate([np.stack(held), own], axis=1)))

    def classes(self, head: str, claims: Array) -> Array:
        """The chances of the words of a head: claims by words."""
        return _softmax(self._linear("classes.to_" + head.replace(" ", "_"), claims))

    def means(self, claims: Array) -> Array:
        """The chance of every means: claims by means."""
        return _sigmoid(self._linear("means", claims))

    def roles(self, tokens: Array, claims: Array, spans: Sequence[Offsets]) -> Array:
        """The chances that a token plays a role in a claim, and that it begins it: claims, tokens, roles, 2."""
        far = self._heads["role_far.weight"][self._far(spans, len(tokens))]
        mixed = self._linear("role_token", tokens)[None] + self._linear("role_claim", claims)[:, None] + far
        made = self._linear("roles", _gelu(mixed))
        return _sigmoid(made).reshape(*made.shape[:2], len(self.labels.roles), 2)

    def actors(self, tokens: Array, spans: Sequence[Offsets]) -> Array:
        """The chances of the classes of actors: spans by classes."""
        whole = tokens.mean(axis=0)
        held = [np.concatenate([tokens[a:b].mean(axis=0), whole]) for a, b in spans]
        return _softmax(self._linear("actor", np.stack(held)))

    def links(self, first: Array, second: Array, facts: Array) -> Array:
        """The chances of the links between two claims each: pairs by links."""
        mixed = _gelu(self._linear("pair", np.concatenate([first, second, first * second, facts], axis=1)))
        return _sigmoid(self._linear("links", mixed))

    def _linear(self, name: str, values: Array) -> Array:
        made: Array = values @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]
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


@cache
def network() -> Network | None:
    """Return the network that ships, read once; None where a file of it is missing."""
    folder = files("karez.read.learned").joinpath("data")
    paths = [folder.joinpath(name) for name in _FILES]
    if not all(path.is_file() for path in paths):
        return None
    encoder, heads, tokenizer, card = (path.read_bytes() for path in paths)
    with np.load(BytesIO(heads)) as held:
        matrices = {name: held[name].astype(np.float32) for name in held.files}
    return Network(encoder, matrices, Tokenizer.from_str(tokenizer.decode("utf-8")), json.loads(card))


def _gelu(values: Array) -> Array:
    made: Array = (0.5 * values * (1.0 + erf(values / np.sqrt(2.0)))).astype(np.float32)
    return made


def _sigmoid(values: Array) -> Array:
    made: Array = expit(values)
    return made


def _softmax(values: Array) -> Array:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    made: Array = raised / raised.sum(axis=-1, keepdims=True)
    return made
