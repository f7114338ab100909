"""Links that run in a ring: claims that replace each other, or hold each other as parts; reports that are each other's
newer version; and reports that have their words from each other."""

from collections.abc import Iterator, Mapping

from karez.model.claim import Toll
from karez.model.contradiction import Oddity, OddityKind
from karez.model.origin import Origins
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


def claim_rings(by_id: Mapping[str, Item]) -> Iterator[Oddity]:
    """Yield the rings of corrections and of parts among claims."""
    for name in ("replaces", "part_of"):
        links = {
            claim: other
            for claim, item in by_id.items()
            if isinstance(item.claim.body, Toll) and (other := getattr(item.claim.body, name)) in by_id
        }
        for ring in rings(links):
            yield oddity(OddityKind.CYCLE, ring, what="claims")


def report_rings(origins: Origins) -> Iterator[Oddity]:
    """Yield the rings of reports that are copies or versions of each other."""
    links = {name: report.link.of for name, report in origins.reports.items() if report.link is not None}
    for ring in rings(links):
        yield oddity(OddityKind.CYCLE, (), reports=ring, what="reports")


def odd_credits(origins: Origins) -> Iterator[Oddity]:
    """Yield what was found odd when the origins of reports were told."""
    for one in origins.oddities:
        note = f"{one.text[:1].upper()}{one.text[1:]}."
        yield oddity(OddityKind(one.kind), (), reports=one.reports, note=note)
