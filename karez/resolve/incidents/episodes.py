"""Which incident is a part of a longer or wider one: a battle of many days, a named operation, attacks on a province.

An incident of one day and place is part of an episode that holds its day and its place, where one report tells of both
or a party of both is one, and no known party speaks against it. A part is no duplicate: both stay.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from karez.resolve.incidents.keys import buckets
from karez.resolve.incidents.row import TOWN, ClaimRow

# An episode lasts longer than so many days, or lies in an area wider than a town, or has a name.
LONG = 2
# A party that is an id of the atlas and not only words.
_KNOWN = ":"


@dataclass(frozen=True, slots=True)
class _Happening:
    """An incident as a whole: the widest of its rows for an episode, the narrowest for a part."""

    id: str
    rows: Sequence[ClaimRow]
    denied: bool
    parties: frozenset[str]
    families: frozenset[str]
    reports: frozenset[str]
    operations: frozenset[str]


def episodes(incidents: Mapping[str, Sequence[ClaimRow]]) -> dict[str, str]:
    """Return for the id of an incident that of the narrowest episode that it is a part of; the others are left out.

    Of equally narrow ones it is that of most reports, then the smallest id.
    """
    told = [_happening(name, rows) for name, rows in sorted(incidents.items())]
    wide = [one for one in told if _is_episode(one)]
    index: dict[tuple[str, int], list[_Happening]] = defaultdict(list)
    for one in wide:
        for mark in _marks(one):
            index[mark].append(one)
    found: dict[str, str] = {}
    for one in told:
        near = {other.id: other for mark in _marks(one) for other in index.get(mark, ())}
        holding = [other for other in near.values() if other.id != one.id and _holds(other, one)]
        if holding:
            found[one.id] = min(holding, key=lambda other: (_size(other), -len(other.reports), other.id)).id
    return found


def _happening(name: str, rows: Sequence[ClaimRow]) -> _Happening:
    return _Happening(
        name,
        rows,
        all(row.denied for row in rows),
        frozenset(party for row in rows for party in (*row.actors, *row.parents)),
        frozenset(family for row in rows for family in row.families),
        frozenset(row.report for row in rows),
        frozenset(row.operation for row in rows if row.operation),
    )


def _marks(one: _Happening) -> set[tuple[str, int]]:
    """What an episode and its part share: a report, or a party within a window of days."""
    found = {(report, 0) for report in one.reports}
    days = {bucket for row in one.rows for bucket in buckets(row)}
    return found | {(f"party {party}", day) for party in one.parties for day in days}


def _span(row: ClaimRow) -> int:
    return (row.day_to or 0) - (row.day_from or 0)


def _is_episode(one: _Happening) -> bool:
    long = any(_span(row) >= LONG for row in one.rows)
    return not one.denied and (long or bool(one.operations) or any((row.radius or 0.0) > TOWN for row in one.rows))


def _size(one: _Happening) -> tuple[bool, float, int]:
    """Named operations are the largest; then the wider and the longer."""
    radius = max((row.radius or 0.0 for row in one.rows), default=0.0)
    return (bool(one.operations), radius, max(map(_span, one.rows)))


def _holds(episode: _Happening, part: _Happening) -> bool:
    if part.denied or _size(part) >= _size(episode) or not _may_be(episode, part):
        return False
    return any(_inside(row, wide) for row in part.rows for wide in episode.rows)


def _may_be(episode: _Happening, part: _Happening) -> bool:
    """Whether both may be of one kind, and parties or a report tell that they belong together."""
    if not episode.operations and episode.families.isdisjoint(part.families):
        return False
    shared = not episode.parties.isdisjoint(part.parties)
    known = [{party for party in one.parties if _KNOWN in party} for one in (episode, part)]
    other = bool(known[0]) and bool(known[1]) and known[0].isdisjoint(known[1])
    return shared or (not other and not episode.reports.isdisjoint(part.reports))


def _inside(row: ClaimRow, wide: ClaimRow) -> bool:
    """Whether the day and the place of one row lie in those of the other, and it is narrower in one of them."""
    if row.day_from is None or row.day_to is None or wide.day_from is None or wide.day_to is None:
        return False
    in_time = wide.day_from <= row.day_from and row.day_to <= wide.day_to
    longer = _span(wide) >= LONG and _span(row) < _span(wide)
    wider = (wide.radius or 0.0) > TOWN and (row.radius or 0.0) < (wide.radius or 0.0)
    named = wide.operation is not None and row.operation is None
    return in_time and (longer or wider or named) and _in_place(row, wide)


def _in_place(row: ClaimRow, wide: ClaimRow) -> bool:
    if row.place is not None and row.place == wide.place:
        return True
    if row.x is None or row.y is None or row.z is None or wide.x is None or wide.y is None or wide.z is None:
        return False
    x, y, z = row.x - wide.x, row.y - wide.y, row.z - wide.z
    reach = wide.radius or 0.0
    return x * x + y * y + z * z <= reach * reach
