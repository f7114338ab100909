"""The keys of a claim by which others are found: what it shares with them, within a window of days.

Every key carries a bucket of time, so that at constant density a longer period makes more keys and no larger ones.
Buckets are laid twice, half a bucket apart: two days within half a bucket of each other always share one.
"""

from collections.abc import Iterator

from karez.resolve.background import background
from karez.resolve.incidents.row import TOWN, ClaimRow

# Days of a bucket of time, and km of a cell.
WINDOW = 8
CELL = 60.0
# The rarest names are sought over so many days: what follows a happening is told months later, by name.
LONG = 256
_RAREST = 5.5
# What sharing a text is worth.
_TEXT = 8
# A time of more days than this enters the buckets of its ends and of the day that it became known.
_SPAN = 16
Key = tuple[str, str, int]


def keys(row: ClaimRow) -> dict[Key, int]:
    """Return the keys of a claim with what sharing each is worth; whole numbers, so that no order of sums counts."""
    found: dict[Key, int] = {}
    group = "denied" if row.denied else "told"
    short = buckets(row)
    for name, worth in _names(row):
        for bucket in short:
            found[name, group, bucket] = worth
    days = {row.known, row.known if row.day_from is None else row.day_from}
    long = {2 * ((day + laid * LONG // 2) // LONG) + laid for day in days for laid in (0, 1)}
    for name, worth in _rare(row):
        for bucket in long:
            found[name, group, bucket] = worth
    if row.wording:
        found[f"text {row.wording}", group, 0] = _TEXT
    return found


def finer(key: Key, row: ClaimRow) -> Key:
    """Return the part of a crowded key that a claim is in: one day, and then one place."""
    name, group, bucket = key
    if "|" not in group:
        return name, f"{group} {bucket}|", row.known if row.day_from is None else row.day_from
    return name, f"{group}{row.place or row.type or ''}|", bucket


def splits(key: Key) -> bool:
    """Whether a crowded key may be split further."""
    return key[1].count("|") < 2


def buckets(row: ClaimRow) -> tuple[int, ...]:
    """Return the buckets of time of a claim: even ones of the first laying, odd ones of the second."""
    if row.day_from is None or row.day_to is None:
        days = [row.known]
    elif row.day_to - row.day_from > _SPAN:
        days = [row.day_from, row.day_to, row.known]
    else:
        days = [*range(row.day_from, row.day_to, WINDOW // 2), row.day_to]
    return tuple(
        sorted({2 * (day // WINDOW) for day in days} | {2 * ((day + WINDOW // 2) // WINDOW) + 1 for day in days})
    )


def _names(row: ClaimRow) -> Iterator[tuple[str, int]]:
    if row.place:
        yield f"place {row.place}", 6 if (row.radius or 0.0) <= TOWN else 2
    if row.x is not None and row.y is not None and row.z is not None and (row.radius or 0.0) <= TOWN:
        for shift in (0.0, CELL / 2):
            cell = [int((part + shift) // CELL) for part in (row.x, row.y, row.z)]
            yield f"cell {shift:.0f} {cell}", 2
    if row.operation:
        yield f"operation {row.operation}", 4
    for actor in (*row.actors, *row.parents):
        yield f"actor {actor}", 2 if ":" in actor else 1
    for word in {*row.terms, *row.head, *row.names}:
        worth = round(background().rarity(word)) // 2 if " " not in word else 3
        yield f"word {word}", max(worth, 1) + (word in row.terms) + (word in row.names)


def _rare(row: ClaimRow) -> Iterator[tuple[str, int]]:
    """What is rare enough to be looked for in a long time: names and words at the head of what a report is about."""
    for word in {*row.head, *row.names} if row.head else ():
        if " " not in word and background().rarity(word) >= _RAREST:
            yield f"rare {word}", 3 + (word in row.names)
