"""Scores the reader on the held-out reports, which nobody tunes on, beside the dull baseline.

    python -m evals.heldout [--json]
    python -m evals.heldout --agreement
    python -m evals.heldout --show KIND --i-will-not-tune

The annotations hold offsets and no text; the texts come from the shared development data when this runs. Intervals are
95 % bootstrap over reports. ``of`` is what a figure is divided by: for an F1 the claims predicted and annotated
together, for an accuracy the matched claims. ``--agreement`` scores the second marking of some reports against the
first.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import draws
from evals.baseline import baseline
from evals.draws import figure as figure
from evals.jsonl import read_jsonl
from evals.read_gold import GOLD, brief, predictions, scorer

FOLDER = Path(__file__).with_name("annotations")
FIRST, SECOND = FOLDER / "heldout-1.jsonl", FOLDER / "heldout-1-second.jsonl"
DATA = GOLD.parent

WARNING = """This set measures; it is not for tuning. What you learn here about single claims must not reach a rule,
a word or a threshold of the reader. To look all the same (a fault in the annotation, say), add --i-will-not-tune."""

# F1 is twice the matches over predicted and gold together, an accuracy right over all. Sums over reports divide to the
# very figure of the scorer.
Parts = Mapping[str, tuple[int, int]]
Report = dict[str, Any]

# The annotation's name of a stretch, and what the gold's scorer calls its text.
_QUOTED = {
    "victims_at": "victims_quote",
    "word_at": "word",
    "users_at": "users",
    "subject_at": "subject_quote",
    "about_at": "about_quote",
    "likelihood_at": "likelihood_quote",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the texts of a set stand, and how they are prepared before offsets are counted."""

    files: tuple[str, ...]
    prepare: Callable[[str], str] = str


def _joined(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    return "\n\n".join(_joined(part) for part in re.split(r"\n\s*\n", text) if part.strip())


SOURCES = {
    "fakes": Source(("fakes/articles.jsonl",), _joined),
    "re3d": Source(("re3d/documents.jsonl",)),
    "satp": Source(("satp/reports.jsonl",)),
    "muc": Source(("muc/docs.jsonl.gz",), _paragraphs),
    "india_police": Source(("india_police/docs.jsonl",)),
    "wikievents": Source(("wikievents/dev.jsonl",)),
    "ndma": Source(("ndma/sitreps.jsonl", "ndma/advisories.jsonl")),
    "gva": Source(("gva/reports.jsonl.gz",)),
    "timebank": Source(("timebank/docs.jsonl",)),
    "ecbplus": Source(("ecbplus/docs.jsonl",)),
}


def annotations(path: Path) -> list[Report]:
    """The lines of an annotation file."""
    return read_jsonl(path)


def reports(path: Path = FIRST, data: Path = DATA) -> list[Report]:
    """The annotated reports with their texts, in the shape of the gold.

    Raises ``ValueError`` where a text is no longer the one that was annotated.
    """
    lines = annotations(path)
    wanted = {(line["set"], line["id"]) for line in lines}
    records = {key: row for key, row in _records(data) if key in wanted}
    return [_report(line, records[line["set"], line["id"]]) for line in lines]


def _records(data: Path) -> Iterator[tuple[tuple[str, str], Report]]:
    for name, source in SOURCES.items():
        for file in source.files:
            for row in read_jsonl(data / file):
                yield (name, row["id"]), row


def _report(line: Report, row: Report) -> Report:
    text = SOURCES[line["set"]].prepare(row["text"])
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != line["text_sha256"]:
        raise ValueError(f"{line['set']} {line['id']}: the text is not the one that was annotated")
    stretch = text[line["from"] : line["to"]]
    head = {"set": line["set"], "id": line["id"], "title": row.get("title"), "published": line["published"]}
    return {**head, "text": stretch, "claims": [_claim(claim, stretch) for claim in line["claims"]]}


def _claim(claim: Report, text: str) -> Report:
    """A claim with the quotes that the scorer asks for, taken from the text."""
    full: Report = {"quote": text[claim["start"] : claim["end"]]}
    for key, value in claim.items():
        if key in _QUOTED:
            full[_QUOTED[key]] = text[slice(*value)] if value else None
        elif isinstance(value, dict):
            full[key] = _quoted(value, text)
        elif key in {"initiators", "targets"}:
            full[key] = [_quoted(actor, text) for actor in value]
        else:
            full[key] = value
    return full


def _quoted(part: Report, text: str) -> Report:
    return {"quote": text[part["start"] : part["end"]], **part}


def parts(report: Report, line: Report) -> Parts:
    """What the prediction ``line`` gives for one report, by the names of the gate's measures."""
    found = scorer().score([report], {report["id"]: line}, 0, {report["id"]: report["text"]})
    claims: dict[str, tuple[int, int]] = {}
    for kind, row in sorted(found["claims"].items(), key=lambda item: item[0] != "all"):
        claims[f"{kind} F1"] = (2 * row["matched"], row["predicted"] + row["gold"])
        claims[f"{kind} precision"] = (row["matched"], row["predicted"])
        claims[f"{kind} recall"] = (row["matched"], row["gold"])
    attributes = {name: (row["right"], row["of"]) for name, row in found["attributes"].items()}
    edges = found["part_of_edges"]
    return {**claims, **attributes, "part_of edges F1": (2 * edges["right"], edges["predicted"] + edges["gold"])}


def interval(rows: Sequence[Parts], name: str, boot: int = 1000) -> tuple[float, float] | None:
    """The 95 % interval of the measure when the reports are drawn again ``boot`` times; None where too few hold it."""
    return draws.interval(rows, name, boot=boot, seed=20240229)


def table(systems: Mapping[str, Sequence[Parts]]) -> list[Report]:
    """Every measure of every system, with its interval and how many answers it rests on."""
    names = dict.fromkeys(name for rows in systems.values() for row in rows for name in row)
    return [
        {
            "measure": name,
            **{
                system: {
                    "score": figure(rows, name),
                    "interval": interval(rows, name),
                    "of": sum(row.get(name, (0, 0))[1] for row in rows),
                }
                for system, rows in systems.items()
            },
        }
        for name in names
    ]


def show(rows: Sequence[Report]) -> Iterator[str]:
    """The table as text, a line each."""
    systems = [key for key in rows[0] if key != "measure"]
    yield f"{'measure':<34}" + "".join(f"{system:>10}{'95 %':>16}{'of':>6}" for system in systems)
    for row in rows:
        yield f"{row['measure']:<34}" + "".join(_cells(row[system]) for system in systems)


def _cells(cell: Report) -> str:
    score = "-" if cell["score"] is None else f"{cell['score']:.3f}"
    spread = "-" if cell["interval"] is None else f"{cell['interval'][0]:.3f}-{cell['interval'][1]:.3f}"
    return f"{score:>10}{spread:>16}{cell['of']:>6}"


def by_set(found: Sequence[Report], systems: Mapping[str, Sequence[Parts]]) -> Iterator[str]:
    """F1 over all claims and per kind for every set of sources, a line each: reader, then baseline in brackets."""
    kinds = ("all", *scorer().KINDS)
    yield f"{'set':<14}{'reports':>8}" + "".join(f"{kind:>16}" for kind in kinds)
    for name in dict.fromkeys(report["set"] for report in found):
        places = [index for index, report in enumerate(found) if report["set"] == name]
        cells = []
        for kind in kinds:
            values = [figure([rows[place] for place in places], f"{kind} F1") for rows in systems.values()]
            first, second = ("-" if value is None else f"{value:.3f}" for value in values)
            cells.append(f"{f'{first} ({second})':>16}")
        yield f"{name:<14}{len(places):>8}" + "".join(cells)


def measured(found: Sequence[Report]) -> dict[str, list[Parts]]:
    """The parts of every report for the reader and for the baseline."""
    lines = predictions(list(found))
    dull = {item["id"]: {"id": item["id"], "claims": baseline(item["text"])} for item in found}
    return {
        "reader": [parts(item, lines[item["id"]]) for item in found],
        "baseline": [parts(item, dull[item["id"]]) for item in found],
    }


def agreement() -> dict[str, list[Parts]]:
    """The parts of every report that was marked twice: the second marking scored against the first."""
    second = {item["id"]: item for item in reports(SECOND)}
    return {"second": [parts(item, second[item["id"]]) for item in reports(FIRST) if item["id"] in second]}


def differences(kind: str) -> Iterator[str]:
    """What the reader missed (-) and wrongly found (+), a line each. Not for tuning."""
    found = reports()
    lines = predictions(found)
    for item in found:
        want = [claim for claim in item["claims"] if claim["kind"] == kind]
        have = [claim for claim in lines[item["id"]]["claims"] if claim["kind"] == kind]
        pairs = scorer().pair_up(have, want, kind)
        yield f"== {item['set']} {item['id']}: gold {len(want)}, found {len(have)}, matched {len(pairs)}"
        yield from ("  - " + brief(claim) for at, claim in enumerate(want) if at not in {j for _, j in pairs})
        yield from ("  + " + brief(claim) for at, claim in enumerate(have) if at not in {i for i, _ in pairs})


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="KIND")
    parser.add_argument("--i-will-not-tune", action="store_true")
    parser.add_argument("--agreement", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.show:
        print(WARNING, file=sys.stderr)
        if not options.i_will_not_tune:
            return 2
    if not GOLD.is_dir():
        print("missing: the development data in ../shared/data; nothing was measured", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    if options.show:
        print("\n".join(differences(options.show)))
        return 0
    found = reports()
    systems = agreement() if options.agreement else measured(found)
    rows = table(systems)
    if options.json:
        print(json.dumps(rows, indent=1))
        return 0
    count = len(next(iter(systems.values())))
    print(f"held-out set 1 ({count} reports{', marked twice' if options.agreement else ', not for tuning'})")
    print("\n".join(show(rows)))
    if not options.agreement:
        print("\nF1 by set of sources, the baseline in brackets")
        print("\n".join(by_set(found, systems)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
