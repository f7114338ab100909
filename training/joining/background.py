"""Counts in how many reports of the development data each word stands, and writes the table that ships.

python -m training.joining.background
"""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from karez.resolve.terms import terms_of
from training.joining.data import held_back, other_texts, reports

TARGET = Path(__file__).resolve().parents[2] / "karez" / "resolve" / "data" / "background.csv.gz"
LEAST = 5


def texts() -> Iterator[str]:
    """Every text that is counted: none of an incident that is held back."""
    yield from other_texts()
    yield from (row["text"] for row in reports() if not held_back(row["incident_id"]))


def main() -> None:
    """Write the table."""
    counts: Counter[str] = Counter()
    documents = 0
    for text in texts():
        counts.update(terms_of(text).words.keys())
        documents += 1
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((documents, LEAST))
    writer.writerows(sorted((word, count) for word, count in counts.items() if count >= LEAST))
    TARGET.write_bytes(gzip.compress(file.getvalue().encode(), mtime=0))
    print(f"{documents} texts, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
