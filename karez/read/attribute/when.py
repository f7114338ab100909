"""When it happened: the time in the same sentence, else the last one told before in the paragraph."""

import re

from karez.model.claim import Assessment, Claim, Control, Directive, Status
from karez.model.mention import TimeMention
from karez.read.attribute.speech import after_dateline
from karez.read.passage import Passage, nearest, within

_REACH = 600
_SAID = re.compile(
    r"\b(?:said|told|reported|announced|added|stated|confirmed|until|till|by)\s+(?:on\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)

_ASIDE = re.compile(r"\b(?:which|who|whose|since)\b")
_PRINTED = re.compile(r"\b(?:posted|published|updated|date of publication)\s*:?\s+(?:on\s+)?$", re.IGNORECASE)


def find_when(passage: Passage, claim: Claim) -> TimeMention | None:
    """Return the time of the happening; states, orders and opinions have one only in their own clause."""
    if isinstance(claim.body, Assessment | Directive):
        return None
    sentence = passage.sentence_at(claim.span.start)
    first = after_dateline(passage.text, sentence.start, sentence.end)
    near = [time for time in within(passage.times, first, sentence.end) if _is_of_deed(passage, time)]
    if claim.reason.startswith("status-later"):
        near = [time for time in near if time.span.start >= claim.span.start]
    inside = [time for time in near if claim.span.start <= time.span.start and time.span.end <= claim.span.end]
    if inside:
        return inside[0]
    if near:
        return nearest(near, *claim.span.offsets)
    if isinstance(claim.body, Status | Control):
        return None
    before = within(passage.times, max(0, sentence.start - _REACH), sentence.start)
    earlier = [time for time in before if _is_of_deed(passage, time) and not _is_aside(passage, time)]
    gap = passage.text[earlier[-1].span.end : sentence.start] if earlier else ""
    return earlier[-1] if earlier and "\n\n" not in gap else None


def _is_aside(passage: Passage, time: TimeMention) -> bool:
    """ "the town, which fell last year": a time of what is only told by the way."""
    sentence = passage.sentence_at(time.span.start)
    return _ASIDE.search(passage.text, sentence.start, time.span.start) is not None


def _is_of_deed(passage: Passage, time: TimeMention) -> bool:
    """Not when it was said, nor until when something holds, nor a day after the report."""
    lead = passage.text[max(0, time.span.start - 16) : time.span.start]
    if _SAID.search(lead) or _PRINTED.search(passage.text[max(0, time.span.start - 24) : time.span.start]):
        return False
    return not (time.start and passage.published and time.start[:10] > passage.published[:10])
