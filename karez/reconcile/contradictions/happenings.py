"""Which claims are compared: those that speak of one happening and, for tolls, count the same people.

Joining hands over what speaks of one happening. Where nothing was joined yet, the findings of tolls and the grouping by
type, place and day stand in for it.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from karez.model.claim import Incident, Toll
from karez.model.finding import TollFinding
from karez.model.identity import incident_id
from karez.model.joining import Joined
from karez.model.vocabulary import IncidentType, Realis
from karez.reconcile.contradictions.rules import number
from karez.reconcile.counted import kind_of
from karez.reconcile.happening import group
from karez.reconcile.incidents import may_join
from karez.reconcile.item import TOLD, Item, told_order
from karez.reconcile.sums import root


@dataclass(frozen=True, slots=True)
class Happening:
    """Claims of one happening, in order of telling. ``about`` is its incident's id; ``joined``: by the joiner."""

    about: str
    items: tuple[Item, ...]
    joined: bool

    @property
    def told(self) -> tuple[Item, ...]:
        """The claims that tell of it; what denies it is left out."""
        return tuple(item for item in self.items if item.claim.realis in TOLD)


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a view and what stands behind their happenings."""

    items: tuple[Item, ...]
    by_id: Mapping[str, Item]
    tolls: tuple[TollFinding, ...]
    joined: Joined | None
    timezone: str


def counted(told: Told, replaced: Mapping[str, Item]) -> list[Happening]:
    """Return the tolls that were told, those together that count the same people in one happening.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it: that one stands beside it, also where
    joining took the two for two happenings, since its claimant says that it speaks of this.
    """
    if told.joined is None:
        return [_of_finding(finding, told) for finding in told.tolls]
    groups: dict[Hashable, dict[str, Item]] = {}
    for item in told.items:
        about = told.joined.incidents.get(item.claim.id)
        if about is not None and isinstance(item.claim.body, Toll) and item.claim.realis in TOLD:
            groups.setdefault((about, kind_of(item)), {})[item.claim.id] = item
    return [_counted(_no_parts(list(members.values())), replaced, told.joined) for members in groups.values()]


def _counted(members: Sequence[Item], replaced: Mapping[str, Item], joined: Joined) -> Happening:
    """The claims of one happening, and what corrects them, at any number of steps."""
    found = {item.claim.id: item for item in members}
    for item in members:
        heir = replaced.get(item.claim.id)
        while heir is not None and heir.claim.id not in found and kind_of(heir) == kind_of(item):
            found[heir.claim.id] = heir
            heir = replaced.get(heir.claim.id)
    about = joined.incidents[members[0].claim.id]
    return Happening(about, tuple(sorted(found.values(), key=told_order)), joined=True)


def _of_finding(finding: TollFinding, told: Told) -> Happening:
    claims = {claim for figure in finding.figures for claim in (*figure.claims, *figure.earlier)}
    members = sorted((told.by_id[claim] for claim in claims if claim in told.by_id), key=told_order)
    return Happening(finding.id, tuple(members), joined=False)


def _no_parts(members: Sequence[Item]) -> tuple[Item, ...]:
    """Leave out the parts of a total that is there itself."""
    known = {item.claim.id: item for item in members}
    return tuple(item for item in members if root(item, known) == item.claim.id)


def acts(told: Told) -> list[Happening]:
    """Return the incident claims that were told or denied, by happening and type.

    An attack and the arrests after it are of one incident and have each their own doers, place and time. Of what has no
    type of its own nothing tells that it is one act: it is left out.
    """
    types: dict[Hashable, list[Item]] = {}
    for item in told.items:
        body = item.claim.body
        if isinstance(body, Incident) and body.type is not IncidentType.OTHER and _told_or_denied(item):
            types.setdefault(body.type, []).append(item)
    if told.joined is not None:
        return [one for own in types.values() for one in _joined(own, told.joined)]
    return _grouped(types.values(), told)


def denied_tolls(told: Told) -> list[Happening]:
    """Return the tolls that were told or denied and count the same people, by happening; of people some deny."""
    members = [item for item in told.items if isinstance(item.claim.body, Toll) and _told_or_denied(item)]
    kinds: dict[Hashable, list[Item]] = {}
    for item in members:
        kinds.setdefault(kind_of(item), []).append(item)
    kinds = {kind: own for kind, own in kinds.items() if any(item.claim.realis is Realis.DENIED for item in own)}
    if told.joined is not None:
        return [one for own in kinds.values() for one in _joined(own, told.joined)]
    return _grouped(kinds.values(), told)


def of_one_town(item: Item) -> bool:
    """Whether its place is no larger than a town: what one type and day tell of it is taken for one happening."""
    radius = item.place.radius_km if item.place else None
    return radius is not None and radius <= number("town_km")


def _told_or_denied(item: Item) -> bool:
    return item.claim.realis in TOLD or item.claim.realis is Realis.DENIED


def _joined(members: Iterable[Item], joined: Joined) -> list[Happening]:
    found: dict[str, list[Item]] = {}
    for item in members:
        about = joined.incidents.get(item.claim.id)
        if about is not None:
            found.setdefault(about, []).append(item)
    return [Happening(about, tuple(own), joined=True) for about, own in found.items()]


def _grouped(kinds: Iterable[Sequence[Item]], told: Told) -> list[Happening]:
    made = [one for own in kinds for one in group(own, timezone=told.timezone, may_join=may_join)]
    return [Happening(incident_id(item.claim.id for item in one.items), tuple(one.items), joined=False) for one in made]
