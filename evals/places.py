"""Scores the place names of a reading: found, with which use, resolved to which place; by the mapping of measures.md.

    python -m evals.places [--part train|tuning|held] [--bare] [--json] [--show missed|extra|wrong --set NAME]

Two kinds of gold. *Marks*: texts that we marked by hand with every name of a place and its use, as offsets in
``annotations/places``. *Coordinates*: the published marks of lgl and geovirus, which hold no demonyms and no use, but
most have a point. Every text belongs to one part by the digest of its set and id: six tenths train, two tuning, two
held back. Nobody tunes on the held part, so ``--show`` refuses it. ``--bare`` gives the reader the text alone: no
title, date, publisher or address, which a user's file may lack and which in lgl names a local paper.

- ``exact`` and ``lenient``: F1 of the spans, all uses; ``lenient told``: any overlap, over literal, metonymic and
  modifier alone (of the published marks over all that are not demonym, language or homonym).
- ``resolved``: of the published marks with a point that were found, the share that lies within 161 km or has the very
  GeoNames id; an unresolved one is wrong. ``end to end``: a name counts if it is found and right; names resolved where
  the gold has none are errors, names over marks without a point are left out.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals import draws
from evals.draws import figure as figure
from evals.draws import tenth
from evals.jsonl import read_jsonl
from evals.place_texts import text_of
from karez.app.commands.lines import output_line
from karez.app.workspace import Workspace
from karez.model.geodesy import distance_km

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MARKS = Path(__file__).with_name("annotations") / "places"
POINTS = ("lgl", "geovirus")
PARTS = {"train": range(6), "tuning": range(6, 8), "held": range(8, 10)}
TOLD = frozenset(("literal", "metonymic", "modifier"))
NOT_PUBLISHED = frozenset(("demonym", "language", "homonym"))
NEAR_KM = 161.0

Record = Mapping[str, Any]
Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``start:end``; ``point`` is (lat, lon), None where none is given or where it is unresolved."""

    start: int
    end: int
    use: str
    point: tuple[float, float] | None = None
    place: str | None = None


def part_of(set_name: str, identity: str) -> str:
    """The part that a text belongs to."""
    number = tenth(f"{set_name}:{identity}")
    return next(part for part, numbers in PARTS.items() if number in numbers)


# ------------------------------------------------------------------ gold
def published(part: str) -> Iterator[tuple[Record, list[Name]]]:
    """The records of lgl and geovirus of one part with their own marks."""
    for name in POINTS:
        for identity, record in _records(name).items():
            if part_of(name, identity) == part:
                yield record, [_published(mark) for mark in record["toponyms"]]


def _published(mark: Record) -> Name:
    lat, lon = mark.get("lat"), mark.get("lon")
    point = (float(lat), float(lon)) if lat is not None and lon is not None else None
    identity = mark.get("geonames_id")
    return Name(mark["start"], mark["end"], "", point, f"geonames:{identity}" if identity else None)


def marked(part: str) -> Iterator[tuple[Record, list[Name]]]:
    """The texts of one part that we marked ourselves."""
    for path in sorted(MARKS.glob("*.jsonl")):
        if path.stem.startswith("twice"):
            continue
        for row in read_jsonl(path):
            if part_of(row["set"], str(row["id"])) == part:
                yield _record(row["set"], str(row["id"])), [Name(start, end, use) for start, end, use in row["names"]]


def _record(set_name: str, identity: str) -> Record:
    """A text with what a reader knows beside it, where the set says so."""
    known = _records(set_name)[identity] if set_name in POINTS else {}
    return {**known, "set": set_name, "id": identity, "text": text_of(set_name, identity)}


@cache
def _records(set_name: str) -> Mapping[str, Record]:
    """The records of lgl or geovirus by their id."""
    return {row["id"]: {**row, "set": set_name} for row in read_jsonl(DATA / "geo" / f"{set_name}.jsonl")}


# ------------------------------------------------------------------ what the reader says
def read_all(records: Sequence[Record], *, bare: bool = False) -> list[list[Name]]:
    """The place names that the batch door gives for every record, in two processes; ``bare``: for its text alone."""
    if bare:
        records = [{"id": record["id"], "text": record["text"]} for record in records]
    halves = [list(records[index::2]) for index in range(2)]
    with ProcessPoolExecutor(2) as pool:
        first, second = pool.map(_read, halves)
    found: list[list[Name]] = []
    for index in range(len(records)):
        found.append((first, second)[index % 2][index // 2])
    return found


def _read(records: Sequence[Record]) -> list[list[Name]]:
    keys = ("id", "text", "title", "published", "publisher", "url")
    with Workspace.passing() as workspace:
        asked = (json.dumps({key: record.get(key) for key in keys}) for record in records)
        lines = [output_line(workspace, line) for line in asked]
        return [[_named(place) for place in line["mentions"]["places"]] for line in lines]


def _named(mention: Record) -> Name:
    place = mention["place"] or {}
    lat, lon = place.get("lat"), place.get("lon")
    point = (lat, lon) if lat is not None and lon is not None else None
    ids = [identity for identity in (place.get("id"), place.get("same_as")) if identity]
    best = next((identity for identity in ids if identity.startswith("geonames:")), ids[0] if ids else None)
    return Name(mention["start"], mention["end"], mention["use"], point, best)


# ------------------------------------------------------------------ figures
def pairs(gold: Iterable[Name], found: Iterable[Name], fits: Callable[[Name, Name], bool]) -> list[tuple[Name, Name]]:
    """One-to-one pairs of names that fit, in text order; the same span before an overlap."""
    left, right = sorted(gold, key=_span), sorted(found, key=_span)
    made = []
    for same in (True, False):
        for name in list(left):
            other = next((item for item in right if (_span(item) == _span(name)) is same and fits(name, item)), None)
            if other:
                made.append((name, other))
                left.remove(name)
                right.remove(other)
    return made


def _span(name: Name) -> tuple[int, int]:
    return name.start, name.end


def exact(first: Name, second: Name) -> bool:
    """Whether two names have the same span."""
    return _span(first) == _span(second)


def overlap(first: Name, second: Name) -> bool:
    """Whether two names share a character."""
    return first.start < second.end and second.start < first.end


def right(gold: Name, found: Name) -> bool:
    """Whether a resolved name means the place of the gold."""
    if gold.place and gold.place == found.place:
        return True
    return bool(gold.point and found.point) and distance_km(gold.point or (0, 0), found.point or (0, 0)) <= NEAR_KM


def _f1(gold: Sequence[Name], found: Sequence[Name], fits: Callable[[Name, Name], bool]) -> tuple[int, int]:
    return 2 * len(pairs(gold, found, fits)), len(gold) + len(found)


def score_marks(gold: Sequence[Name], found: Sequence[Name]) -> Counts:
    """The figures of one text that we marked, each as what stands above and below the line."""
    told, said = ([name for name in names if name.use in TOLD] for names in (gold, found))
    both = pairs(gold, found, exact)
    matched = len(both)
    same = sum(
        (a.use in TOLD, a.use if a.use not in TOLD else "") == (b.use in TOLD, b.use if b.use not in TOLD else "")
        for a, b in both
    )
    return {
        "exact F1, all uses": (2 * matched, len(gold) + len(found)),
        "exact precision": (matched, len(found)),
        "exact recall": (matched, len(gold)),
        "lenient F1, all uses": _f1(gold, found, overlap),
        "lenient F1, told": _f1(told, said, overlap),
        "exact F1, told": _f1(told, said, exact),
        "use right": (same, matched),
    }


def score_points(gold: Sequence[Name], found: Sequence[Name]) -> Counts:
    """The figures of one text with published marks."""
    named = [name for name in found if name.use not in NOT_PUBLISHED]
    both = pairs(gold, named, overlap)
    pointed = [(a, b) for a, b in both if a.point]
    correct = sum(right(a, b) for a, b in pointed)
    loose = [name for name in gold if not name.point]
    asserted = [b for b in named if b.point and not any(overlap(b, a) for a in loose)]
    wanted = sum(bool(name.point) for name in gold)
    return {
        "exact F1": _f1(gold, named, exact),
        "lenient F1": (2 * len(both), len(gold) + len(named)),
        "lenient recall": (len(both), len(gold)),
        "lenient precision": (len(both), len(named)),
        "resolved of found": (correct, len(pointed)),
        "abstained of found": (sum(not b.point for _, b in pointed), len(pointed)),
        "end to end F1": (2 * correct, wanted + len(asserted)),
    }


def interval(rows: Sequence[Counts], name: str) -> tuple[float, float]:
    """The 95 % interval when the texts are drawn again; from nought to one where too few hold the measure."""
    return draws.interval(rows, name, boot=500, seed=7) or (0.0, 1.0)


def measured(part: str, *, bare: bool = False) -> dict[str, dict[str, list[Counts]]]:
    """The counts of every text of a part, by kind of gold and set."""
    found: dict[str, dict[str, list[Counts]]] = {"marks": {}, "coordinates": {}}
    for kind, gold, score in (("marks", marked, score_marks), ("coordinates", published, score_points)):
        items = list(gold(part))
        said = read_all([record for record, _ in items], bare=bare)
        for (record, names), mine in zip(items, said, strict=True):
            found[kind].setdefault(record["set"], []).append(score(names, mine))
    return found


def rows_of(found: Mapping[str, Mapping[str, list[Counts]]]) -> list[dict[str, Any]]:
    """The table: every measure over all sets and for each set."""
    made = []
    for kind, sets in found.items():
        together = [row for rows in sets.values() for row in rows]
        for name in together[0] if together else ():
            low, high = interval(together, name)
            made.append(
                {
                    "gold": kind,
                    "measure": name,
                    "texts": len(together),
                    "all": figure(together, name),
                    "low": low,
                    "high": high,
                    "sets": {key: figure(rows, name) for key, rows in sets.items()},
                }
            )
    return made


def show(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The table as text, a line each."""
    for row in rows:
        sets = " ".join(f"{key} {value:.3f}" for key, value in row["sets"].items() if value is not None)
        value = "-" if row["all"] is None else f"{row['all']:.3f}"
        head = f"{row['gold']:<12}{row['measure']:<22}{row['texts']:>5}"
        yield f"{head} {value}  {row['low']:.3f}-{row['high']:.3f}  {sets}"


def examples(part: str, what: str, set_name: str | None) -> Iterator[str]:
    """Names that were missed, are extra or wrongly resolved, with the words around them."""
    for kind in (marked, published):
        items = [(record, names) for record, names in kind(part) if set_name in (None, record["set"])]
        for (record, gold), said in zip(items, read_all([record for record, _ in items]), strict=True):
            found = [name for name in said if kind is marked or name.use not in NOT_PUBLISHED]
            both = pairs(gold, found, exact if kind is marked else overlap)
            for name, note in _picked(what, gold, found, both):
                around = record["text"][max(0, name.start - 50) : name.end + 30].replace("\n", " ")
                quote = record["text"][name.start : name.end]
                yield f"{kind.__name__} {record['set']} {record['id']} [{quote}] {name.use} {note} | {around}"


def _picked(
    what: str, gold: Sequence[Name], found: Sequence[Name], both: Sequence[tuple[Name, Name]]
) -> Iterator[tuple[Name, str]]:
    if what == "missed":
        yield from ((name, "") for name in gold if all(name is not a for a, _ in both))
    elif what == "extra":
        yield from ((name, str(name.place)) for name in found if all(name is not b for _, b in both))
    else:
        yield from ((a, f"{a.place} {a.point} not {b.place} {b.point}") for a, b in both if a.point and not right(a, b))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=sorted(PARTS), default="tuning")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", choices=("missed", "extra", "wrong"))
    parser.add_argument("--set", dest="set_name")
    asked = parser.parse_args()
    if asked.show:
        if asked.part == "held":
            sys.exit("the held part measures; single names of it are not shown")
        print("\n".join(examples(asked.part, asked.show, asked.set_name)))
        return
    rows = rows_of(measured(asked.part, bare=asked.bare))
    print(json.dumps(rows, indent=2) if asked.json else "\n".join(show(rows)))


if __name__ == "__main__":
    main()
