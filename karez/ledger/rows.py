"""Claims as they lie in the ledger: without the report's words, which are cut from its text when a view is made.

So that withholding a text takes the quotes with it: every quote goes by its offsets, and so do the word fields whose
place the claim gives.
"""

import json
from collections.abc import Mapping
from typing import Any

from karez.model.claim import Claim
from karez.model.codec import claim_from, claim_json

_WORD_FIELDS = ("victims_quote", "subject_quote", "about_quote", "likelihood_quote", "users", "operation", "word")
_FIELD_OF = {"victims_quote": ("victims_quote", "victims"), "subject_quote": ("subject_quote", "subject")}


def dump(value: object) -> str:
    """Write JSON as it is stored: keys sorted, no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def worded(claim: Claim) -> dict[str, Any]:
    """Return the claim as JSON without the words of the report."""
    value = claim_json(claim)
    for name in _WORD_FIELDS:
        pair = _offsets(value, name)
        if value.get(name) is not None and pair and pair[1] - pair[0] == len(value[name]):
            value[name] = True
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


def claim_of(stored: str, text: str | None) -> Claim:
    """Return the claim of a stored row, its quotes cut from ``text``; empty quotes where the text was withheld."""
    value = _quoted(json.loads(stored), text or "")
    for name in _WORD_FIELDS:
        if value.get(name) is True:
            start, end = _offsets(value, name) or (0, 0)
            value[name] = (text or "")[start:end] or None
    return claim_from(value)


def _quoted(value: Any, text: str) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_quoted(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    full = {key: _quoted(item, text) for key, item in value.items()}
    if isinstance(full.get("start"), int) and isinstance(full.get("end"), int):
        full["quote"] = text[full["start"] : full["end"]]
    return full
