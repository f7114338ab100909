"""What the tests of marked claims share: the claims of a file, the stretches one points to, the keys of actors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals import heldout

ACTORS = ("initiators", "targets", "holder", "issuer")


def claims(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every claim of a file with the line it stands in."""
    return ((line, claim) for line in heldout.annotations(path) for claim in line["claims"])


def spans(value: object) -> Iterator[tuple[int, int]]:
    """Every stretch that a claim points to, also those written as a pair of numbers."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"]
        yield from (span for part in value.values() for span in spans(part))
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(part, int) for part in value):
            yield value[0], value[1]
        else:
            yield from (span for part in value for span in spans(part))


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check_offsets(path: Path) -> None:
    """Every stretch of every claim lies inside the stretch of the text that was marked, the claim's own among them."""
    for line, claim in claims(path):
        found = list(spans(claim))
        assert (claim["start"], claim["end"]) in found
        assert all(0 <= start < end <= line["to"] - line["from"] for start, end in found), (line["id"], claim["cid"])
