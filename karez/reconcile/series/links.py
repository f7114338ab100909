"""Which tolls are parts of which, by the links of the reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from karez.model.vocabulary import Scope
from karez.reconcile.counted import toll
from karez.reconcile.item import TOLD, Item
from karez.reconcile.tolls import total_of


class Parts:
    """The totals of every toll that is told."""

    def __init__(self, tolls: Sequence[Item]) -> None:
        told = [item for item in tolls if item.claim.realis in TOLD]
        self._known = {item.claim.id: item for item in told}
        self._roots = total_of(told)
        self._parts: dict[str, list[Item]] = {}
        for item in told:
            for total in self.totals(item.claim.id):
                self._parts.setdefault(total, []).append(item)

    def of(self, claim: str) -> list[Item]:
        """Return the tolls that are parts of a claim, in order of telling."""
        return self._parts.get(claim, [])

    def totals(self, claim: str) -> Iterator[str]:
        """Yield the totals that a claim is a part of, the nearest first."""
        chain = self._chain(claim)
        yield from chain
        if (root := self._roots.get(claim, claim)) not in {claim, *chain}:
            yield root

    def _chain(self, claim: str) -> list[str]:
        """The totals by the links; links that lead back to the claim itself tell nothing."""
        found: list[str] = []
        link = toll(self._known[claim]).part_of if claim in self._known else None
        while link is not None and link in self._known and link not in found:
            if link == claim:
                return []
            found.append(link)
            link = toll(self._known[link]).part_of
        return found

    def scoped(self, item: Item) -> Item:
        """Return a toll with the scope of the largest total that it is a part of: a part of a sum is no incident's."""
        scopes = [toll(self._known[total]).scope for total in self.totals(item.claim.id)]
        wider = next((scope for scope in reversed(scopes) if scope is not Scope.INCIDENT), None)
        if wider is None or toll(item).scope is not Scope.INCIDENT:
            return item
        claim = replace(item.claim, body=replace(toll(item), scope=wider))
        return replace(item, record=replace(item.record, claim=claim))


def within_one(claims: Mapping[str, object], parts: Parts, claim: str) -> str | None:
    """Return the total among ``claims`` that a claim is a part of; None where there is none."""
    return next((total for total in parts.totals(claim) if total in claims), None)
