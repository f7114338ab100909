"""The dull baseline: one page of regular expressions over the text, no lexicon, no context, no attribution.

It stands in every table of scores, so that a figure is never read alone.
"""

import re
from collections.abc import Iterator
from typing import Any

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,6}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PEOPLE = r"(?:\s+[\w'’-]+){0,4}?"
_HARMS = {
    "killed": r"killed|dead|deaths|died|fatalities",
    "injured": r"injured|wounded|hurt",
    "abducted": r"abducted|kidnapped",
    "detained": r"detained|arrested",
    "displaced": r"displaced",
    "missing": r"missing",
}
_TOLLS = tuple(
    (harm, re.compile(form, re.IGNORECASE))
    for harm, words in _HARMS.items()
    for form in (
        rf"(?<![\w-]){_NUMBER}{_PEOPLE}\s+(?:were\s+|was\s+|have\s+been\s+)?(?:{words})(?!\w)",
        rf"(?<!\w)(?:{words}|killing|injuring|wounding)\s+{_NUMBER}(?!\w)",
    )
)
_INCIDENTS = {
    "suicide_attack": r"suicide (?:attack|bomb\w*)",
    "bombing": r"bomb(?:ing|ed|s)?|explosion|blast|IED|landmine",
    "air_strike": r"air ?strikes?|air ?raids?",
    "shelling": r"shell(?:ing|ed)|mortars?|rockets?",
    "abduction": r"abduct\w*|kidnap\w*",
    "arrest": r"arrest\w*|detained",
    "protest": r"protest\w*",
    "armed_clash": r"clash\w*|fighting|encounter",
    "shooting": r"shot|opened fire|gunned down|killed",
    "natural_disaster": r"floods?|rain|landslides?",
}
_ASSETS = {
    "road": r"road|highway|N-\d+",
    "rail": r"railway|rail",
    "internet": r"internet",
    "power": r"power|electricity",
}
_STATES = {
    "closed": r"closed|blocked|suspended|cut",
    "restored": r"restored|reopened",
    "damaged": r"damaged",
    "destroyed": r"destroyed|washed away",
    "open": r"open",
}
_ORDERS = {
    "curfew": r"curfew",
    "evacuation": r"evacuate",
    "ban": r"ban(?:ned)?",
    "warning": r"warned|warning|alert",
    "ceasefire": r"ceasefire|truce",
}


def baseline(text: str) -> list[dict[str, Any]]:
    """Return the claims that the page of regular expressions finds, in the shape that the gold's scorer reads."""
    return [*_tolls(text), *_typed(text, "incident", "type", _INCIDENTS), *_statuses(text), *_directives(text)]


def _claim(kind: str, match: re.Match[str], **fields: object) -> dict[str, Any]:
    span = {"start": match.start(), "end": match.end(), "quote": match.group()}
    none = {"claimant": None, "when": None, "where": None, "also": [], "fields": {}}
    return {"kind": kind, **span, "realis": "asserted", **none, **fields}


def _tolls(text: str) -> Iterator[dict[str, Any]]:
    for harm, pattern in _TOLLS:
        for match in pattern.finditer(text):
            word = match["number"].lower().replace(",", "")
            count = int(word) if word.isdigit() else (1 if word in {"a", "an"} else _SMALL.index(word) + 1)
            bounds = {"low": count, "best": count, "high": count}
            yield _claim("toll", match, harm=harm, qualifier="exact", victims="unknown", **bounds)


def _typed(text: str, kind: str, key: str, words: dict[str, str]) -> Iterator[dict[str, Any]]:
    for name, form in words.items():
        for match in re.finditer(rf"(?<!\w)(?:{form})(?!\w)", text, re.IGNORECASE):
            yield _claim(kind, match, **{key: name})


def _statuses(text: str) -> Iterator[dict[str, Any]]:
    for kind, asset in _ASSETS.items():
        for state, words in _STATES.items():
            form = rf"(?<!\w)(?P<asset>{asset})(?!\w)[^.;\n]{{0,40}}?\b(?:{words})\b"
            for match in re.finditer(form, text, re.IGNORECASE):
                spot = {"start": match.start("asset"), "end": match.end("asset"), "quote": match["asset"], "type": kind}
                yield _claim("status", match, state=state, asset=spot)


def _directives(text: str) -> Iterator[dict[str, Any]]:
    return _typed(text, "directive", "action", _ORDERS)
