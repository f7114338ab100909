"""Contradictions and oddities as plain values: what `karez contradictions` prints, with sentences masked."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from karez.app.incident_page import Sight
from karez.app.output import quoted
from karez.brief.mask import Mask
from karez.model.contradiction import Contradiction, Oddity, Side
from karez.model.finding import Findings
from karez.model.record import View
from karez.model.times import show
from karez.reconcile.contradictions.judged import closers, settled, with_closed
from karez.reconcile.item import Item

Values = dict[str, Any]


def contradictions_told(
    view: View,
    whole: View,
    findings: Callable[[View], Findings],
    items: Callable[[View], Iterable[Item]],
    sight: Sight,
) -> dict[str, list[Values]]:
    """Return what a view's claims say against each other, and what is odd, in the order of its ``findings``.

    ``whole`` is the same view with closed claims; what judgements settled among them is told last.
    """
    by = closers(whole)
    shown = with_closed(whole, by) if by else view
    told = findings(view)
    judged = settled(findings(shown).contradictions, by) if by else ()
    desk = _Desk({item.claim.id: item for item in items(shown)}, sight.mask(shown), sight.timezone)
    return {
        "contradictions": [desk.contradiction(one) for one in (*told.contradictions, *judged)],
        "oddities": [desk.oddity(one) for one in told.oddities],
    }


class _Desk:
    """Writes claims with their sentences, masked."""

    def __init__(self, by_id: Mapping[str, Item], mask: Mask, timezone: str) -> None:
        self._by_id = by_id
        self._mask = mask
        self._zone = timezone

    def contradiction(self, one: Contradiction) -> Values:
        """Return a contradiction with its sides."""
        return {
            "kind": one.kind.value,
            "severity": one.severity.value,
            "rules": list(one.rules),
            "open": one.open,
            "settlement": one.settlement.value if one.settlement else None,
            "settled_by": list(one.settled_by),
            "topic": one.topic.value,
            "about": self._mask.text(one.about),
            "harm": one.harm.value if one.harm else None,
            "victims": one.victims.value if one.victims else None,
            "place": one.place.name if one.place else self._masked(one.place_quote),
            "name": self._masked(one.name),
            "from": one.start,
            "sides": [self._side(side) for side in one.sides],
        }

    def oddity(self, one: Oddity) -> Values:
        """Return an oddity with its claims."""
        return {
            "kind": one.kind.value,
            "impossible": one.impossible,
            "sentence": self._mask.text(one.sentence),
            "look": one.look,
            "claims": [self._claim(claim) for claim in one.claims],
            "reports": list(one.reports),
        }

    def _side(self, side: Side) -> Values:
        return {
            "says": self._mask.text(side.says),
            "low": side.low,
            "best": side.best,
            "high": side.high,
            "claimants": list(dict.fromkeys(self._mask.text(source.name) for source in side.sources)),
            "known_from": show(side.known_from, self._zone),
            "claims": [self._claim(claim) for claim in side.claims],
        }

    def _claim(self, claim: str) -> Values:
        item = self._by_id[claim]
        return {
            "claim": claim,
            "claimant": self._mask.text(item.source.name),
            "quote": quoted(item, self._mask),
            "publisher": self._masked(item.report.publisher),
            "report": item.report.id,
            "known_from": show(item.known_from, self._zone),
        }

    def _masked(self, text: str | None) -> str | None:
        return None if text is None else self._mask.text(text)
