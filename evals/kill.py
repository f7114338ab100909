"""Kills processes that add reports, at random moments, and checks what they leave.

    python -m evals.kill [--kills 200] [--reports 1000] [--seed 7] [--ledger URL]

A child adds reports one by one and says so of each; it is killed (SIGKILL) after a random while, mostly inside a
commit. After every kill: whatever it acknowledged stands, nothing is half-written, the ledger verifies. The next
child begins some reports before the first that is missing, so that what stands is added again. In the end all is
there, once.
"""

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass

from karez.ledger.ledger import Ledger
from karez.ledger.values import Entry
from tests.made import long_entry

AGAIN = 3  # how many reports before the first missing one are added again


@dataclass(slots=True)
class Tally:
    """What was seen: kills, reports acknowledged, and kills between a commit and its acknowledgement."""

    kills: int = 0
    acknowledged: int = 0
    committed_unsaid: int = 0


class Torn(AssertionError):
    """The ledger is not as it must be after a kill."""


def run(address: str, *, kills: int, reports: int, seed: int) -> Tally:
    """Add `reports` to the new ledger at `address` by processes that are killed. Raises Torn."""
    chance, tally = random.Random(seed), Tally()
    entries = [long_entry(number, 1 + number % 2) for number in range(1, reports + 1)]
    ids = [entry.document.report_id for entry in entries]
    Ledger.create(address).close()
    acknowledged: set[str] = set()
    pace = 0.004  # seconds for one report, learnt as it goes
    for kill in range(kills):
        first = len(acknowledged)
        # So far on average that the last kill falls near the last report.
        aim = (reports - first) / (kills - kill)
        said, took = _killed(address, entries[max(0, first - AGAIN) :], chance.uniform(0, 2 * aim * pace))
        if said > AGAIN:
            pace = 0.8 * pace + 0.2 * took / said
        before = max(0, first - AGAIN)
        acknowledged |= set(ids[before : before + said])
        standing = _check(address, entries, acknowledged, newest=4 * AGAIN)
        tally.kills += 1
        tally.committed_unsaid += standing - len(acknowledged)
        acknowledged = set(ids[:standing])
    with Ledger.open(address) as ledger:
        for entry in entries:
            ledger.add(entry)
    tally.acknowledged = _check(address, entries, set(ids), newest=reports)
    return tally


def _killed(address: str, entries: list[Entry], after: float) -> tuple[int, float]:
    """Let a child add `entries` and kill it; return how many it acknowledged, and in what time."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _add_all(address, entries, writing)
    os.close(writing)
    os.read(reading, 1)  # it has opened the ledger
    began = time.perf_counter()
    ended = began + after
    said = 0
    while (left := ended - time.perf_counter()) > 0:
        if select.select([reading], [], [], left)[0]:
            told = os.read(reading, 4096)
            if not told:
                break
            said += len(told)
    took = time.perf_counter() - began
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while told := os.read(reading, 4096):
        said += len(told)
    os.close(reading)
    return said, took


def _add_all(address: str, entries: list[Entry], writing: int) -> None:
    """Add every report, and acknowledge each by one byte; never returns."""
    try:
        with Ledger.open(address, wait=60) as ledger:
            os.write(writing, b"o")
            for entry in entries:
                ledger.add(entry)
                os.write(writing, b".")
        signal.pause()  # until it is killed
    finally:
        os._exit(1)


def _check(address: str, entries: list[Entry], acknowledged: set[str], *, newest: int) -> int:
    """See that the ledger holds what was acknowledged, whole and once; return how many reports stand.

    The claims of the `newest` reports are counted; those before were counted after an earlier kill.
    """
    with Ledger.open(address, wait=60) as ledger:
        faults = ledger.verify()
        view = ledger.view()
        commits = ledger.commits()
    if faults:
        raise Torn(f"does not verify: {faults[:3]}")
    standing = {report.id for report in view.reports}
    if lost := acknowledged - standing:
        raise Torn(f"acknowledged and lost: {sorted(lost)[:3]}")
    claims: dict[str, int] = {}
    for record in view.claims[-2 * newest :]:
        claims[record.report] = claims.get(record.report, 0) + 1
    for entry in entries[max(0, len(standing) - newest) : len(standing)]:
        report = entry.document.report_id
        if report not in standing or claims[report] != len(entry.reading.claims):
            raise Torn(f"half-written: {report}")
    if not commits == len(view.reports) == len(standing):
        raise Torn(f"{commits} commits for {len(standing)} reports")
    if any(len(report.captures) != 1 or report.text is None for report in view.reports):
        raise Torn("a report without its one file or its text")
    return len(standing)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--ledger", help="URL of an empty PostgreSQL database; a SQLite file unless given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.ledger or f"{folder}/karez.db"
        print(f"seed {options.seed}", flush=True)
        tally = run(address, kills=options.kills, reports=options.reports, seed=options.seed)
    print(
        f"{tally.kills} kills, {tally.committed_unsaid} of them between a commit and its acknowledgement; "
        f"{tally.acknowledged} reports stand, each once; the ledger verified after every kill"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
