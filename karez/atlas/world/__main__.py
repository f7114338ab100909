"""``python -m karez.atlas.world FOLDER PACK``: makes the index in a process of its own, whose memory goes with it."""

import gc
import sys
from pathlib import Path

from karez.atlas.world.make import make_index


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    # A million small objects that all stay: looking for garbage among them takes a third of the time.
    gc.disable()
    make_index(Path(sys.argv[1]), Path(sys.argv[2]), _say)
