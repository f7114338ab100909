"""How the report tells it: asserted, alleged, denied, planned, hypothetical or background."""

import re
from datetime import date, timedelta
from functools import cache

from karez.model.claim import Claim, Status, Toll
from karez.model.mention import TimeMention
from karez.model.vocabulary import ClaimKind, Qualifier, Realis
from karez.read.lexicon import data, pattern
from karez.read.passage import Passage

_OLD = timedelta(days=60)
_LEAD = 40


@cache
def _words(name: str) -> re.Pattern[str]:
    return pattern(data("realis")[name])


def find_realis(passage: Passage, claim: Claim, when: TimeMention | None) -> Realis:
    """Return the realis that the clause's own words give; an extractor's own finding stays."""
    if claim.realis is not Realis.ASSERTED or claim.kind in {ClaimKind.DIRECTIVE, ClaimKind.ASSESSMENT}:
        return claim.realis
    start, end = claim.span.offsets
    sentence = passage.sentence_at(start)
    lead = passage.text[max(sentence.start, start - _LEAD) : end]
    if not _is_none(claim) and not isinstance(claim.body, Status) and _words("denied").search(lead):
        return Realis.DENIED
    if _words("alleged").search(lead):
        return Realis.ALLEGED
    if not isinstance(claim.body, Status | Toll) and _words("planned").search(
        passage.text[max(sentence.start, start - 15) : end]
    ):
        return Realis.PLANNED
    if _is_old(passage, when) or (not isinstance(claim.body, Status) and _words("background").search(lead)):
        return Realis.BACKGROUND
    return Realis.ASSERTED


def _is_none(claim: Claim) -> bool:
    return isinstance(claim.body, Toll) and claim.body.qualifier is Qualifier.NONE


def _is_old(passage: Passage, when: TimeMention | None) -> bool:
    """A happening that ended more than 60 days before the report is told for context."""
    if when is None or not when.end or not passage.published:
        return False
    try:
        return date.fromisoformat(when.end[:10]) < date.fromisoformat(passage.published[:10]) - _OLD
    except ValueError:
        return False
