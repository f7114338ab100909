"""What each claimant says of one happening: its latest own figure, and what it said before.

A number counts from when it first became known by that claimant; a later print of it by somebody else is a copy and
makes it no newer, and all who printed it stand behind the figure. Where the outlet that printed a newer number prints
an older one again, the claimant has gone back to it. Two numbers of one claimant that became known at the same time
both stand: a report that contradicts itself shows both.
"""

from collections.abc import Iterable, Mapping, Sequence

from karez.model.claim import Toll
from karez.model.finding import TollFigure
from karez.model.vocabulary import Realis
from karez.reconcile.item import Item, told_order

Numbers = tuple[int | None, int | None, int | None]


def toll(item: Item) -> Toll:
    """Return the claim's body. Raises TypeError for a claim of another kind."""
    body = item.claim.body
    if not isinstance(body, Toll):
        raise TypeError(f"{item.claim.id} is no toll")
    return body


def numbers(item: Item) -> Numbers:
    """Return low, best and high."""
    body = toll(item)
    return (body.low, body.best, body.high)


def figures(items: Sequence[Item], replaced: Mapping[str, Item]) -> tuple[TollFigure, ...]:
    """Return per claimant the figures that stand, in order of known-from.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it; the corrected one leaves the picture
    and is told as what the corrector said before. Nothing is returned where every claim was corrected.
    """
    parties: dict[str, list[Item]] = {}
    before: dict[str, list[Item]] = {}
    for item in sorted(items, key=told_order):
        heir = replaced.get(item.claim.id)
        if heir is None:
            parties.setdefault(item.source.key, []).append(item)
        else:
            before.setdefault(heir.source.key, []).append(item)
    found = [figure for key, own in parties.items() for figure in _own(own, before.get(key, []))]
    return tuple(sorted(found, key=lambda figure: (figure.known_from, figure.source.key, figure.claims)))


def _own(own: Sequence[Item], before: Iterable[Item]) -> list[TollFigure]:
    same: dict[Numbers, list[Item]] = {}
    for item in own:
        same.setdefault(numbers(item), []).append(item)
    since = _since(own)
    latest = max(since.values())
    standing = {number for number, known in since.items() if known == latest}
    rest = [item for item in own if numbers(item) not in standing]
    earlier = sorted((*rest, *(item for item in before if numbers(item) not in standing)), key=told_order)
    return [_figure(same[number], tuple(item.claim.id for item in earlier)) for number in same if number in standing]


def _since(own: Sequence[Item]) -> dict[Numbers, int]:
    """Since when each number of one claimant is its word."""
    reports: dict[str, list[Item]] = {}
    for item in own:
        reports.setdefault(item.report.id, []).append(item)
    since: dict[Numbers, int] = {}
    printed: dict[str, set[Numbers]] = {}
    for told in reports.values():
        printer = told[0].report.publisher or told[0].report.id
        said = {numbers(item) for item in told}
        gone_back = said - printed.get(printer, said)
        for item in told:
            if numbers(item) not in since or numbers(item) in gone_back:
                since[numbers(item)] = item.known_from
        printed[printer] = said
    return since


def _figure(same: Sequence[Item], earlier: tuple[str, ...]) -> TollFigure:
    first, body = same[0], toll(same[0])
    alleged = all(item.claim.realis is Realis.ALLEGED for item in same)
    return TollFigure(
        source=first.source,
        low=body.low,
        best=body.best,
        high=body.high,
        qualifier=body.qualifier,
        claims=tuple(item.claim.id for item in same),
        known_from=first.known_from,
        realis=Realis.ALLEGED if alleged else Realis.ASSERTED,
        word=body.word,
        earlier=earlier,
    )


def bounds(found: Sequence[TollFigure]) -> Numbers:
    """Return low, best and high over all claimants; nothing is averaged.

    Low is the smallest low that is stated, high the largest high; "about n" states n for both. "At least n" has no
    high: it stands open, unless another states a high that is no smaller than n, which then holds for all. "At most
    n" leaves the low open in the same way. Best is set only where all have the same best, or the same bounds.
    """
    lows = [low for one in found if (low := _low(one)) is not None]
    highs = [high for one in found if (high := _high(one)) is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    open_above = [one.low for one in found if _high(one) is None and one.low is not None]
    open_below = [one.high for one in found if _low(one) is None and one.high is not None]
    if high is not None and any(bound > high for bound in open_above):
        high = None
    if low is not None and any(bound < low for bound in open_below):
        low = None
    return (low, found[0].best if agree(found) else None, high)


def agree(found: Sequence[TollFigure]) -> bool:
    """Tell whether all say the same: one best, or without a best the same bounds."""
    bests = {one.best for one in found}
    return len(bests) == 1 and (None not in bests or len({(one.low, one.high) for one in found}) == 1)


def _low(one: TollFigure) -> int | None:
    return one.best if one.low is None and one.high is None else one.low


def _high(one: TollFigure) -> int | None:
    return one.best if one.low is None and one.high is None else one.high
