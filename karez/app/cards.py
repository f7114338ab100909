"""What `karez show` prints for people: a claim in its sentence, a report, a judgement."""

from collections.abc import Mapping
from typing import Any

from karez.model.claim import Claim
from karez.model.codec import claim_json
from karez.model.record import ClaimRecord, ReportRecord
from karez.model.times import show

_AROUND = 200
_SAID_ELSEWHERE = frozenset({"id", "start", "end", "quote", "also", "fields", "claimant", "when", "where"})


def claim_card(record: ClaimRecord, report: ReportRecord, timezone: str) -> list[tuple[str, str]]:
    """Return the lines of a claim: its sentence in context, who says it, when, where, its values and its times."""
    claim = record.claim
    values = {name: value for name, value in claim_json(claim).items() if name not in _SAID_ELSEWHERE}
    rows = [
        ("sentence", sentence(claim, report.text)),
        ("claimant", claimant(claim, report)),
        ("when", f"{claim.when.span.quote} = {claim.when.start} to {claim.when.end}" if claim.when else ""),
        ("where", where(claim)),
        *((name, words(value)) for name, value in values.items()),
        ("corrected", "by a person; see the method section of a brief" if record.corrected else ""),
        ("published", report.published or ""),
        ("known from", show(record.known_from, timezone)),
        ("known to", show(record.known_to, timezone) if record.known_to is not None else ""),
        ("recorded", show(record.recorded, timezone)),
        ("report", f"{report.id}, {report.publisher or report.source}"),
        ("url", report.url or ""),
    ]
    return [(name, text) for name, text in rows if text]


def sentence(claim: Claim, text: str | None) -> str:
    """Return the claim's words, marked with ›‹, in their context; a note where the text was withheld."""
    if text is None:
        return "(text withheld)"
    start, end = claim.span.offsets
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{before}›{text[start:end]}‹{after}".split())


def claimant(claim: Claim, report: ReportRecord) -> str:
    """Return who stands behind a claim and what they are; the report's publisher where the words name nobody."""
    if claim.claimant:
        return f"{' '.join(claim.claimant.span.quote.split())} ({claim.claimant.claimant_class})"
    return f"the report itself ({report.publisher or 'publisher not told'})"


def where(claim: Claim) -> str:
    """Return the words for the place, the relation to it, and the place that they name."""
    if claim.where is None:
        return ""
    place = claim.where.place
    named = f"{place.name}, {place.pcode or place.id}" if place else "not resolved"
    return f"{claim.where.relation} {' '.join(claim.where.span.quote.split())} = {named}"


def words(value: Any) -> str:  # noqa: ANN401 - any JSON of a claim
    """Return a value of a claim for people: the words of mentions, lists with commas, nothing for what is empty."""
    if value is None or value is False or value in ("", [], {}):
        return ""
    if isinstance(value, list):
        return ", ".join(words(item) for item in value)
    if isinstance(value, Mapping):
        named = value.get("actor") or value.get("asset") or value.get("type") or value.get("class")
        return f"{' '.join(str(value.get('quote')).split())} ({named})"
    return str(value)
