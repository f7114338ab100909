"""The trained network as ONNX graphs: the encoder, quantised, and the heads, whole."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from karez.read.learned.facts import COUNT
from training.reader.network import CLAIM, TOKEN, WIDTH, Encoder, Heads, head_name

Axes = Mapping[str, Mapping[int, str]]


class Whole(nn.Module):
    """The encoder on a window without padding: ids (1, tokens + 2) to vectors (1, tokens + 2, width)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """Ids to vectors."""
        return self.encoder(ids, torch.ones_like(ids))


class Tokens(nn.Module):
    """Vectors and features of the tokens of a window to joint vectors and the chances of tags."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, hidden: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """(tokens, width), (tokens, features) to (tokens, TOKEN), (tokens, kinds, 3)."""
        joint = self.heads.tokens(hidden, features)
        tags = self.heads.tags(joint).reshape(-1, len(self.heads.labels.kinds), 3).softmax(-1)
        return joint, tags


class Claims(nn.Module):
    """Claims of a window to their vectors, the chances of classes (all heads side by side), means and roles."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, tokens: Tensor, inside: Tensor, kinds: Tensor, far: Tensor) -> tuple[Tensor, ...]:
        """(tokens, TOKEN), (claims, tokens), (claims,), (claims, tokens) to four sorts of chances by claim."""
        lengths = torch.ones_like(inside).sum(1)
        vectors = self.heads.claims(tokens[None].expand(inside.shape[0], -1, -1), inside, lengths, kinds)
        classes = [self.heads.classes[head_name(head)](vectors).softmax(-1) for head in self.heads.labels.classes]
        same = torch.zeros_like(kinds)
        roles = self.heads.role_scores(tokens[None], same, vectors, far)
        return vectors, torch.cat(classes, -1), self.heads.means(vectors).sigmoid(), roles.sigmoid()


class Actors(nn.Module):
    """Parties of a window to the chances of their classes."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, tokens: Tensor, inside: Tensor) -> Tensor:
        """(tokens, TOKEN), (parties, tokens) to (parties, classes)."""
        mean = inside @ tokens / inside.sum(1, keepdim=True)
        around = tokens.mean(0, keepdim=True).expand(inside.shape[0], -1)
        return self.heads.actor(torch.cat([mean, around], -1)).softmax(-1)


class Links(nn.Module):
    """Pairs of claims to the chances of their links."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, first: Tensor, second: Tensor, facts: Tensor) -> Tensor:
        """(pairs, CLAIM) twice, (pairs, facts) to (pairs, links)."""
        return self.heads.pairs(first, second, facts).sigmoid()


def write(encoder: Encoder, heads: Heads, features: int, folder: Path) -> None:
    """Write all graphs into ``folder``."""
    encoder.eval()
    heads.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole, ready = Path(scratch) / "whole.onnx", Path(scratch) / "ready.onnx"
        _graph(Whole(encoder), (torch.ones(1, 24, dtype=torch.long),), whole, {"ids": {1: "n"}}, {"hidden": {1: "n"}})
        quant_pre_process(str(whole), str(ready))
        # By channel and with a reduced range: without these two the quantised encoder agrees with the whole one on
        # far fewer tokens.
        quantize_dynamic(
            str(ready), str(folder / "encoder.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    n = {0: "n"}
    given = (torch.randn(24, WIDTH), torch.zeros(24, features))
    _graph(Tokens(heads), given, folder / "tokens.onnx", {"hidden": n, "features": n}, {"tokens": n, "tags": n})
    tokens, inside = torch.randn(24, TOKEN), torch.ones(3, 24)
    both = {0: "claims", 1: "n"}
    _graph(
        Claims(heads),
        (tokens, inside, torch.zeros(3, dtype=torch.long), torch.zeros(3, 24, dtype=torch.long)),
        folder / "claims.onnx",
        {"tokens": n, "inside": both, "kinds": {0: "claims"}, "far": both},
        {"vectors": {0: "claims"}, "classes": {0: "claims"}, "means": {0: "claims"}, "roles": both},
    )
    _graph(
        Actors(heads),
        (tokens, inside),
        folder / "actors.onnx",
        {"tokens": n, "inside": both},
        {"actors": {0: "claims"}},
    )
    pairs = {0: "pairs"}
    _graph(
        Links(heads),
        (torch.randn(3, CLAIM), torch.randn(3, CLAIM), torch.randn(3, COUNT)),
        folder / "links.onnx",
        {"first": pairs, "second": pairs, "facts": pairs},
        {"links": pairs},
    )


def _graph(module: nn.Module, given: Sequence[Tensor], path: Path, inputs: Axes, outputs: Axes) -> None:
    torch.onnx.export(
        module.eval(),
        tuple(given),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={**inputs, **outputs},
        opset_version=17,
        dynamo=False,
    )
