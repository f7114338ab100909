"""Which incident a claim is of, where nobody joined the claims: by today's groups of tolls and of incidents.

Tolls that are put together are of one incident, and so are groups of one place and day, whatever they count. Where no
day is told, only groups that one report tells of one place are one. That a toll is a part of a total makes them no one
incident: the parts may lie in several towns.
"""

from collections.abc import Iterable, Mapping, Sequence

from karez.model.claim import Incident
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.vocabulary import Realis
from karez.reconcile.counted import numbers, toll
from karez.reconcile.incidents import incident_findings
from karez.reconcile.item import TOLD, Item, place_key
from karez.reconcile.tolls import toll_groups


def grouped(items: Sequence[Item], tolls: Sequence[Item], replaced: Mapping[str, Item], *, timezone: str) -> Joined:
    """Return the incidents of the claims of a view.

    ``items`` are all claims and ``tolls`` those of them that are tolls of one incident; ``replaced`` gives for the id
    of a corrected claim the claim that corrects it.
    """
    wanted = [item for item in items if isinstance(item.claim.body, Incident) and _is_said(item)]
    said = [item for item in tolls if _is_said(item)]
    sets = _Sets(item.claim.id for item in (*wanted, *said))
    known = {item.claim.id: item for item in wanted}
    groups = [[known[claim] for claim in found.claims] for found in incident_findings(wanted, timezone=timezone)]
    groups += [group.items for group in toll_groups(said, replaced, timezone=timezone)]
    first: dict[tuple[str, ...], str] = {}
    for told in groups:
        sets.join(item.claim.id for item in told)
        for key in _keys(told):
            sets.join((first.setdefault(key, told[0].claim.id), told[0].claim.id))
    _lay_denials(said, sets)
    return Joined({claim: incident_id(held) for held in sets.all() for claim in held})


def _is_said(item: Item) -> bool:
    return item.claim.realis in TOLD or item.claim.realis is Realis.DENIED


def _keys(told: Sequence[Item]) -> Iterable[tuple[str, ...]]:
    """What groups of one incident share: place and day, else place and report."""
    place = next((key for item in told if (key := place_key(item.claim.where))), None)
    day = next((item.start[:10] for item in told if item.start), None)
    if place is None:
        return []
    return [(place, day)] if day else [(place, "", item.report.id) for item in told]


def _lay_denials(said: Sequence[Item], sets: "_Sets") -> None:
    """Lay a denied number beside the one toll of that number that was told before, where there is one."""
    told: dict[tuple[object, ...], list[Item]] = {}
    for item in said:
        if item.claim.realis in TOLD:
            told.setdefault((toll(item).harm, numbers(item)), []).append(item)
    for item in said:
        if item.claim.realis is Realis.DENIED:
            before = told.get((toll(item).harm, numbers(item)), [])
            fits = {sets.root(one.claim.id) for one in before if one.known_from <= item.known_from and _near(one, item)}
            if len(fits) == 1:
                sets.join((item.claim.id, fits.pop()))


def _near(one: Item, other: Item) -> bool:
    return one.place is None or other.place is None or one.place.id == other.place.id


class _Sets:
    """Sets of claim ids that grow together; the smallest id stands for each."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._up = {one: one for one in ids}

    def __contains__(self, one: object) -> bool:
        return one in self._up

    def root(self, one: str) -> str:
        while self._up[one] != one:
            self._up[one] = self._up[self._up[one]]
            one = self._up[one]
        return one

    def join(self, ids: Iterable[str]) -> None:
        first: str | None = None
        for one in ids:
            root = self.root(one)
            if first is not None and root != first:
                low, high = sorted((first, root))
                self._up[high] = root = low
            first = root

    def all(self) -> Iterable[list[str]]:
        held: dict[str, list[str]] = {}
        for one in self._up:
            held.setdefault(self.root(one), []).append(one)
        return held.values()
