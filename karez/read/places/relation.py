"""How a place lies to the one whose name stands in the text: "35 km north of", "in the east of", "outskirts of"."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from karez.read.lexicon import alternatives, data
from karez.read.numbers import parse_words

_REACH = 110
_DIGITS = r"\d{1,4}(?:[.,]\d{1,3})?"
# Between the relation and the name: "the", "the provincial capital", "the town of".
_LEAD = r"\s+(?:(?:the|its|their|a)\s+)?(?:[a-z][\w'’-]*\s+){0,3}?$"
_HARD = re.compile(r"[.!?]\s+(?=[A-Z])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Relative:
    """A relation to a named place. ``kind``: distance, direction, part, near, edge, coast.

    ``km`` is the stated distance (``loose``: only bounded by it); ``bearing`` degrees from north, None where not told.
    ``words`` is how many characters before the name begins the distance.
    """

    kind: str
    km: float | None = None
    bearing: float | None = None
    loose: bool = False
    words: int = 0


@cache
def _lists() -> dict[str, Any]:
    found: dict[str, Any] = data("places")["relations"]
    return found


@cache
def _compass() -> tuple[tuple[re.Pattern[str], float], ...]:
    listed: dict[str, float] = _lists()["compass"]
    return tuple((re.compile(_wind(word), re.IGNORECASE), float(degrees)) for word, degrees in listed.items())


def _wind(word: str) -> str:
    return word.replace("-?", r"[\s-]?").replace("-north", r"[\s-]north").replace("-south", r"[\s-]south")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern for each kind; all but those of what follows end where the name begins."""
    lists = _lists()
    wind = "(?:" + "|".join(sorted(map(_wind, lists["compass"]), key=len, reverse=True)) + ")"
    units, tens = (alternatives(data("numbers")[name]) for name in ("units", "tens"))
    number = rf"(?P<number>{_DIGITS}|{tens}(?:[\s-]{units})?|{units})"
    second = rf"(?:\s*(?:-|–|to|or)\s*(?P<second>{_DIGITS}))?"
    far = rf"(?:{number}{second}|(?P<loose>{alternatives(lists['uncounted'])}))[\s-]*(?P<unit>{alternatives(lists['units'])})"
    away = rf"(?<![\w.,]){far}(?:\s*\([^()]{{1,25}}\))?"
    toward = rf"(?:(?:away|to|the|due|just|further)\s+){{0,3}}(?P<wind>{wind})(?:wards?)?"
    made = {
        "distance": rf"{away}\s+{toward}(?:\s+(?:of|from|outside))?{_LEAD}",
        "away": rf"{away}\s+(?:away\s+)?(?:from|outside(?:\s+of)?|off(?:\s+the\s+(?:coast|shores?)\s+of)?){_LEAD}",
        "part": rf"\b(?:in|at|across|from|of|over|throughout)\s+(?:the\s+)?(?P<wind>{wind})(?:ern)?"
        rf"(?:\s+(?:part|parts|half|tip|side|corner|district|areas?))?\s+of{_LEAD}",
        "within": rf"(?<!\w)(?P<wind>{wind})(?:ern)?(?:\s+(?:part|parts|half|side)\s+of)?\s+(?:the\s+)?$",
        "direction": rf"(?<!\w)(?P<wind>{wind})(?:wards?)?\s+(?:of|from){_LEAD}",
        "near": rf"(?<!\w){alternatives(lists['near'])}{_LEAD}",
        "edge": rf"(?<!\w){alternatives(lists['edge'])}{_LEAD}",
        "coast": rf"(?<!\w){alternatives(lists['coast'])}{_LEAD}",
        "edge after": alternatives(lists["edge_after"]),
        "coast after": alternatives(lists["coast_after"]),
    }
    return {name: re.compile(expression, re.IGNORECASE) for name, expression in made.items()}


def find_relative(text: str, start: int, end: int) -> Relative | None:
    """Return how what the text tells of lies to the place named at ``start:end``; None where it is that place."""
    before = text[max(0, start - _REACH) : start]
    for stop in _HARD.finditer(before):
        before = before[stop.end() :] if stop.end() < len(before) else ""
    patterns = _patterns()
    for name in ("distance", "away"):
        found = patterns[name].search(before)
        if found:
            return _distance(found, len(before) - found.start())
    for name, kind in (("part", "part"), ("direction", "direction")):
        found = patterns[name].search(before)
        if found:
            return Relative(kind, bearing=_bearing(found["wind"]))
    for name in ("edge", "near"):
        if patterns[name].search(before):
            return Relative(name)
    if patterns["coast"].search(before) and (_says_coast(before) or patterns["coast after"].match(text, end)):
        return Relative("coast")
    if patterns["edge after"].match(text, end):
        return Relative("edge")
    found = patterns["within"].search(before)
    return Relative("part", bearing=_bearing(found["wind"])) if found else None


def _says_coast(before: str) -> bool:
    return re.search(r"\b(?:coasts?|shores?|offshore)\b", before[-30:], re.IGNORECASE) is not None


def _distance(found: re.Match[str], words: int) -> Relative | None:
    groups = found.groupdict()
    unit = next(value for word, value in _lists()["units"].items() if re.fullmatch(word, found["unit"], re.IGNORECASE))
    bearing = _bearing(groups["wind"]) if groups.get("wind") else None
    if found["loose"]:
        most = _lists()["uncounted"][" ".join(found["loose"].lower().split())]
        return Relative("distance", float(most) * unit, bearing, loose=True, words=words)
    values = [value for value in (_value(found["number"]), _value(groups.get("second"))) if value is not None]
    return Relative("distance", sum(values) / len(values) * unit, bearing, words=words) if values else None


def _value(number: str | None) -> float | None:
    if not number:
        return None
    if number[0].isdigit():
        whole = re.fullmatch(r"(\d{1,3}),(\d{3})", number)
        return float(whole[1] + whole[2]) if whole else float(number.replace(",", "."))
    return parse_words(number)


def _bearing(wind: str) -> float:
    return next(degrees for pattern, degrees in _compass() if pattern.fullmatch(wind))
