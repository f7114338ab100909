"""What changed in the tolls from one picture to a later one."""

from collections.abc import Hashable, Iterator
from itertools import chain

from karez.model.change import Change, ChangeKind
from karez.model.finding import Findings, TollFigure, TollFinding
from karez.reconcile.counted import Numbers
from karez.reconcile.pairing import Kin, became, paired


def toll_changes(before: Findings, after: Findings) -> Iterator[Change]:
    """Yield new and changed tolls in their later order, those that nobody gives any more, then what was revised."""
    found = paired(before.tolls, after.tolls, _KIN)
    yield from became(found, _pair)
    for was, toll in found.pairs:
        yield from _revised(was, toll, before)


def told_toll(toll: TollFinding) -> tuple[Hashable, ...]:
    """What a line on a toll says: what it counts, where and when, its bounds, and whether accounts differ."""
    return (*_about(toll), _bounds(toll), toll.contested)


def _bounds(toll: TollFinding) -> Numbers:
    return (toll.low, toll.best, toll.high)


def _about(toll: TollFinding) -> tuple[Hashable, ...]:
    place = toll.place.id if toll.place else toll.place_quote
    return (toll.harm, toll.victims, toll.unit, toll.scope, place, toll.start, toll.perpetrators)


def _like(toll: TollFinding) -> tuple[Hashable, ...]:
    return (toll.harm, toll.victims, toll.unit, toll.perpetrators, _bounds(toll))


def _may_be_one(one: TollFinding, other: TollFinding) -> bool:
    """Whether place and day of two tolls do not differ, where both tell them."""
    places = {toll.place.id for toll in (one, other) if toll.place}
    starts = {toll.start for toll in (one, other) if toll.start}
    return len(places) < 2 and len(starts) < 2


def _claims(toll: TollFinding) -> tuple[str, ...]:
    return (*toll.claims, *chain.from_iterable(figure.earlier for figure in toll.figures))


_KIN: Kin[TollFinding] = Kin(_claims, _about, _like, _may_be_one)


def _pair(was: TollFinding, toll: TollFinding) -> Iterator[Change]:
    if _bounds(was) != _bounds(toll):
        yield Change(_direction(was, toll), was, toll)
    if was.contested != toll.contested:
        yield Change(ChangeKind.CONTESTED if toll.contested else ChangeKind.SETTLED, was, toll)
    elif _bounds(was) == _bounds(toll) and told_toll(was) != told_toll(toll):
        yield Change(ChangeKind.MOVED, was, toll)


def _direction(was: TollFinding, toll: TollFinding) -> ChangeKind:
    """Whether neither end fell, or neither rose. An end that opens or closes has no direction of its own."""
    ends = [(_least(was), _least(toll))]
    if was.high is not None and toll.high is not None:
        ends.append((was.high, toll.high))
    steps = {(new > old) - (new < old) for old, new in ends} - {0}
    if steps == {1}:
        return ChangeKind.ROSE
    return ChangeKind.FELL if steps == {-1} else ChangeKind.CHANGED


def _least(toll: TollFinding) -> int:
    return next((number for number in (toll.low, toll.best) if number is not None), 0)


def _revised(was: TollFinding | None, toll: TollFinding, before: Findings) -> Iterator[Change]:
    """The figures that their own claimant gives anew in another number than it gave before, by a new claim."""
    for figure in toll.figures:
        own = [old for old in was.figures if old.source.key == figure.source.key] if was else []
        known = any(_numbers(old) == _numbers(figure) for old in own)
        said = set(figure.claims) - before.sources.keys()
        if said and not known and (own or figure.earlier):
            yield Change(ChangeKind.REVISED, was, toll, figure)


def _numbers(figure: TollFigure) -> Numbers:
    return (figure.low, figure.best, figure.high)
