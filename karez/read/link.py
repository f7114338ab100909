"""Joins claims of one report: the same thing told twice, parts of totals, tolls of incidents, corrections."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from karez.model.claim import Claim, Incident, Toll
from karez.model.vocabulary import ActorClass, Harm, IncidentType, Scope, Victims
from karez.read.fold import folded
from karez.read.parts import parts, replaced_by
from karez.read.passage import Passage

_ATTACKS = frozenset({IncidentType.RAID, IncidentType.AMBUSH, IncidentType.SUICIDE_ATTACK})
_HURT = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES})
# How far before its dead an attack may be told, in characters.
_AFTER_ATTACK = 400
_HARMLESS = frozenset({IncidentType.PROTEST, IncidentType.AGREEMENT, IncidentType.DISARMED, IncidentType.RELEASE})

# The happenings told in a sentence, by the sentence's index: where each is told, and its id.
Told = Mapping[int, Sequence[tuple[int, str]]]


def linked(passage: Passage, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims with repeats folded into ``also`` and with part_of, of and replaces set."""
    once = folded(passage, claims)
    tolls = [claim for claim in once if isinstance(claim.body, Toll)]
    totals = parts(passage, tolls)
    told = _told(passage, once)
    known = {toll.id: toll for toll in tolls}
    made = [
        _with_links(passage, _as_total(passage, claim, known.get(totals.get(claim.id, ""))), totals, told, tolls)
        for claim in once
    ]
    classes: dict[str, set[Victims]] = defaultdict(set)
    for claim in made:
        if isinstance(claim.body, Toll) and claim.body.part_of:
            classes[claim.body.part_of].add(claim.body.victims)
    attacks = [claim for claim in made if isinstance(claim.body, Incident)]
    return tuple(_of_attackers(passage, _mixed(claim, classes), attacks) for claim in made)


def _with_links(passage: Passage, claim: Claim, totals: Mapping[str, str], told: Told, tolls: Sequence[Claim]) -> Claim:
    body = claim.body
    if not isinstance(body, Toll):
        return claim
    cause = _incident_of(passage, claim, told) if body.scope is Scope.INCIDENT else None
    replaced = replaced_by(passage, claim, tolls)
    if replaced is None and cause is None and claim.id not in totals:
        return claim
    made = replace(body, part_of=totals.get(claim.id), of=cause, replaces=replaced.id if replaced else None)
    return replace(claim, body=made)


def _as_total(passage: Passage, claim: Claim, total: Claim | None) -> Claim:
    """A part has the place and the time of its total where its own sentence tells none."""
    if total is None:
        return claim
    sentence = passage.sentence_at(claim.span.start)
    own_place = claim.where and claim.where.span.start >= sentence.start
    own_time = claim.when and claim.when.span.start >= sentence.start
    return replace(claim, where=claim.where if own_place else total.where, when=claim.when if own_time else total.when)


def _told(passage: Passage, claims: Sequence[Claim]) -> Told:
    """Where happenings that can harm are told; one that is only told again in a sentence counts there, too."""
    told: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.body, Incident) and claim.body.type not in _HARMLESS:
            for start, _ in claim.tellings:
                told[passage.sentence_at(start).index].append((start, claim.id))
    return told


def _incident_of(passage: Passage, claim: Claim, told: Told) -> str | None:
    """The incident told in the same sentence that lies nearest."""
    near = told.get(passage.sentence_at(claim.span.start).index, ())
    return min((abs(start - claim.span.start), identity) for start, identity in near)[1] if near else None


def _of_attackers(passage: Passage, toll: Claim, told: Sequence[Claim]) -> Claim:
    """Dead fighters of the side whose attack was told last before them, or in the same sentence, are its attackers."""
    body = toll.body
    if not isinstance(body, Toll) or body.perpetrators or body.victims is not Victims.ARMED_GROUP:
        return toll
    sentence = passage.sentence_at(toll.span.start)
    same = [claim for claim in told if sentence.start <= claim.span.start < sentence.end]
    before = [claim for claim in told if sentence.start - _AFTER_ATTACK <= claim.span.start < sentence.start]
    near = same or before[-1:]
    attack = bool(near) and all(_is_attack(claim) for claim in near) and body.harm in _HURT
    return replace(toll, body=replace(body, perpetrators=True)) if attack else toll


def _is_attack(claim: Claim) -> bool:
    """Whether only armed groups are told as doers of an attack."""
    body = claim.body
    if not isinstance(body, Incident) or body.type not in _ATTACKS or not body.initiators:
        return False
    return all(actor.actor_class is ActorClass.ARMED_GROUP for actor in body.initiators)


def _mixed(total: Claim, classes: Mapping[str, set[Victims]]) -> Claim:
    """A total of nobody in particular whose parts are of several classes counts a mixed lot."""
    body = total.body
    if not isinstance(body, Toll) or body.victims is not Victims.UNKNOWN:
        return total
    known = classes.get(total.id, set()) - {Victims.UNKNOWN}
    return replace(total, body=replace(body, victims=Victims.MIXED)) if len(known) > 1 else total
