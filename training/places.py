"""Trains the tagger of place names and their uses; writes the weights and a card of what they come from and give.

    python -m training.places [--parts train,tuning]

Reads the development data in ../shared/data and the marks in evals/annotations/places. The order of the texts is fixed
and the method (L-BFGS with L1 and L2) draws nothing at random, so the same data gives the same weights. Scores on the
tuning part are those of weights that were trained on the training part alone.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

import karez.read.places
from evals.place_texts import DATA
from evals.places import MARKS
from karez.atlas.atlas import Atlas
from karez.read.places.features import featured
from karez.read.places.listed import DERIVED, Flags
from karez.read.places.names import cut, find_names, has_no_capitals
from karez.read.places.tagger import OUTSIDE, tagger
from karez.read.places.tokens import Token
from karez.read.places.use import use_features
from training.composed import TEMPLATES, WORDS, composed
from training.texts import LETTERS, Mark, Text, digest, marked, published

FOLDER = Path(karez.read.places.__file__).with_name("data")
NAMES = {"c1": 0.1, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": True}
USES = {"c1": 0.05, "c2": 0.1, "max_iterations": 150}
# Every so many texts are learnt from as texts without capitals, too.
FLAT_EVERY = 2
# How often each composed template is filled.
COMPOSED = 3
_TOLD = frozenset(("literal", "metonymic", "modifier"))
# Endings of words for the people of a place, where the gazetteer does not know the word.
_ENDING = re.compile(r"(?:[nrtcsldbg]ians?|[kx]ans?|icans?|tish|[nld]ese|[wo]ans?|sotans)$")

Instance = tuple[list[list[str]], list[str]]


def labels(sentence: Sequence[Token], marks: Sequence[Mark]) -> list[str]:
    """The label of every token: ``B`` or ``I`` and the mark's letter for those that it touches, else ``O``."""
    row = [OUTSIDE] * len(sentence)
    for mark in (mark for mark in marks if mark.start < sentence[-1].end and sentence[0].start < mark.end):
        first = True
        for index, token in enumerate(sentence):
            if token.start < mark.end and mark.start < token.end:
                row[index] = ("B" if first else "I") + mark.letter
                first = False
    return row


def name_instances(texts: Iterable[Text], world: Flags) -> Iterator[Instance]:
    """The sentences of texts as the first tagger sees them, with their labels; some texts once more without case."""
    for number, text in enumerate(texts):
        sentences = cut(text.text)
        wanted = [labels(sentence, text.marks) for sentence in sentences]
        for flat in (False, True) if number % FLAT_EVERY == 0 else (False,):
            bare = flat or has_no_capitals(text.text)
            yield from zip(
                featured(sentences, world, no_capitals=bare, convention=text.convention), wanted, strict=True
            )


def use_instances(texts: Iterable[Text]) -> Iterator[Instance]:
    """The names of texts as the second tagger sees them, each a sequence of one, with their uses."""
    for text in texts:
        for sentence in cut(text.text):
            starts = {token.start: index for index, token in enumerate(sentence)}
            ends = {token.end: index for index, token in enumerate(sentence)}
            for mark in text.marks:
                if mark.use and mark.letter != LETTERS["homonym"] and mark.start in starts and mark.end in ends:
                    row = use_features(sentence, starts[mark.start], ends[mark.end], mark.letter)
                    yield [row], [mark.use]


def train(instances: Iterable[Instance], settings: Mapping[str, Any], path: Path) -> int:
    """Train on ``instances`` and write the weights to ``path``; return how many there were."""
    trainer = pycrfsuite.Trainer(verbose=False)
    count = 0
    for rows, wanted in instances:
        trainer.append(pycrfsuite.ItemSequence(rows), wanted)
        count += 1
    trainer.select("lbfgs")
    trainer.set_params(dict(settings))
    trainer.train(str(path))
    return count


def train_both(parts: Sequence[str], world: Flags) -> dict[str, Any]:
    """Train both taggers on some parts and write their weights; return what was learnt from."""
    own = [text for part in parts for text in marked(part)]
    known = {(text.set_name, text.identity) for text in own}
    others = [text for part in parts for text in published(part, lambda quote: is_derived(quote, world))]
    others = [text for text in others if (text.set_name, text.identity) not in known]
    made = composed(COMPOSED)
    sentences = train(name_instances([*own, *others, *made], world), NAMES, FOLDER / "names.crfsuite")
    names = train(use_instances([*own, *made]), USES, FOLDER / "uses.crfsuite")
    tagger.cache_clear()
    texts = {"texts marked by us": len(own), "texts published": len(others), "texts composed": len(made)}
    return {**texts, "sentences": sentences, "uses": names}


def is_derived(quote: str, world: Flags) -> bool:
    """Whether a published mark is a word for people or an adjective, by the gazetteer or its ending."""
    last = quote.lower().split()[-1]
    bits = world.flags([last])[0]
    return bool(bits & DERIVED) or (not bits and bool(_ENDING.search(last)))


def scores(part: str, world: Flags) -> dict[str, float]:
    """F1 of spans over all uses, over told uses, and how many uses are right, on the marked texts of a part."""
    matched = found = wanted = told_matched = told_found = told_wanted = right = 0
    for text in marked(part):
        gold = {(mark.start, mark.end): mark.use for mark in text.marks}
        names = {(name.start, name.end): name.use.value for name in find_names(text.text, world)}
        both = gold.keys() & names.keys()
        matched, found, wanted = matched + len(both), found + len(names), wanted + len(gold)
        right += sum(gold[span] == names[span] for span in both)
        told, said = ({span for span, use in spans.items() if use in _TOLD} for spans in (gold, names))
        told_matched, told_found = told_matched + len(told & said), told_found + len(said)
        told_wanted += len(told)
    return {
        "exact F1, all uses": round(2 * matched / (found + wanted), 4),
        "exact F1, told": round(2 * told_matched / (told_found + told_wanted), 4),
        "use right": round(right / matched, 4),
        "names": wanted,
    }


def main() -> None:
    """Train, score on the tuning part, train on all asked parts, and write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="train", help="what the shipped weights learn from, by commas")
    parts = parser.parse_args().parts.split(",")
    world = Atlas.open().gazetteer
    learnt = train_both(["train"], world)
    tuning = scores("tuning", world)
    if parts != ["train"]:
        learnt = train_both(parts, world)
    sources = [*sorted(MARKS.glob("*.jsonl")), *(DATA / "geo" / f"{name}.jsonl" for name in ("lgl", "geovirus"))]
    sources += [TEMPLATES, WORDS]
    card = {
        "made by": "python -m training.places --parts " + ",".join(parts),
        "method": "linear-chain CRF (python-crfsuite), L-BFGS",
        "settings": {"names": NAMES, "uses": USES},
        "data": {"sha256": digest(sources), **learnt},
        "tuning, trained on the training part alone": tuning,
    }
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (FOLDER / "card.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
