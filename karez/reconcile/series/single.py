"""The toll of one incident, or one running total: what stands, what came before it, what was set aside and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from karez.model.series import Account, Aside, Bounds, Counted, Delta, Standing, Subject, TollSeries, Why
from karez.model.vocabulary import Harm, Realis, Scope, Victims
from karez.reconcile.figures import ceiling, figure_of, floor
from karez.reconcile.item import TOLD, Item, told_order
from karez.reconcile.series.course import Course, Told, told_once
from karez.reconcile.series.links import Parts, within_one
from karez.reconcile.series.rule import TollOptions, counted
from karez.reconcile.tally import Entry, bounds_of
from karez.reconcile.toll_rule import rule_name

_HARMS = frozenset({Harm.KILLED, Harm.INJURED})


@dataclass(frozen=True, slots=True)
class Around:
    """What a toll is made with: the links between claims, what corrects what, and what was asked for."""

    parts: Parts
    replaced: Mapping[str, Item]
    options: TollOptions


def single(
    subject: Subject, what: Counted, members: Sequence[Item], beside: Sequence[Item], around: Around
) -> TollSeries | None:
    """Return the toll that ``members`` tell, all of them told and of what is counted.

    ``beside`` are the other tolls of the incident, which bear on no bound: denials among them are heard. None where
    every member was corrected or is a part.
    """
    held = {item.claim.id: item for item in members}
    open_ = (claim for claim in held if claim not in around.replaced)
    totals = {claim: total for claim in open_ if (total := within_one(held, around.parts, claim))}
    told = told_once(item for claim, item in held.items() if claim not in totals)
    denials = [item for item in beside if item.claim.realis is Realis.DENIED and counted(item) == what]
    heard = [item for item in denials if item.claim.id not in around.replaced]
    course = Course(told, around.replaced, heard, what.victims, around.options)
    standing = course.standing()
    if not standing:
        return None
    aside = [Aside(claim, Why.PART, total) for claim, total in totals.items()] + course.aside()
    others = {item.claim.id: item for item in beside}
    for claim in held:
        others.update((item.claim.id, item) for item in around.parts.of(claim) if item.claim.id not in held)
    aside += [one for item in others.values() if (one := _beside(item, what, held, around))]
    order = {item.claim.id: told_order(item) for item in (*members, *others.values())}
    return TollSeries(
        id=figure_id(held),
        subject=subject,
        counted=what,
        bounds=course.bounds,
        members=tuple(sorted(held, key=order.__getitem__)),
        standing=standing,
        accounts=_accounts(standing),
        steps=course.steps,
        aside=tuple(sorted(aside, key=lambda one: (order[one.claim], one.why))),
        independent=course.independent,
        deltas=_deltas(told) if what.scope in {Scope.PERIOD, Scope.CUMULATIVE} else (),
        rule=rule_name(),
        vague=around.options.vague,
    )


def figure_id(claims: Iterable[str]) -> str:
    """Return the id of the toll of one incident: ``fig-`` + 12 hex of its smallest claim."""
    return "fig-" + min(claims).removeprefix("clm-")[:12]


def _beside(item: Item, what: Counted, held: Mapping[str, Item], around: Around) -> Aside | None:
    """Why a toll of the same incident is not counted here; None where it has nothing to do with it."""
    body, claim = counted(item), item.claim.id
    if body.harm is not what.harm:
        together = body.harm is Harm.CASUALTIES and what.harm in _HARMS and item.claim.realis in TOLD
        return Aside(claim, Why.HARMS_TOGETHER) if together else None
    whole, same = what.victims is Victims.UNKNOWN, body.victims is what.victims
    if not whole and not same:
        return None
    total, heir = within_one(held, around.parts, claim), around.replaced.get(claim)
    if heir is not None:
        return Aside(claim, Why.CORRECTED, heir.claim.id)
    reasons = (
        (item.claim.realis is Realis.BACKGROUND, Why.BACKGROUND),
        (item.claim.realis is Realis.DENIED, Why.DENIES),
        (item.claim.realis not in TOLD, Why.NOT_TOLD),
        (total is not None, Why.PART),
        (body.scope is Scope.DAY, Why.DAY_SUM),
        (body.scope is not what.scope, Why.RUNNING_TOTAL),
        (body.unit is not what.unit, Why.OTHER_UNIT),
        (body.perpetrators is not what.perpetrators, Why.ATTACKERS),
        (not same, Why.PARTY),
    )
    why = next((why for holds, why in reasons if holds), None)
    return Aside(claim, why, total if why is Why.PART else None) if why else None


def _accounts(standing: Sequence[Standing]) -> tuple[tuple[Account, Bounds], ...]:
    """The bounds by whose dead the claimants speak of: a party's own losses stand apart from those of its enemy."""
    held: dict[Account, list[Entry]] = {}
    for one in standing:
        if one.counts:
            held.setdefault(one.account, []).append(Entry(one.figure, one.account, one.grade))
    return tuple((account, bounds_of(held[account])) for account in Account if account in held)


def _deltas(told: Told) -> tuple[Delta, ...]:
    """What each claimant's running total grew by; both ends must be dated, and the beginning the same."""
    ends: dict[tuple[str, str], dict[str, Item]] = {}
    for item in told.items:
        if item.start and item.end and item.claim.id not in told.copies:
            ends.setdefault((item.source.key, item.start[:10]), {})[item.end] = item
    found = []
    for held in ends.values():
        dated = sorted(held.items())
        found += [_delta(old, new) for old, new in pairwise(dated)]
    return tuple(sorted(found, key=lambda one: (one.end, one.source.key)))


def _delta(old: tuple[str, Item], new: tuple[str, Item]) -> Delta:
    before, after = figure_of([old[1]]), figure_of([new[1]])
    return Delta(
        source=after.source,
        claims=(old[1].claim.id, new[1].claim.id),
        start=old[0],
        end=new[0],
        low=_less(floor(after), ceiling(before)),
        high=_less(ceiling(after), floor(before)),
    )


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other
