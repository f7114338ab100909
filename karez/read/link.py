"""Joins claims of one report: the same thing told twice, parts of totals, tolls of incidents, corrections."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from karez.model.claim import Claim, Incident, Toll
from karez.model.vocabulary import IncidentType, Qualifier, Realis, Scope, Victims
from karez.read.passage import Passage

_INSIDE = re.compile(
    r"\b(?:including|among\s+(?:them|whom)|of\s+(?:them|whom)|which\s+included)\b|:\s*$", re.IGNORECASE
)
_ROSE = re.compile(
    r"\b(?:rose|risen|rises|increased|climbed|gone up|went up|went down|fell|revised|corrected)\b[^.;]{0,30}?\bto\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:among\s+(?:the|those|them)|of\s+(?:the\s+(?:dead|wounded|injured|missing|killed)|those|them))\b",
    re.IGNORECASE,
)
_SMALL, _CHANCE = 15, 8
_ANOTHER = re.compile(
    r"\b(?:another|second|third|separate|separately|also|other|meanwhile|later|again|elsewhere|further|different)\b",
    re.IGNORECASE,
)
_FAR, _SHORT = 1500, 40
_HARMLESS = frozenset({IncidentType.PROTEST, IncidentType.AGREEMENT, IncidentType.DISARMED, IncidentType.RELEASE})


def linked(passage: Passage, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims with repeats folded into ``also`` and with part_of, of and replaces set."""
    folded = _folded(passage, claims)
    tolls = [claim for claim in folded if isinstance(claim.body, Toll)]
    incidents = [claim for claim in folded if isinstance(claim.body, Incident)]
    totals = {
        **_by_sum(passage, tolls),
        **_by_rise(passage, tolls),
        **_by_division(passage, tolls),
        **_by_words(passage, tolls),
    }
    made = [_with_links(passage, claim, totals, incidents, tolls) for claim in folded]
    return tuple(_mixed(claim, made) for claim in made)


def _folded(passage: Passage, claims: Sequence[Claim]) -> list[Claim]:
    """One happening told twice by the same claimant is one claim; the other spans go in ``also``."""
    kept: dict[object, list[Claim]] = {}
    for claim in claims:
        told = kept.setdefault(_same(passage, claim), [])
        for index, first in enumerate(told):
            if _spoken(first) == _spoken(claim) or (
                isinstance(claim.body, Incident) and not (first.claimant and claim.claimant)
            ):
                told[index] = _fuller(first, claim)
                break
        else:
            told.append(claim)
    return sorted((claim for told in kept.values() for claim in told), key=lambda claim: claim.span.offsets)


def _fuller(first: Claim, second: Claim) -> Claim:
    """The telling that names its source stands, else the first; the other's spans go in ``also``."""
    stands, other = (second, first) if second.claimant and not first.claimant else (first, second)
    if first.span.offsets == second.span.offsets:
        return stands
    spans = {*first.also, *second.also, other.span.offsets} - {stands.span.offsets}
    return replace(stands, also=tuple(sorted(spans)))


def _same(passage: Passage, claim: Claim) -> object:
    """What two tellings of one toll, or of one happening, share. Other kinds are one only in the same words."""
    body = claim.body
    if isinstance(body, Incident):
        return _same_happening(passage, claim, body)
    if not isinstance(body, Toll) or body.qualifier is Qualifier.VAGUE:
        return (
            claim.id
            if _is_short(claim)
            else (claim.kind, claim.reason, " ".join(claim.span.quote.split()), claim.realis)
        )
    place = claim.where.place.id if claim.where and claim.where.place else None
    time = claim.when.start if claim.when else None
    number = (body.low, body.best, body.high)
    small = body.best is None or body.best < 5
    words = _sentence_words(passage, claim) if small else ""
    return (body.harm, number, body.victims, place, time, claim.realis, words)


def _same_happening(passage: Passage, claim: Claim, body: Incident) -> object:
    """Type, place, day and doers; without place and day, or where the words tell of another one, only the words."""
    place = claim.where.place.id if claim.where and claim.where.place else None
    day = claim.when.start[:10] if claim.when and claim.when.start else None
    lead = passage.text[max(0, claim.span.start - 20) : claim.span.end]
    if place is None or day is None or _ANOTHER.search(lead) or claim.reason == "incident-responsibility":
        return (claim.reason, _sentence_words(passage, claim), claim.realis)
    doers = tuple(actor.actor or actor.actor_class.value for actor in body.initiators)
    return (body.type, place, day, doers, claim.realis)


def _is_short(claim: Claim) -> bool:
    """Two short sentences may say the same of two things ("it was closed"): only long ones are one telling."""
    return len(claim.span.quote) < _SHORT


def _spoken(claim: Claim) -> str | None:
    return (claim.claimant.actor or claim.claimant.span.quote.casefold()) if claim.claimant else None


def _sentence_words(passage: Passage, claim: Claim) -> str:
    sentence = passage.sentence_at(claim.span.start)
    within = claim.span.start - sentence.start
    return f"{within}:{passage.text[sentence.start : sentence.end]}"


def _by_words(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """ "193 deaths, including 17 ...": what is listed after such a word is part of the toll before it."""
    found: dict[str, str] = {}
    for total, part in pairwise(tolls):
        between = passage.text[total.span.end : part.span.start]
        same = isinstance(total.body, Toll) and isinstance(part.body, Toll) and total.body.harm is part.body.harm
        if not same or not _is_smaller(part, total) or len(between) > 90 or re.search(r"[.;]\s", between):
            continue
        if _INSIDE.search(between):
            found[part.id] = total.id
        elif total.id in found and part.reason == "toll-list":
            found[part.id] = found[total.id]
    return found


def _point(claim: Claim) -> int | None:
    body = claim.body
    return (body.best if body.best is not None else body.low) if isinstance(body, Toll) else None


def _is_smaller(part: Claim, total: Claim) -> bool:
    mine, whole = _point(part), _point(total)
    return mine is not None and whole is not None and mine < whole


def _by_sum(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """A run of two to four tolls after a larger one of the same harm that add up to it are its parts.

    Small sums may be chance: their parts must stand in one sentence, or be all the later tolls of that harm.
    """
    found: dict[str, str] = {}
    real = [claim for claim in tolls if claim.realis is not Realis.DENIED and claim.reason != "toll-from"]
    for index, total in enumerate(real):
        harm, whole = _harm(total), _point(total)
        if whole is None or whole < 3 or total.reason == "toll-part":
            continue
        later = [claim for claim in real[index + 1 :] if _harm(claim) == harm and _is_smaller(claim, total)]
        for run in _runs(later):
            together = passage.sentence_at(run[0].span.start) == passage.sentence_at(run[-1].span.start)
            sure = together or whole >= _SMALL or (whole >= _CHANCE and len(run) == len(later))
            near = run[-1].span.end - total.span.start < _FAR and sure
            if near and sum(_point(claim) or 0 for claim in run) == whole:
                found.update({claim.id: total.id for claim in run})
                break
    return found


def _by_division(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """ "Of the wounded, 19 are civilians", "six children are among the wounded": parts of the last such toll told."""
    found: dict[str, str] = {}
    for index, part in enumerate(tolls):
        divides = part.reason == "toll-part" or _AMONG.search(part.span.quote)
        before = [other for other in tolls[:index] if _harm(other) == _harm(part) and other.realis is not Realis.DENIED]
        total = next((other for other in reversed(before) if other.id not in found and _is_smaller(part, other)), None)
        apart = total and passage.sentence_at(total.span.start) != passage.sentence_at(part.span.start)
        if divides and total and apart and part.span.start - total.span.start < _FAR:
            found[part.id] = total.id
    return found


def _by_rise(passage: Passage, tolls: Sequence[Claim]) -> dict[str, str]:
    """ "rose from 193 to 197 after four died": those whom the sum rose by are part of it."""
    found: dict[str, str] = {}
    for total in tolls:
        replaced = _replaced(passage, total, tolls)
        before = next((other for other in tolls if other.id == replaced), None)
        if before is None:
            continue
        sentence = passage.sentence_at(total.span.start)
        for part in tolls:
            inside = sentence.start <= part.span.start < sentence.end and part.id not in {total.id, before.id}
            risen = (_point(total) or 0) - (_point(before) or 0) == _point(part)
            if inside and risen and _harm(part) == _harm(total):
                found[part.id] = total.id
    return found


def _harm(claim: Claim) -> object:
    return claim.body.harm if isinstance(claim.body, Toll) else None


def _runs(claims: Sequence[Claim]) -> list[Sequence[Claim]]:
    return [claims[first : first + size] for size in (2, 3, 4) for first in range(min(4, len(claims) - size + 1))]


def _with_links(
    passage: Passage, claim: Claim, totals: dict[str, str], incidents: Sequence[Claim], tolls: Sequence[Claim]
) -> Claim:
    body = claim.body
    if not isinstance(body, Toll):
        return claim
    cause = _incident_of(passage, claim, incidents) if body.scope is Scope.INCIDENT else None
    made = replace(body, part_of=totals.get(claim.id), of=cause, replaces=_replaced(passage, claim, tolls))
    return replace(claim, body=made)


def _mixed(total: Claim, claims: Sequence[Claim]) -> Claim:
    """A total of nobody in particular whose parts are of several classes counts a mixed lot."""
    body = total.body
    if not isinstance(body, Toll) or body.victims is not Victims.UNKNOWN:
        return total
    parts = {claim.body.victims for claim in claims if isinstance(claim.body, Toll) and claim.body.part_of == total.id}
    return replace(total, body=replace(body, victims=Victims.MIXED)) if len(parts - {Victims.UNKNOWN}) > 1 else total


def _incident_of(passage: Passage, claim: Claim, incidents: Sequence[Claim]) -> str | None:
    """The incident told in the same sentence that lies nearest; one that is only told again there counts, too."""
    sentence = passage.sentence_at(claim.span.start)
    near: list[tuple[int, str]] = []
    for incident in incidents:
        if not isinstance(incident.body, Incident) or incident.body.type in _HARMLESS:
            continue
        told = [start for start, _ in (incident.span.offsets, *incident.also) if sentence.start <= start < sentence.end]
        near.extend((abs(start - claim.span.start), incident.id) for start in told)
    return min(near)[1] if near else None


def _replaced(passage: Passage, claim: Claim, tolls: Sequence[Claim]) -> str | None:
    """ "nine, not 11", "rose to 31 from 24", "the toll of 193 rose to 197": the number that no longer holds."""
    if claim.reason != "toll-sum":
        return None
    sentence = passage.sentence_at(claim.span.start)
    inside = [other for other in tolls if sentence.start <= other.span.start < sentence.end and other.id != claim.id]
    same = [other for other in inside if _harm(other) == _harm(claim)]
    later = [other for other in same if other.reason in {"toll-not", "toll-from"}]
    if later:
        return later[0].id
    before = [other for other in same if _number_at(other) < _number_at(claim)]
    rose = before and _ROSE.search(passage.text, _number_at(before[-1]), _number_at(claim))
    return before[-1].id if rose else None


def _number_at(claim: Claim) -> int:
    number = claim.fields.get("number")
    return number[0] if number and isinstance(number[0], int) else claim.span.start
