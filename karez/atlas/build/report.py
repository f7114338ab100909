"""What a builder tells: how far it is, and in the end what it made and what it left out."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# Called with the name of the step, how much of it is done and how much there is in all (None: not known).
Progress = Callable[[str, int, int | None], None]


def silent(step: str, done: int, total: int | None) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to. ``rows`` counts what this source gave to each file; ``left_out`` counts by reason.

    ``joined`` is the number of places that were in the pack already; ``notes`` are sentences for a person, each about
    a row or a choice that was made; ``warnings`` is what ``karez atlas check`` would still remark on, by its rule.
    """

    pack: str
    source: str
    rows: Mapping[str, int]
    joined: int
    left_out: Mapping[str, int]
    notes: tuple[str, ...]
    warnings: Mapping[str, int]


@dataclass(slots=True)
class Tally:
    """What a builder counts on its way."""

    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, reason: str, note: str | None = None) -> None:
        """Count one thing that is left out for ``reason``, and say which, where a person can do something about it."""
        self.left_out[reason] += 1
        if note:
            self.notes.append(note)
