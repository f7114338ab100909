"""Marked reports as examples: windows with features, the claims told in them with their labels, links of claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from evals import heldout
from evals.jsonl import read_jsonl
from evals.reading.case import part_of
from karez.model.report import Document
from karez.model.text import Offsets
from karez.read.learned.features import features
from karez.read.learned.windows import Window, windows
from karez.read.numbers import Number, find_numbers
from karez.read.reader import Reader

Record = Mapping[str, Any]

# The spans of a claim by the role that they play; keys of the annotation files.
ROLES: Mapping[str, str] = {
    "claimant": "claimant",
    "when": "when",
    "where": "where",
    "initiators": "initiators",
    "targets": "targets",
    "operation": "operation",
    "victims_at": "victims",
    "asset": "asset",
    "by": "by",
    "users_at": "users",
    "holder": "holder",
    "issuer": "issuer",
    "subject_at": "subject",
    "about_at": "about",
    "likelihood_at": "likelihood",
}
# What is told of a claim as a whole; keys of the annotation files, the kinds before them where a key means two things.
WHOLES = ("type", "harm", "qualifier", "victims", "scope", "perpetrators", "state", "cause", "action", "realis")
PHRASE, MANY = "phrase", "many"


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim told in a window. Spans are tokens of it, end exclusive; ``classes`` maps a head to its word."""

    claim: str
    kind: str
    window: int
    span: Offsets
    main: bool
    classes: Mapping[str, str]
    means: tuple[str, ...]
    roles: tuple[tuple[str, Offsets, str], ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A marked report. ``pairs``: (first claim, second claim, how they hang together)."""

    set_name: str
    identity: str
    windows: tuple[Window, ...]
    features: tuple[NDArray[np.float32], ...]
    tellings: tuple[Telling, ...]
    pairs: tuple[tuple[str, str, str], ...]


def marked(paths: Iterable[Path]) -> Iterator[Record]:
    """The reports of the part train with their texts, in the order of the files."""
    for path in sorted(paths):
        shares = [line["part"] for line in heldout.annotations(path)]
        reports = heldout.reports(path)
        yield from (row for row, own in zip(reports, shares, strict=True) if own == "train")


def without_claims(path: Path) -> Iterator[Record]:
    """The composed texts without claims of the part train."""
    for row in read_jsonl(path):
        if part_of("none", row["id"]) == "train":
            yield {"set": "none", "title": None, "claims": [], **row}


def example(record: Record, reader: Reader, tokenizer: Tokenizer) -> Example:
    """Return a report as an example."""
    document = Document(record["text"], title=record["title"], published=record["published"], lang="en")
    passage = reader.passage(document)
    cut = tuple(windows(passage.text, passage.sentences, tokenizer))
    rows = tuple(features(passage, reader.by_rule(passage), cut))
    told = [telling for claim in record["claims"] for telling in _tellings(claim, record["text"], cut)]
    return Example(record["set"], record["id"], cut, rows, tuple(_once(told)), tuple(_pairs(record["claims"])))


def _tellings(claim: Record, text: str, cut: Sequence[Window]) -> Iterator[Telling]:
    main = (claim["start"], claim["end"])
    for number, (start, end) in enumerate([main, *map(tuple, claim["also"])]):
        index, span = max(
            ((index, _tokens(window, start, end)) for index, window in enumerate(cut)),
            key=lambda found: _size(found[1]),
        )
        if span is None:
            continue
        roles = tuple(_roles(claim, text, cut[index]))
        count = claim.get("best") if claim.get("best") is not None else claim.get("low")
        classes = _classes(claim, text)
        yield Telling(claim["cid"], claim["kind"], index, span, number == 0, classes, _means(claim), roles, count)


def _size(span: Offsets | None) -> int:
    return span[1] - span[0] if span else 0


def _tokens(window: Window, start: int, end: int) -> Offsets | None:
    """The tokens that ``start:end`` touches."""
    held = [index for index, (first, last) in enumerate(window.spans) if first < end and start < last]
    return (held[0], held[-1] + 1) if held else None


def _means(claim: Record) -> tuple[str, ...]:
    return tuple(claim.get("means") or ())


def _classes(claim: Record, text: str) -> dict[str, str]:
    kind = claim["kind"]
    made = {}
    for key in WHOLES:
        if key in claim and (key != "cause" or kind == "status"):
            name = f"{kind} {key}" if key == "state" else key
            made[name] = str(claim[key]) if claim[key] is not None else "none"
    for key in ("claimant", "when", "where", "by") if kind != "assessment" else ("by",):
        if key == "by" and kind != "assessment":
            continue
        value = claim.get(key)
        name = "claimant" if key in {"claimant", "by"} else key
        made[name] = (value["class"] if name == "claimant" else "told") if value else "none"
    if kind == "status":
        made["asset type"] = claim["asset"]["type"]
    if kind == "toll":
        made["count"] = _count(claim, text)
    return made


def _count(claim: Record, text: str) -> str:
    """How the number is told: by a number word of the quote, or without one."""
    wanted = (claim["low"], claim["best"], claim["high"])
    if any(_bounds(number) == wanted for number in find_numbers(text, claim["start"], claim["end"])):
        return PHRASE
    value = claim["best"] if claim["best"] is not None else claim["low"]
    return str(value) if value is not None and value < 4 else MANY


def _bounds(number: Number) -> tuple[int | None, int | None, int | None]:
    return (number.low, number.best, number.high)


def _roles(claim: Record, text: str, window: Window) -> Iterator[tuple[str, Offsets, str]]:
    for key, named in ROLES.items():
        role = "claimant" if key == "by" and claim["kind"] == "assessment" else named
        value = claim.get(key)
        for part in value if isinstance(value, list) and value and not isinstance(value[0], int) else [value]:
            if part is None or part == []:
                continue
            start, end = part if isinstance(part, list) else (part["start"], part["end"])
            if window.start <= start and end <= window.end:
                span = _tokens(window, start, end)
                kind = part.get("class", "none") if isinstance(part, dict) else "none"
                if span:
                    yield role, span, kind
    if claim["kind"] == "toll":
        wanted = (claim["low"], claim["best"], claim["high"])
        fits = [number for number in find_numbers(text, claim["start"], claim["end"]) if _bounds(number) == wanted]
        span = _tokens(window, fits[0].start, fits[0].end) if len(fits) == 1 else None
        if span:
            yield "number", span, "none"


def _once(told: Sequence[Telling]) -> Iterator[Telling]:
    """Claims told in the very same words are one telling with the roles of all."""
    groups: dict[tuple[str, int, Offsets], list[Telling]] = defaultdict(list)
    for telling in told:
        groups[telling.kind, telling.window, telling.span].append(telling)
    for same in groups.values():
        first = same[0]
        roles = tuple(dict.fromkeys(role for telling in same for role in telling.roles))
        yield Telling(
            first.claim,
            first.kind,
            first.window,
            first.span,
            first.main,
            first.classes,
            first.means,
            roles,
            first.number,
        )


def _pairs(claims: Sequence[Record]) -> Iterator[tuple[str, str, str]]:
    for claim in claims:
        if claim["kind"] == "toll":
            if claim.get("part_of"):
                yield claim["cid"], claim["part_of"], "part_of"
            if claim.get("of"):
                yield claim["cid"], claim["of"], "of"
