"""All contradictions of a view."""

from collections.abc import Mapping, Sequence

from karez.model.contradiction import Contradiction, ContradictionKind, Severity
from karez.model.finding import AssetStatus, ControlSpan
from karez.reconcile.contradictions.counts import number_contradictions, subset_contradictions
from karez.reconcile.contradictions.denials import denial_contradiction
from karez.reconcile.contradictions.happenings import Told, acts, counted, denied_tolls
from karez.reconcile.contradictions.parties import Wider, doer_contradiction, harmed_contradictions
from karez.reconcile.contradictions.scopes import scope_contradictions
from karez.reconcile.contradictions.spots import place_contradiction, time_contradiction
from karez.reconcile.contradictions.states import control_contradictions, state_contradiction
from karez.reconcile.corrections import corrections
from karez.reconcile.counted import kind_of, toll
from karez.reconcile.item import TOLD, Item, told_order
from karez.reconcile.sums import tolls_of

_SEVERE = tuple(reversed(Severity))
_KINDS = tuple(ContradictionKind)


def contradictions(
    told: Told,
    statuses: Sequence[AssetStatus],
    control: Sequence[ControlSpan],
    *,
    as_of: int,
    wider: Wider,
) -> tuple[Contradiction, ...]:
    """Return what the claims say against each other: open ones first, of these the severest, in a fixed order.

    ``statuses`` and ``control`` are the findings of the same claims as of the instant ``as_of``; ``wider`` gives
    the parties that a party belongs to.
    """
    found = [*_of_people(told), *_of_happenings(told, wider)]
    made = (state_contradiction(status, told, as_of) for status in statuses)
    found += [one for one in made if one is not None]
    found += control_contradictions(control, told)
    return tuple(sorted(found, key=_order))


def _order(one: Contradiction) -> tuple[object, ...]:
    return (not one.open, _SEVERE.index(one.severity), _KINDS.index(one.kind), one.start or "~", one.about, one.claims)


def _of_people(told: Told) -> list[Contradiction]:
    """What tolls say: numbers, revisions, parts, scopes, whom they count, and what is denied."""
    tolls = sorted(tolls_of(told.items), key=told_order)
    replaced = corrections(tolls, kind_of)
    parts = _parts(tolls)
    found: list[Contradiction] = []
    for happening in counted(told, replaced):
        found += number_contradictions(happening, replaced)
        found += subset_contradictions(happening, parts)
    found = _once(found)
    found += scope_contradictions(told, replaced.keys())
    found += harmed_contradictions(told)
    denied = (denial_contradiction(happening, replaced, told.timezone) for happening in denied_tolls(told))
    return [*found, *(one for one in denied if one is not None)]


def _once(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Tell one claimant's change once, where joining took the old number and its correction for two happenings.

    Of two that come to one number by the same claims the one stands that begins earlier.
    """
    kept: dict[object, Contradiction] = {}
    for one in sorted(found, key=lambda one: (min(side.known_from for side in one.sides), _order(one))):
        own = one.kind is ContradictionKind.SELF_REVISION
        numbers = frozenset((side.low, side.best, side.high) for side in one.sides)
        kept.setdefault((one.settled_by, numbers) if own else id(one), one)
    return list(kept.values())


def _parts(tolls: Sequence[Item]) -> Mapping[str, list[Item]]:
    """The parts of every total, of the same harm and unit."""
    known = {item.claim.id: item for item in tolls if item.claim.realis in TOLD}
    parts: dict[str, list[Item]] = {}
    for item in known.values():
        total = known.get(toll(item).part_of or "")
        if total is not None and (toll(total).harm, toll(total).unit) == (toll(item).harm, toll(item).unit):
            parts.setdefault(total.claim.id, []).append(item)
    return parts


def _of_happenings(told: Told, wider: Wider) -> list[Contradiction]:
    """What incident claims say: who did it, where and when it was, and whether it was at all."""
    found: list[Contradiction | None] = []
    for happening in acts(told):
        found += [doer_contradiction(happening, wider), denial_contradiction(happening, {}, told.timezone)]
        found += [place_contradiction(happening), time_contradiction(happening)]
    return [one for one in found if one is not None]
