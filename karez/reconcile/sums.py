"""Totals beside the sums of their parts. Parts are never added to their total, nor one breakdown to another.

A total may be broken down in several ways at once: by party (17 security personnel, 31 civilians), by sort of person
(women, children) and by place. These overlap, so each breakdown is checked by itself; only where all parts together
make up the total exactly are they taken as one.
"""

from collections.abc import Mapping, Sequence

from karez.model.claim import Toll
from karez.model.finding import SumCheck, SumVerdict
from karez.model.vocabulary import Victims
from karez.reconcile.counted import WHOLE, toll
from karez.reconcile.item import TOLD, Item, place_key

_SORTS = frozenset({Victims.CHILDREN, Victims.WOMEN, Victims.FOREIGNERS})

# Of several breakdowns of one total the most telling comes last.
_TELLING = (SumVerdict.PARTIAL, SumVerdict.HOLDS, SumVerdict.OVER)


def tolls_of(items: Sequence[Item]) -> list[Item]:
    """Return the items that are tolls."""
    return [item for item in items if isinstance(item.claim.body, Toll)]


def root(item: Item, known: Mapping[str, Item]) -> str:
    """Return the id of the largest total that the item is a part of, at any depth; its own where it is no part."""
    seen: set[str] = set()
    current = item
    while (link := toll(current).part_of) in known and link not in seen and link is not None:
        seen.add(link)
        current = known[link]
    return current.claim.id


def sum_checks(items: Sequence[Item]) -> tuple[SumCheck, ...]:
    """Return every total of a report beside each breakdown of it, in order of the total's place in the telling.

    A total of people has no check across harms: killed and injured are never added, not even within casualties.
    """
    known = {item.claim.id: item for item in tolls_of(items) if item.claim.realis in TOLD}
    parts: dict[str, list[Item]] = {}
    for item in known.values():
        total = known.get(toll(item).part_of or "")
        if total is not None and total is not item and _countable(toll(item), toll(total)):
            parts.setdefault(total.claim.id, []).append(item)
    return tuple(check for total in known if total in parts for check in _checks(known[total], parts[total]))


def _countable(part: Toll, total: Toll) -> bool:
    return part.harm is total.harm and part.unit is total.unit


def _checks(total: Item, members: Sequence[Item]) -> list[SumCheck]:
    together = _check(total, members)
    if together is None:
        return []
    if together.holds:
        return [together]
    sets: dict[str, list[Item]] = {}
    for member in members:
        sets.setdefault(_aspect(member, total), []).append(member)
    people = [member for name in ("party", "sort") for member in sets.get(name, [])]
    if "party" in sets and "sort" in sets and (joint := _check(total, people)) is not None and joint.holds:
        sets = {"people": people, **{name: own for name, own in sets.items() if name not in {"party", "sort"}}}
    found = [check for own in sets.values() if (check := _check(total, own)) is not None]
    told = [check for check in found if not _only_risen(check, total)]
    return sorted(told, key=lambda check: _TELLING.index(check.verdict))


def _only_risen(check: SumCheck, total: Item) -> bool:
    """Whether the one part is the number that the total corrects: "rose to 197 from 193" leaves nothing out."""
    return check.verdict is SumVerdict.PARTIAL and check.parts == (toll(total).replaces,)


def _aspect(part: Item, total: Item) -> str:
    """By what a part is set apart from its total: party, sort of person or place."""
    victims = toll(part).victims
    if victims in _SORTS and victims is not toll(total).victims:
        return "sort"
    if victims not in WHOLE and victims is not toll(total).victims:
        return "party"
    place = place_key(part.claim.where)
    return "place" if place and place != place_key(total.claim.where) else "rest"


def _check(total: Item, members: Sequence[Item]) -> SumCheck | None:
    expected, counted = _point(toll(total)), [_point(toll(member)) for member in members]
    known = [number for number in counted if number is not None]
    if expected is None or len(known) < len(counted):
        return None
    highs = [_top(toll(member)) for member in members]
    high = None if None in highs else sum(number for number in highs if number is not None)
    added = sum(known)
    verdict = _verdict(toll(total), expected, _least(members), (added, high))
    ids = tuple(member.claim.id for member in members)
    return SumCheck(total.claim.id, ids, expected, added, verdict, high)


def _verdict(total: Toll, expected: int, least: int, most: tuple[int, int | None]) -> SumVerdict:
    added, high = most
    ceiling = max(expected, total.high or expected)
    if added == expected:
        return SumVerdict.HOLDS
    if least > ceiling:
        return SumVerdict.OVER
    floor = total.low if total.low is not None else expected
    ranged = high is not None and (high > least or ceiling > floor)
    return SumVerdict.HOLDS if ranged and high is not None and high >= floor else SumVerdict.PARTIAL


def _least(members: Sequence[Item]) -> int:
    return sum(_bottom(toll(member)) for member in members)


def _point(body: Toll) -> int | None:
    return next((number for number in (body.best, body.low, body.high) if number is not None), None)


def _bottom(body: Toll) -> int:
    """The least that the words allow; "at most n" allows none, "about n" is taken as n."""
    if body.low is not None:
        return body.low
    return body.best or 0


def _top(body: Toll) -> int | None:
    if body.high is not None or body.low is not None:
        return body.high
    return body.best
