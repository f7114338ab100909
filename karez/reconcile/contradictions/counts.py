"""Contradictions of number: how many were harmed, a claimant's own revisions, and a part that is told as a whole.

"At least 10" and 17 can both be so and are no contradiction. What one claimant said before is compared with what
others said while it stood; where it has since given another number that agrees, that is settled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from karez.model.contradiction import Contradiction, ContradictionKind, Settlement, Side
from karez.model.vocabulary import ClaimKind
from karez.reconcile.contradictions.happenings import Happening
from karez.reconcile.contradictions.positions import Position, clash, positions
from karez.reconcile.contradictions.rules import number as setting
from karez.reconcile.contradictions.rules import own_speakers, severity
from karez.reconcile.contradictions.sides import extremes, number_side, ordered
from karez.reconcile.counted import numbers, toll
from karez.reconcile.item import Item

_HOUR = 3_600_000_000


def number_contradictions(happening: Happening, replaced: Mapping[str, Item]) -> list[Contradiction]:
    """Return what the claimants of one happening say against each other and against what they said before.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it.
    """
    if not happening.items:
        return []
    found = positions(happening.items, replaced)
    number = _standing(happening, found) or _settled(happening, found)
    return [*([number] if number else []), *_revisions(happening, found)]


def described(made: Contradiction, items: Sequence[Item]) -> Contradiction:
    """Return it with the place, day and people of the claims that it is about, where they tell them."""
    first = next((item for item in items if item.place), None)
    named = first or next((item for item in items if item.claim.where), None)
    body = toll(items[0])
    return replace(
        made,
        harm=body.harm,
        victims=body.victims,
        place=first.place if first else None,
        place_quote=named.claim.where.span.quote if named and named.claim.where else None,
        start=next((item.start for item in items if item.start), None),
    )


def _standing(happening: Happening, found: Sequence[Position]) -> Contradiction | None:
    standing = [one for one in found if one.until is None]
    if not standing:
        return None
    ends = extremes([(one.low, one.high) for one in standing])
    against = [one for one in standing if ends.apart(one.low, one.high)]
    return _made(happening, against) if against else None


def _settled(happening: Happening, found: Sequence[Position]) -> Contradiction | None:
    """The two that stood furthest apart at one time, where nothing that stands is in contradiction any more."""
    pair = clash(found)
    if pair is None:
        return None
    over = sorted((one for one in pair if one.until is not None), key=lambda one: (one.until or 0, one.key))
    how = Settlement.LATER_FIGURE if len(over) == len(pair) else over[0].how
    made = _made(happening, pair)
    settled_by = tuple(dict.fromkeys(one.ended_by for one in over if one.ended_by))
    return replace(made, open=False, settlement=how, settled_by=settled_by)


def _made(happening: Happening, against: Sequence[Position]) -> Contradiction:
    own = [one for one in against if one.items[0].source.source_class in own_speakers()]
    named = bool(own) and extremes([(one.low, one.high) for one in own]).gap > 0
    measures = _measures(own if named else against)
    origins = {item.origin for one in against for item in one.items}
    grade, rules = severity(
        ContradictionKind.NUMBER, {**measures, "own_words": float(named), "one_origin": float(len(origins) == 1)}
    )
    made = Contradiction(
        ContradictionKind.NUMBER, ClaimKind.TOLL, happening.about, ordered(_sides(against)), grade, rules
    )
    return described(made, happening.items)


def _measures(against: Sequence[Position]) -> dict[str, float]:
    """How far the smallest and the largest lie apart."""
    ends = extremes([(one.low, one.high) for one in against])
    low = [one for one in against if one.high == ends.ceiling]
    high = [one for one in against if one.low == ends.floor]
    return {
        "ratio": _ratio(ends.ceiling, ends.floor),
        "difference": ends.gap,
        "from_zero": float(ends.ceiling == 0),
        "risen": float(_risen(low, high)),
    }


def _sides(against: Sequence[Position]) -> Iterator[Side]:
    """One side a number, whoever gives it."""
    same: dict[object, list[Item]] = {}
    for one in against:
        same.setdefault(numbers(one.items[0]), []).extend(one.items)
    return (number_side(items) for items in same.values())


def _ratio(low: float, high: float) -> float:
    return high / max(low, 1.0)


def _risen(low: Sequence[Position], high: Sequence[Position]) -> bool:
    """Whether all who give the smallest number spoke long before all who give the largest."""
    wait = round(setting("risen_hours") * _HOUR)
    return max(one.since for one in low) + wait <= min(one.since for one in high)


def _revisions(happening: Happening, found: Sequence[Position]) -> Iterator[Contradiction]:
    """Each claimant that gave one number and then another."""
    own: dict[str, list[Position]] = {}
    for one in found:
        own.setdefault(one.source, []).append(one)
    for said in own.values():
        past, now = [one for one in said if one.until is not None], [one for one in said if one.until is None]
        if len({one.point for one in said}) > 1 and past and now:
            yield _revision(happening, past, now)


def _revision(happening: Happening, past: Sequence[Position], now: Sequence[Position]) -> Contradiction:
    corrected = any(one.how is Settlement.CORRECTION for one in past)
    fell = not corrected and any(
        later.high < earlier.low for earlier, later in zip(past, [*past[1:], now[0]], strict=True)
    )
    grade, rules = severity(ContradictionKind.SELF_REVISION, {"falls": float(fell)})
    items = [item for one in (*past, *now) for item in one.items]
    made = Contradiction(
        ContradictionKind.SELF_REVISION,
        ClaimKind.TOLL,
        happening.about,
        tuple(_sides([*past, *now])),
        grade,
        rules,
        open=False,
        settlement=Settlement.CORRECTION if corrected else Settlement.REVISION,
        settled_by=tuple(dict.fromkeys(one.items[0].claim.id for one in now)),
    )
    return described(made, items)


def subset_contradictions(happening: Happening, parts: Mapping[str, Sequence[Item]]) -> list[Contradiction]:
    """Return what one claimant tells as the whole and another with the same number as a part of a larger total.

    ``parts`` gives for the id of a total the claims that are told as parts of it, of the same harm and unit.
    """
    told_as_part: dict[int, list[tuple[Item, Item]]] = {}
    for total in happening.items:
        for part in parts.get(total.claim.id, ()):
            number, whole = toll(part).best, toll(total).best
            if number is not None and whole is not None and whole > number:
                told_as_part.setdefault(number, []).append((part, total))
    wholes: dict[int, list[Item]] = {}
    for item in happening.items:
        number = toll(item).best
        if number in told_as_part and number is not None:
            wholes.setdefault(number, []).append(item)
    found = (_subset(happening, number, items, told_as_part[number]) for number, items in wholes.items())
    return [one for one in found if one is not None]


def _subset(
    happening: Happening, number: int, items: Sequence[Item], told_as_part: Sequence[tuple[Item, Item]]
) -> Contradiction | None:
    partial = {part.source.key for part, _ in told_as_part}
    whole = [item for item in items if item.source.key not in partial]
    if not whole:
        return None
    total = max(toll(total).best or 0 for _, total in told_as_part)
    part_side = number_side(part for part, _ in told_as_part)
    totals = tuple(dict.fromkeys(total.claim.id for _, total in told_as_part))
    sides = ordered([number_side(whole), replace(part_side, says="part", claims=(*part_side.claims, *totals))])
    measures = {"ratio": _ratio(number, total), "difference": float(total - number)}
    grade, rules = severity(ContradictionKind.SUBSET, measures)
    return described(
        Contradiction(ContradictionKind.SUBSET, ClaimKind.TOLL, happening.about, sides, grade, rules), whole
    )
