"""MUC tolls and types: gold lines of deaths and injuries with the numbers that each accepts, and types of incidents.

Left open by measures.md and chosen here:
- An effect and a number belong together where their ``of`` share a string. Lines of one harm that share a string are
  one line, which accepts the numbers of each; it is optional where all of them are, or stand in optional templates.
- "About n" accepts n alone. The number of a toll is best, else low, else high; a toll without any matches only a line
  that accepts anything.
- ``toll2``: gold lines with a number of 2 or more; every other line is optional, and tolls under 2 are left out. Both
  are reported on documents that have a template.
- Types are sets over a document, on documents that have a template. A told Karez type stands for one gold type, one to
  one; one that is left over counts as its first MUC type, once, and is no error where the gold has that type. What the
  types that are never false positives may stand for is FREE. Karez types that the table does not list are left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.reading.case import Claim, Claims, Parts, Row, f1, most_pairs
from evals.reading.muc_words import normal
from evals.reading.told import told, tolls

HARMS = {"DEATH": "killed", "INJURY": "injured"}
ROWS = (
    Row("MUC tolls F1, documents with a template", None, "muc toll"),
    Row("MUC tolls of 2 or more F1", None, "muc toll2"),
    Row("MUC types F1, documents with a template", None, "muc type"),
)
_ATTACK_BOMB = ("ATTACK", "BOMBING")
TYPES: dict[str, tuple[str, ...]] = {
    "raid": _ATTACK_BOMB,
    **dict.fromkeys(("ambush", "shooting", "sexual_violence"), ("ATTACK",)),
    "execution": ("ATTACK", "KIDNAPPING"),
    **dict.fromkeys(("bombing", "suicide_attack"), ("BOMBING", "ATTACK")),
    **dict.fromkeys(("air_strike", "drone_strike", "shelling"), _ATTACK_BOMB),
    "abduction": ("KIDNAPPING",),
    "arson": ("ARSON", "ATTACK", "BOMBING"),
    "destruction": ("ATTACK", "BOMBING", "ARSON"),
    "looting": ("ROBBERY",),
    "strike_shutdown": ("FORCED WORK STOPPAGE",),
}
FREE: dict[str, tuple[str, ...]] = {
    "armed_clash": ("ATTACK",),
    "seizure": ("ATTACK", "ROBBERY"),
    "blockade": ("FORCED WORK STOPPAGE", "ATTACK"),
    "disarmed": ("BOMBING",),
    "crackdown": ("ATTACK",),
    "riot": ("ATTACK", "ARSON"),
}
Accepts = Callable[[int | None], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A gold line: who was harmed how, and the bounds (low, high) of each number that is right; none: anything."""

    harm: str
    strings: frozenset[str]
    bounds: frozenset[tuple[int | None, int | None]]
    optional: bool = False

    def accepts(self, number: int | None) -> bool:
        """Whether a number is right; None, no number, is so only where anything is."""
        if not self.bounds:
            return True
        if number is None:
            return False
        return any((low is None or number >= low) and (high is None or number <= high) for low, high in self.bounds)

    @property
    def several(self) -> bool:
        """Whether a number of 2 or more is stated."""
        return any((low or high or 0) >= 2 for low, high in self.bounds)


def lines(templates: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The gold lines of one document."""
    found: list[Line] = []
    for template in templates:
        slots = template["slots"]
        numbers = slots["hum_tgt_number"]["fills"]
        for effect in slots["hum_tgt_effect"]["fills"]:
            strings = _strings(effect)
            bounds = frozenset(b for fill in numbers if _strings(fill) & strings for b in _bounds(fill))
            optional = template["optional"] or effect["optional"]
            for harm in {HARMS[name] for name in effect["alternatives"] if name in HARMS}:
                found = _merged(found, Line(harm, strings, bounds, optional or len(effect["alternatives"]) > 1))
    return found


def _strings(fill: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(filter(None, map(normal, fill["of"])))


def _bounds(fill: Mapping[str, Any]) -> Iterator[tuple[int | None, int | None]]:
    for number in fill["alternatives"]:
        if number["plural"]:
            yield (2, None)
        elif (number["low"], number["high"]) != (None, None):
            yield (number["low"], number["high"])


def _merged(known: list[Line], new: Line) -> list[Line]:
    same = [line for line in known if line.harm == new.harm and line.strings & new.strings]
    strings = new.strings.union(*(line.strings for line in same))
    bounds = new.bounds.union(*(line.bounds for line in same))
    optional = new.optional and all(line.optional for line in same)
    return [*(line for line in known if line not in same), Line(new.harm, strings, bounds, optional)]


def number(claim: Claim) -> int | None:
    """The number of a toll: best, else low, else high."""
    return next((claim[key] for key in ("best", "low", "high") if claim[key] is not None), None)


def counts(gold: list[Line], found: list[Claim]) -> tuple[int, int, int]:
    """Matched, found, wanted of one document: parts and noughts are never too many, optional lines never missed."""
    fits = [
        [(1 if g.optional else 2) * (g.harm == c["harm"] and g.accepts(number(c)) and number(c) != 0) for g in gold]
        for c in found
    ]
    paired = most_pairs(fits)
    matched = sum(not gold[column].optional for _, column in paired)
    left = [found[row] for row in sorted(set(range(len(found))) - {row for row, _ in paired})]
    extra = sum(not claim.get("part_of") and number(claim) != 0 for claim in left)
    return matched, matched + extra, sum(not line.optional for line in gold)


def told_tolls(claims: Claims) -> list[Claim]:
    """The told tolls of killed and injured that are not the attackers' own."""
    return [claim for harm in HARMS.values() for claim in tolls(claims, harm) if not claim.get("perpetrators")]


def type_counts(required: set[str], optional: set[str], claims: Claims) -> tuple[int, int, int]:
    """Types found, found and wrong together, wanted, in one document."""
    told_types = {claim["type"] for claim in claims if claim["kind"] == "incident" and told(claim)}
    stands = {name: (TYPES | FREE)[name] for name in told_types if name in TYPES or name in FREE}
    gold = [*sorted(required), *sorted(optional)]
    karez = sorted(stands)
    paired = most_pairs([[(2 if muc in required else 1) * (muc in stands[name]) for muc in gold] for name in karez])
    right = sum(gold[column] in required for _, column in paired)
    left = set(range(len(karez))) - {row for row, _ in paired}
    wrong = {stands[karez[row]][0] for row in left if karez[row] in TYPES} - required - optional
    return right, right + len(wrong), len(required)


def types(templates: Iterable[Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    """The required and the optional types of a document; each alternative of a type is optional."""
    required: set[str] = set()
    optional: set[str] = set()
    for template in templates:
        for fill in template["slots"]["incident_type"]["fills"]:
            sure = not template["optional"] and not fill["optional"] and len(fill["alternatives"]) == 1
            (required if sure else optional).update(fill["alternatives"])
    return required, optional - required


def parts(templates: list[Mapping[str, Any]], claims: Claims) -> Parts:
    """The parts of one document; none where it has no template."""
    if not templates:
        return {}
    gold, found = lines(templates), told_tolls(claims)
    loose = [line if line.several else Line(line.harm, line.strings, line.bounds, True) for line in gold]
    return {
        "muc toll": f1(*counts(gold, found)),
        "muc toll2": f1(*counts(loose, [claim for claim in found if (number(claim) or 2) >= 2])),
        "muc type": f1(*type_counts(*types(templates), claims)),
    }
