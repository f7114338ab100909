"""Claimant and realis of what the network found; time and place are found by the rules, as for their own claims."""

from collections.abc import Sequence
from dataclasses import replace

from karez.model.claim import Assessment, Claim, Claimant
from karez.model.vocabulary import ClaimantClass, Realis
from karez.read.attribute.attribute import attributed
from karez.read.attribute.realis import is_news
from karez.read.attribute.speakers import class_of, own_class, sure_class_of
from karez.read.attribute.where import Units
from karez.read.learned.found import Found
from karez.read.learned.parties import party
from karez.read.passage import Passage

_NONE = "none"
# How sure the network must be of a realis that no word of the rules tells.
SURE = 0.7


def told(passage: Passage, drafts: Sequence[tuple[Claim, Found]], unit: Units) -> list[tuple[Claim, Found]]:
    """Return the drafts with claimant, realis, when and where, in the same order."""
    by_rule = attributed(passage, [claim for claim, _ in drafts], unit)
    return [(_one(passage, claim, found), found) for claim, (_, found) in zip(by_rule, drafts, strict=True)]


def _one(passage: Passage, claim: Claim, found: Found) -> Claim:
    body = claim.body
    if isinstance(body, Assessment):
        return replace(
            claim,
            body=replace(body, by=_claimant(passage, found, body.by)),
            realis=_realis(passage, found, claim),
        )
    return replace(
        claim,
        claimant=_claimant(passage, found, claim.claimant),
        realis=_realis(passage, found, claim),
    )


def _realis(passage: Passage, found: Found, claim: Claim) -> Realis:
    """What the words around it tell by the rules, else what the network is sure of; news is no background."""
    choice = found.classes.get("realis")
    if claim.realis is not Realis.ASSERTED or choice is None or choice.chance < SURE:
        return claim.realis
    told = Realis(choice.word)
    return claim.realis if told is Realis.BACKGROUND and is_news(passage, claim.when) else told


def _claimant(passage: Passage, found: Found, by_rule: Claimant | None) -> Claimant | None:
    word, role = found.word("claimant"), found.role("claimant")
    if word in {None, _NONE}:
        return None
    if role is None:
        return by_rule
    named = party(passage, role)
    phrase = named.span.quote
    by_word = class_of(phrase) if len(phrase.split()) == 1 else sure_class_of(phrase)
    own = own_class(phrase, passage.publisher_class)
    return Claimant(named.span, named.actor, own or by_word or ClaimantClass(word))
