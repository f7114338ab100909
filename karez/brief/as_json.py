"""A brief as JSON, for other programs: the same sections, parts and references."""

import json
from typing import Any

from karez.brief.outline import Brief, Line, Reference, Section


def render_json(brief: Brief) -> str:
    """Return the brief as JSON (schema ``brief.schema.json``), ending in a line break."""
    return json.dumps(brief_json(brief), ensure_ascii=False, indent=1) + "\n"


def brief_json(brief: Brief) -> dict[str, Any]:
    """Return the brief as plain values."""
    return {
        "title": brief.title,
        "marking": brief.marking.value,
        "as_of": brief.as_of,
        "recorded": brief.recorded,
        "timezone": brief.timezone,
        "ledger_head": brief.head,
        "sections": [_section(section) for section in brief.sections],
        "references": [reference_json(item) for item in brief.references],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"key": section.key, "title": section.title, "lines": [_line(line) for line in section.lines]}


def _line(line: Line) -> dict[str, Any]:
    parts = [{"text": part.text, "refs": list(part.refs)} for part in line.parts]
    return {"kind": line.kind, "text": line.text, "parts": parts}


def reference_json(item: Reference) -> dict[str, Any]:
    """Return a reference as plain values."""
    return {
        "id": item.id,
        "claim": item.claim,
        "report": item.report,
        "quote": item.quote,
        "before": item.before,
        "after": item.after,
        "claimant": item.claimant,
        "publisher": item.publisher,
        "published": item.published,
        "realis": item.realis or "asserted",
        "url": item.url,
        "corrected": item.corrected,
        "grades": _grades(item),
    }


def _grades(item: Reference) -> dict[str, Any] | None:
    """What a person decided, else what rules suggest, marked as a suggestion; None where nothing was graded."""
    if item.suggested is None:
        return None
    decided = (item.source_grade, item.claim_grade)
    return {
        name: {"grade": grade or suggestion, "suggested": not grade}
        for name, grade, suggestion in zip(("source", "claim"), decided, item.suggested, strict=True)
    }
