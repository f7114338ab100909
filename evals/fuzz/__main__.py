"""Run every property on many random inputs and print the counts.

    python -m evals.fuzz [--examples 20000] [--seed 1] [--only NAME] [--example N]

Every example has a number; ``--only NAME --example N`` runs one again, with its traceback. Exit status 1 on a failure.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable

from evals.fuzz.properties import PROPERTIES, Batch
from karez.app.workspace import Workspace

_SHOWN = 5


def chance(seed: int, name: str, number: int) -> random.Random:
    """The source of chance of one example: the same for the same seed, property and number."""
    return random.Random(f"{seed}:{name}:{number}")


def failures(name: str, check: Callable[[random.Random], None], examples: int, seed: int) -> list[str]:
    """Run a property on ``examples`` inputs and return a line for every one that fails it."""
    found = []
    for number in range(examples):
        try:
            check(chance(seed, name, number))
        except Exception as error:  # any exception is a failure of the property; the run goes on and counts
            found.append(f"{name} --example {number}: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
    return found


def main(arguments: list[str]) -> int:
    """Run what is asked for; return 1 where a property failed."""
    parser = argparse.ArgumentParser(prog="evals.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one property by its name, or the beginning of it")
    parser.add_argument("--example", type=int, help="run this one example and let it raise")
    asked = parser.parse_args(arguments)
    failed = 0
    with Workspace.passing() as workspace:
        properties = {**PROPERTIES, "read any line": Batch(workspace)}
        chosen = {name: check for name, check in properties.items() if name.startswith(asked.only or "")}
        if not chosen:
            parser.error(f"no property begins with {asked.only!r}; there are: {', '.join(properties)}")
        print(f"{'property':<22}{'examples':>10}{'failures':>10}{'seconds':>9}   seed {asked.seed}")
        for name, check in chosen.items():
            if asked.example is not None:
                check(chance(asked.seed, name, asked.example))
                continue
            start = time.monotonic()
            found = failures(name, check, asked.examples, asked.seed)
            print(f"{name:<22}{asked.examples:>10}{len(found):>10}{time.monotonic() - start:>9.1f}", flush=True)
            for line in found[:_SHOWN]:
                print(f"  {line}", file=sys.stderr, flush=True)
            failed += len(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
