"""What one claimant says of one toll while reports come in: which numbers are its word now.

A number counts from when it first became known by that claimant; a later print of it by somebody else makes it no
newer. Where the outlet that printed a newer number prints an older one again, the claimant has gone back to it. Two
numbers that became known at the same time both stand. A number that was corrected is nobody's word any more, and a
late print of it does not bring it back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby

from karez.reconcile.counted import Numbers, numbers
from karez.reconcile.item import Item, told_order


class Voice:
    """One claimant; tell it what it says report by report, in the order of telling."""

    def __init__(self) -> None:
        self.alive: dict[Numbers, list[Item]] = {}
        self.standing: frozenset[Numbers] = frozenset()
        self._since: dict[Numbers, int] = {}
        self._printed: dict[str, set[Numbers]] = {}

    def say(self, told: Sequence[Item], corrected: Iterable[Item] = ()) -> None:
        """Take in what one report says; ``corrected`` are numbers that it tells as wrong in the same breath."""
        for item in corrected:
            self._since.setdefault(numbers(item), item.known_from)
        if not told:
            return
        report, known = told[0].report, told[0].known_from
        printer = report.publisher or report.id
        said = {numbers(item) for item in told}
        gone_back = said - self._printed.get(printer, said)
        fresh = {number for number in said if number not in self._since} | gone_back
        for item in told:
            self.alive.setdefault(numbers(item), []).append(item)
        for number in fresh:
            self._since[number] = known
        self._printed[printer] = said
        if fresh:
            self.standing = frozenset(fresh | {number for number in self.standing if self._since[number] == known})
        elif not self.standing:
            self._stand()

    def print_again(self, item: Item) -> None:
        """Take in a copy: it stands behind its number and changes nothing."""
        self.alive.setdefault(numbers(item), []).append(item)

    def drop(self, item: Item) -> None:
        """Take out a claim that was corrected."""
        number = numbers(item)
        left = [one for one in self.alive.get(number, []) if one.claim.id != item.claim.id]
        if left:
            self.alive[number] = left
            return
        self.alive.pop(number, None)
        if number in self.standing:
            self._stand()

    def earlier(self) -> list[Item]:
        """Return the claims of numbers that were its word before."""
        return [item for number, told in self.alive.items() if number not in self.standing for item in told]

    def _stand(self) -> None:
        latest = max((self._since[number] for number in self.alive), default=0)
        self.standing = frozenset(number for number in self.alive if self._since[number] == latest)


@dataclass(slots=True)
class Instant:
    """What happened at one time: who said something, and which claims were corrected then."""

    known_from: int
    said: dict[str, list[Item]] = field(default_factory=dict)
    dropped: list[Item] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The claimants whose word may have changed."""
        return {*self.said, *(item.source.key for item in self.dropped)}


def listen(
    items: Sequence[Item], replaced: Mapping[str, Item], copies: Set[str] = frozenset(), also: Iterable[int] = ()
) -> Iterator[tuple[Instant, Mapping[str, Voice]]]:
    """Yield every time at which something became known with what each claimant says from then on.

    ``replaced`` gives for the id of a corrected claim the claim that corrects it; ``copies`` are ids of claims that
    only print another one again; ``also`` are times to stop at although nothing is said then. The voices are the same
    objects throughout: look at them before going on.
    """
    voices: dict[str, Voice] = {}
    for instant, told in _instants(items, replaced, also):
        for _, report in groupby(told, key=lambda item: item.report.id):
            _say(voices, instant, list(report), replaced, copies)
        for item in instant.dropped:
            voices[item.source.key].drop(item)
        yield instant, voices


def _instants(
    items: Sequence[Item], replaced: Mapping[str, Item], also: Iterable[int]
) -> Iterator[tuple[Instant, list[Item]]]:
    told: dict[int, list[Item]] = {}
    dropped: dict[int, list[Item]] = {}
    for item in sorted(items, key=told_order):
        told.setdefault(item.known_from, []).append(item)
        heir = replaced.get(item.claim.id)
        if heir is not None and heir.known_from > item.known_from:
            dropped.setdefault(heir.known_from, []).append(item)
    for known_from in sorted({*told, *dropped, *also}):
        yield Instant(known_from, dropped=dropped.get(known_from, [])), told.get(known_from, [])


def _say(
    voices: dict[str, Voice], instant: Instant, report: Sequence[Item], replaced: Mapping[str, Item], copies: Set[str]
) -> None:
    """Let every claimant of one report speak; what the report itself corrects is nobody's word."""
    said: dict[str, list[Item]] = {}
    wrong: dict[str, list[Item]] = {}
    for item in report:
        key, heir = item.source.key, replaced.get(item.claim.id)
        voice = voices.setdefault(key, Voice())
        if heir is not None and heir.known_from <= item.known_from:
            wrong.setdefault(key, []).append(item)
        elif item.claim.id in copies:
            voice.print_again(item)
        else:
            said.setdefault(key, []).append(item)
            instant.said.setdefault(key, []).append(item)
    for key in {**said, **wrong}:
        voices[key].say(said.get(key, []), wrong.get(key, []))
