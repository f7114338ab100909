"""Contradictions of scope: one counts a happening, the other everything since a beginning.

That the two differ is no wonder and is told as low; that the happening counts more than a sum which holds it cannot be.
"""

from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Toll
from karez.model.contradiction import Contradiction, ContradictionKind, Side
from karez.model.vocabulary import ClaimKind
from karez.reconcile.contradictions.counts import described
from karez.reconcile.contradictions.happenings import Told
from karez.reconcile.contradictions.positions import allowed
from karez.reconcile.contradictions.rules import severity
from karez.reconcile.contradictions.sides import number_side, ordered
from karez.reconcile.counted import LONG, numbers, people_of, toll
from karez.reconcile.item import TOLD, Item, place_key, told_order


def scope_contradictions(told: Told, replaced: Collection[str]) -> list[Contradiction]:
    """Return the tolls of a happening that stand beside a sum of the same people over a longer time.

    A sum that is too small is looked for at each place; that the two differ is told of one joined happening alone.
    ``replaced`` are the ids of claims that were corrected, which count for nothing here.
    """
    places: dict[Hashable, list[Item]] = {}
    happenings: dict[Hashable, list[Item]] = {}
    for item in told.items:
        body = item.claim.body
        if not isinstance(body, Toll) or item.claim.realis not in TOLD or item.claim.id in replaced:
            continue
        place, about = place_key(item.claim.where), told.joined and told.joined.incidents.get(item.claim.id)
        if place is not None:
            places.setdefault((place, *people_of(body)), []).append(item)
        if about:
            happenings.setdefault((about, *people_of(body)), []).append(item)
    found = [one for members in places.values() for one in _too_small(members)]
    known = {claim for one in found for claim in one.claims}
    rest = (one for members in happenings.values() for one in _differing(members, told))
    return [*found, *(one for one in rest if not known.intersection(one.claims))]


@dataclass(frozen=True, slots=True)
class _Word:
    """One number of one claimant: its first print, and all prints of it."""

    first: Item
    prints: tuple[Item, ...]

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest number that its words allow."""
        return allowed(self.first)


def _words(members: Iterable[Item]) -> list[_Word]:
    """Fold the prints of one number of one claimant, in order of the first."""
    prints: dict[Hashable, list[Item]] = {}
    for item in sorted(members, key=told_order):
        prints.setdefault((item.source.key, numbers(item), toll(item).scope), []).append(item)
    return [_Word(own[0], tuple(own)) for own in prints.values()]


def _parted(members: Sequence[Item]) -> tuple[list[_Word], list[_Word]]:
    """The words of longer sums, and those of happenings and days."""
    long = _words(item for item in members if toll(item).scope in LONG)
    return long, _words(item for item in members if toll(item).scope not in LONG)


def _too_small(members: Sequence[Item]) -> Iterator[Contradiction]:
    long, short = _parted(members)
    over = _over(long, short) if long and short else None
    if over:
        yield _made(over[0], over[1], place_key(over[1][0].first.claim.where) or "", over=True)


def _differing(members: Sequence[Item], told: Told) -> Iterator[Contradiction]:
    long, short = _parted(members)
    if long and short and told.joined is not None and _differ(long, short):
        yield _made(long, short, told.joined.incidents[short[0].first.claim.id], over=False)


def _differ(long: Sequence[_Word], short: Sequence[_Word]) -> bool:
    return min(word.span[0] for word in long) > max(word.span[1] for word in short)


def _over(long: Sequence[_Word], short: Sequence[_Word]) -> tuple[list[_Word], list[_Word]] | None:
    """The sums that are smaller than a happening which was told before them and lies in their time.

    Of the happenings known by then the largest is looked at; both are in order of telling.
    """
    known = [word.first.known_from for word in short]
    largest: list[_Word] = []
    for word in short:
        best = largest[-1] if largest else word
        largest.append(word if word.span[0] > best.span[0] else best)
    found = []
    for sum_ in long:
        at = bisect_right(known, sum_.first.known_from)
        if at and sum_.span[1] < largest[at - 1].span[0] and _began(sum_.first, largest[at - 1].first):
            found.append((sum_, largest[at - 1]))
    if not found:
        return None
    return [sum_ for sum_, _ in found], list({word.first.claim.id: word for _, word in found}.values())


def _began(sum_: Item, one: Item) -> bool:
    """Whether the sum is told to begin no later than the happening, and not to end before it."""
    if sum_.start is None or one.start is None:
        return False
    return sum_.start[:10] <= one.start[:10] and (sum_.end is None or one.start < sum_.end)


def _made(long: Sequence[_Word], short: Sequence[_Word], about: str, *, over: bool) -> Contradiction:
    grade, rules = severity(ContradictionKind.SCOPE, {"over": float(over)})
    sides = [_side(words) for words in (short, long)]
    made = Contradiction(ContradictionKind.SCOPE, ClaimKind.TOLL, about, ordered(sides), grade, rules)
    return described(made, [short[0].first])


def _side(words: Sequence[_Word]) -> Side:
    """The newest number of one scope and all who give it."""
    last = toll(words[-1].first)
    same = [word for word in words if numbers(word.first) == numbers(words[-1].first)]
    return replace(number_side(item for word in same for item in word.prints), says=last.scope.value)
