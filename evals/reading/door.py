"""Reads texts through the batch door in two processes, and by the dull baseline."""

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from evals.baseline import baseline
from evals.reading.case import Claims, Item
from karez.app.commands.lines import output_line
from karez.app.workspace import Workspace

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Readings:
    """The claims by text, none where a text could not be read; ``errors`` names those."""

    claims: Mapping[Item, Claims]
    errors: tuple[str, ...] = ()


def input_line(item: Item) -> str:
    """The line of the batch that a text makes; the language is not told."""
    return json.dumps({"id": item.id, "text": item.text, "title": item.title, "published": item.published})


def read(items: Iterable[Item]) -> Readings:
    """Read every text once, the longest first so that both processes end together."""
    own = sorted(set(items), key=lambda item: (-len(item.text), item.set, item.id))
    halves = [own[start::PROCESSES] for start in range(PROCESSES)]
    claims: dict[Item, Claims] = {}
    errors = []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for half, lines in zip(halves, pool.map(_read, halves), strict=True):
            for item, (found, error) in zip(half, lines, strict=True):
                claims[item] = found
                errors += [f"{item.set} {item.id}: {error}"] if error else []
    return Readings(claims, tuple(sorted(errors)))


def _read(items: Sequence[Item]) -> list[tuple[Claims, str | None]]:
    made: list[tuple[Claims, str | None]] = []
    with Workspace.passing() as workspace:
        for item in items:
            line = output_line(workspace, input_line(item))
            made.append((line.get("claims", []), line["error"]["code"] if "error" in line else None))
    return made


def dull(items: Iterable[Item]) -> Readings:
    """What the page of regular expressions finds in every text."""
    return Readings({item: baseline(item.text) for item in set(items)})
