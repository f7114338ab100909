"""Whether confidence is what it says: of claims told with 0.7, seven in ten should be right.

    python -m evals.reading.calibration [--part train|unseen] [--svg FILE]

A claim is right where the scorer of the gold pairs it with a marked one of its kind (type, or harm and number, right;
spans overlap). The expected calibration error (Naeini et al. 2015) is the mean distance of confidence from the share
that is right, over ten equal bins, weighed by their claims. ``--svg`` draws the diagram: a bar a bin beside the
diagonal on which all should end.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.reading import annotated
from evals.reading.case import Case
from evals.reading.door import read
from karez.model.vocabulary import ClaimKind

BINS = 10
SIZE, EDGE = 240, 30

# Confidence, and whether the claim is right.
Told = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims of a bin: how many, their mean confidence, the share that is right; both 0 to 1."""

    count: int
    confidence: float
    right: float


def bins(told: Iterable[Told]) -> tuple[Bin, ...]:
    """Return the bins that hold claims, by confidence."""
    held: dict[int, list[Told]] = defaultdict(list)
    for confidence, right in told:
        held[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(
        Bin(len(own), sum(c for c, _ in own) / len(own), sum(r for _, r in own) / len(own))
        for _, own in sorted(held.items())
    )


def error(found: Sequence[Bin]) -> float | None:
    """The expected calibration error; None where there are no claims."""
    every = sum(own.count for own in found)
    return sum(own.count * abs(own.confidence - own.right) for own in found) / every if every else None


def told(cases: Sequence[Case]) -> Mapping[str, list[Told]]:
    """Read the texts; by kind of claim the confidence of each, and whether it is right."""
    readings = read(item for case in cases for item in case.items)
    made: dict[str, list[Told]] = {kind.value: [] for kind in ClaimKind}
    for case in cases:
        claims = readings.claims[case.items[0]]
        for kind, rows in made.items():
            rows += [(claim["confidence"], ok) for claim, ok in annotated.right(case.gold, claims, kind)]
    return made


def drawn(found: Sequence[Bin]) -> str:
    """The diagram as SVG: up is the share that is right, right is confidence; the wider a bar, the more claims."""
    most = max((own.count for own in found), default=1)
    bars = []
    for own in found:
        wide = 4 + 16 * own.count / most
        high = own.right * SIZE
        bars.append(
            f'<rect x="{EDGE + own.confidence * SIZE - wide / 2:.1f}" y="{EDGE + SIZE - high:.1f}" width="{wide:.1f}" '
            f'height="{high:.1f}" fill="#4a6f8a"><title>{own.count} claims, {own.confidence:.2f} told, '
            f"{own.right:.2f} right</title></rect>"
        )
    side = SIZE + 2 * EDGE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" font-family="sans-serif" '
            'font-size="11">',
            f'<rect width="{side}" height="{side}" fill="#fff"/>',
            *bars,
            f'<path d="M{EDGE} {EDGE + SIZE}L{EDGE + SIZE} {EDGE}" stroke="#b33" fill="none"/>',
            f'<path d="M{EDGE} {EDGE}V{EDGE + SIZE}H{EDGE + SIZE}" stroke="#333" fill="none"/>',
            f'<text x="{side / 2}" y="{side - 8}" text-anchor="middle">confidence, 0 to 1</text>',
            f'<text x="{EDGE - 20}" y="{EDGE - 10}">share that is right, 0 to 1</text>',
            "</svg>",
        ]
    )


def main(words: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "unseen"), default="unseen")
    parser.add_argument("--svg", type=Path)
    asked = parser.parse_args(words)
    kinds = told([case for case in annotated.cases(asked.part, True) if case.data != annotated.SEEN])
    for kind, rows in {**kinds, "all": [row for own in kinds.values() for row in own]}.items():
        found = bins(rows)
        wrong = error(found)
        print(f"{kind:<12}{len(rows):>6} claims  error {'-' if wrong is None else f'{wrong:.3f}'}")
        if kind == "all":
            for own in found:
                print(f"  told {own.confidence:.2f}  right {own.right:.2f}  {own.count:>5}")
            if asked.svg:
                asked.svg.write_text(drawn(found) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
