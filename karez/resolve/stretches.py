"""Who had which words of a report first: every run of five words belongs to the first report that has it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from karez.model.origin import Stretch
from karez.model.text import Offsets
from karez.resolve.runs import RUN, placed

Owner = tuple[str, str | None]
"""The key of an origin, and the report of the view that had the words first (None: it is only named)."""


def owned(text: str, stretches: Sequence[Stretch], own: Owner) -> dict[int, Owner]:
    """Return for every run of a text whose words it is made of: of a stretch, else the report's ``own``."""
    words, runs = placed(text)
    owners = list(_owners(words, stretches, own))
    found: dict[int, Owner] = {}
    for first, run in enumerate(runs):
        found.setdefault(run, owners[min(first + RUN // 2, len(words) - 1)])
    return found


def shared(text: str, earlier: Mapping[int, Owner], cited: Iterable[tuple[Offsets, str]]) -> tuple[Stretch, ...]:
    """Return the stretches of a text that an ``earlier`` report of its kin has, and of the rest those ``cited``.

    ``cited`` are sentences that name an outlet as where they have it from, each with the key of the outlet.
    """
    words, runs = placed(text)
    owners: list[Owner | None] = [None] * len(words)
    for first, run in enumerate(runs):
        owner = earlier.get(run)
        if owner is not None:
            for at in range(first, min(first + RUN, len(words))):
                owners[at] = owners[at] or owner
    for (start, end), key in cited:
        for at, (begin, _) in enumerate(words):
            if start <= begin < end:
                owners[at] = owners[at] or (key, None)
    return tuple(_joined(words, owners))


def _owners(words: Sequence[Offsets], stretches: Sequence[Stretch], own: Owner) -> Iterator[Owner]:
    at = 0
    for start, _ in words:
        while at < len(stretches) and (end := stretches[at].end) is not None and end <= start:
            at += 1
        inside = at < len(stretches) and stretches[at].start <= start
        yield (stretches[at].key, stretches[at].report) if inside else own


def _joined(words: Sequence[Offsets], owners: Sequence[Owner | None]) -> Iterator[Stretch]:
    """The words in a row that have one owner, as stretches."""
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or owners[at] != owners[first]:
            owner = owners[first]
            if owner is not None:
                yield Stretch(words[first][0], words[at - 1][1], *owner)
            first = at
