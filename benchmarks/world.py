"""The world index: opened in new processes, alone and several at once; names in bulk; built."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median as middle

from benchmarks.figures import Figure, Options, median
from karez.atlas.pack import load_pack, packs_folder
from karez.atlas.world.index import WorldIndex
from karez.atlas.world.make import make_index

AT_ONCE = 4
NAMES = 1000
# Opens the index and asks for a thousand names that stand all over it, in a process that imports nothing else.
SCRIPT = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from karez.atlas.world.cache import open_world
loaded = time.perf_counter()
index = open_world(Path(sys.argv[1]))
opened = time.perf_counter()
rows = [index.row(f"geonames:{number}") for number in range(1, 9_000_000, 9_000)]
index.flags([row.place.name.lower() for row in rows if row] or ["none"])
factor = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * factor / 1e6
print(json.dumps({"open": opened - loaded, "import": loaded - began, "peak": peak}))
"""


def world(options: Options) -> Iterator[Figure]:
    """Opening (without the import of numpy), its memory, bits of a thousand names, building anew."""
    index = load_pack("world").world
    assert index is not None
    alone = [_opened(1)[0] for _ in range(options.runs)]
    yield Figure("opening the world index", middle(run["open"] for run in alone), "s", 0.3)
    together = [run for _ in range(options.runs) for run in _opened(AT_ONCE)]
    yield Figure(f"opening it in {AT_ONCE} processes at once, the slowest", max(r["open"] for r in together), "s", 0.3)
    yield Figure("memory of such a process at its peak", max(r["peak"] for r in [*alone, *together]), "MB", 150.0)
    keys = _keys(index)
    index.flags(keys)
    took = median(lambda: index.flags(keys), options.runs)
    yield Figure(f"bits of {NAMES:,} names", 1000 * took, "ms", 1.0)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        make_index(Path(folder), packs_folder() / "world", lambda _: None)
        yield Figure("building the world index, processor time", time.process_time() - began, "s", 15.0)


def _opened(count: int) -> Sequence[dict[str, float]]:
    """What so many processes at once tell of opening the index."""
    command = [sys.executable, "-c", SCRIPT, str(packs_folder() / "world")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    told = [process.communicate()[0] for process in processes]
    return [json.loads(line) for line in told]


def _keys(index: WorldIndex) -> list[str]:
    """A thousand names as a text has them: nine in ten are none, and none was asked for before."""
    towns = (index.row(f"geonames:{number}") for number in range(1, 9_000_000, 1_000))
    known = [row.place.name.lower() for row in towns if row][: NAMES // 10]
    return known + [f"no name {number}" for number in range(NAMES - len(known))]
