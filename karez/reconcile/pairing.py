"""Which finding of a later picture is which one of an earlier picture, and what became of each.

Each earlier finding has at most one heir: the later one that shares most claims with it, else one about the same, else
one that is alike. What is left over is new or stands beside an heir; what has no heir is gone or joined another.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from karez.model.change import Change, ChangeKind
from karez.model.finding import AssetStatus, ControlSpan, DirectiveFinding, IncidentFinding, TollFinding

One = TypeVar("One", TollFinding, IncidentFinding, AssetStatus, ControlSpan, DirectiveFinding)


@dataclass(frozen=True, slots=True)
class Kin(Generic[One]):
    """How findings of one sort are known again.

    ``claims`` gives the claims that a finding stands on or that went into it before; ``about`` what it is about;
    ``like`` what is equal for two that may be one, None where nothing is; ``may_be`` then decides.
    """

    claims: Callable[[One], Iterable[str]]
    about: Callable[[One], Hashable]
    like: Callable[[One], Hashable | None] = lambda _: None
    may_be: Callable[[One, One], bool] = lambda _, __: True


@dataclass(frozen=True, slots=True)
class Paired(Generic[One]):
    """The later findings in their order, each with what it was (``pairs``; None: nothing), and for those without an
    earlier one what they stand ``beside``. ``lost`` are earlier findings without an heir, each with the later one that
    holds its claims or is alike (None: none does)."""

    pairs: list[tuple[One | None, One]] = field(default_factory=list)
    beside: dict[int, tuple[One, bool]] = field(default_factory=dict)
    lost: list[tuple[One, One | None]] = field(default_factory=list)


def paired(before: Sequence[One], after: Sequence[One], kin: Kin[One]) -> Paired[One]:
    """Pair the findings of two pictures.

    ``beside`` gives by the place in ``after`` the earlier finding and whether the two share a claim.
    """
    heirs = _by_claims(before, after, kin)
    _by_key(before, after, heirs, kin.about, lambda _, __: True)
    _by_key(before, after, heirs, kin.like, kin.may_be)
    was = {new: old for old, new in heirs.items()}
    holder = {claim: at for at, one in enumerate(before) for claim in kin.claims(one)}
    like_before, like_after = _by_like(before, kin), _by_like(after, kin)
    found: Paired[One] = Paired()
    for at, now in enumerate(after):
        found.pairs.append((before[was[at]] if at in was else None, now))
        if at in was:
            continue
        shared = next((holder[claim] for claim in kin.claims(now) if claim in holder), None)
        other = before[shared] if shared is not None else _alike(now, like_before, kin)
        if other is not None:
            found.beside[at] = (other, shared is not None)
    keeper = {claim: at for at, one in enumerate(after) for claim in kin.claims(one)}
    for at, old in enumerate(before):
        if at not in heirs:
            kept = next((keeper[claim] for claim in kin.claims(old) if claim in keeper), None)
            found.lost.append((old, after[kept] if kept is not None else _alike(old, like_after, kin)))
    return found


def _by_claims(before: Sequence[One], after: Sequence[One], kin: Kin[One]) -> dict[int, int]:
    """The heir of every earlier finding that shares claims with a later one: most claims first, each later one once."""
    holder: dict[str, int] = {claim: at for at, one in enumerate(before) for claim in kin.claims(one)}
    shared: dict[tuple[int, int], int] = {}
    for at, now in enumerate(after):
        for claim in set(kin.claims(now)):
            if claim in holder:
                shared[holder[claim], at] = shared.get((holder[claim], at), 0) + 1
    heirs: dict[int, int] = {}
    taken: set[int] = set()
    for old, new in sorted(shared, key=lambda pair: (-shared[pair], pair[1], pair[0])):
        if old not in heirs and new not in taken:
            heirs[old] = new
            taken.add(new)
    return heirs


def _by_key(
    before: Sequence[One],
    after: Sequence[One],
    heirs: dict[int, int],
    key: Callable[[One], Hashable | None],
    may_be: Callable[[One, One], bool],
) -> None:
    """Give the earlier findings that have no heir yet a later one of the same key that is none yet."""
    waiting: dict[Hashable, list[int]] = {}
    for at, old in enumerate(before):
        if at not in heirs and key(old) is not None:
            waiting.setdefault(key(old), []).append(at)
    taken = set(heirs.values())
    for at, now in enumerate(after):
        if at in taken:
            continue
        mine = waiting.get(key(now), [])
        fitting = next((old for old in mine if may_be(before[old], now)), None)
        if fitting is not None:
            mine.remove(fitting)
            heirs[fitting] = at


def _alike(one: One, others: Mapping[Hashable, list[One]], kin: Kin[One]) -> One | None:
    return next((other for other in others.get(kin.like(one), ()) if kin.may_be(other, one)), None)


def _by_like(found: Sequence[One], kin: Kin[One]) -> dict[Hashable, list[One]]:
    alike: dict[Hashable, list[One]] = {}
    for one in found:
        if kin.like(one) is not None:
            alike.setdefault(kin.like(one), []).append(one)
    return alike


def became(
    found: Paired[One], changed: Callable[[One, One], Iterable[Change]], shared: ChangeKind = ChangeKind.SPLIT
) -> Iterator[Change]:
    """Yield what became of paired findings, in their later order, then those without an heir.

    ``changed`` tells what changed from a finding to its heir, ``shared`` what a later finding is that shares claims
    with an earlier one but is not its heir.
    """
    for at, (was, now) in enumerate(found.pairs):
        if was is not None:
            yield from changed(was, now)
        elif at in found.beside:
            other, by_claims = found.beside[at]
            yield Change(shared if by_claims else ChangeKind.AGAIN, other, now)
        else:
            yield Change(ChangeKind.NEW, None, now)
    for lost, host in found.lost:
        yield Change(ChangeKind.WITHDRAWN if host is None else ChangeKind.JOINED, lost, host)
