"""Place names alone: found and resolved in real news, on two cores."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median as middle

from benchmarks.figures import Figure, Options
from karez.atlas.atlas import Atlas
from karez.read.mentions.actors import find_actors
from karez.read.mentions.places import find_places
from karez.read.places.decide import Context

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "geo"
SETS = ("lgl", "geovirus")
DOCUMENTS = 200
CORES = 2


def place_names(options: Options) -> Iterator[Figure]:
    """Whole news articles a second whose place names are found and resolved, by two processes at once."""
    for name in SETS:
        path = DATA / f"{name}.jsonl"
        if not path.is_file():
            print(f"missing: {path.name} in ../shared/data", file=sys.stderr)
            continue
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        texts = [str(json.loads(line)["text"]) for line in lines[:DOCUMENTS]]
        words = sum(len(text.split()) for text in texts) // len(texts)
        with ProcessPoolExecutor(CORES) as pool:
            list(pool.map(_read, [texts[:2]] * CORES))  # each opens its atlas and its weights

            halves = [texts[number::CORES] for number in range(CORES)]
            rounds = [max(pool.map(_read, halves)) for _ in range(min(options.runs, 3))]
        yield Figure(
            f"place names, {name}, {words} words each, 2 cores",
            len(texts) / middle(rounds),
            "a second",
            50.0,
            less_is_better=False,
        )


_OPEN: list[Atlas] = []


def _read(texts: Sequence[str]) -> float:
    """How long the place names of some texts take, once the atlas is open; parties are not counted."""
    if not _OPEN:
        _OPEN.append(Atlas.open())
    (atlas,) = _OPEN
    actors = [find_actors(text, world=atlas) for text in texts]
    began = time.perf_counter()
    for text, found in zip(texts, actors, strict=True):
        find_places(text, context=Context(), world=atlas, actors=found)
    return time.perf_counter() - began
