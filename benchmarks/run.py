"""Times of the main jobs, medians of several runs: python -m benchmarks.run [--claims N] [--rows N]

Composed texts; no network. Times are of this machine and noisy: compare ratios within one run.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from karez.atlas.atlas import Atlas
from karez.ledger.ledger import Ledger
from karez.model.report import Document
from karez.read.reader import Reader
from tests.made import entry

SAMPLES = Path(__file__).resolve().parents[1] / "karez" / "app" / "samples"


def median(job: Callable[[], object], runs: int = 5) -> float:
    """The median time of a job in seconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def cold_brief() -> None:
    """One whole run of the command on the samples, in a new process."""
    command = [sys.executable, "-c", "from karez.app.cli import main; main()", "brief", str(SAMPLES)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def reading() -> float:
    """Documents of 300 words read in a second."""
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))).split()
    texts = [" ".join(words[start : start + 300]) for start in range(0, len(words) - 300, 50)]
    reader = Reader(Atlas.open())
    reader.read(Document(texts[0], published="2026-02-01", lang="en"))
    documents = [
        Document(f"{text} {number}", published="2026-02-01", lang="en") for number in range(8) for text in texts
    ]
    began = time.perf_counter()
    for document in documents:
        reader.read(document)
    return len(documents) / (time.perf_counter() - began)


def ledger(claims: int) -> tuple[float, float]:
    """The time of a view over `claims` claims, and of verifying the whole ledger, in seconds."""
    with tempfile.TemporaryDirectory() as folder, Ledger.create(f"{folder}/karez.db") as opened:
        for number in range(1, claims + 1):
            opened.add(entry(number))
        return median(opened.view, 3), median(opened.verify, 1)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=5_000)
    options = parser.parse_args()
    print(f"cold brief on the samples: {median(cold_brief, 3):.2f} s")
    print(f"reading: {reading():.0f} documents of 300 words a second")
    view, verify = ledger(options.claims)
    print(f"view over {options.claims} claims: {view:.3f} s; verify {options.claims * 5} rows: {verify:.2f} s")


if __name__ == "__main__":
    main()
