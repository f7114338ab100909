"""Contradictions of scope: one counts a happening, the other everything since a beginning.

That the two differ is no wonder and is told as low; that the happening counts more than a sum which holds it cannot be.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Toll
from karez.model.contradiction import Contradiction, ContradictionKind, Side
from karez.model.vocabulary import ClaimKind
from karez.reconcile.contradictions.counts import described
from karez.reconcile.contradictions.happenings import LONG, WHOLE, Told
from karez.reconcile.contradictions.positions import allowed
from karez.reconcile.contradictions.rules import severity
from karez.reconcile.contradictions.sides import number_side, ordered
from karez.reconcile.figures import numbers, toll
from karez.reconcile.item import TOLD, Item, place_key, told_order


def scope_contradictions(told: Told) -> list[Contradiction]:
    """Return the tolls of a happening that stand beside a sum of the same people, a day's or a longer one's."""
    kinds: dict[Hashable, list[Item]] = {}
    for item in told.items:
        if isinstance(item.claim.body, Toll) and item.claim.realis in TOLD:
            kinds.setdefault(_same_people(item, told), []).append(item)
    return [one for key, members in kinds.items() if key is not None for one in _of_kind(members, told)]


def _same_people(item: Item, told: Told) -> Hashable:
    """What sums and happenings are compared by; None where nothing tells that they speak of one thing."""
    body = toll(item)
    victims = None if body.victims in WHOLE else body.victims
    where = told.joined.incidents.get(item.claim.id) if told.joined else place_key(item.claim.where)
    return None if where is None else (where, body.harm, victims, body.unit, body.perpetrators)


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


def _of_kind(members: Sequence[Item], told: Told) -> Iterator[Contradiction]:
    long = _words(item for item in members if toll(item).scope in LONG)
    short = _words(item for item in members if toll(item).scope not in LONG)
    if not long or not short:
        return
    over = _over(long, short)
    if over:
        yield _made(over[0], over[1], told, over=True)
    elif told.joined is not None and _differ(long, short):
        yield _made(long, short, told, over=False)


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


def _made(long: Sequence[_Word], short: Sequence[_Word], told: Told, *, over: bool) -> Contradiction:
    grade, rules = severity(ContradictionKind.SCOPE, {"over": float(over)})
    sides = [_side(words) for words in (short, long)]
    first = short[0].first
    about = told.joined.incidents[first.claim.id] if told.joined else place_key(first.claim.where) or ""
    made = Contradiction(ContradictionKind.SCOPE, ClaimKind.TOLL, about, ordered(sides), grade, rules)
    return described(made, [first])


def _side(words: Sequence[_Word]) -> Side:
    """The newest number of one scope and all who give it."""
    last = toll(words[-1].first)
    same = [word for word in words if numbers(word.first) == numbers(words[-1].first)]
    return replace(number_side(item for word in same for item in word.prints), says=last.scope.value)
