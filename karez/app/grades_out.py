"""What is printed of grades: rows of tables, lines of a claim's card, JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from karez.app.grading import sources_named
from karez.model.errors import RequestError
from karez.model.grading import (
    CREDIBILITY,
    INCIDENT,
    MATTER,
    RELIABILITY,
    SOURCE,
    ClaimGrade,
    Credibility,
    Grades,
    Grading,
    Matter,
    Reliability,
    SourceGrade,
)
from karez.model.record import Judgement
from karez.model.times import show

_SHORT = 16
_ON = {Matter.ANY: "", Matter.OWN_LOSSES: "own losses", Matter.ENEMY_LOSSES: "enemy losses"}


def asked_for(found: Grades, what: Sequence[str] | None) -> Grades:
    """Return the grades of what is named: keys or names of sources, ids of claims or incidents or their beginnings.

    All where nothing is named. Raises RequestError unknown-id, ambiguous-id.
    """
    if not what:
        return found
    sources: dict[tuple[str, Matter], SourceGrade] = {}
    claims: dict[str, ClaimGrade] = {}
    incidents: dict[str, ClaimGrade] = {}
    for one in what:
        if one.startswith("clm-"):
            claims.update([_one(found.claims, one)])
        elif one.startswith("inc-"):
            incidents.update([_one(found.incidents, one)])
        else:
            sources.update({(row.key, row.matter): row for row in sources_named(found, one)})
    return replace(found, sources=tuple(sources.values()), claims=claims, incidents=incidents)


def _one(among: Mapping[str, ClaimGrade], prefix: str) -> tuple[str, ClaimGrade]:
    names = [name for name in among if name.startswith(prefix)]
    if len(names) != 1:
        raise RequestError("ambiguous-id" if names else "unknown-id", place=prefix)
    return names[0], among[names[0]]


def source_row(one: SourceGrade) -> tuple[object, ...]:
    """Return a source as a row: name and key, matter, number of claims, decision, suggestion, reason."""
    passed = f" (passed on: {one.passed_on})" if one.passed_on else ""
    name = one.name if one.name == one.key else f"{one.name}\n{one.key}"
    return (name, _ON[one.matter], f"{len(one.claims)}{passed}", *_opinions(one))


def graded_row(one: ClaimGrade) -> tuple[object, ...]:
    """Return a claim or an incident as a row: id, decision, suggestion, reason."""
    return (one.id[:_SHORT], *_opinions(one))


def _opinions(one: SourceGrade | ClaimGrade) -> tuple[str, str, str]:
    decided, suggested = one.decision, one.suggestion
    why = f"{decided.by}: {decided.reason}\nrules: " if decided else ""
    return (decided.grade.value if decided else "", suggested.grade.value, f"{why}{suggested.reason}")


def card_rows(
    of_source: Grading[Reliability] | None, of_claim: Grading[Credibility] | None, timezone: str
) -> list[tuple[str, str]]:
    """Return the lines of a claim's card that tell which grades persons gave its source and it."""
    return [("source graded", _line(of_source, timezone)), ("claim graded", _line(of_claim, timezone))]


def _line(one: Grading[Any] | None, timezone: str) -> str:
    if one is None:
        return "by nobody; karez grades tells what the rules suggest"
    return f"{one.grade.value} by {one.by}, from {show(one.known_from, timezone)}: {one.reason}"


def grade_words(made: Judgement) -> str:
    """Return what a person graded, in a few words."""
    changes = made.changes
    if SOURCE in changes:
        on = _ON[Matter(str(changes[MATTER]))]
        return f"grade {changes[SOURCE]} {changes[RELIABILITY]}" + (f" (on {on})" if on else "")
    return f"grade {changes.get(INCIDENT) or made.subjects[0]} {changes[CREDIBILITY]}"


def grades_json(found: Grades, timezone: str) -> dict[str, Any]:
    """Return grades as JSON (schema ``grades``); ``suggested`` marks what no person decided."""
    return {
        "rules": found.rules,
        "as_of": show(found.as_of, timezone),
        "recorded": show(found.recorded, timezone, exact=True),
        "sources": [_source_json(one, timezone) for one in found.sources],
        "claims": [_claim_json(one, timezone) for one in found.claims.values()],
        "incidents": [_claim_json(one, timezone) for one in found.incidents.values()],
    }


def _source_json(one: SourceGrade, timezone: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "class": one.source_class.value,
        "on": one.matter.value,
        "claims": list(one.claims),
        "passed_on": one.passed_on,
        "private": one.private,
        "suggestion": grading_json(one.suggestion, timezone),
        "decision": grading_json(one.decision, timezone),
    }


def _claim_json(one: ClaimGrade, timezone: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "claims": list(one.claims),
        "suggestion": grading_json(one.suggestion, timezone),
        "decision": grading_json(one.decision, timezone),
    }


def grading_json(one: Grading[Any] | None, timezone: str) -> dict[str, Any] | None:
    """Return one grade as JSON; None for none."""
    if one is None:
        return None
    return {
        "grade": one.grade.value,
        "suggested": one.suggested,
        "by": one.by,
        "reason": one.reason,
        "known_from": show(one.known_from, timezone),
        "claims": list(one.claims),
        "judgement": one.judgement or None,
    }
