"""Reports on one link as one class of user sees them, and which of two such reports end or dispute each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from karez.model.access import LinkScope
from karez.model.vocabulary import Condition, DerivedState
from karez.reconcile.entries import OF_EVERY_SECTION, Entry, plain_users, states_contrary

# How exactly a report speaks of a link: the lower the more so.
WORST = (DerivedState.CLOSED, DerivedState.RESTRICTED, DerivedState.DAMAGED, DerivedState.OPEN)
_RANK = {LinkScope.SECTION: 0, LinkScope.SERVICE: 1, LinkScope.AREA: 2, LinkScope.ROUTE: 3}


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides which reports on a link a report can end or dispute, beside its times and its source."""

    state: DerivedState
    scope: LinkScope
    points: frozenset[str] = frozenset()
    users: str | None = None

    @property
    def rank(self) -> int:
        """How exactly it speaks of the link; 0: of this very section."""
        return _RANK[self.scope]

    def speaks_to(self, other: "Kind") -> bool:
        """Whether such a report can end one of the other kind.

        It speaks as exactly, or of all roads here, or calls the whole route open. That a route is closed or damaged
        says nothing of one section; that it is open, or open to some, does of each.
        """
        if self.rank <= other.rank or self.scope is LinkScope.AREA:
            return True
        return self.scope is LinkScope.ROUTE and self.state in OF_EVERY_SECTION

    def contrary(self, other: "Kind") -> bool:
        """Whether two such reports of different tellings cannot both hold.

        That it is open, or less bad, at a place says nothing against what is told of another place on it, or of all.
        """
        if not states_contrary(self.state, other.state) or not _for_one(self.users, other.users):
            return False
        better, worse = sorted((self, other), key=lambda kind: WORST.index(kind.state), reverse=True)
        return not better.points or bool(better.points & worse.points)


@dataclass(frozen=True)
class Said:
    """One report on a link as one class of user sees it: its entry with the state for that class."""

    entry: Entry
    scope: LinkScope = LinkScope.SECTION
    points: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()

    @cached_property
    def kind(self) -> Kind:
        """Its kind."""
        return Kind(self.entry.state, self.scope, self.points, plain_users(self.entry.body.users))

    @property
    def rank(self) -> int:
        """How exactly it speaks of the link."""
        return _RANK[self.scope]

    @property
    def id(self) -> str:
        """The id of its claim."""
        return self.entry.item.claim.id

    @property
    def source(self) -> str:
        """The key of who stands behind it."""
        return self.entry.item.source.key

    @property
    def report(self) -> str:
        """The id of the report that tells it."""
        return self.entry.item.report.id


def _for_one(one: str | None, other: str | None) -> bool:
    """Whether both are told of the same users, or one of them of all."""
    return None in (one, other) or one == other


def one_telling_agrees(one: Kind, other: Kind) -> bool:
    """Whether one report may tell both of one link: it calls a road blocked and tells of mines on it; the worse holds.

    A report that calls it open as well does dispute itself.
    """
    return DerivedState.OPEN not in {one.state, other.state}


def disputed(standing: Iterable[Said]) -> bool:
    """Whether any two of these reports cannot both hold."""
    tellings: dict[Kind, set[tuple[str, str]]] = {}
    for one in standing:
        tellings.setdefault(one.kind, set()).add((one.report, one.source))
    kinds = list(tellings)
    return any(
        one.contrary(other) and not (one_telling_agrees(one, other) and _same_one(tellings[one], tellings[other]))
        for at, one in enumerate(kinds)
        for other in kinds[:at]
    )


def _same_one(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
    return len(one) == 1 and one == other


def joint(standing: Sequence[Said]) -> DerivedState:
    """The state that reports which stand together make up: contested where two cannot both hold, else the worst."""
    if disputed(standing):
        return DerivedState.CONTESTED
    return min((one.entry.state for one in standing), key=WORST.index, default=DerivedState.UNKNOWN)


def sources_by_state(standing: Iterable[Said]) -> Mapping[DerivedState, frozenset[str]]:
    """Who stands behind each of the states."""
    found: dict[DerivedState, set[str]] = {}
    for one in standing:
        found.setdefault(one.entry.state, set()).add(one.source)
    return {state: frozenset(keys) for state, keys in found.items()}
