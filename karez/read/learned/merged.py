"""The claims of the network and of the rules together: one claim where both tell the same, else each one's own.

The rules read fields off words that they know; the network sees claims that no rule was written for, and hears what is
doubted or denied. Whose word counts for which field was chosen on the tuning reports (docs/method.md).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from karez.model.claim import Assessment, Body, Claim, Incident, Toll, pairs
from karez.model.text import Offsets
from karez.model.vocabulary import IncidentType, Realis, Victims
from karez.read.fold import same_source, told_at
from karez.read.kinds.clauses import overlaps_any
from karez.read.learned.found import Found
from karez.read.learned.links import is_ring
from karez.read.learned.sure import Sure

# How sure the network must be of a type of incident to overrule the one of a rule.
_TYPE_SURE = 0.9
_UNTOLD = frozenset({Victims.UNKNOWN, Victims.MIXED})


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of the network, with what the network found."""

    claim: Claim
    found: Found


def merged(learned: Sequence[Told], by_rule: Sequence[Claim], sure: Sure) -> tuple[Claim, ...]:
    """Return the claims of both with ids that serve links alone; links go on to the claim that stands for another.

    A claim that only the rules tell is kept where the network holds it for likely enough.
    """
    both, names = _paired(learned, by_rule)
    again = _told_again(learned, [rule for rule in by_rule if rule.id not in both], names)
    names |= again
    alone = [told for told in learned if told.claim.id not in names]
    ours = {rule.id: rule for rule in by_rule if rule.id not in again}
    for rule in by_rule:
        if rule.id in again:
            ours[again[rule.id]] = _with_repeat(ours[again[rule.id]], rule)
    made = [
        *(_agreed(rule, both[rule.id], sure) for rule in ours.values() if rule.id in both),
        *(sure.of_rule(rule) for rule in ours.values() if rule.id not in both and sure.keeps(rule)),
        *(sure.of_network(told.claim, told.found.chance) for told in alone),
    ]
    second = {names[told.claim.id]: told.claim for told in learned if told.claim.id in names}
    return tuple(_linked(made, names, second))


def _paired(learned: Sequence[Told], by_rule: Sequence[Claim]) -> tuple[dict[str, Told], dict[str, str]]:
    """The network's claim for every claim of the rules that it tells, too; ids of the network's to those of the rules."""
    both: dict[str, Told] = {}
    names: dict[str, str] = {}
    # "Held and later released": two incidents in the same words go first to the claim of their own type.
    for rule in sorted(by_rule, key=lambda rule: not any(_is_alike(told.claim, rule) for told in learned)):
        same = [told for told in learned if told.claim.id not in names and _is_same(told.claim, rule)]
        if not same:
            continue
        both[rule.id] = max(same, key=lambda told: (_is_alike(told.claim, rule), _shared(told.claim, rule)))
        # Tolls in the same words may be of several numbers; all else that touches a claim is that claim.
        for told in [both[rule.id]] if isinstance(rule.body, Toll) else same:
            names[told.claim.id] = rule.id
    return both, names


def _told_again(learned: Sequence[Told], by_rule: Sequence[Claim], names: Mapping[str, str]) -> dict[str, str]:
    """Claims of the rules that the network takes for repeats of what another of theirs tells, with the id of that one."""
    again: dict[str, str] = {}
    for rule in by_rule:
        for told in learned:
            if told.claim.id in names and _is_repeat(told.claim, rule):
                again[rule.id] = names[told.claim.id]
                break
    return again


def _is_repeat(learned: Claim, rule: Claim) -> bool:
    return isinstance(rule.body, Toll | Incident) and same_source(learned, rule) and _is_alike(learned, rule)


def _with_repeat(rule: Claim, repeat: Claim) -> Claim:
    told = told_at(rule, (*rule.tellings, *repeat.tellings))
    return replace(told, claimant=rule.claimant or repeat.claimant)


def _is_same(learned: Claim, rule: Claim) -> bool:
    if learned.kind is not rule.kind or not _touch(learned.tellings, rule.tellings):
        return False
    one, other = learned.body, rule.body
    if not isinstance(one, Toll) or not isinstance(other, Toll):
        return True
    return one.harm is other.harm and (_bounds(one) == _bounds(other) or _same_number(learned, rule))


def _is_alike(learned: Claim, rule: Claim) -> bool:
    one, other = learned.body, rule.body
    alike = not isinstance(one, Incident) or not isinstance(other, Incident) or one.type is other.type
    return alike and _is_same(learned, rule)


def _touch(one: Iterable[Offsets], other: Sequence[Offsets]) -> bool:
    return any(overlaps_any(start, end, other) for start, end in one)


def _shared(one: Claim, other: Claim) -> int:
    return min(one.span.end, other.span.end) - max(one.span.start, other.span.start)


def _bounds(toll: Toll) -> tuple[int | None, int | None, int | None]:
    return toll.low, toll.best, toll.high


def _counted(toll: Toll) -> tuple[object, ...]:
    return toll.harm, *_bounds(toll), toll.victims


def _same_number(one: Claim, other: Claim) -> bool:
    return _touch(pairs(one.fields.get("number", ())), tuple(pairs(other.fields.get("number", ()))))


def _agreed(rule: Claim, told: Told, sure: Sure) -> Claim:
    """The claim of both: fields as the rule reads them, with what the network tells better."""
    learned = told.claim
    body = _body(rule.body, learned.body, told.found)
    # What a rule found denied, planned or doubted by its words is never made a fact.
    realis = learned.realis if rule.realis is Realis.ASSERTED else rule.realis
    made = replace(rule, body=body, realis=realis, reason=f"{rule.reason}+{learned.reason}")
    if isinstance(body, Toll) and body.victims_quote and "victims_quote" not in rule.fields:
        made = replace(made, fields={**rule.fields, "victims_quote": learned.fields["victims_quote"]})
    if not isinstance(body, Assessment):
        made = replace(made, claimant=rule.claimant or learned.claimant)
    return sure.of_both(made, told.found.chance)


def _body(rule: Body, learned: Body, found: Found) -> Body:
    if isinstance(rule, Toll) and isinstance(learned, Toll):
        if rule.victims not in _UNTOLD or learned.victims is Victims.UNKNOWN:
            return rule
        quote = rule.victims_quote or learned.victims_quote
        return replace(rule, victims=learned.victims, victims_quote=quote)
    if isinstance(rule, Incident) and isinstance(learned, Incident):
        chosen = found.classes.get("type")
        is_sure = chosen is not None and chosen.chance >= _TYPE_SURE
        return replace(rule, type=learned.type) if is_sure or rule.type is IncidentType.OTHER else rule
    return rule


def _linked(made: Sequence[Claim], names: Mapping[str, str], second: Mapping[str, Claim]) -> Iterator[Claim]:
    """Tolls with links among the claims that stand; those of the rules first, then those of the network."""
    known = {claim.id for claim in made}
    totals: dict[str, str] = {}

    def standing(identity: str | None) -> str | None:
        name = names.get(identity, identity) if identity else None
        return name if name in known else None

    tolls = [claim.body for claim in made if isinstance(claim.body, Toll)]
    # A part told a second time in other words is not another part, unless it is told so itself.
    parts = {(standing(toll.part_of), *_counted(toll)) for toll in tolls}
    for claim in made:
        if not isinstance(claim.body, Toll):
            yield claim
            continue
        other = second[claim.id].body if claim.id in second else None
        links = [claim.body, other] if isinstance(other, Toll) else [claim.body]
        own = standing(claim.body.part_of)
        total = own or (standing(other.part_of) if isinstance(other, Toll) else None)
        part = (total, *_counted(claim.body))
        if total and (own or part not in parts) and not is_ring(claim.id, total, totals):
            totals[claim.id] = total
            parts.add(part)
        body = replace(
            claim.body,
            part_of=totals.get(claim.id),
            of=next(filter(None, (standing(link.of) for link in links)), None),
            replaces=next((name for link in links if (name := standing(link.replaces)) not in {None, claim.id}), None),
        )
        yield replace(claim, body=body)
