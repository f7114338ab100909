"""Links that run in a ring: claims that replace each other, or hold each other as parts; reports that are each other's
newer version."""

from collections.abc import Iterator, Mapping

from karez.model.claim import Toll
from karez.model.contradiction import Oddity, OddityKind
from karez.reconcile.item import Item
from karez.reconcile.odd.words import oddity


def rings(links: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return every ring of ``links`` (from an id to another), each once, beginning with its least id."""
    seen: set[str] = set()
    found = []
    for first in sorted(links):
        path: dict[str, int] = {}
        current = first
        while current in links and current not in seen and current not in path:
            path[current] = len(path)
            current = links[current]
        if current in path:
            found.append(_from_least(tuple(path)[path[current] :]))
        seen.update(path)
    return sorted(found)


def _from_least(ring: tuple[str, ...]) -> tuple[str, ...]:
    at = ring.index(min(ring))
    return ring[at:] + ring[:at]


def ring_oddities(by_id: Mapping[str, Item], versions: Mapping[str, str]) -> Iterator[Oddity]:
    """Yield the rings of corrections and of parts among claims, and of ``versions`` (report to the one before it)."""
    for name in ("replaces", "part_of"):
        links = {
            claim: other
            for claim, item in by_id.items()
            if isinstance(item.claim.body, Toll) and (other := getattr(item.claim.body, name)) in by_id
        }
        for ring in rings(links):
            yield oddity(OddityKind.CYCLE, ring, what="claims")
    for ring in rings(versions):
        yield oddity(OddityKind.CYCLE, (), reports=ring, what="reports")
