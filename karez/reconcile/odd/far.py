"""One claimant that places one happening in two places far apart."""

from collections.abc import Iterator, Sequence

from karez.model.claim import Toll
from karez.model.contradiction import Oddity, OddityKind
from karez.model.vocabulary import Harm
from karez.reconcile.contradictions.happenings import Happening, Told
from karez.reconcile.contradictions.spots import Spot, farthest, spots
from karez.reconcile.item import TOLD, Item
from karez.reconcile.odd.words import oddity


def far_places(happenings: Sequence[Happening], told: Told) -> Iterator[Oddity]:
    """Yield each claimant's far places of one happening: of one that was joined, or of an incident and its dead.

    The injured are told of at hospitals far away, which is not odd.
    """
    seen: set[str] = set()
    for items in (*_by_claimant(happenings), *_linked(told)):
        km, against = farthest(spots(items))
        claims = dict.fromkeys(item.claim.id for one in against for item in one.items)
        if not seen.issuperset(claims):
            seen.update(claims)
            yield oddity(OddityKind.FAR_PLACES, claims, places=_names(against), km=round(km))


def _by_claimant(happenings: Sequence[Happening]) -> Iterator[Sequence[Item]]:
    for happening in happenings:
        own: dict[str, list[Item]] = {}
        for item in happening.told:
            own.setdefault(item.source.key, []).append(item)
        yield from own.values()


def _linked(told: Told) -> Iterator[Sequence[Item]]:
    for item in told.items:
        body = item.claim.body
        dead = isinstance(body, Toll) and body.harm is Harm.KILLED and item.claim.realis in TOLD
        incident = told.by_id.get(body.of or "") if isinstance(body, Toll) and dead else None
        if incident is not None and incident.source.key == item.source.key:
            yield (item, incident)


def _names(found: Sequence[Spot]) -> str:
    """The names of places; where two share one, each with its province."""
    plain = [one.place.name for one in found]
    units = [f" ({one.place.admin1})" if plain.count(one.place.name) > 1 and one.place.admin1 else "" for one in found]
    return " and ".join(sorted(name + unit for name, unit in zip(plain, units, strict=True)))
