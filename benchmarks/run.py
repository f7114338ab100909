"""Times of the main jobs beside their bars.

    python -m benchmarks.run [--runs 5] [--claims 100000] [--rows 1000000] [--places 700000] [--only NAME] [--json]

Each figure is the median of several runs (verifying and NetworkX are run once), on composed texts and a ledger file
that is made for it and thrown away; no network. Times are of this machine and whatever else it does: a figure near its
bar is worth a second run on a quiet machine. Jobs: brief (the command on the samples, in a new process), reading
(stretches of 300 words of the samples, in one process: the densest text there is, some 24 claims each), news (stretches
of 300 words of real reports in ../shared/data, where it is there), batch (the command on a thousand stretches of the
samples, start and all), view (of so many claims, eight a report; then all of them made from their rows), verify (of so
many rows: a report of 500 claims is 1,003 of them), access (the road engine beside NetworkX on made-up road graphs),
world (opening the world index in new processes, and building it), places (names of places alone found and resolved in
real news, where it is there), joining (made-up claims of constant density joined from nothing, up to --claims of them),
spark (the weights of as many pairs on Spark, where there is Java).
Exit status 1 where a figure misses its bar.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.access import access
from benchmarks.figures import Figure, Options, median
from benchmarks.joining import joining, spark
from benchmarks.places import place_names
from benchmarks.world import world
from karez.atlas.atlas import Atlas
from karez.ledger.ledger import Ledger
from karez.model.report import Document
from karez.read.reader import Reader
from tests.made import long_entry

SAMPLES = Path(__file__).resolve().parents[1] / "karez" / "app" / "samples"
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# Files of real reports, an object with a text a line.
NEWS = ("fakes/articles.jsonl", "gva/reports.jsonl.gz", "muc/docs.jsonl.gz", "geo/lgl.jsonl")
CLAIMS_A_REPORT = 8
CLAIMS_A_LONG_REPORT = 500
ROWS_A_LONG_REPORT = 3 + 2 * CLAIMS_A_LONG_REPORT  # capture, report, marking; claim and reading each


def brief(options: Options) -> Iterator[Figure]:
    """One whole run of the command on the samples, each in a new process."""
    command = [sys.executable, "-c", "from karez.app.cli import main; main()", "brief", str(SAMPLES)]

    def job() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    yield Figure("cold `karez brief` on the samples", median(job, options.runs), "s", 5.0)


def _texts() -> list[str]:
    """Texts of 300 words out of the samples: some 24 claims each, three times what a page of news holds."""
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))).split()
    return [" ".join(words[start : start + 300]) for start in range(0, len(words) - 300, 40)]


def reading(options: Options) -> Iterator[Figure]:
    """Documents of 300 words read in a second by one process."""
    texts = _texts()
    reader = Reader(Atlas.open())
    documents = [
        Document(f"{text} {number}", published="2026-02-01", lang="en") for number in range(4) for text in texts
    ]
    reader.read(documents.pop())  # opens its word lists

    def job() -> None:
        for document in documents:
            reader.read(document)

    rate = len(documents) / median(job, options.runs)
    yield Figure("reading, documents of 300 words", rate, "a second", 80.0, less_is_better=False)


def news(options: Options) -> Iterator[Figure]:
    """Stretches of 300 words of real reports read in a second by one process, each set by itself."""
    reader = Reader(Atlas.open())
    for name, words in _news():
        documents = [Document(text, published="2016-02-01", lang="en") for text in words]
        reader.read(documents[0])
        took = median(lambda found=documents: [reader.read(document) for document in found], min(options.runs, 3))
        yield Figure(f"reading, 300 words each, {name}", len(documents) / took, "a second", 80.0, less_is_better=False)


def _news() -> Iterator[tuple[str, list[str]]]:
    """A hundred whole stretches of each set, in file order."""
    for name in NEWS:
        path = DATA / name
        if not path.is_file():
            print(f"missing: {path.name} in ../shared/data", file=sys.stderr)
            continue
        data = path.read_bytes()
        lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").rstrip("\n").split("\n")
        texts = [str(json.loads(line)["text"]).split() for line in lines]
        yield path.parent.name, [" ".join(words[:300]) for words in texts if len(words) >= 300][:100]


def batch(options: Options) -> Iterator[Figure]:
    """Documents of 300 words read in a second by the command, from its start to its end."""
    texts, count = _texts(), 1000
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        told = ({"id": str(n), "text": f"{texts[n % len(texts)]} {n}", "published": "2026-02-01"} for n in range(count))
        source.write_text("".join(json.dumps(line) + "\n" for line in told), encoding="utf-8")
        command = [sys.executable, "-c", "from karez.app.cli import main; main()", "read", "--jsonl", str(source)]
        took = median(lambda: subprocess.run([*command, "-o", str(output)], check=True), min(options.runs, 3))
    yield Figure("`karez read --jsonl`, 300 words each", count / took, "a second", 80.0, less_is_better=False)


def view(options: Options) -> Iterator[Figure]:
    """The view over many claims, and what it takes to make every claim of it from its row."""
    with tempfile.TemporaryDirectory() as folder, Ledger.create(f"{folder}/karez.db") as ledger:
        for number in range(1, options.claims // CLAIMS_A_REPORT + 1):
            ledger.add(long_entry(number, CLAIMS_A_REPORT))
        name = f"{options.claims:,} claims"
        yield Figure(f"view over {name}", median(ledger.view, options.runs), "s", 0.5)
        views = [ledger.view() for _ in range(options.runs)]
        yield Figure(f"all {name} of it made", median(lambda: list(views.pop().claims), options.runs), "s", 3.0)


def verify(options: Options) -> Iterator[Figure]:
    """Verifying a whole ledger."""
    with tempfile.TemporaryDirectory() as folder, Ledger.create(f"{folder}/karez.db") as ledger:
        for number in range(1, options.rows // ROWS_A_LONG_REPORT + 2):
            ledger.add(long_entry(number, CLAIMS_A_LONG_REPORT))
        rows = (options.rows // ROWS_A_LONG_REPORT + 1) * ROWS_A_LONG_REPORT
        began = time.perf_counter()
        faults = ledger.verify()
        took = time.perf_counter() - began
        if faults:
            raise AssertionError(f"a fresh ledger does not verify: {faults[:3]}")
        yield Figure(f"verifying {rows:,} rows", took, "s", 60.0)


JOBS: dict[str, Callable[[Options], Iterator[Figure]]] = {
    "brief": brief,
    "reading": reading,
    "news": news,
    "batch": batch,
    "view": view,
    "verify": verify,
    "access": access,
    "world": world,
    "places": place_names,
    "joining": joining,
    "spark": spark,
}


def line(figure: Figure) -> str:
    """One line of the table."""
    sign = "<=" if figure.less_is_better else ">="
    bar = "" if figure.bar is None else f"{sign} {figure.bar:g}"
    missed = "" if figure.met else "  missed"
    return f"{figure.job:<40}{figure.value:>10.2f} {figure.unit:<10}{bar:>8}{missed}"


def main() -> int:
    """Run and print; return 1 where a bar is missed."""
    plain = Options()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=plain.runs)
    parser.add_argument("--claims", type=int, default=plain.claims)
    parser.add_argument("--rows", type=int, default=plain.rows)
    parser.add_argument("--places", type=int, default=plain.places)
    parser.add_argument("--only", choices=JOBS)
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    given = parser.parse_args()
    options = Options(given.runs, given.claims, given.rows, given.places)
    figures = []
    for name in [given.only] if given.only else JOBS:
        for figure in JOBS[name](options):
            figures.append(figure)
            if not given.json:
                print(line(figure), flush=True)
    if given.json:
        print(json.dumps([{**asdict(figure), "met": figure.met} for figure in figures], indent=1))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
