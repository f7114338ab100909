"""An access picture ready to be written: the answer, the map, and the sentence behind every claim, names masked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from karez.brief.outline import Reference
from karez.model.access_answer import AccessAnswer
from karez.model.picture import Picture
from karez.model.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class AccessReport:
    """``as_of`` and ``recorded`` are written for people; ``head`` is the ledger's. ``ids`` gives the short id of a
    claim (F1, F2 ...), ``references`` the sentence that each leads to.
    """

    answer: AccessAnswer
    as_of: str
    recorded: str
    timezone: str
    head: str
    marking: Marking
    references: tuple[Reference, ...] = ()
    picture: Picture | None = None
    ids: Mapping[str, str] = field(default_factory=dict)

    def reference(self, claim: str) -> Reference | None:
        """The reference of a claim, None where the view does not hold it."""
        short = self.ids.get(claim)
        return next((item for item in self.references if item.id == short), None) if short else None

    def claimants(self, claims: Iterable[str]) -> list[str]:
        """Who says it, each once, names masked."""
        found = (self.reference(claim) for claim in claims)
        return list(dict.fromkeys(item.claimant for item in found if item))


def claims_of(answer: AccessAnswer) -> tuple[str, ...]:
    """Every claim that an answer speaks of, each once, in the order in which it is shown."""
    return tuple(dict.fromkeys(_claims(answer)))


def _claims(answer: AccessAnswer) -> Iterator[str]:
    for claims in answer.behind.values():
        yield from claims
    for stretch in answer.stretches:
        yield from stretch.told.claims
        yield from stretch.told.denials
        yield from (told.claim for told in stretch.told.announced)
    yield from (one.claim for one in answer.unplaced)
    yield from _all(way.claims for way in answer.gateways)
    if answer.reopened:
        yield from answer.reopened.claims
    if answer.journey:
        yield from (way.claim for way in answer.journey.announced)
        ways = (answer.journey.baseline, answer.journey.optimistic, answer.journey.cautious)
        yield from _all(way.claims for way in ways if way)


def _all(claims: Iterable[Iterable[str]]) -> Iterator[str]:
    for some in claims:
        yield from some
