"""One claimant that places one happening in two places far apart."""

from collections.abc import Iterator, Sequence

from karez.model.claim import Toll
from karez.model.contradiction import Oddity, OddityKind
from karez.reconcile.contradictions.happenings import Happening, Told
from karez.reconcile.contradictions.spots import Spot, farthest, spots
from karez.reconcile.item import TOLD, Item
from karez.reconcile.odd.words import oddity


def far_places(happenings: Sequence[Happening], told: Told) -> Iterator[Oddity]:
    """Yield each claimant's far places of one happening: one that was joined, or a toll and the incident it is of."""
    done: set[tuple[str, ...]] = set()
    for items in (*_by_claimant(happenings), *_linked(told)):
        km, against = farthest(spots(items))
        claims = tuple(dict.fromkeys(item.claim.id for one in against for item in one.items))
        if claims and tuple(sorted(claims)) not in done:
            done.add(tuple(sorted(claims)))
            yield oddity(OddityKind.FAR_PLACES, claims, places=_names(against), km=round(km))


def _by_claimant(happenings: Sequence[Happening]) -> Iterator[Sequence[Item]]:
    for happening in happenings:
        own: dict[str, list[Item]] = {}
        for item in happening.items:
            own.setdefault(item.source.key, []).append(item)
        yield from own.values()


def _linked(told: Told) -> Iterator[Sequence[Item]]:
    for item in told.items:
        body = item.claim.body
        incident = told.by_id.get(body.of or "") if isinstance(body, Toll) and item.claim.realis in TOLD else None
        if incident is not None and incident.source.key == item.source.key:
            yield (item, incident)


def _names(found: Sequence[Spot]) -> str:
    names = sorted({one.place.name for one in found})
    return " and ".join(names) if names else ""
