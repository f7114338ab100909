"""From weighed pairs to clusters: average linkage on the pairs that were compared, under what must and must not join.

Two clusters join while the mean weight between their members is above the limit. A pair that was never compared counts
as ``unseen``. Since a claim is compared with a few others only, of large clusters no more than ``EACH`` pairs for each
member of the smaller one are asked for. Whether two reports tell of one happening hangs on what they are about and not
on their asides. The result does not depend on the order of members or pairs: of equal means that of the smallest
members comes first. Time grows with the number of pairs, whatever the size of a cluster.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

# So many pairs for each member of the smaller cluster; below the number of others that a claim is compared with.
EACH = 6
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The ``limit`` above which clusters join, what a pair weighs that is ``unseen``, and what never joins.

    No pair counts for more than ``most`` or less than ``unseen``, so that one sure pair joins no two crowds.
    ``apart`` are pairs of sets of members: no member of the one may be in a cluster with a member of the other.
    """

    limit: float
    unseen: float
    most: float
    apart: Sequence[tuple[frozenset[str], frozenset[str]]] = ()


# Of all pairs between two clusters, and of those of leading members: the sum of their weights and how many they are.
_Sums = tuple[float, int, float, int]


@dataclass(slots=True)
class _Cluster:
    """A cluster under way: its smallest member, all members, the sides of ``apart`` that it holds, how many members
    lead, and sums by neighbour.
    """

    first: str
    members: list[str]
    sides: set[tuple[int, int]]
    leading: int
    beside: dict[int, _Sums] = field(default_factory=dict)


def clustered(
    members: Iterable[str],
    pairs: Mapping[Pair, float],
    rules: Rules,
    together: Iterable[Pair] = (),
    leading: Collection[str] = (),
) -> list[tuple[str, ...]]:
    """Return the clusters, each sorted, in order of their first member. ``pairs`` are of members, each pair once.

    ``together`` are joined whatever their weight, in order, but for those that ``apart`` bars. Where both of two
    clusters hold ``leading`` members, the mean is over these alone.
    """
    work = _Work(sorted(members), pairs, rules, leading)
    for one, other in sorted(together):
        work.bind(one, other)
    work.run()
    return sorted(tuple(sorted(one.members)) for one in work.clusters.values())


class _Work:
    def __init__(
        self, members: Sequence[str], pairs: Mapping[Pair, float], rules: Rules, leading: Collection[str]
    ) -> None:
        self._rules = rules
        self._numbers = numbers = {name: number for number, name in enumerate(members)}
        self._limit = rules.limit
        held = _sides(rules.apart)
        self.clusters = {
            number: _Cluster(name, [name], set(held.get(name, ())), int(name in leading))
            for number, name in enumerate(members)
        }
        for (one, other), weight in pairs.items():
            a, b = numbers[one], numbers[other]
            counted = min(max(weight, rules.unseen), rules.most)
            both = one in leading and other in leading
            sums = (counted, 1, counted if both else 0.0, int(both))
            self.clusters[a].beside[b] = self.clusters[b].beside[a] = sums
        self._heap: list[tuple[float, str, str, int, int]] = []

    def bind(self, one: str, other: str) -> None:
        """Join the clusters of two members unless they are to be apart."""
        a, b = self._numbers[one], self._numbers[other]
        if a != b and not self._barred(a, b):
            self._join(a, b)

    def run(self) -> None:
        """Join the best two clusters until no mean is above the limit."""
        # Entries are (minus the mean, smallest members, numbers): the best first, then the smallest.
        self._heap = [self._entry(a, b) for a, one in self.clusters.items() for b in one.beside if a < b]
        self._heap = [entry for entry in self._heap if -entry[0] > self._limit]
        heapify(self._heap)
        while self._heap:
            entry = heappop(self._heap)
            a, b = entry[3], entry[4]
            if a not in self.clusters or b not in self.clusters:
                continue
            now = self._entry(a, b)
            if now != entry:
                # What it was pushed with is of the past: a mean only falls while clusters grow around a pair.
                if -now[0] > self._limit:
                    heappush(self._heap, now)
            elif not self._barred(a, b):
                self._join(a, b)

    def _mean(self, a: int, b: int) -> float:
        one, other = self.clusters[a], self.clusters[b]
        total, count, of_leading, leading = one.beside[b]
        if one.leading and other.leading:
            return self._over(of_leading, leading, (one.leading, other.leading))
        return self._over(total, count, (len(one.members), len(other.members)))

    def _over(self, total: float, count: int, sizes: tuple[int, int]) -> float:
        small, large = sorted(sizes)
        asked = max(min(small * large, small * EACH), count)
        return round((total + self._rules.unseen * (asked - count)) / asked, 6)

    def _entry(self, a: int, b: int) -> tuple[float, str, str, int, int]:
        first, second = sorted((self.clusters[a].first, self.clusters[b].first))
        return (-self._mean(a, b), first, second, min(a, b), max(a, b))

    def _barred(self, a: int, b: int) -> bool:
        other = self.clusters[b].sides
        return any((number, 1 - side) in other for number, side in self.clusters[a].sides)

    def _join(self, a: int, b: int) -> None:
        """Put the cluster with fewer neighbours into the other, so that each pair is moved a few times only."""
        if len(self.clusters[a].beside) < len(self.clusters[b].beside):
            a, b = b, a
        one, other = self.clusters[a], self.clusters.pop(b)
        one.members += other.members
        one.first = min(one.first, other.first)
        one.sides |= other.sides
        one.leading += other.leading
        self._numbers.update(dict.fromkeys(other.members, a))
        one.beside.pop(b, None)
        other.beside.pop(a, None)
        for c, (total, count, of_leading, leading) in other.beside.items():
            before = one.beside.get(c, (0.0, 0, 0.0, 0))
            beside = self.clusters[c].beside
            del beside[b]
            one.beside[c] = beside[a] = (
                round(before[0] + total, 6),
                before[1] + count,
                round(before[2] + of_leading, 6),
                before[3] + leading,
            )
            if self._mean(a, c) > self._limit:
                heappush(self._heap, self._entry(a, c))


def _sides(apart: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, sides in enumerate(apart):
        for side, names in enumerate(sides):
            for name in names:
                found.setdefault(name, []).append((number, side))
    return found
