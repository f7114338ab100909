"""Writes a trained network as the reader ships it: a quantised ONNX graph, matrices, the tokenizer, a card.

    python -m training.reader.export --base FOLDER --state STATE.pt [--out FOLDER]

The encoder is quantised to 8 bits a weight, by channel and with a reduced range: without these two the quantised
encoder agrees with the whole one on far fewer tokens.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

import karez.read.learned
from training.reader.network import DISTANCES, Encoder, Labels
from training.reader.train import plain

FOLDER = Path(karez.read.learned.__file__).with_name("data")
# Heads are asked of the kinds whose marks hold them.
HEADS = {
    "incident": ("type", "realis", "claimant", "when", "where"),
    "toll": ("harm", "qualifier", "victims", "scope", "perpetrators", "count", "realis", "claimant", "when", "where"),
    "status": ("status state", "asset type", "cause", "realis", "claimant", "when", "where"),
    "control": ("control state", "realis", "claimant", "when", "where"),
    "directive": ("action", "realis", "claimant", "when", "where"),
    "assessment": ("claimant", "realis"),
}
ROLES = {
    "incident": ("claimant", "when", "where", "initiators", "targets", "operation"),
    "toll": ("claimant", "when", "where", "victims", "number"),
    "status": ("claimant", "when", "where", "asset", "by", "users"),
    "control": ("claimant", "when", "where", "holder"),
    "directive": ("claimant", "when", "where", "issuer", "subject"),
    "assessment": ("claimant", "about", "likelihood"),
}


class Whole(nn.Module):
    """The encoder on windows without padding."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """Ids to vectors."""
        return self.encoder(ids, torch.ones_like(ids))


def graph(encoder: Encoder, path: Path) -> None:
    """Write the quantised graph of the encoder."""
    with tempfile.TemporaryDirectory() as folder:
        whole, ready = Path(folder) / "whole.onnx", Path(folder) / "ready.onnx"
        ids = torch.ones(1, 24, dtype=torch.long)
        torch.onnx.export(
            Whole(encoder.eval()),
            (ids,),
            str(whole),
            input_names=["ids"],
            output_names=["tokens"],
            dynamic_axes={"ids": {1: "count"}, "tokens": {1: "count"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(ready))
        quantize_dynamic(str(ready), str(path), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def card(state: dict[str, Any]) -> dict[str, Any]:
    """What the reader must know of the network: labels, distances, thresholds, what is asked of which kind."""
    labels: Labels = state["labels"]
    return {
        "name": "karez.encoder.v1",
        "rules": state["rules"],
        "labels": {name: getattr(labels, name) for name in ("kinds", "classes", "means", "roles", "actors", "links")},
        "distances": DISTANCES,
        "leaning": dict.fromkeys(labels.kinds, 0.0),
        "heads": HEADS,
        "roles": ROLES,
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    state = torch.load(options.state, weights_only=False)
    encoder = Encoder(state["encoder"]["words.weight"].shape[0])
    encoder.load_state_dict(state["encoder"])
    options.out.mkdir(parents=True, exist_ok=True)
    graph(encoder, options.out / "encoder.onnx")
    heads = {name: value.numpy().astype(np.float16) for name, value in state["heads"].items()}
    np.savez_compressed(options.out / "heads.npz", **heads)
    plain(options.base).save(str(options.out / "tokenizer.json"))
    text = json.dumps(card(state), indent=1)
    (options.out / "card.json").write_text(text + "\n", encoding="utf-8")
    for path in sorted(options.out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
