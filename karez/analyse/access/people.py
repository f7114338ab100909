"""How many people reported closures cut off, since when, and for how many person-days.

Settlement populations (urban localities) under-count who depends on a road, the totals of the census areas around them
over-count: both are given, and which towns and areas stand in each. Every settlement and every area is counted once,
however many towns lie in it; an area is never spread over its towns.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from karez.analyse.access.graph import Ints, Mask, RoadGraph
from karez.analyse.access.reach import reached
from karez.model.reachability import People, PersonDays, Town

_DAY = 86_400_000_000
# Later than any instant: closures of which no report tells when they began.
NO_TIME = int(np.iinfo(np.int64).max)


def people(towns: Iterable[Town], better: Iterable[Town] = ()) -> People:
    """Return how many people these towns hold, in persons, by the bounds that ``People`` describes.

    ``better`` are places that stand better: an area that holds one of these, too, is told in ``upper_shared``.
    """
    by_id = {town.id: town for town in towns}
    known = [town for town in by_id.values() if town.population is not None]
    lower = sum(town.population or 0 for town in known)
    areas = {area.id: area for town in by_id.values() for area in town.areas}
    elsewhere = {area.id for town in better if town.id not in by_id for area in town.areas}
    lacking = tuple(sorted(town.id for town in by_id.values() if not town.areas))
    return People(
        lower=lower if known or not by_id else None,
        # Figures of towns and areas may be of different counts: an area never holds fewer than its towns.
        upper=None if lacking else max(sum(area.population for area in areas.values()), lower),
        lower_of=tuple(sorted(town.id for town in known)),
        upper_of=tuple(sorted(areas)),
        lower_lacks=tuple(sorted(by_id.keys() - {town.id for town in known})),
        upper_lacks=lacking,
        upper_shared=tuple(sorted(areas.keys() & elsewhere)),
    )


def person_days(cut_off: Mapping[str, int | None], towns: Mapping[str, Town], as_of: int) -> PersonDays:
    """Return persons times days from the instant at which each town was cut off until ``as_of``.

    ``cut_off`` gives that instant by town id, None where no report tells: then neither bound is known. An area counts
    from the first of its towns that was cut off. Bounds that ``people`` does not know are not known here either.
    """
    days = {town: (as_of - since) / _DAY for town, since in cut_off.items() if since is not None}
    whole = people(towns[town] for town in cut_off)
    if len(days) < len(cut_off):
        return PersonDays(None, None)
    lower = sum(days[town] * (towns[town].population or 0) for town in cut_off)
    longest: dict[str, float] = {}
    for town, lasted in days.items():
        for area in towns[town].areas:
            longest[area.id] = max(longest.get(area.id, 0.0), lasted)
    persons = {area.id: area.population for town in cut_off for area in towns[town].areas}
    upper = max(sum(persons[area] * lasted for area, lasted in longest.items()), lower)
    return PersonDays(None if whole.lower is None else round(lower), None if whole.upper is None else round(upper))


def since(graph: RoadGraph, held: Mask, closed: Mask, began: Ints, hubs: Sequence[int]) -> Ints:
    """Return for every place (n,) the instant from which the closures that hold now have cut it off from all hubs.

    ``held`` are the links (m,) that count now; ``closed`` those of normal times that are closed now, from ``began``
    (m,; ``NO_TIME`` where none tells) on. ``NO_TIME`` for a place that is not cut off, or cut off by a closure of
    untold time, or that had no way before.
    """
    found = np.full(len(graph.nodes), NO_TIME, dtype=np.int64)
    before = reached(graph, held | closed, hubs)
    for instant in np.unique(began[closed]):
        now = reached(graph, held | (closed & (began > instant)), hubs)
        found[before & ~now] = instant
        before = now
    return found
