"""Claims as they lie in the ledger: without the report's words, which are cut from its text when a view is made.

So that withholding a text takes the quotes with it: every quote goes by its offsets, and so do the word fields whose
place the claim gives.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from karez.model.claim import Claim
from karez.model.codec import claim_from, claim_json
from karez.model.text import without_surrogates
from karez.model.times import micros

_WORD_FIELDS = ("victims_quote", "subject_quote", "about_quote", "likelihood_quote", "users", "operation", "word")
_FIELD_OF = {"victims_quote": ("victims_quote", "victims"), "subject_quote": ("subject_quote", "subject")}


def dump(value: object) -> str:
    """Write JSON as it is stored: keys sorted, no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def worded(claim: Claim) -> dict[str, Any]:
    """Return the claim as JSON without the words of the report: in their place stands where they are."""
    value = claim_json(claim)
    for name in _WORD_FIELDS:
        words = value.get(name)
        pair = _offsets(value, name)
        if isinstance(words, str) and pair and pair[1] - pair[0] == len(words):
            value[name] = pair
        elif isinstance(words, str) and words in claim.span.quote:
            start = claim.span.start + claim.span.quote.index(words)
            value[name] = [start, start + len(words)]
    return {key: _bare(item) for key, item in value.items() if key != "quote"}


def _offsets(value: Mapping[str, Any], name: str) -> list[int] | None:
    for key in _FIELD_OF.get(name, (name,)):
        pair = value["fields"].get(key)
        if pair and isinstance(pair[0], int):
            return list(pair)
    return None


def _bare(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        spanned = "start" in value and "end" in value
        return {key: _bare(item) for key, item in value.items() if not (spanned and key == "quote")}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value


def storable(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as every database takes it: no lone surrogate and no NUL in a text, U+FFFD in its place."""
    return {key: _clean(value) if isinstance(value, str) else value for key, value in row.items()}


def _clean(text: str) -> str:
    return without_surrogates(text).replace("\0", "\ufffd")


def wall_clock(text: str) -> int:
    """Return a local ISO date or time as microseconds since 1970 of its own clock. Raises ValueError for no such."""
    return micros(datetime.fromisoformat(text).replace(tzinfo=UTC))


def happened(claim: Claim) -> tuple[int | None, int | None]:
    """Return when a claim happened, on the wall clock of its place, end exclusive; None where it is not told."""
    when = claim.when
    if when is None or when.start is None:
        return None, None
    start = wall_clock(when.start)
    end = wall_clock(when.end) if when.end else start
    return start, max(end, start + 1)


def claim_of(stored: str, text: str | None) -> Claim:
    """Return the claim of a stored row, its quotes cut from ``text``; empty quotes where the text was withheld."""
    words = text or ""
    value: dict[str, Any] = json.loads(stored)
    _quote(value, words)
    for name in _WORD_FIELDS:
        if isinstance(value.get(name), list):
            start, end = value[name]
            value[name] = words[start:end] or None
    return claim_from(value)


def _quote(value: dict[str, Any], text: str) -> None:
    """Cut every quote of a stored claim, in place."""
    if "start" in value and "end" in value:
        value["quote"] = text[value["start"] : value["end"]]
    for item in value.values():
        if type(item) is dict:
            _quote(item, text)
        elif type(item) is list and item and type(item[0]) is dict:
            for part in item:
                _quote(part, text)
