"""Reads all reports of gva with the rules and keeps the readings, so that weights can be learnt again and again.

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
        row["id"]: reader.read(Document(row["text"], title=row["title"], published=row["published"]))
        for row in reports()
    }
    Path(sys.argv[1]).write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
