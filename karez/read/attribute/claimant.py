"""Who stands behind a claim, by the words around it."""

from collections.abc import Sequence

from karez.model.claim import Claim, Claimant, Control, Directive, Incident
from karez.model.vocabulary import ClaimantClass
from karez.read.attribute.speech import OF_ACTOR, Speech, about


def find_claimant(claim: Claim, speeches: Sequence[Speech]) -> Claimant | None:
    """Return the speaker of the narrowest speech that holds the claim; None is the report itself."""
    body = claim.body
    if claim.reason == "incident-responsibility" and isinstance(body, Incident):
        if not body.initiators:
            return None
        party = body.initiators[0]
        return Claimant(party.span, party.actor, ClaimantClass.ARMED_GROUP)
    if isinstance(body, Control) and body.holder and _claims_it(claim):
        holder = body.holder
        kind = OF_ACTOR.get(holder.actor_class.value)
        return Claimant(holder.span, holder.actor, kind) if kind else None
    if isinstance(body, Directive):
        return None
    at = _head(claim)
    holding = [speech for speech in about(speeches, at, at + 1) if _holds(speech, at)]
    if not holding:
        return None
    return min(holding, key=lambda speech: speech.governs[1] - speech.governs[0]).claimant


def _claims_it(claim: Claim) -> bool:
    """ "claims full control of": a party's word for its own holding."""
    state = claim.fields.get("state")
    if not state or not isinstance(state[0], int) or not isinstance(state[1], int):
        return False
    return claim.span.quote[max(0, state[0] - claim.span.start) :].lower().startswith("claim")


def _head(claim: Claim) -> int:
    """Where the word stands that makes the claim."""
    head = claim.fields.get("number") or claim.fields.get("type") or claim.fields.get("state")
    return head[0] if head and isinstance(head[0], int) else claim.span.start


def _holds(speech: Speech, at: int) -> bool:
    start, end = speech.governs
    return start <= at < end and not (speech.claimant.span.start <= at < speech.claimant.span.end)
