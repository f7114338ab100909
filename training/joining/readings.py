"""Reads texts and titles of all reports of gva with the rules and keeps the readings, for weights and figures.

python -m training.joining.readings READINGS.pickle
"""

import pickle
import sys
from pathlib import Path

from karez.atlas.atlas import Atlas
from karez.model.report import Document
from karez.read.reader import Reader
from training.joining.data import reports


def main() -> None:
    """Read and write."""
    reader = Reader(Atlas.open())
    made = {
        row["id"]: (
            reader.read(Document(row["text"], title=row["title"], published=row["published"])),
            reader.read(Document(f"{row['title'] or ''}.", published=row["published"])),
        )
        for row in reports()
    }
    Path(sys.argv[1]).write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
