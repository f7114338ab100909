"""How well two people agree on the place names of the texts that both have marked.

    python -m evals.place_agreement

The second marks stand in ``annotations/places/twice_*.jsonl``, the first in the file of the text's set. A span agrees
if both ends are equal; the F1 is the same whichever side is taken as the gold. The use is compared on shared spans.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.place_texts import text_of

MARKS = Path(__file__).with_name("annotations") / "places"

Spans = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over some texts: marks of either side, spans that both have, and of those the ones with the same use."""

    texts: int
    first: int
    second: int
    shared: int
    same_use: int

    @property
    def span_f1(self) -> float:
        """F1 of the exact spans; 1 where neither side has a mark."""
        return 2 * self.shared / (self.first + self.second) if self.first + self.second else 1.0

    @property
    def use_agreement(self) -> float:
        """The share of the shared spans with the same use; 1 where no span is shared."""
        return self.same_use / self.shared if self.shared else 1.0


def marks(path: Path) -> dict[tuple[str, str], Spans]:
    """The marks of a file: (set, id) of the text to the use of each span."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["set"], row["id"]): {(start, end): use for start, end, use in row["names"]} for row in rows}


def compare(first: Mapping[tuple[str, str], Spans], second: Mapping[tuple[str, str], Spans]) -> Agreement:
    """The agreement over the texts that stand in both."""
    counts: Counter[str] = Counter()
    for key in first.keys() & second.keys():
        one, two = first[key], second[key]
        shared = one.keys() & two.keys()
        counts.update(texts=1, first=len(one), second=len(two), shared=len(shared))
        counts.update(same_use=sum(one[span] == two[span] for span in shared))
    return Agreement(*(counts[name] for name in ("texts", "first", "second", "shared", "same_use")))


def first_marks() -> dict[tuple[str, str], Spans]:
    """Every mark of the first reading."""
    paths = [path for path in sorted(MARKS.glob("*.jsonl")) if not path.stem.startswith("twice")]
    return {key: spans for path in paths for key, spans in marks(path).items()}


def differences(key: tuple[str, str], one: Spans, two: Spans) -> list[str]:
    """A line for each span of a text that only one side has, or that has two uses."""
    text = text_of(*key)
    lines = []
    for start, end in sorted(one.keys() | two.keys()):
        uses = one.get((start, end)), two.get((start, end))
        if uses[0] != uses[1]:
            lines.append(
                f"  {key[1]} {start}-{end} {text[start:end]!r}: {uses[0] or 'no mark'} / {uses[1] or 'no mark'}"
            )
    return lines


def main() -> None:
    """Run from the command line."""
    first = first_marks()
    for path in sorted(MARKS.glob("twice*.jsonl")):
        second = marks(path)
        found = compare(first, second)
        print(
            f"{path.stem}: {found.texts} texts, {found.first} and {found.second} marks, "
            f"exact span F1 {found.span_f1:.3f}, "
            f"same use {found.same_use} of {found.shared} ({found.use_agreement:.3f})"
        )
        for key in sorted(first.keys() & second.keys()):
            print("\n".join(differences(key, first[key], second[key])), end="\n" if first[key] != second[key] else "")


if __name__ == "__main__":
    main()
