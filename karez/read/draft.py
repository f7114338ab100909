"""Drafts: claims as an extractor makes them, before claimant, realis, time and place are added."""

from collections.abc import Mapping

from karez.model.claim import KIND_OF_BODY, Body, Claim, FieldSpans
from karez.model.text import Offsets, Span
from karez.model.vocabulary import Realis

READER = "karez.rules.v1"


def draft(
    span: Span,
    body: Body,
    reason: str,
    *,
    fields: Mapping[str, Offsets | tuple[Offsets, ...]] | None = None,
    realis: Realis = Realis.ASSERTED,
    confidence: float = 0.6,
) -> Claim:
    """Return a draft claim. Its id is local (kind, place in the text, rule) and serves links until it is final."""
    spans: FieldSpans = dict(fields or {})
    marks = ".".join(f"{key}{value}" for key, value in sorted(spans.items()))
    local = f"{KIND_OF_BODY[type(body)]}:{span.start}:{span.end}:{reason}:{marks}"
    return Claim(local, span, body, realis, fields=spans, confidence=confidence, reader=READER, reason=reason)
