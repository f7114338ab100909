"""Documents a second and peak memory of the reading step in one process, and the time of one cold report.

    python -m evals.reading.speed        what one process measures, as JSON

The process reads muc documents through the batch door; the first, which fills the caches, is not timed. The interval of
the speed is over documents; other work on the machine slows it, so a figure is of its hour. The bar of 20 documents a
second is for two cores: two processes read about twice what one does. The cold report is a fresh ``karez read`` of one
document of a file, with the index of the world built before. The gate's recall on gold claims has no row yet: the
reader has no gate.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.baseline import baseline
from evals.reading import muc
from evals.reading.case import Item, Parts, Row
from evals.reading.door import input_line
from karez.app.commands.lines import output_line
from karez.app.workspace import Workspace

ROWS = (
    Row("documents a second, one process", 20.0, "speed"),
    Row("peak memory of that process, MB", 600.0, "memory", low=True),
    Row("cold single report, s", 1.5, "cold", low=True),
)
SAMPLE = 100


def sampled() -> list[Item]:
    """The documents that are timed, evenly apart."""
    return [case.items[0] for case in muc.cases(None, False)[:: muc.SAMPLE // SAMPLE]]


def measured(items: Sequence[Item]) -> dict[str, Any]:
    """Read ``items`` in this process: seconds by document, peak MB, and seconds of the baseline by document."""
    times, dull = [], []
    with Workspace.passing() as workspace:
        output_line(workspace, input_line(items[0]))
        for item in items:
            begin = time.perf_counter()
            output_line(workspace, input_line(item))
            times.append(time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for item in items:
        begin = time.perf_counter()
        baseline(item.text)
        dull.append(time.perf_counter() - begin)
    return {"times": times, "peak_mb": peak, "dull": dull}


def parts() -> dict[str, list[Parts]]:
    """The parts of the reader and the baseline, each figure from a process of its own."""
    done = subprocess.run([sys.executable, "-m", "evals.reading.speed"], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    reader: list[Parts] = [{"speed": (1, seconds)} for seconds in found["times"]]
    reader.append({"memory": (found["peak_mb"], 1), "cold": (cold(), 1)})
    return {"reader": reader, "baseline": [{"speed": (1, seconds)} for seconds in found["dull"]]}


def cold() -> float:
    """Seconds that a fresh process takes for one report."""
    text = sampled()[0].text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, encoding="utf-8")
        program = [sys.executable, "-m", "karez.app.cli", "read", str(path)]
        begin = time.perf_counter()
        subprocess.run(program, capture_output=True, check=True, env=os.environ)
        return time.perf_counter() - begin


if __name__ == "__main__":
    print(json.dumps(measured(sampled())))
