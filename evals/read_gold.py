"""Scores ``karez read`` on the development gold by the gold's own scorer.

    python -m evals.read_gold [--show KIND] [--only ID]

``--show KIND`` lists what was missed (-) and what was wrongly found (+) in the documents, for people who tune.
"""

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from karez.app.readers import shipped
from karez.app.settings import read_settings
from karez.atlas.atlas import Atlas
from karez.model.codec import reading_json
from karez.model.report import Document

GOLD = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold"


def scorer(folder: Path = GOLD) -> ModuleType:
    """Load the gold's scorer."""
    spec = importlib.util.spec_from_file_location("gold_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(documents: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Read every document and return output lines by document id."""
    reader = shipped(Atlas.open(), read_settings())
    lines = {}
    for item in documents:
        document = Document(item["text"], title=item["title"], published=item["published"], lang="en")
        lines[item["id"]] = reading_json(item["id"], document.text_sha256, reader.read(document))
    return lines


def result(boot: int = 0) -> dict[str, Any]:
    """Score the whole development gold."""
    score = scorer()
    gold = score.load(GOLD / "dev.jsonl")
    texts = {item["id"]: item["text"] for item in gold}
    found: dict[str, Any] = score.score(gold, predictions(gold), boot, texts)
    return found


def show_differences(kind: str, only: str | None) -> None:
    """Print, document by document, the claims of ``kind`` that were missed (-) or wrongly found (+)."""
    score = scorer()
    gold = [item for item in score.load(GOLD / "dev.jsonl") if only in (None, item["id"])]
    lines = predictions(gold)
    for item in gold:
        want = [claim for claim in item["claims"] if claim["kind"] == kind]
        have = [claim for claim in lines[item["id"]]["claims"] if claim["kind"] == kind]
        pairs = score.pair_up(have, want, kind)
        print(f"== {item['id']}: gold {len(want)}, found {len(have)}, matched {len(pairs)}")
        for index, claim in enumerate(want):
            if index not in {second for _, second in pairs}:
                print("  -", brief(claim))
        for index, claim in enumerate(have):
            if index not in {first for first, _ in pairs}:
                print("  +", brief(claim), "|", claim["reason"])


def brief(claim: dict[str, Any]) -> str:
    """One line for one claim."""
    keys = ("type", "harm", "low", "best", "high", "state", "action", "realis", "victims")
    values = {key: claim[key] for key in keys if claim.get(key) is not None}
    asset = (claim.get("asset") or claim.get("holder") or {}).get("quote")
    return f"{values} {asset or ''} {claim['quote']!r}"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show")
    parser.add_argument("--only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.show:
        show_differences(options.show, options.only)
        return
    found = result()
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        scorer().show(found)


if __name__ == "__main__":
    main()
