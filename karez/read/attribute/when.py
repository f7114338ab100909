"""When it happened: the time in the same sentence, else the last one told before in the paragraph."""

from karez.model.claim import Assessment, Claim, Control, Directive, Status
from karez.model.mention import TimeMention
from karez.read.passage import Passage, nearest, within

_REACH = 600


def find_when(passage: Passage, claim: Claim) -> TimeMention | None:
    """Return the time of the happening; states, orders and opinions have one only in their own clause."""
    if isinstance(claim.body, Assessment | Directive):
        return None
    sentence = passage.sentence_at(claim.span.start)
    inside = within(passage.times, *claim.span.offsets)
    if inside:
        return inside[0]
    near = within(passage.times, sentence.start, sentence.end)
    if near:
        return nearest(near, *claim.span.offsets)
    if isinstance(claim.body, Status | Control):
        return None
    earlier = within(passage.times, max(0, sentence.start - _REACH), sentence.start)
    gap = passage.text[earlier[-1].span.end : sentence.start] if earlier else ""
    return earlier[-1] if earlier and "\n\n" not in gap else None
