"""Reads texts and titles of a set with the reader that ships and keeps the readings, for weights and figures.

python -m training.joining.readings READINGS.pickle [gva | ecbplus]
"""

import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from karez.app.readers import shipped
from karez.app.settings import read_settings
from karez.atlas.atlas import Atlas
from karez.model.claim import Reading
from karez.model.report import Document
from karez.read.reader import Reader
from karez.resolve.told import headline_of
from training.joining.data import SETS, Record

PROCESSES = 2
CHUNK = 16


def read(row: Record) -> tuple[Reading, Reading]:
    """What the text of a report says, and what its title says."""
    title, published = row.get("title"), row.get("published")
    text, headline = Document(row["text"], title=title, published=published), headline_of(title, published)
    return _reader().read(text), _reader().read(headline) if headline else Reading(None)


@cache
def _reader() -> Reader:
    return shipped(Atlas.open(), read_settings())


def main() -> None:
    """Read and write."""
    rows = SETS[sys.argv[2] if len(sys.argv) > 2 else "gva"]()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as executor:
        made = dict(zip((row["id"] for row in rows), executor.map(read, rows, chunksize=CHUNK), strict=True))
    Path(sys.argv[1]).write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
