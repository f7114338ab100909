"""Reads development corpora of other countries and kinds through the batch door, and fails under the agreed bars.

    python -m evals.corpora [--all] [--times]

The documents are chosen by a fixed rule, never by how they are read:

- muc: of the documents that have a template, in file order, 50 evenly apart, the first included;
- ndma: all situation reports, then of the advisories whose text speaks of the state of something (it holds a word
  like "disrupted", "blocked", "restoration"; weather and drought charts alone hold none), in file order, as many
  evenly apart as make 20.

The bars: no document is an error; at least one claim in 45 of the 50; at least one status in 12 of the 20. ``--all``
takes every document with a template and every report, with no bar. ``--times`` compares date expressions with the
timebank corpus as well, with no bar.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.jsonl import read_jsonl
from evals.times import report as report_times
from karez.app.commands.lines import output_line
from karez.app.workspace import Workspace

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MUC, NDMA = 50, 20
MUC_CLAIMS, NDMA_STATUSES = 45, 12

Document = Mapping[str, Any]

_OF_STATES = re.compile(
    r"\b(?:disrupted|disruption|blocked|blockage|closures?|restoration|restored|submerged|suspended)\b"
)


@dataclass(frozen=True, slots=True)
class Read:
    """One corpus, read: how many documents, how many failed, hold a claim, hold a status; counts by kind."""

    name: str
    documents: int
    errors: tuple[str, ...]
    unread: tuple[str, ...]
    silent: tuple[str, ...]
    with_claim: int
    with_status: int
    kinds: Mapping[str, int]
    mentions: Mapping[str, int]


def evenly(items: Sequence[Document], count: int) -> list[Document]:
    """``count`` of ``items``, evenly apart, the first included; all where there are no more."""
    if len(items) <= count:
        return list(items)
    return [items[index * len(items) // count] for index in range(count)]


def muc(folder: Path = DATA, *, every: bool = False) -> list[Document]:
    """The chosen documents of the muc corpus."""
    relevant = [item for item in read_jsonl(folder / "muc" / "docs.jsonl.gz") if item["n_templates"]]
    return relevant if every else evenly(relevant, MUC)


def ndma(folder: Path = DATA, *, every: bool = False) -> list[Document]:
    """The chosen documents of the ndma corpus."""
    reports = read_jsonl(folder / "ndma" / "sitreps.jsonl")
    advisories = read_jsonl(folder / "ndma" / "advisories.jsonl")
    if every:
        return [*reports, *advisories]
    speaking = [item for item in advisories if _OF_STATES.search(item["text"])]
    return [*reports, *evenly(speaking, NDMA - len(reports))]


def read(name: str, documents: Iterable[Document]) -> Read:
    """Read ``documents`` through the batch door, which takes and gives JSON lines."""
    lines = []
    with Workspace.passing() as workspace:
        for item in documents:
            fields = ("id", "text", "title", "published", "publisher", "url")
            line = json.dumps({field: item.get(field) for field in fields})
            lines.append(output_line(workspace, line))
    return summed(name, lines)


def summed(name: str, lines: Sequence[Mapping[str, Any]]) -> Read:
    """Count what output lines hold."""
    good = [line for line in lines if "error" not in line]
    kinds = Counter(claim["kind"] for line in good for claim in line["claims"])
    mentions = Counter(
        {key: sum(len(line["mentions"][key]) for line in good) for key in ("places", "actors", "times", "assets")}
    )
    statuses = [line for line in good if any(claim["kind"] == "status" for claim in line["claims"])]
    return Read(
        name=name,
        documents=len(lines),
        errors=tuple(f"{line['id']}: {line['error']['code']}" for line in lines if "error" in line),
        unread=tuple(f"{line['id']}: {note['code']}" for line in good for note in line.get("notes", [])),
        silent=tuple(str(line["id"]) for line in good if not line["claims"]),
        with_claim=len(good) - sum(not line["claims"] for line in good),
        with_status=len(statuses),
        kinds=dict(sorted(kinds.items())),
        mentions=dict(mentions),
    )


def faults(of_muc: Read, of_ndma: Read) -> list[str]:
    """What lies under the bars."""
    found = [f"{corpus.name}: {error}" for corpus in (of_muc, of_ndma) for error in corpus.errors]
    if of_muc.with_claim < MUC_CLAIMS:
        found.append(f"muc: a claim in {of_muc.with_claim} of {of_muc.documents}, the bar is {MUC_CLAIMS}")
    if of_ndma.with_status < NDMA_STATUSES:
        found.append(f"ndma: a status in {of_ndma.with_status} of {of_ndma.documents}, the bar is {NDMA_STATUSES}")
    return found


def show(corpus: Read) -> None:
    """Print one corpus."""
    print(f"{corpus.name}: {corpus.documents} documents, {len(corpus.errors)} errors, "
          f"a claim in {corpus.with_claim}, a status in {corpus.with_status}")  # fmt: skip
    print("  claims   " + ", ".join(f"{kind} {count}" for kind, count in corpus.kinds.items()))
    print("  mentions " + ", ".join(f"{kind} {count}" for kind, count in corpus.mentions.items()))
    for word, names in (("without a claim", corpus.silent), ("notes", corpus.unread)):
        if names:
            print(f"  {word}: {', '.join(names[:12])}{' ...' if len(names) > 12 else ''}")


def main() -> int:
    """Print both corpora; return 1 where one lies under its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--times", action="store_true")
    options = parser.parse_args()
    of_muc = read("muc", muc(every=options.all))
    of_ndma = read("ndma", ndma(every=options.all))
    for corpus in (of_muc, of_ndma):
        show(corpus)
    if options.times:
        report_times(DATA)
    under = [] if options.all else faults(of_muc, of_ndma)
    for fault in under:
        print(fault, file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
