"""Contradictions of party: who did it, and who was hurt.

A party that is named only by its kind ("fighters") may be any of its side. A party and one that belongs to it are one.
Parties that one report names together acted together, and whoever names one of them contradicts nobody.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from karez.model.claim import Incident, Toll
from karez.model.contradiction import Contradiction, ContradictionKind
from karez.model.mention import ActorMention
from karez.model.vocabulary import ClaimKind
from karez.reconcile.contradictions.counts import described
from karez.reconcile.contradictions.happenings import Happening, Told, of_one_town
from karez.reconcile.contradictions.rules import number, severity, side_of
from karez.reconcile.contradictions.sides import number_side, ordered, side, whose
from karez.reconcile.counted import toll
from karez.reconcile.item import TOLD, Item, place_key

Wider = Mapping[str, tuple[str, ...]]
"""The ids of all parties that a party of the atlas belongs to, the nearest first, by its id; handed in by the app."""


@dataclass(frozen=True, slots=True, order=True)
class _Family:
    """A side of the conflict and the uppermost party on it; ``party`` empty: any of that side."""

    side: str
    party: str


@dataclass(slots=True, eq=False)
class _Camp:
    """All who name parties that hang together. ``wild``: none of them is named by more than its kind."""

    families: set[_Family]
    wild: bool
    items: list[Item] = field(default_factory=list)

    def against(self, other: "_Camp") -> bool:
        """Whether the two name parties that cannot be one."""
        if self is other:
            return False
        if self.wild or other.wild:
            return not {one.side for one in self.families} & {one.side for one in other.families}
        return True


def doer_contradiction(happening: Happening, wider: Wider) -> Contradiction | None:
    """Return what the claimants of one happening say against each other of who did it."""
    items = happening.told
    if not happening.joined and not any(of_one_town(item) for item in items):
        return None
    camps = _camps(items, wider)
    against = [one for one in camps if any(one.against(other) for other in camps)]
    if len({item.source.key for one in against for item in one.items}) < 2:
        return None
    sides = ordered(side(_says(one), one.items) for one in against)
    common: set[str] = set.intersection(*({family.side for family in one.families} for one in against))
    measures = {"sides_apart": float(not common), "suspected": float(_doubted(against))}
    measures |= whose(sides, (item for one in against for item in one.items))
    grade, rules = severity(ContradictionKind.PARTY, measures)
    first = next((item for item in items if item.claim.where), None)
    return Contradiction(
        ContradictionKind.PARTY,
        ClaimKind.INCIDENT,
        happening.about,
        sides,
        grade,
        rules,
        place=next((item.place for item in items if item.place), None),
        place_quote=first.claim.where.span.quote if first and first.claim.where else None,
        start=next((item.start for item in items if item.start), None),
    )


def _camps(items: Iterable[Item], wider: Wider) -> list[_Camp]:
    """Join the claims whose parties hang together; those that name a kind alone stand by side."""
    camps: list[_Camp] = []
    camp_of: dict[_Family, _Camp] = {}
    for item in items:
        families = _families(item, wider)
        named = {one for one in families if one.party} or families
        if not named:
            continue
        known = list({id(camp_of[one]): camp_of[one] for one in named if one in camp_of}.values())
        camp = known[0] if known else _Camp(set(), wild=not any(one.party for one in named))
        camp.families |= named
        camp.items.append(item)
        for other in known[1:]:
            camp.families |= other.families
            camp.items += other.items
            camps.remove(other)
        if not known:
            camps.append(camp)
        camp_of.update(dict.fromkeys(camp.families, camp))
    return camps


def _families(item: Item, wider: Wider) -> set[_Family]:
    body = item.claim.body
    initiators = body.initiators if isinstance(body, Incident) else ()
    found = (_family(one, wider) for one in initiators)
    return {one for one in found if one.side}


def _family(actor: ActorMention, wider: Wider) -> _Family:
    party = (actor.actor, *wider.get(actor.actor, ()))[-1] if actor.actor else ""
    return _Family(side_of("did", actor.actor_class.value), party)


def _says(camp: _Camp) -> str:
    return ", ".join(sorted({one.party or one.side for one in camp.families}))


def _doubted(camps: Sequence[_Camp]) -> bool:
    """Whether on some side every report doubts who did it."""
    return any(all(_suspected(item) for item in camp.items) for camp in camps)


def _suspected(item: Item) -> bool:
    body = item.claim.body
    return isinstance(body, Incident) and all(one.suspected for one in body.initiators)


def harmed_contradictions(told: Told) -> list[Contradiction]:
    """Return the tolls in which claimants give one number of harmed in one happening and name people of other sides."""
    same: dict[Hashable, list[Item]] = {}
    for item in told.items:
        if (
            isinstance(item.claim.body, Toll)
            and item.claim.realis in TOLD
            and (key := _same_number(item, told)) is not None
        ):
            same.setdefault(key, []).append(item)
    return [one for members in same.values() for one in _of_number(members, told)]


def _same_number(item: Item, told: Told) -> Hashable:
    """What two tolls share that may count the same people: happening, harm, unit and number; None for none."""
    body = toll(item)
    if body.best is None or body.best < number("same_number_from") or not _hurt(item):
        return None
    where: Hashable = (place_key(item.claim.where), item.start[:10]) if item.start and item.claim.where else None
    if told.joined is not None:
        where = told.joined.incidents.get(item.claim.id)
    return None if where is None else (where, body.harm, body.unit, body.best)


def _hurt(item: Item) -> str:
    return side_of("hurt", toll(item).victims.value)


def _of_number(members: Sequence[Item], told: Told) -> Iterator[Contradiction]:
    sides_of: dict[str, set[str]] = {}
    for item in members:
        sides_of.setdefault(item.source.key, set()).add(_hurt(item))
    camps: dict[str, list[Item]] = {}
    for item in members:
        if len(sides_of[item.source.key]) == 1:
            camps.setdefault(_hurt(item), []).append(item)
    if len(camps) < 2:
        return
    sides = ordered(replace(number_side(items), says=name) for name, items in camps.items())
    measures = {"sides_apart": 1.0, **whose(sides, members)}
    grade, rules = severity(ContradictionKind.PARTY, measures)
    first = members[0]
    about = told.joined.incidents[first.claim.id] if told.joined else str(place_key(first.claim.where))
    made = described(Contradiction(ContradictionKind.PARTY, ClaimKind.TOLL, about, sides, grade, rules), members)
    yield replace(made, victims=None)
