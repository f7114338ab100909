"""What tolls over time are asked for; the rules for vague words, and what a claim counts under them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from karez.model.errors import RequestError
from karez.model.series import Counted
from karez.model.vocabulary import Qualifier, Victims
from karez.reconcile.counted import WHOLE, Numbers, toll
from karez.reconcile.item import Item
from karez.reconcile.tables import table

# What claims carry as they are read: the reading contract.
VAGUE = "vague-1"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TollOptions:
    """What tolls over time are asked for.

    ``vague`` names the rule for vague words. ``grades`` gives for the id of a claim the letter of its reliability (A
    to F).
    """

    timezone: str
    vague: str = VAGUE
    grades: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@cache
def _vague() -> Mapping[str, Mapping[str, Numbers]]:
    found: dict[str, dict[str, Numbers]] = {VAGUE: {}}
    for row in table("vague"):
        numbers = tuple(int(row[name]) if row[name] else None for name in ("low", "best", "high"))
        found.setdefault(row["rule"], {})[row["word"]] = (numbers[0], numbers[1], numbers[2])
    return found


def vague_rules() -> tuple[str, ...]:
    """Return the names of the rules for vague words, the reading contract's first."""
    return tuple(_vague())


def check_vague(name: str) -> str:
    """Return the name of a rule for vague words. Raises RequestError bad-setting for one that is none."""
    if name not in _vague():
        raise RequestError("bad-setting", f"vague_rule {name!r} is none of {', '.join(_vague())}")
    return name


def worded(items: Iterable[Item], name: str) -> list[Item]:
    """Return tolls with the numbers that the rule ``name`` gives to their vague words.

    Only what is told by such a word changes; a word that the rule does not list keeps the numbers of the contract.
    Raises RequestError bad-setting.
    """
    table = _vague()[check_vague(name)]
    return [_under(item, table) for item in items]


def _under(item: Item, table: Mapping[str, Numbers]) -> Item:
    body = toll(item)
    found = table.get((body.word or "").casefold()) if body.qualifier is Qualifier.VAGUE else None
    if found is None:
        return item
    changed = replace(body, low=found[0], best=found[1], high=found[2])
    return replace(item, record=replace(item.record, claim=replace(item.claim, body=changed)))


def counted(item: Item) -> Counted:
    """Return what a toll counts; people, and people of several kinds, are one whole."""
    body = toll(item)
    victims = Victims.UNKNOWN if body.victims in WHOLE else body.victims
    return Counted(body.harm, victims, body.unit, body.scope, body.perpetrators)
