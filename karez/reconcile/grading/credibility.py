"""Suggests how credible a claim is: who else tells it, who contradicts it, and whether its claimant is a party to it.

A party's word alone on the enemy's losses never gets above 3: without another origin only "fits" or "cannot be judged"
are left, and whoever speaks for the same side is no other. That holds for every side alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from karez.model.claim import Assessment
from karez.model.grading import Credibility, Grading
from karez.model.vocabulary import Realis
from karez.reconcile.grading.rules import CredibilityRule, rules
from karez.reconcile.grading.telling import Standing
from karez.reconcile.grading.things import Evidence, losses_of, side
from karez.reconcile.item import TOLD, Item

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules ask about one claim."""

    told: bool
    withdrawn: tuple[str, ...]
    standing: Standing


def suggested_credibility(item: Item, seen: Evidence) -> Grading[Credibility]:
    """Return the grade that the rules suggest for one claim, with the reason and the claims behind it."""
    case = _Case(_is_told(item, seen), seen.withdrawn.get(item.claim.id, ()), _together(item, seen))
    rule = next(rule for rule in rules().credibility if _fits(rule, case))
    behind = _behind(rule, case)
    reason = rule.reason + _party_words(item)
    return Grading(rule.grade, rules().version, reason, item.known_from, behind)


def best(grades: Iterable[Grading[Credibility]]) -> Grading[Credibility] | None:
    """Return the best of several grades that could be judged, of equals the first; None where none could be."""
    judged = [(rank, one) for one in grades if (rank := one.grade.rank) is not None]
    return min(judged, key=lambda pair: pair[0])[1] if judged else None


def _is_told(item: Item, seen: Evidence) -> bool:
    if isinstance(item.claim.body, Assessment) or item.claim.id not in seen.of:
        return False
    return item.claim.realis in TOLD or item.claim.realis is Realis.DENIED


def _together(item: Item, seen: Evidence) -> Standing:
    """How a claim stands in all the things that it tells of: a state of a whole route is told of every section."""
    found = [thing.standing(telling) for thing, telling in seen.of.get(item.claim.id, ())]
    if len(found) == 1:
        return found[0]
    times = [one.borne_out for one in found if one.borne_out is not None]
    return Standing(
        others=max((one.others for one in found), default=0),
        against=max((one.against for one in found), default=0),
        opponent=any(one.opponent for one in found),
        fits=any(one.fits for one in found),
        borne_out=min(times, default=None),
        same=_union(one.same for one in found),
        contrary=_union(one.contrary for one in found),
        beside=_union(one.beside for one in found),
    )


def _fits(rule: CredibilityRule, case: _Case) -> bool:
    now = case.standing
    counts = rule.against is None or (now.against >= rule.against if rule.against else now.against == 0)
    return (
        counts
        and (rule.others is None or now.others >= rule.others)
        and rule.told in (None, case.told)
        and rule.withdrawn in (None, bool(case.withdrawn))
        and rule.opponent in (None, now.opponent)
        and rule.fits in (None, now.fits)
    )


def _behind(rule: CredibilityRule, case: _Case) -> tuple[str, ...]:
    """The claims that a rule's reason stands on."""
    now = case.standing
    if rule.withdrawn:
        return case.withdrawn
    found: list[Sequence[str]] = []
    if rule.others:
        found.append(now.same)
    if rule.against or rule.opponent or (rule.others and (now.against or now.opponent)):
        found.append(now.contrary)
    if rule.fits:
        found.append(now.beside)
    return _union(found)


def _party_words(item: Item) -> str:
    """Say where a claimant is a party to what it tells: its word on losses is weighed with that in mind."""
    mine, theirs = side(item), losses_of(item)
    if not mine or not theirs:
        return ""
    return "; its claimant counts the losses of its own side" if mine == theirs else (
        "; its claimant counts the losses of the other side"
    )  # fmt: skip


def _union(several: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for one in several for claim in one))
