"""Writes a trained network as the reader ships it: ONNX graphs, the tokenizer, a card.

    python -m training.reader.export --base FOLDER --state STATE.pt [--out FOLDER]

The encoder is quantised to 8 bits a weight; the heads are small and stay whole.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from karez.read.learned.features import NAMES
from training.reader.data import SHIPPED, base_folder, plain
from training.reader.graphs import write
from training.reader.network import DISTANCES, Encoder, Heads, Labels

# The chance that the network must give to words that only the rules take for a claim. Rules are precise, so it is low;
# of statuses the network has learnt from too few to judge.
LEAST = {"incident": 0.005, "toll": 0.005, "status": 0.0, "control": 0.005, "directive": 0.005, "assessment": 0.005}
# What is asked of claims of each kind; time, place, cause and means are worked out by the rules on their words.
HEADS = {
    "incident": ("type", "realis", "claimant"),
    "toll": ("harm", "qualifier", "victims", "scope", "perpetrators", "count", "realis", "claimant"),
    "status": ("status state", "asset type", "realis", "claimant"),
    "control": ("control state", "realis", "claimant"),
    "directive": ("action", "realis", "claimant"),
    "assessment": ("claimant", "realis"),
}
ROLES = {
    "incident": ("claimant", "initiators", "targets"),
    "toll": ("claimant", "victims", "number"),
    "status": ("claimant", "asset"),
    "control": ("claimant", "holder"),
    "directive": ("claimant", "issuer", "subject"),
    "assessment": ("claimant", "about", "likelihood"),
}


def card(state: dict[str, Any]) -> dict[str, Any]:
    """What the reader must know of the network: labels, distances, thresholds, what is asked of which kind."""
    labels: Labels = state["labels"]
    return {
        "name": "karez.encoder.v1",
        "rules": state["rules"],
        "labels": {name: getattr(labels, name) for name in ("kinds", "classes", "means", "roles", "actors", "links")},
        "distances": DISTANCES,
        "leaning": dict.fromkeys(labels.kinds, 0.0),
        "calibration": {},
        "least": LEAST,
        "heads": HEADS,
        "roles": ROLES,
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, default=base_folder())
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    state = torch.load(options.state, weights_only=False)
    encoder = Encoder(state["encoder"]["words.weight"].shape[0])
    encoder.load_state_dict(state["encoder"])
    options.out.mkdir(parents=True, exist_ok=True)
    heads = Heads(state["labels"], len(NAMES))
    heads.load_state_dict(state["heads"])
    write(encoder, heads, len(NAMES), options.out)
    plain(options.base).save(str(options.out / "tokenizer.json"))
    text = json.dumps(card(state), indent=1)
    (options.out / "card.json").write_text(text + "\n", encoding="utf-8")
    for path in sorted(options.out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
