"""Why a claim was made: the rule or head that made it, and the words of the report where each of its fields stands."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from karez.app.output import print_table, value_words
from karez.model.claim import Assessment, Claim, Reading, pairs
from karez.model.codec import claim_json
from karez.model.codec_places import span_json
from karez.model.record import ClaimRecord
from karez.model.text import Span, printable

# What of a toll's body these fields carry.
_CARRIES = {"number": ("low", "best", "high"), "harm_word": ("harm",), "victims_quote": ("victims",)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A field of a claim, what was read of it, in short words, and the stretch of the report that it was read from."""

    field: str
    value: str
    span: Span


def evidence(claim: Claim, text: str) -> tuple[Evidence, ...]:
    """Return the evidence of every field of ``claim`` that has a span in ``text``, fields of its kind first.

    A list field gives one entry for each of its spans; who says it, when and where come last.
    """
    value = claim_json(claim)
    found = [
        Evidence(name, _value(value, name, index), Span.of(text, *offsets))
        for name, told in claim.fields.items()
        for index, offsets in enumerate(pairs(told))
    ]
    return (*found, *_around(claim), *(Evidence("also", "", Span.of(text, *offsets)) for offsets in claim.also))


def reason_words(reason: str) -> str:
    """Return what a reason string means, in plain words; empty where it is not one of the documented ones.

    Where several found a claim, their reasons are joined by "+".
    """
    told = (next((words for pattern, words in reasons() if fnmatchcase(one, pattern)), "") for one in reason.split("+"))
    return "; ".join(filter(None, told))


@cache
def reasons() -> tuple[tuple[str, str], ...]:
    """Return every documented reason (``*`` stands for any word) with what it means; the first that fits counts."""
    text = files("karez.app").joinpath("reasons.csv").read_text(encoding="utf-8")
    return tuple((row["reason"], row["words"]) for row in csv.DictReader(text.splitlines()))


def with_evidence(line: dict[str, Any], reading: Reading, text: str) -> dict[str, Any]:
    """Return an output line whose claims have ``explained``: what the reason means, and the evidence of each field.

    ``line`` is that of ``reading``, the reading of ``text``.
    """
    told = [
        {**value, "explained": {"reason": reason_words(claim.reason), "fields": _fields_json(claim, text)}}
        for value, claim in zip(line["claims"], reading.claims, strict=True)
    ]
    return {**line, "claims": told}


def _fields_json(claim: Claim, text: str) -> list[dict[str, Any]]:
    found = evidence(claim, text)
    return [{"field": item.field, "value": item.value, **span_json(item.span)} for item in found]


def print_explained(place: str, reading: Reading, text: str) -> None:
    """Print a table for every claim of a reading of ``text``: why it was made, and the words behind each field."""
    for number, claim in enumerate(reading.claims, 1):
        why = f"{claim.reason}: {words}" if (words := reason_words(claim.reason)) else claim.reason
        told = value_words(ClaimRecord(claim, "", 0, 0))
        lines = (
            f"{place} {number}/{len(reading.claims)} {claim.kind}: {told}",
            f"  “{_one_line(claim.span.quote)}” {_at(claim.span)}",
            f"  {claim.realis}, confidence {claim.confidence:.2f}, by {claim.reader}",
            f"  {why}",
        )
        print(printable("\n".join(lines)))
        rows = [(item.field, item.value, _one_line(item.span.quote), _at(item.span)) for item in evidence(claim, text)]
        print_table("", ("field", "value", "words", "at"), rows)


def _at(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _around(claim: Claim) -> Iterator[Evidence]:
    """Who says it, when and where."""
    if claim.claimant is not None:
        yield Evidence("claimant", _joined(claim.claimant.claimant_class, claim.claimant.actor), claim.claimant.span)
    if isinstance(claim.body, Assessment) and claim.body.by is not None:
        yield Evidence("by", _joined(claim.body.by.claimant_class, claim.body.by.actor), claim.body.by.span)
    if claim.when is not None:
        told = "/".join(part for part in (claim.when.start, claim.when.end) if part)
        yield Evidence("when", _joined(claim.when.precision, told), claim.when.span)
    if claim.where is not None:
        place = claim.where.place
        yield Evidence("where", _joined(claim.where.relation, place.name if place else None), claim.where.span)


def _value(value: dict[str, Any], name: str, index: int) -> str:
    """What the claim has in a field: a word, bounds of a number, or the id or class of a party."""
    if name in _CARRIES:
        parts = [value.get(part) for part in _CARRIES[name]]
        return "/".join("?" if part is None else str(part) for part in parts)
    told = value.get(name)
    if isinstance(told, list):
        told = told[index] if index < len(told) else None
    if isinstance(told, dict):
        told = _joined(told.get("class") or told.get("type"), told.get("actor") or told.get("asset"))
    return "" if told is None else str(told)


def _joined(*parts: str | None) -> str:
    return " ".join(str(part) for part in parts if part)
