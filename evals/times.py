"""Date expressions beside the timebank corpus: how many spans are found, and how many values agree. No bar.

    python -m evals.times [--show N]

Only DATE expressions count. A value is compared where it is a day, a week, a month or a year (1998-02-13, 1998-W07,
1998-02, 1998); PRESENT_REF and the like have no interval, and quarters none that the reading contract names.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from evals.jsonl import read_jsonl
from karez.model.mention import TimeMention
from karez.read.mentions.times import find_times

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")


@dataclass(frozen=True, slots=True)
class Pair:
    """One expression of the corpus, and the mention that overlaps it, None where none does."""

    quote: str
    value: str
    found: TimeMention | None

    @property
    def agrees(self) -> bool | None:
        """Whether the interval is that of the value; None where the value has none."""
        wanted = interval(self.value)
        if wanted is None:
            return None
        if self.found is None or self.found.start is None or self.found.end is None:
            return False
        start = datetime.fromisoformat(self.found.start)
        last = datetime.fromisoformat(self.found.end) - timedelta(minutes=1)
        return (start.date(), last.date() + timedelta(days=1)) == wanted


def interval(value: str) -> tuple[date, date] | None:
    """From and to (exclusive) of a value that is a day, a week, a month or a year."""
    if match := _DAY.match(value):
        day = date(*map(int, match.groups()))
        return day, day + timedelta(days=1)
    if match := _WEEK.match(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + timedelta(weeks=1)
    if match := _MONTH.match(value):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    if match := _YEAR.match(value):
        return date(int(match[1]), 1, 1), date(int(match[1]) + 1, 1, 1)
    return None


def pairs(documents: list[Mapping[str, Any]]) -> Iterator[Pair]:
    """Every DATE expression of ``documents``, with the mention that overlaps it."""
    for item in documents:
        times = find_times(item["text"], published=item["published"])
        for wanted in item["timexes"]:
            if wanted["type"] != "DATE":
                continue
            over = (time for time in times if time.span.overlaps(wanted["start"], wanted["end"]))
            yield Pair(wanted["quote"], wanted["value"], next(over, None))


def measured(folder: Path = DATA) -> list[Pair]:
    """All pairs of the corpus."""
    return list(pairs(read_jsonl(folder / "timebank" / "docs.jsonl")))


def report(folder: Path = DATA, *, most: int = 0) -> None:
    """Print the table, and the ``most`` frequent expressions that were missed or understood otherwise."""
    found = measured(folder)
    judged = [pair for pair in found if pair.agrees is not None]
    resolved = [pair for pair in judged if pair.found and pair.found.start]
    spans = sum(pair.found is not None for pair in found)
    right = sum(pair.agrees is True for pair in judged)
    print(f"timebank: {len(found)} DATE expressions, {spans} found ({spans / len(found):.3f})")
    print(f"  with an interval {len(judged)}: {len(resolved)} resolved, {right} agree "
          f"({right / len(judged):.3f} of all, {right / max(1, len(resolved)):.3f} of the resolved)")  # fmt: skip
    if most:
        missed = Counter(pair.quote.lower() for pair in found if pair.found is None)
        other = Counter((pair.quote.lower(), pair.value) for pair in resolved if pair.agrees is False)
        print("  missed:", missed.most_common(most))
        print("  otherwise:", other.most_common(most))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=0)
    report(most=parser.parse_args().show)


if __name__ == "__main__":
    main()
