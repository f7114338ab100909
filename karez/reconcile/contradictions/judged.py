"""Contradictions that a judgement settled: a source took its word back, or a person found that a claim was misread.

Such claims are out of the view, and nothing is told of them there. Here a view that shows closed claims, too, is looked
at, so that whoever asks can see what was settled in this way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from karez.model.contradiction import Contradiction, ContradictionKind, Settlement
from karez.model.record import Judgement, View
from karez.model.vocabulary import Verdict

_CLOSING = frozenset({Verdict.REJECT, Verdict.RETRACT})


def closers(view: View) -> dict[str, Judgement]:
    """Return for the id of every claim of ``view`` that a judgement closed the latest one that did.

    ``view`` shows closed claims; those that are closed since their report was read anew are none of these.
    """
    by_claim: dict[str, Judgement] = {}
    by_report: dict[str, Judgement] = {}
    for item in view.judgements:
        if item.verdict in _CLOSING:
            by_claim.update(dict.fromkeys(item.subjects, item))
            if item.report is not None and not item.subjects:
                by_report[item.report] = item
    closed = {record.claim.id: record.report for record in view.claims if record.known_to is not None}
    found = {claim: by_claim.get(claim, by_report.get(report)) for claim, report in closed.items()}
    return {claim: item for claim, item in found.items() if item is not None}


def with_closed(view: View, by: Mapping[str, Judgement]) -> View:
    """Return a view that shows closed claims less those that no judgement of ``by`` closed."""
    claims = tuple(record for record in view.claims if record.known_to is None or record.claim.id in by)
    return replace(view, claims=claims)


def settled(found: Sequence[Contradiction], by: Mapping[str, Judgement]) -> tuple[Contradiction, ...]:
    """Return those of ``found`` of which fewer than two sides are left without the claims that ``by`` closed.

    ``found`` are the contradictions of a view with closed claims; a claimant's own changes are none.
    """
    return tuple(
        _settled(one, by)
        for one in found
        if one.open
        and one.kind is not ContradictionKind.SELF_REVISION
        and sum(any(claim not in by for claim in side.claims) for side in one.sides) < 2
    )


def _settled(one: Contradiction, by: Mapping[str, Judgement]) -> Contradiction:
    closing = list({item.id: item for claim in one.claims if (item := by.get(claim)) is not None}.values())
    taken_back = all(item.verdict is Verdict.RETRACT for item in closing)
    how = Settlement.RETRACTION if taken_back else Settlement.DECISION
    return replace(one, open=False, settlement=how, settled_by=tuple(item.id for item in closing))
