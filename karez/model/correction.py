"""What a person may correct in a claim, and what the claim is then.

A person corrects values, not words: words are the report's, and who was meant, where and when hang on them. A claim
whose words were misread is rejected. A corrected value has no span, since nobody has shown where it stands; the claim
keeps its sentence and is marked as corrected.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from karez.model.claim import Claim, Toll
from karez.model.codec import claim_from, claim_json
from karez.model.errors import RequestError
from karez.model.vocabulary import (
    Action,
    AssetState,
    Cause,
    ClaimKind,
    ControlState,
    Harm,
    IncidentType,
    Means,
    Qualifier,
    Realis,
    Scope,
    Unit,
    Victims,
)

Changes = dict[str, object]
# The claims that a link of a toll may name.
LINKS = {"part_of": ClaimKind.TOLL, "replaces": ClaimKind.TOLL, "of": ClaimKind.INCIDENT}
# Where a claim says a field's value, if not under the field's own name.
_SPANS = {"low": "number", "best": "number", "high": "number", "qualifier": "number", "harm": "harm_word"}
_BOUNDS = ("low", "best", "high")


def _one_of(words: type[StrEnum]) -> Callable[[object], object]:
    def parse(value: object) -> object:
        if value not in set(words):
            raise ValueError(f"is none of {', '.join(words)}")
        return str(value)

    return parse


def _all_of(words: type[StrEnum]) -> Callable[[object], object]:
    def parse(value: object) -> object:
        given = value.split(",") if isinstance(value, str) else value
        parts = list(given) if isinstance(given, list | tuple) else [given]
        return [_one_of(words)(part.strip() if isinstance(part, str) else part) for part in parts if part != ""]

    return parse


def _count(value: object) -> object:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise ValueError("is no whole number from 0 to 999999999, nor null")
    return int(text)


def _flag(value: object) -> object:
    found = {"true": True, "false": False}.get(str(value).lower())
    if found is None:
        raise ValueError("is none of true, false")
    return found


def _local_time(value: object) -> object:
    try:
        told = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError("is no ISO date or time, such as 2026-01-31 or 2026-01-31T18:00, nor null") from error
    if told.tzinfo:
        raise ValueError("is a local time at the place; give it without an offset")
    return str(value)


def _claim(value: object) -> object:
    if not isinstance(value, str) or not value.startswith("clm-"):
        raise ValueError("is no id of a claim, nor null")
    return value


_Parse = Callable[[object], object]
_REALIS: dict[str, _Parse] = {"realis": _one_of(Realis)}
FIELDS: Mapping[ClaimKind, Mapping[str, _Parse]] = {
    ClaimKind.INCIDENT: _REALIS | {"type": _one_of(IncidentType), "means": _all_of(Means), "count": _count},
    ClaimKind.TOLL: _REALIS
    | {"harm": _one_of(Harm), "low": _count, "best": _count, "high": _count, "qualifier": _one_of(Qualifier)}
    | {"victims": _one_of(Victims), "scope": _one_of(Scope), "unit": _one_of(Unit), "perpetrators": _flag}
    | {"part_of": _claim, "of": _claim, "replaces": _claim},
    ClaimKind.STATUS: _REALIS
    | {"state": _one_of(AssetState), "cause": _one_of(Cause), "valid_from": _local_time, "valid_to": _local_time},
    ClaimKind.CONTROL: _REALIS | {"state": _one_of(ControlState), "duration_hours": _count},
    ClaimKind.DIRECTIVE: _REALIS
    | {"action": _one_of(Action), "duration_days": _count, "valid_from": _local_time, "valid_to": _local_time},
    ClaimKind.ASSESSMENT: _REALIS,
}
# Fields that a claim may leave empty.
NULLABLE = frozenset(
    {"count", "low", "best", "high", "part_of", "of", "replaces", "cause", "valid_from", "valid_to"}
    | {"duration_hours", "duration_days"}
)


def parsed(claim: Claim, given: Mapping[str, object]) -> Changes:
    """Return the changes with every value as the contract has it; ``null`` and None empty a field.

    Other bounds of a toll follow ``best`` where they were equal to it. Raises RequestError bad-value, listing what is
    allowed, for a field that the kind does not have, a value that does not fit, or bounds that contradict each other.
    """
    fields = FIELDS[claim.kind]
    changes: Changes = {}
    for name, value in given.items():
        if name not in fields:
            raise RequestError(
                "bad-value", f"{name!r} of a {claim.kind} cannot be corrected; these can: {', '.join(sorted(fields))}"
            )
        changes[name] = _value(name, value, fields[name])
    if isinstance(claim.body, Toll):
        changes = _settled(claim.body, changes)
    return changes


def _value(name: str, value: object, parse: _Parse) -> object:
    if value is None or value == "null":
        if name in NULLABLE:
            return None
        raise RequestError("bad-value", f"{name} cannot be null")
    try:
        return parse(value)
    except ValueError as error:
        raise RequestError("bad-value", f"{name}={value} {error}") from error


def _settled(toll: Toll, changes: Changes) -> Changes:
    """Let the bounds follow ``best``, and see that they and the qualifier agree."""
    full = dict(changes)
    if "best" in full and not {"low", "high"} & set(full):
        exact = full.get("qualifier", toll.qualifier) == Qualifier.EXACT
        for name, was in (("low", toll.low), ("high", toll.high)):
            if exact or (was is not None and was == toll.best):
                full[name] = full["best"]
    fault = _fault(toll, full)
    if fault:
        raise RequestError("bad-value", fault)
    return full


def _fault(toll: Toll, changes: Changes) -> str:
    low, best, high = (changes[name] if name in changes else getattr(toll, name) for name in _BOUNDS)
    told = [bound for bound in (low, best, high) if isinstance(bound, int)]
    now = f"low={low} best={best} high={high}".replace("None", "null")
    if told != sorted(told):
        return f"{now}: low is above best or best above high; give the bounds that change"
    qualifier = Qualifier(str(changes.get("qualifier", toll.qualifier)))
    fits = {
        Qualifier.EXACT: len(told) == 3 and low == high,
        Qualifier.NONE: (low, best, high) == (0, 0, 0),
        Qualifier.AT_LEAST: low is not None and high is None,
        Qualifier.AT_MOST: high is not None and low is None,
        Qualifier.ABOUT: best is not None,
        Qualifier.RANGE: low is not None and high is not None,
        Qualifier.VAGUE: best is None,
    }
    return "" if fits.get(qualifier, bool(told)) else f"{now} is not {qualifier}; give qualifier=... too"


def corrected(claim: Claim, changes: Mapping[str, object]) -> Claim:
    """Return the claim with fields changed; a changed field has no span. Raises KeyError or ValueError for a misfit."""
    lost = {*changes, *(_SPANS[name] for name in changes if name in _SPANS)}
    kept = {name: pairs for name, pairs in claim.fields.items() if name not in lost}
    return replace(claim_from({**claim_json(claim), **changes}), fields=kept)
